"""Each requirement of the loop by the sentence that it keeps."""

from datetime import timedelta

import pytest
from django.urls import get_resolver, reverse

from heed.answer.actions import asking, gathering, keeping_promises, promising
from heed.answer.models import Tap, TapCount, Theme
from heed.answer.queries import hearing, owing
from heed.edition.actions import publishing
from heed.edition.actions.refusals import DecisionUnclear, NotNow, StillOwed
from heed.edition.models import Edition
from heed.people import actions as people
from tests.factories import editions, loop
from tests.factories import paper as cards
from tests.people import sign_in

pytestmark = pytest.mark.django_db
WHY = "The operations manager is looking for places, and reports to all of you next week."


@pytest.fixture
def message(cast):
    return loop.answered(cast.ama, cast.joe, "No kettle at night.", "The toilet is locked.")


def test_r1_no_message_opens_while_a_promise_has_had_no_word_for_28_days(cast, message, client):
    """Unless its author says why, and everybody reads that sentence."""
    theme = loop.heard(message, cast.ama)
    loop.promised(message, theme, cast.bev, cast.ama)
    for days, is_stopped in ((27, False), (28, True)):
        at = loop.PROMISED + timedelta(days=days)
        draft = editions.draft(cast.ama, at=at)
        if not is_stopped:
            publishing.publish(edition=draft, by=cast.ama, at=at, when=at + timedelta(minutes=1))
            publishing.take_back(edition=draft, by=cast.ama, at=at)
            continue
        with pytest.raises(StillOwed):
            publishing.publish(edition=draft, by=cast.ama, at=at, when=at)
        publishing.publish(edition=draft, by=cast.ama, at=at, when=at, in_spite=WHY)
        draft.refresh_from_db()
    assert WHY in client.get(reverse("edition:page", args=[draft.slug])).content.decode()


def test_r2_two_weeks_after_it_was_kept_everybody_is_asked_whether_it_helped(cast, message):
    """With one tap; the figure stands once ten people answered, and not before."""
    theme = loop.heard(message, cast.ama)
    promise = loop.promised(message, theme, cast.bev, cast.ama)
    done_at = loop.PROMISED + timedelta(days=3)
    keeping_promises.finish(promise=promise, words="Nine doors.", by=cast.bev, at=done_at)
    at = done_at + timedelta(days=14)
    newer = editions.opened(cast.ama, at=at)
    assert asking.whether_it_helped(at=at - timedelta(minutes=1)) == 0
    assert asking.whether_it_helped(at=at) == 1
    tap = Tap.objects.get(edition=newer.pk)
    for number in range(10):
        by = people.welcome(name=f"Pat {number}", email=f"p{number}@saltmarsh.example")
        asking.tap(tap=tap.pk, answer="yes" if number else "no", by=by, at=at)
    asking.release_due(at=at + timedelta(days=7))
    shown = hearing.helped(
        message.series_slug, promise.number, at=at + timedelta(days=7), person=None
    )
    assert shown is not None
    assert "in every 100" in shown.sentence


@pytest.mark.parametrize(
    "reason",
    [
        "",
        "It costs too much, and we have no money.",
        (
            "Unfortunately, due to financial constraints, we are unable to progress this at this "
            "time, but we value your views, and please be assured that we keep this under review."
        ),
        "no " * 40,
    ],
)
def test_r3_a_no_needs_a_reason_of_its_own_and_an_office_behind_it(cast, message, reason):
    theme = loop.heard(message, cast.ama)
    said = {"message": message, "themes": [theme.pk], "what": "Free parking", "by": cast.ama}
    with pytest.raises(DecisionUnclear) as refusal:
        promising.say_no(**said, reason=reason, role="director of estates", at=loop.PROMISED)
    assert refusal.value.field == "reason"
    with pytest.raises(DecisionUnclear) as refusal:
        promising.say_no(**said, reason=loop.REASON, role=" ", at=loop.PROMISED)
    assert refusal.value.field == "role"


@pytest.mark.parametrize(
    "end", ["what was heard", "a promise", "a no", "handed on", "still thinking"]
)
def test_r4_an_answer_without_an_end_after_fourteen_days_is_late(cast, message, end):
    """It ends in what was heard, a promise, a no, or handed on; still thinking is no end."""
    at = loop.READ + timedelta(days=14)

    def late():
        return [one.slug for one in owing.late_answers(message.series_id, at=at)]

    assert late() == [message.slug]
    theme = loop.heard(message, cast.ama)
    assert late() == []
    if end == "what was heard":
        return
    promising.say_still_thinking(
        message=message, theme=theme.pk, words="The board.", by=cast.ama, at=loop.HEARD
    )
    assert late() == [message.slug]
    said = {"message": message, "themes": [theme.pk], "by": cast.ama, "at": loop.HEARD}
    if end == "handed on":
        promising.hand_on(to_whom="Payroll", words="", **said)
    elif end == "a no":
        promising.say_no(what="Parking", reason=loop.REASON, role="director of estates", **said)
    elif end == "a promise":
        loop.promised(message, theme, cast.bev, cast.ama, at=loop.HEARD)
    assert (late() == []) is (end != "still thinking")


def test_r10_the_author_sees_what_waits_longest_and_everybody_how_soon_half_were_decided(
    cast, client, message, hands
):
    hands.at = loop.READ
    comment = editions.waiting(
        Edition.objects.get(pk=message.pk), "The lamp.", at=loop.READ - timedelta(days=2)
    )
    assert comment.state == "waiting"
    sign_in(client, cast.ama)
    page = client.get(reverse("answer:reading", args=[message.slug])).content.decode()
    assert "One more is with the moderators, since Sunday, 9am." in page
    assert "Half decided within" in client.get(reverse("week:ledger")).content.decode()


def test_r22_understanding_comes_before_promising(cast, message, client, hands):
    """Heard, then how it landed, then the promise: locked until then, and the page says until when."""
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    theme = gathering.gather(
        message=message, labels=loop.labels(message), title="Places", by=cast.ama, at=loop.READ
    )
    with pytest.raises(DecisionUnclear) as refusal:
        loop.promised(message, theme, cast.bev, cast.ama, at=loop.READ)
    assert refusal.value.field == "why_at_once"
    with pytest.raises(NotNow, match="First say what you heard"):
        promising.say_no(
            message=message, themes=[theme.pk], what="Keys", reason=loop.REASON, role="estates",
            by=cast.ama, at=loop.READ,
        )  # fmt: skip
    hands.at = loop.READ
    sign_in(client, cast.ama)
    page = client.get(reverse("answer:reading", args=[message.slug])).content.decode()
    assert "Promises open on Wednesday 2 December, 9am" in page


def test_r26_whether_people_were_understood_is_the_first_figure_of_a_message(
    cast, message, client, hands
):
    """It is asked as soon as what was heard is out; under ten answers there is no figure."""
    loop.heard(message, cast.ama)
    tap = Tap.objects.get(edition=message.pk)
    assert (tap.kind, tap.opens_at) == ("understood", loop.HEARD)
    for by in (cast.sam, cast.bev):
        asking.tap(tap=tap.pk, answer="yes", by=by, at=loop.HEARD)
    hands.at = loop.HEARD + timedelta(days=7)
    asking.release_due(at=hands.at)
    sign_in(client, cast.iain)
    page = client.get(reverse("answer:heard", args=[message.slug])).content.decode()
    assert "Fewer than ten people answered" in page
    assert not TapCount.objects.exists()


def test_r27_leaders_see_a_figure_when_everybody_does_and_nobody_is_ranked(
    cast, message, client, hands
):
    """Before it is published its author is shown nothing more than a reader, and afterwards nobody
    who does not work here is shown it; no address takes the name of a manager."""
    loop.heard(message, cast.ama)
    tap = Tap.objects.get(edition=message.pk)
    for number in range(12):
        by = people.welcome(name=f"Pat {number}", email=f"p{number}@saltmarsh.example")
        asking.tap(tap=tap.pk, answer="yes", by=by, at=loop.HEARD)
    place = reverse("answer:heard", args=[message.slug])
    for moment, is_out in ((6, False), (7, True)):
        hands.at = loop.HEARD + timedelta(days=moment, minutes=1)
        asking.release_due(at=hands.at)
        for reader in (cast.ama, cast.sam, cast.tariq, cast.iain, None):
            page = client if reader is None else sign_in(client, reader)
            is_shown = "in every 100" in page.get(place).content.decode()
            assert is_shown == (is_out and reader is not None)
            client.logout()
    addresses = list(every_address(get_resolver()))
    assert any("what-i-heard" in one for one in addresses), "it looks into the rooms"
    assert not [one for one in addresses if "manager" in one or "rank" in one or "league" in one]


def every_address(resolver, before=""):
    for one in resolver.url_patterns:
        whole = before + str(one.pattern)
        yield from every_address(one, whole) if hasattr(one, "url_patterns") else [whole]


def test_what_is_not_to_be_quoted_is_quoted_nowhere(cast, client, hands):
    """A paper card without the tick cannot be chosen, not even by a forged form."""
    edition = editions.opened(cast.ama)
    (card,) = cards.entered(edition, cast.bev, "Mrs Pell asks for a key.", quote=False)
    cards.decide(card, cast.joe, "given")
    message = loop.message_of(edition)
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    theme = Theme.objects.filter(edition=message.pk).first()
    hands.at = loop.READ
    sign_in(client, cast.ama)
    label = f"paper-{card.place}"
    client.post(
        reverse("answer:reading", args=[message.slug]),
        {
            "based_on": "0", "do": "save", f"in_{label}": theme.pk, f"title_{theme.pk}": "Keys",
            f"quoted_{theme.pk}": label,
        },
    )  # fmt: skip
    theme.refresh_from_db()
    assert theme.gathered.count() == 1
    assert theme.quoted == ""
