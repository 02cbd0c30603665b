"""Go and listen: a card to take along, what was learned afterwards, and its way into the next message."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from heed.answer.actions import asking
from heed.answer.actions import keeping_promises as keeping
from heed.people import actions as people
from tests.factories import editions, loop
from tests.people import sign_in

pytestmark = pytest.mark.django_db
LEARNED = "The kettle is behind a door that nobody on nights has a key to."
TAKE_IT = "To tell it in your own words, take it into your message:"


@pytest.fixture
def message(cast, hands):
    hands.at = loop.PROMISED
    return loop.answered(cast.ama, cast.joe, "Nobody has seen our kitchen.")


@pytest.fixture
def promise(cast, message):
    theme = loop.heard(message, cast.ama)
    what = "A night at Eel Hithe"
    return loop.promised(message, theme, cast.bev, cast.ama, kind="listen", what=what)


def page_of(promise):
    return reverse("answer:promise", args=[promise.series.slug, promise.number])


def went(promise, by, at):
    keeping.finish(promise=promise, words=LEARNED, by=by, at=at)


def draft_page(client, author, at):
    draft = editions.draft(author, at=at)
    sign_in(client, author)
    return client.get(reverse("edition:write", args=[draft.pk])).content.decode()


def test_the_card_asks_where_when_three_things_and_whom_one_met(client, promise):
    page = client.get(reverse("answer:listening_card", args=[promise.series.slug, 1]))
    said = page.content.decode()
    for asked in (
        "Where, and when the shift changes there",
        "What gets in your way that I could move?",
        "When did you last feel that somebody here had your back?",
        "What should I know that nobody has told me?",
        "One crew or patient I met, without identifying them",
        "Write no names.",
        "A night at Eel Hithe",
        "Say what you learned, in one line, with promise 1 at",
        "It can stand in the next message.",
    ):
        assert asked in said


def test_only_a_promise_to_go_and_listen_has_a_card(client, cast, message):
    loop.promised(message, loop.heard(message, cast.ama), cast.bev, cast.ama)
    card = reverse("answer:listening_card", args=[message.series_slug, 1])
    assert client.get(card).status_code == 404


def test_whoever_goes_is_asked_what_they_learned_and_nobody_else_is(client, cast, promise):
    sign_in(client, cast.bev)
    page = client.get(page_of(promise)).content.decode()
    assert "What did you learn?" in page
    assert "I went and listened: what I learned" in page
    assert "A card to take along" in page
    for stranger in (Client(), sign_in(Client(), cast.sam)):
        page = stranger.get(page_of(promise)).content.decode()
        assert "What did you learn?" not in page
        assert "A card to take along" not in page


def test_going_without_a_word_on_what_was_learned_does_not_end_it(client, cast, promise):
    sign_in(client, cast.bev)
    page = client.post(page_of(promise), {"kind": "finish", "words": " "})
    assert page.status_code == 422
    promise.refresh_from_db()
    assert promise.is_open


def test_what_was_learned_is_offered_to_the_next_author_and_told_to_everybody(
    client, cast, promise, hands
):
    ben = people.welcome(name="Ben Okafor", email="ben@saltmarsh.example", post="Director")
    people.give_role(person=ben, kind="author")
    at = hands.at = loop.PROMISED + timedelta(days=5)
    went(promise, cast.bev, at)
    page = draft_page(client, ben, at)
    assert TAKE_IT in page
    assert f"Bev Ashdown went and listened, and learned: {LEARNED}" in page
    opens = hands.at = at + timedelta(days=1)
    out = editions.opened(ben, at=opens)
    page = Client().get(reverse("edition:page", args=[out.slug])).content.decode()
    assert LEARNED in page
    assert "said on Wednesday 9 December 2026 what they learned:" in page
    assert TAKE_IT not in page


def test_an_answer_to_those_whom_it_did_not_help_is_not_told_as_what_was_learned(
    client, cast, promise, hands
):
    went(promise, cast.bev, loop.PROMISED + timedelta(days=5))
    asked_at = loop.PROMISED + timedelta(days=19)
    editions.opened(cast.ama, at=asked_at)
    asking.whether_it_helped(at=asked_at)
    at = hands.at = asked_at + timedelta(days=7)
    asking.release_due(at=at)
    keeping.answer_unhelped(promise=promise, words="I go again in May.", by=cast.bev, at=at)
    page = draft_page(client, cast.ama, at)
    assert f"learned: {LEARNED}" in page
    assert "learned: I go again" not in page
    assert "What did you learn?" not in client.get(page_of(promise)).content.decode()


def test_what_was_learned_stays_words_on_every_page(client, cast, promise, hands):
    at = hands.at = loop.PROMISED + timedelta(days=5)
    keeping.finish(promise=promise, words="<script>alert(1)</script>", by=cast.bev, at=at)
    assert "<script>alert" not in draft_page(client, cast.ama, at)
    assert b"<script>alert" not in client.get(page_of(promise)).content
