"""Somebody who is not the author, not the owner, or nobody at all, in the room of answers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from heed.answer.actions import gathering, playing_back
from heed.answer.actions import keeping_promises as keeping
from heed.answer.models import (
    Became,
    Gathered,
    HandedOn,
    Playback,
    Promise,
    PromiseWord,
    Refusal,
    Tap,
    TapCount,
    Tapped,
    Theme,
)
from heed.answer.queries import hearing
from heed.edition.actions import commenting, reporting
from heed.edition.models import Comment, Edition
from heed.people import actions as people
from tests.factories import loop, paper
from tests.people import sign_in

pytestmark = pytest.mark.django_db
MODELS = (
    Playback, Theme, Gathered, Promise, PromiseWord, Refusal, HandedOn, Became, Tap, Tapped,
    TapCount,
)  # fmt: skip
SECRET = "The line about the log stopped me."


@pytest.fixture
def hands():
    from heed import clock

    class Hands:
        at = loop.PROMISED

    clock.set_source(lambda: Hands.at)
    yield Hands
    clock.set_source(None)


@pytest.fixture
def cast(db, hands):
    from tests import people as persons

    cast = persons.cast()
    ben = people.welcome(name="Ben Okafor", email="ben@saltmarsh.example", post="Director")
    people.give_role(person=ben, kind="author")
    object.__setattr__(cast, "ben", ben)
    return cast


@pytest.fixture
def message(cast):
    return loop.answered(cast.ama, cast.joe, "No kettle.", "No toilet.")


@pytest.fixture
def draft(cast, message):
    """What was heard is written and not out."""
    theme = loop.heard(message, cast.ama)
    Playback.objects.update(published_at=None)
    Tap.objects.all().delete()
    return theme


def everything():
    return [list(model._base_manager.order_by("pk").values()) for model in MODELS]


def forms_of(message, theme):
    """Every form of the room that belongs to the author, filled in as they would."""
    date = {"due_on_0": "31", "due_on_1": "1", "due_on_2": "2027"}
    return {
        "reading": {"based_on": "1", "title": "Mine", "thanks": "Mine", "do": "publish"},
        "make_promise": {
            "themes": [theme.pk], "what": "Mine", "kind": "do", "owner": "bev@saltmarsh.example",
            "first_step": "Mine", **date,
        },
        "say_no": {"themes": [theme.pk], "what": "x", "reason": loop.REASON, "role": "x"},
        "hand_on": {"themes": [theme.pk], "to_whom": "x", "words": "x"},
        "still_thinking": {"themes": [theme.pk], "words": "x"},
    }  # fmt: skip


@pytest.mark.parametrize("who", ["", "sam", "ben", "dora", "joe", "marta", "nadia", "tariq", "bev"])
def test_nobody_but_its_author_reads_or_writes_what_was_heard(client, cast, message, draft, who):
    if who:
        sign_in(client, getattr(cast, who))
    before = everything()
    for name, words in forms_of(message, draft).items():
        address = reverse(f"answer:{name}", args=[message.slug])
        for response in (client.get(address), client.post(address, words)):
            assert response.status_code in (302, 403, 404), (name, response.status_code)
            assert SECRET not in response.content.decode()
    for name in ("heard", "as_readers"):
        response = client.get(reverse(f"answer:{name}", args=[message.slug]))
        assert response.status_code in (302, 403, 404)
        assert SECRET not in response.content.decode()
    assert everything() == before


def test_a_draft_shows_nothing_anywhere_before_it_is_out(client, cast, message, draft):
    for address in (
        reverse("edition:page", args=[message.slug]),
        reverse("answer:promises", args=[message.series_slug]),
        reverse("week:ledger"),
        reverse("week:feed"),
    ):
        said = client.get(address).content.decode()
        assert SECRET not in said
        assert "counting minutes" not in said


@pytest.mark.parametrize("name", ["reading", "make_promise", "say_no", "hand_on", "still_thinking"])
def test_a_form_from_another_site_changes_nothing(cast, message, draft, name):
    from django.test import Client

    client = sign_in(Client(enforce_csrf_checks=True), cast.ama)
    before = everything()
    words = forms_of(message, draft)[name]
    response = client.post(reverse(f"answer:{name}", args=[message.slug]), words)
    assert response.status_code == 403
    assert everything() == before


def test_a_tap_from_another_site_is_not_counted(cast, message):
    from django.test import Client

    loop.heard(message, cast.ama)
    client = sign_in(Client(enforce_csrf_checks=True), cast.sam)
    address = reverse("answer:tap", args=[Tap.objects.get().pk])
    assert client.post(address, {"answer": "yes"}).status_code == 403
    assert not Tapped.objects.exists()
    assert client.get(address).status_code == 405, "an address alone taps nothing"


@pytest.mark.parametrize("answer", ["", "maybe", "not_mine", "yes\0", "yes" * 500])
def test_an_answer_that_was_not_offered_is_not_counted(client, cast, message, hands, answer):
    loop.heard(message, cast.ama)
    hands.at = loop.HEARD + timedelta(hours=1)
    sign_in(client, cast.sam)
    address = reverse("answer:tap", args=[Tap.objects.get().pk])
    assert client.post(address, {"answer": answer}).status_code == 409
    assert not Tapped.objects.exists()
    assert not TapCount.objects.exists()


@pytest.mark.parametrize("number", [0, 7_000, 10**18, 10**30])
def test_a_question_that_was_never_asked_does_not_exist(client, cast, message, number):
    sign_in(client, cast.sam)
    assert client.post(f"/questions/{number}/", {"answer": "yes"}).status_code == 404


def test_nobody_taps_who_is_not_signed_in(client, cast, message):
    loop.heard(message, cast.ama)
    address = reverse("answer:tap", args=[Tap.objects.get().pk])
    assert client.post(address, {"answer": "yes"}).status_code in (302, 403)
    assert not TapCount.objects.exists()


def _posts_reading(client, message, **words):
    given = {"based_on": Playback.objects.get().version, "title": "T", "thanks": "T", **words}
    return client.post(reverse("answer:reading", args=[message.slug]), given)


def test_a_theme_or_an_answer_of_another_message_is_not_touched(client, cast, message, draft):
    other = loop.answered(cast.ben, cast.joe, "Mine.", at=loop.READ - timedelta(weeks=2))
    theirs = loop.heard(other, cast.ben)
    Playback.objects.filter(edition=other.pk).update(published_at=None)
    before = list(Gathered.objects.filter(theme=theirs).values())
    sign_in(client, cast.ama)
    label = loop.labels(other)[0]
    mine = loop.labels(message)[0]
    for words in (
        {f"in_{label}": draft.pk},
        {f"in_{mine}": theirs.pk},
        {f"title_{theirs.pk}": "Stolen", f"heard_{theirs.pk}": "Stolen"},
        {"do": f"merge:{draft.pk}", f"into_{draft.pk}": theirs.pk},
        {"do": f"merge:{theirs.pk}", f"into_{theirs.pk}": draft.pk},
        {"do": f"dissolve:{theirs.pk}"},
        {"do": f"earlier:{theirs.pk}"},
    ):
        given = {"based_on": Playback.objects.get(edition=message.pk).version, "title": "T"}
        address = reverse("answer:reading", args=[message.slug])
        response = client.post(address, {**given, "thanks": "T", **words})
        assert response.status_code in (302, 409, 422), words
        assert list(Gathered.objects.filter(theme=theirs).values()) == before
        assert Theme.objects.get(pk=theirs.pk).title == theirs.title
        assert not Gathered.objects.filter(theme=theirs, key=mine.partition("-")[2]).exists()


@pytest.mark.parametrize("name", ["make_promise", "say_no", "hand_on", "still_thinking"])
def test_a_theme_of_another_message_is_not_answered(client, cast, message, name):
    loop.heard(message, cast.ama)
    other = loop.answered(cast.ben, cast.joe, "Mine.", at=loop.READ - timedelta(weeks=2))
    theirs = loop.heard(other, cast.ben)
    sign_in(client, cast.ama)
    before = everything()
    words = {**forms_of(message, theirs)[name], "themes": [theirs.pk]}
    response = client.post(reverse(f"answer:{name}", args=[message.slug]), words)
    assert response.status_code == 422
    assert everything() == before


@pytest.mark.parametrize(
    "do", ["merge:²", "merge:" + "9" * 40, "dissolve:-1", "more\0", "later:", "x"]
)
def test_an_invented_verb_is_refused_and_breaks_nothing(client, cast, message, draft, do):
    sign_in(client, cast.ama)
    theme = do.partition(":")[2]
    response = _posts_reading(client, message, do=do, **{f"into_{theme}": "²"})
    assert response.status_code in (302, 409, 422)
    assert Gathered.objects.count() == 2
    assert Theme.objects.filter(pk=draft.pk).exists()
    response = _posts_reading(client, message, do=f"merge:{draft.pk}", **{f"into_{draft.pk}": "²"})
    assert response.status_code == 409


@pytest.mark.parametrize("words", ["x" * 100_000, "a\0b", "\x1b[31m", "<script>alert(1)</script>"])
def test_no_words_break_a_form_or_the_page(client, cast, message, words):
    theme = loop.heard(message, cast.ama)
    sign_in(client, cast.ama)
    for name, given in forms_of(message, theme).items():
        if name == "reading":
            continue
        sent = {
            field: words if value in ("Mine", "x", loop.REASON) else value
            for field, value in given.items()
        }
        response = client.post(reverse(f"answer:{name}", args=[message.slug]), sent)
        assert response.status_code in (302, 409, 422), name
    page = client.get(reverse("answer:heard", args=[message.slug]))
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    assert b"\0" not in page.content


@pytest.fixture
def promised(cast, message):
    theme = loop.heard(message, cast.ama)
    return loop.promised(message, theme, cast.bev, cast.ama)


@pytest.mark.parametrize("who", ["", "sam", "dora", "joe", "nadia", "tariq"])
def test_nobody_but_its_owner_and_the_authors_writes_about_a_promise(
    client, cast, message, promised, who
):
    if who:
        sign_in(client, getattr(cast, who))
    before = everything()
    address = reverse("answer:promise", args=[message.series_slug, 1])
    for kind in ("note", "start", "finish", "end", "learn", "put_off", "take_up_again", "_locked"):
        response = client.post(address, {"kind": kind, "words": "Forged."})
        assert response.status_code in (302, 403, 409, 422), kind
    give = reverse("answer:give", args=[message.series_slug, 1])
    assert client.post(give, {"owner": cast.sam.email}).status_code in (302, 403, 409, 422)
    assert everything() == before


def test_the_owner_of_another_promise_does_not_write_about_this_one(client, cast, message):
    theme = loop.heard(message, cast.ama)
    loop.promised(message, theme, cast.bev, cast.ama)
    loop.promised(message, theme, cast.sam, cast.ama)
    sign_in(client, cast.sam)
    address = reverse("answer:promise", args=[message.series_slug, 1])
    client.post(address, {"kind": "finish", "words": "Forged."})
    assert not PromiseWord.objects.filter(words="Forged.").exists()
    assert b"A word about it" not in client.get(address).content


@pytest.mark.parametrize("number", [0, 2, 10**18, 10**30])
def test_a_promise_that_was_never_made_does_not_exist(client, cast, message, promised, number):
    for page in ("", "owner/", "wall/", "card/"):
        address = f"/promises/{message.series_slug}/{number}/{page}"
        assert client.get(address).status_code in (302, 404)


def test_what_staff_alone_may_read_is_not_there_for_others(client, cast, message, promised):
    Edition.objects.filter(pk=message.pk).update(visible_to="staff")
    series = message.series_slug
    for address in (
        reverse("answer:heard", args=[message.slug]),
        reverse("answer:promise", args=[series, 1]),
        reverse("answer:wall", args=[series, 1]),
        reverse("edition:page", args=[message.slug]),
    ):
        assert client.get(address).status_code == 404
    sign_in(client, cast.sam)
    assert client.get(reverse("answer:heard", args=[message.slug])).status_code == 200


def quoted(cast, message, label):
    """What was heard is out and quotes this answer; a promise of it was kept."""
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    theme = Theme.objects.filter(edition=message.pk).first()
    gathering.save(
        message=message, title="Heard", thanks="Thank you.", not_understood="", version=0,
        themes=[gathering.Heard(theme.pk, "Places", "I see.", quoted=label)],
        placed=dict.fromkeys(loop.labels(message), theme.pk), by=cast.ama, at=loop.READ,
    )  # fmt: skip
    playing_back.publish(message=message, by=cast.ama, at=loop.HEARD)
    promise = loop.promised(message, theme, cast.bev, cast.ama)
    keeping.finish(promise=promise, words="Done.", by=cast.bev, at=loop.PROMISED)
    return theme


def _shown_on(client, message):
    series = message.series_slug
    return [
        client.get(address).content.decode()
        for address in (
            reverse("answer:heard", args=[message.slug]),
            reverse("answer:wall", args=[series, 1]),
        )
    ]


@pytest.mark.parametrize("how", ["withdrawn", "taken_down", "erased"])
def test_whoever_withdraws_or_is_taken_down_is_quoted_no_more_from_that_moment(
    client, cast, message, hands, how
):
    comment = Comment.objects.get(text="No kettle.")
    quoted(cast, message, f"comment-{comment.pk}")
    assert all("No kettle." in page for page in _shown_on(client, message))
    assert "Lorna Pettifer" in _shown_on(client, message)[0]
    at = hands.at = loop.PROMISED + timedelta(minutes=1)
    if how == "withdrawn":
        commenting.withdraw(comment=comment, at=at)
    elif how == "erased":
        from heed.edition.actions import erasing

        erasing.remove(comment=comment, at=at)
    else:
        report = reporting.report(comment=comment, words="It names me.", at=at)
        reporting.decide_report(
            report=report, take_down=True, reason="identifies", words="A name.", by=cast.marta,
            at=at,
        )  # fmt: skip
        hands.at = at + timedelta(hours=1)
        from heed.edition.actions import deciding

        deciding.apply_due(at=hands.at)
    for page in _shown_on(client, message):
        assert "No kettle." not in page
    assert "1 answer" in _shown_on(client, message)[0]
    shown = hearing.what_was_heard(message, at=hands.at)
    assert shown.count == 1


def test_a_card_that_may_not_be_quoted_is_quoted_on_no_page(client, cast, message):
    edition = Edition.objects.get(pk=message.pk)
    cards = paper.entered(edition, cast.bev, "I am worn out.")
    paper.decide(cards[0], cast.joe, "given")
    label = next(one for one in loop.labels(message) if one.startswith("paper"))
    quoted(cast, message, label)
    for page in _shown_on(client, message):
        assert "I am worn out." not in page


def test_an_answer_that_is_let_in_later_waits_in_no_theme_and_is_not_lost(client, cast, message):
    from tests.factories import editions

    theme = loop.heard(message, cast.ama)
    edition = Edition.objects.get(pk=message.pk)
    late = editions.waiting(edition, "Late.", at=edition.opened_at + timedelta(hours=3))
    editions.decide(late, cast.joe, "posted")
    page = client.get(reverse("answer:heard", args=[message.slug])).content.decode()
    assert "One answer is in none of these yet." in page
    gathering.gather(
        message=message, labels=[f"comment-{late.pk}"], theme=theme.pk, by=cast.ama,
        at=loop.PROMISED,
    )  # fmt: skip
    page = client.get(reverse("answer:heard", args=[message.slug])).content.decode()
    assert "in none of these" not in page


def test_whoever_is_erased_leaves_the_promise_and_takes_their_name_off_its_lines(
    client, cast, message, promised
):
    from heed.edition import gates
    from heed.people import leaving
    from tests.factories import editions

    keeping.note(promise=promised, words="I rang.", by=cast.bev, at=loop.PROMISED)
    leaving.erase(person=cast.bev, ends_account=True, by=cast.bev, at=loop.PROMISED)
    assert not PromiseWord.objects.filter(by=cast.bev).exists()
    assert PromiseWord.objects.filter(words="I rang.").exists()
    draft = editions.draft(cast.ama, at=loop.PROMISED)
    stops = gates.stops(draft, at=loop.PROMISED)
    assert [stop.is_firm for stop in stops] == [True]
    address = reverse("answer:promise", args=[message.series_slug, 1])
    assert client.get(address).status_code == 200
