"""The director reads the database, presses what is not offered, leaves, returns, and asks again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from heed.answer.actions import asking
from heed.answer.actions import keeping_promises as keeping
from heed.answer.models import Tap, TapCount, Tapped
from heed.edition.actions.refusals import NotNow
from heed.people import actions as people
from heed.people import leaving
from tests.attacks.test_answers_at_once import at_once
from tests.factories import editions, loop
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def hands():
    from heed import clock

    class Hands:
        at = loop.HEARD

    clock.set_source(lambda: Hands.at)
    yield Hands
    clock.set_source(None)


@pytest.fixture
def cast(db, hands):
    from tests import people as persons

    return persons.cast()


@pytest.fixture
def question(cast):
    loop.heard(loop.answered(cast.ama, cast.joe, "No kettle."), cast.ama)
    return Tap.objects.get()


def tap(question, person, answer):
    asking.tap(tap=question.pk, answer=answer, by=person, at=loop.HEARD)


def test_no_row_says_which_answer_came_first_or_last(cast, question):
    """The first row of a counter would name who answered first, its last writer who did last."""
    tap(question, cast.sam, "no")
    tap(question, cast.bev, "yes")
    counters = TapCount.objects.filter(tap=question).order_by("pk")
    assert [one.answer for one in counters] == ["yes", "partly", "no"]
    assert [one.people for one in counters] == [1, 0, 1]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(DISTINCT xmin::text) FROM answer_tapcount")
            assert cursor.fetchone() == (1,), "each tap writes all of them"


def test_the_author_does_not_say_that_she_understood(client, cast, question):
    sign_in(client, cast.ama)
    assert (
        client.post(reverse("answer:tap", args=[question.pk]), {"answer": "yes"}).status_code == 409
    )
    assert not Tapped.objects.exists()
    assert not TapCount.objects.filter(people__gt=0).exists()


def test_whoever_leaves_and_returns_is_not_counted_twice(cast, question):
    tap(question, cast.sam, "yes")
    people.part_with(person=cast.sam, at=loop.HEARD)
    cast.sam.refresh_from_db()
    people.welcome_back(person=cast.sam)
    with pytest.raises(NotNow, match="already"):
        tap(question, cast.sam, "yes")
    assert TapCount.objects.get(answer="yes").people == 1


def test_whoever_has_their_words_erased_is_not_counted_twice(cast, question):
    tap(question, cast.sam, "no")
    leaving.erase(person=cast.sam, ends_account=False, by=cast.sam, at=loop.HEARD)
    with pytest.raises(NotNow, match="already"):
        tap(question, cast.sam, "no")
    assert TapCount.objects.get(answer="no").people == 1


def test_whoever_ends_their_account_leaves_no_row(cast, question):
    tap(question, cast.sam, "no")
    leaving.erase(person=cast.sam, ends_account=True, by=cast.sam, at=loop.HEARD)
    assert not Tapped.objects.exists()
    assert TapCount.objects.get(answer="no").people == 1, "what was counted stays counted"


def test_a_page_says_the_same_before_and_after_somebody_else_answered(
    client, cast, question, hands
):
    """Nor does the page of the message, its feed, or whether a kept copy is still true."""
    message = loop.message_of(question.edition)
    pages = (
        reverse("answer:heard", args=[message.slug]),
        reverse("edition:page", args=[message.slug]),
        reverse("answer:promises", args=[message.series_slug]),
        reverse("answer:promises_feed", args=[message.series_slug]),
        reverse("week:ledger"),
        reverse("week:feed"),
    )

    def seen():
        from tests.attacks.test_what_figures_tell import TICKET

        found = []
        for page in pages:
            answer = client.get(page)
            headers = [answer.get(name) for name in ("ETag", "Last-Modified")]
            found.append((TICKET.sub(r"\1", answer.content.decode()), headers))
        return found

    before = seen()
    version = question.edition.page_version
    for person, answer in ((cast.sam, "no"), (cast.bev, "yes"), (cast.iain, "no")):
        tap(question, person, answer)
    assert seen() == before
    question.edition.refresh_from_db()
    assert question.edition.page_version == version


@pytest.mark.django_db(transaction=True)
def test_two_servers_ask_once_whether_it_helped(cast):
    message = loop.answered(cast.ama, cast.joe, "No kettle.")
    promise = loop.promised(message, loop.heard(message, cast.ama), cast.bev, cast.ama)
    done_at = loop.PROMISED + timedelta(days=1)
    keeping.finish(promise=promise, words="Nine doors.", by=cast.bev, at=done_at)
    at = done_at + timedelta(days=14)
    editions.opened(cast.ama, at=at)
    became = at_once(*(lambda: asking.whether_it_helped(at=at) for _server in range(3)))
    assert sorted(became) == [0, 0, 1]
    assert Tap.objects.filter(kind="helped").count() == 1
