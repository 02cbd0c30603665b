"""What is owed stands in the way of the next message, on every path by which one goes out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.answer.actions import keeping_promises
from heed.answer.queries.promises import STALE_AFTER
from heed.edition import gates
from heed.edition.actions import publishing
from heed.edition.actions.refusals import CannotPublish, StillOwed
from heed.people import actions as people_actions
from heed.people import setting_dates
from heed.people.models import Person
from tests.factories import editions, loop, pages
from tests.people import sign_in

pytestmark = pytest.mark.django_db
WHY = "The office of operations is looking for places, and reports next week."
STALE = loop.PROMISED + STALE_AFTER


@pytest.fixture
def promise(cast):
    message = loop.answered(cast.ama, cast.joe, "No kettle at night.")
    return loop.promised(message, loop.heard(message, cast.ama), cast.bev, cast.ama)


def scheduled(cast, *, at, when, **given):
    draft = editions.draft(cast.ama, at=at)
    return publishing.publish(edition=draft, by=cast.ama, at=at, when=when, **given)


def again(edition):
    edition.refresh_from_db()
    return edition


def page_of(person, name, edition, hands, at) -> str:
    hands.at = at
    return pages.text(sign_in(Client(), person).get(reverse(f"edition:{name}", args=[edition.pk])))


def test_a_moment_after_the_word_is_too_old_cannot_be_scheduled(cast, promise):
    """It is looked at as it will be when it opens, not as it is when the button is pressed."""
    before, after = STALE - timedelta(days=2), STALE + timedelta(hours=1)
    with pytest.raises(StillOwed):
        scheduled(cast, at=before, when=after)
    scheduled(cast, at=before, when=STALE - timedelta(hours=1))


def test_an_owner_who_leaves_before_it_opens_holds_it(cast, promise, hands):
    """It is a draft again, that says why; put right, it says that it can go out."""
    at = loop.PROMISED + timedelta(days=4)
    edition = scheduled(cast, at=loop.PROMISED, when=at)
    assert "You need do nothing more." in page_of(cast.ama, "write", edition, hands, loop.PROMISED)
    Person.objects.filter(pk=cast.bev.pk).update(is_active=False)
    waits = page_of(cast.ama, "write", edition, hands, loop.PROMISED)
    assert "It will not go out before this is put right:" in waits
    assert "You need do nothing more." not in waits
    assert publishing.open_due(at=at) == 0
    assert again(edition).state == "draft"
    held = page_of(cast.ama, "write", edition, hands, at + timedelta(minutes=5))
    assert "It did not go out" in held
    assert "Something was still owed. It stands above the button." in held
    assert "Bev Ashdown, who owns" in held
    assert "Or open it all the same" not in held, "an owner must be found first"
    assert "election" not in held
    desk = pages.text(sign_in(Client(), cast.ama).get(reverse("edition:desk_of_messages")))
    assert "It did not go out" in desk
    keeping_promises.give(promise=promise, to=cast.sam, by=cast.ama, at=at + timedelta(minutes=5))
    right = page_of(cast.ama, "write", edition, hands, at + timedelta(minutes=6))
    assert "Something was still owed then. Now nothing is: you can publish it." in right
    assert "election" not in right
    publishing.publish(
        edition=edition, by=cast.ama, at=at + timedelta(minutes=7), when=at + timedelta(minutes=7)
    )
    assert again(edition).state == "open"


def test_a_sentence_does_not_open_what_waits_for_an_owner(cast, promise):
    at = STALE + timedelta(days=1)
    edition = scheduled(cast, at=STALE, when=at, in_spite=WHY)
    Person.objects.filter(pk=cast.bev.pk).update(is_active=False)
    assert publishing.open_due(at=at) == 0
    assert again(edition).state == "draft"
    assert edition.in_spite == WHY, "what was written is not lost"


def test_what_is_put_right_in_time_needs_no_explaining(cast, promise, hands):
    at = STALE + timedelta(days=1)
    edition = scheduled(cast, at=STALE, when=at, in_spite=WHY)
    assert f"Under your message everybody will read: {WHY}" in page_of(
        cast.ama, "write", edition, hands, STALE
    )
    keeping_promises.note(promise=promise, words="Nine doors.", by=cast.bev, at=STALE)
    assert publishing.open_due(at=at) == 1
    assert again(edition).in_spite == ""
    hands.at = at
    assert "still owed" not in pages.text(
        Client().get(reverse("edition:page", args=[edition.slug]))
    )


def test_everybody_reads_why_it_opened_in_spite(cast, promise, hands):
    at = STALE + timedelta(days=1)
    edition = scheduled(cast, at=STALE, when=at, in_spite=WHY)
    assert publishing.open_due(at=at) == 1
    hands.at = at
    page = pages.text(Client().get(reverse("edition:page", args=[again(edition).slug])))
    assert f"This message opened although something was still owed: {WHY}" in page


def test_a_draft_that_was_taken_back_keeps_the_sentence_and_does_not_show_it(cast, promise, hands):
    edition = scheduled(cast, at=STALE, when=STALE + timedelta(days=1), in_spite=WHY)
    publishing.take_back(edition=edition, by=cast.ama, at=STALE)
    hands.at = STALE
    answer = sign_in(Client(), cast.ama).get(reverse("edition:write", args=[edition.pk]))
    assert f"{WHY}</textarea>" in answer.content.decode()
    assert "This message opened although" not in answer.content.decode()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Bev is on leave, and reports when she is back next week.", "Bev"),
        ("We wait for Ms Ashdown, who reports on this next week.", "Ashdown"),
        ("We wait for sam  tolliver, who looks after the keys now.", "Sam Tolliver"),
    ],
)
def test_a_colleagues_name_is_asked_about(cast, promise, words, named):
    """The sentence names an office. Where a name is none, its author says so."""
    with pytest.raises(StillOwed) as refusal:
        scheduled(cast, at=STALE, when=STALE, in_spite=words)
    assert (refusal.value.field, refusal.value.named) == ("in_spite", named)
    edition = scheduled(cast, at=STALE, when=STALE, in_spite=words, names_nobody=True)
    assert edition.in_spite == " ".join(words.split())


def test_a_word_that_somebody_is_called_by_is_a_word(cast, promise):
    people_actions.welcome(name="May Green", email="may@saltmarsh.example")
    scheduled(
        cast, at=STALE, when=STALE, in_spite="We hear about it in May, when new garages open."
    )


def test_the_editor_asks_about_a_name_and_loses_nothing(cast, promise, hands):
    hands.at = STALE
    draft = editions.draft(cast.ama, at=STALE)
    ama = sign_in(Client(), cast.ama)
    words = "Bev is on leave, and reports when she is back next week."
    sent = {
        "title": "T", "text": "W", "do": "now", "in_spite": words, "based_on": str(draft.revision.number),
        "visible_to": "public",
    }  # fmt: skip
    address = reverse("edition:publish", args=[draft.pk])
    answer = ama.post(address, sent)
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "“Bev” is the name of a colleague. Name the office: everybody reads this." in said
    assert f"{words}</textarea>" in said
    assert "names_nobody" in said
    sent["based_on"] = str(again(draft).revision.number)
    assert ama.post(address, {**sent, "names_nobody": "on"}).status_code == 302
    assert again(draft).in_spite == words


def test_the_box_is_not_there_before_it_is_needed(cast, promise, hands):
    hands.at = STALE
    draft = editions.draft(cast.ama, at=STALE)
    page = sign_in(Client(), cast.ama).get(reverse("edition:write", args=[draft.pk]))
    assert "names_nobody" not in page.content.decode()


def before_an_election(cast):
    first = clock.local(STALE).date()
    setting_dates.set_pre_election(
        from_on=first, to_on=first + timedelta(days=20), notice="Comments rest.", by=cast.tariq,
        at=loop.PROMISED,
    )  # fmt: skip


def ready(edition, cast, at):
    publishing.ask_for_check(edition=edition, checker=cast.joe, address="/", by=cast.ama, at=at)
    publishing.finish_check(edition=edition, is_ready=True, words="", by=cast.joe, at=at)
    return again(edition)


def test_a_second_pair_of_eyes_opens_nothing_that_is_owed(cast, promise, hands):
    """Held for what is owed, it says so although somebody called it ready; and the other way round,
    before an election a sentence about what is owed is no second reader."""
    before_an_election(cast)
    draft = editions.draft(cast.ama, at=STALE)
    with pytest.raises(CannotPublish):
        publishing.publish(edition=draft, by=cast.ama, at=STALE, when=STALE, in_spite=WHY)
    ready(draft, cast, STALE)
    with pytest.raises(StillOwed):
        publishing.publish(edition=draft, by=cast.ama, at=STALE, when=STALE)
    when = STALE + timedelta(days=1)
    publishing.publish(edition=draft, by=cast.ama, at=STALE, when=when, in_spite=WHY)
    Person.objects.filter(pk=cast.bev.pk).update(is_active=False)
    assert publishing.open_due(at=when) == 0
    held = page_of(cast.ama, "write", draft, hands, when)
    assert "Something was still owed. It stands above the button." in held
    keeping_promises.give(promise=promise, to=cast.sam, by=cast.ama, at=when)
    publishing.publish(edition=again(draft), by=cast.ama, at=when, when=when)
    assert again(draft).state == "open"


def test_held_before_an_election_and_for_what_is_owed_it_says_both(cast, promise, hands):
    at = loop.PROMISED + timedelta(days=1)
    edition = editions.draft(cast.ama, at=at)
    when = STALE + timedelta(hours=1)
    publishing.publish(edition=edition, by=cast.ama, at=at, when=when, in_spite=WHY)
    before_an_election(cast)
    Person.objects.filter(pk=cast.bev.pk).update(is_active=False)
    assert publishing.open_due(at=when) == 0
    held = page_of(cast.ama, "write", edition, hands, when)
    assert "Something was still owed." in held
    assert "An election is coming, too: ask a second pair of eyes ." in held
    keeping_promises.give(promise=promise, to=cast.sam, by=cast.ama, at=when)
    right = page_of(cast.ama, "write", edition, hands, when)
    assert "no second person had said that these very words are ready" in right
    assert gates.stops(again(edition), at=when) == []
