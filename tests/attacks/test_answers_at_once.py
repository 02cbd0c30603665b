"""Two people, or two servers, at the same moment in the room where answers are heard."""

from datetime import timedelta

import pytest

from heed.answer.actions import (
    asking,
    freezing,
    gathering,
    keeping_promises,
    playing_back,
    promising,
)
from heed.answer.models import Frozen, Gathered, Playback, Promise, Tap, TapCount, Tapped, Theme
from heed.edition.actions import refusals
from heed.people import actions as people
from tests.factories import editions, loop
from tests.rooms.edition.test_deciding import at_once


@pytest.fixture
def cast(transactional_db):
    from heed import clock
    from tests import people as persons

    clock.set_source(lambda: loop.PROMISED)
    yield persons.cast()
    clock.set_source(None)


@pytest.fixture
def message(cast):
    return loop.answered(cast.ama, cast.joe, "No kettle.", "No toilet.", "Tired.")


def refused(became):
    problems = [one for one in became if isinstance(one, Exception)]
    assert all(isinstance(one, refusals.Refused) for one in problems), problems
    return problems


def test_of_two_taps_of_one_person_at_once_one_is_counted(cast, message):
    loop.heard(message, cast.ama)
    question = Tap.objects.get()
    for number, person in enumerate((cast.sam, cast.bev, cast.iain), 1):
        became = at_once(
            *(
                lambda answer=answer, person=person: asking.tap(
                    tap=question.pk, answer=answer, by=person, at=loop.HEARD
                )
                for answer in ("yes", "no", "yes", "partly")
            )
        )
        assert len(refused(became)) == 3
        assert sum(TapCount.objects.values_list("people", flat=True)) == number
        assert Tapped.objects.count() == number


def test_the_taps_of_many_at_once_are_all_counted(cast, message):
    loop.heard(message, cast.ama)
    question = Tap.objects.get()
    everybody = [people.welcome(name=f"P {n}", email=f"p{n}@s.example") for n in range(8)]
    became = at_once(
        *(
            lambda one=one: asking.tap(tap=question.pk, answer="yes", by=one, at=loop.HEARD)
            for one in everybody
        )
    )
    assert refused(became) == []
    assert TapCount.objects.get(answer="yes").people == 8


def test_two_servers_release_one_figure_once(cast, message):
    loop.heard(message, cast.ama)
    question = Tap.objects.get()
    TapCount.objects.create(tap=question, answer="yes", people=40)
    at = loop.HEARD + timedelta(days=7)
    became = at_once(*(lambda: asking.release_due(at=at) for _server in range(3)))
    assert refused(became) == []
    assert sum(became) == 1
    question.refresh_from_db()
    assert question.figure["shares"][0]["answer"] == "yes"


def test_a_tap_at_the_last_moment_is_in_the_figure_or_refused_and_leaves_nothing(cast, message):
    loop.heard(message, cast.ama)
    question = Tap.objects.get()
    TapCount.objects.create(tap=question, answer="yes", people=40)
    closes = question.closes_at
    became = at_once(
        lambda: asking.tap(
            tap=question.pk, answer="no", by=cast.sam, at=closes - timedelta(seconds=1)
        ),
        lambda: asking.release_due(at=closes),
    )
    assert len(refused(became)) <= 1
    assert not Tapped.objects.exists()
    assert not TapCount.objects.exists()


def test_two_servers_make_each_figure_of_a_week_once(cast, message):
    at = message.closes_at + timedelta(days=21)
    became = at_once(*(lambda: freezing.freeze_due(at=at) for _server in range(3)))
    assert refused(became) == []
    assert Frozen.objects.count() == 1


def test_merging_while_another_window_saves_loses_no_answer(cast, message):
    for _time in range(4):
        Theme.objects.all().delete()
        Playback.objects.all().delete()
        gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
        first, second, *_rest = Theme.objects.filter(edition=message.pk)
        labels = loop.labels(message)
        gathering.gather(message=message, labels=labels, theme=first.pk, by=cast.ama, at=loop.READ)
        became = at_once(
            lambda first=first, second=second: gathering.merge(
                message=message, theme=first.pk, into=second.pk, by=cast.ama, at=loop.READ
            ),
            lambda first=first, labels=labels: gathering.save(
                message=message, title="T", thanks="T", not_understood="", version=0,
                themes=[gathering.Heard(first.pk, "Places", "I see.")],
                placed=dict.fromkeys(labels, first.pk), by=cast.ama, at=loop.READ,
            ),
        )  # fmt: skip
        assert len(refused(became)) <= 1
        assert Gathered.objects.count() == 3, "each answer stands in one theme"


def test_gathering_one_answer_twice_at_once_leaves_it_in_one_theme(cast, message):
    labels = loop.labels(message)
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    became = at_once(
        *(
            lambda title=title: gathering.gather(
                message=message, labels=labels, title=title, by=cast.ama, at=loop.READ
            )
            for title in ("Places", "Keys", "Nights")
        )
    )
    assert refused(became) == []
    assert Gathered.objects.count() == 3


def test_an_answer_saved_twice_at_once_stands_in_one_theme(cast, message):
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    first, second, *_rest = Theme.objects.filter(edition=message.pk)
    labels = loop.labels(message)
    became = at_once(
        *(
            lambda theme=theme: gathering.save(
                message=message, title="T", thanks="T", not_understood="", version=0, themes=[],
                placed=dict.fromkeys(labels, theme.pk), by=cast.ama, at=loop.READ,
            )
            for theme in (first, second)
        )
    )  # fmt: skip
    assert len(refused(became)) == 1
    assert Gathered.objects.count() == 3


def test_what_was_heard_goes_out_once(cast, message):
    loop.heard(message, cast.ama)
    Playback.objects.update(published_at=None)
    Tap.objects.all().delete()
    became = at_once(
        *(lambda: playing_back.publish(message=message, by=cast.ama, at=loop.HEARD),) * 3
    )
    assert len(refused(became)) == 2
    assert Tap.objects.count() == 1


def test_two_promises_a_message_whatever_comes_at_once(cast, message):
    theme = loop.heard(message, cast.ama)
    became = at_once(
        *(lambda: loop.promised(message, theme, cast.bev, cast.ama) for _window in range(5))
    )
    assert len(refused(became)) == 3
    assert sorted(Promise.objects.values_list("number", flat=True)) == [1, 2]


def test_two_authors_promise_at_once_and_the_numbers_and_the_ten_hold(cast, message):
    ben = people.welcome(name="Ben Okafor", email="ben@saltmarsh.example", post="Director")
    people.give_role(person=ben, kind="author")
    theme = loop.heard(message, cast.ama)
    at = editions.TUESDAY - timedelta(weeks=1)
    other = loop.answered(ben, cast.joe, "The other week.", at=at)
    others = loop.heard(other, ben)
    row = loop.promised(message, theme, cast.bev, cast.ama)
    assert promising.OPEN_AT_MOST == 10
    elsewhere = loop.answered(cast.ama, cast.joe, "x", at=at - timedelta(weeks=1))
    for number in range(2, 10):
        row.pk, row.number, row.edition_id = None, number, elsewhere.pk
        row.save(force_insert=True)
    became = at_once(
        lambda: loop.promised(message, theme, cast.bev, cast.ama),
        lambda: loop.promised(other, others, cast.bev, ben),
    )
    assert len(refused(became)) == 1
    assert Promise.objects.filter(ended_at=None).count() == 10
    assert Promise.objects.values("number").distinct().count() == 10


def test_two_first_promises_of_a_series_at_once_have_two_numbers(cast, message):
    ben = people.welcome(name="Ben Okafor", email="ben@saltmarsh.example", post="Director")
    people.give_role(person=ben, kind="author")
    theme = loop.heard(message, cast.ama)
    other = loop.answered(ben, cast.joe, "Another.", at=editions.TUESDAY - timedelta(weeks=1))
    others = loop.heard(other, ben)
    became = at_once(
        lambda: loop.promised(message, theme, cast.bev, cast.ama),
        lambda: loop.promised(other, others, cast.bev, ben),
    )
    assert refused(became) == []
    assert sorted(Promise.objects.values_list("number", flat=True)) == [1, 2]


def test_of_done_and_not_going_to_happen_at_once_one_ends_it(cast, message):
    theme = loop.heard(message, cast.ama)
    promise = loop.promised(message, theme, cast.bev, cast.ama)
    became = at_once(
        lambda: keeping_promises.finish(
            promise=promise.pk, words="Done.", by=cast.bev, at=loop.PROMISED
        ),
        lambda: keeping_promises.end(
            promise=promise.pk, words="No money.", by=cast.ama, at=loop.PROMISED
        ),
    )
    assert len(refused(became)) == 1
    assert promise.words.filter(kind__in=["done", "ended"]).count() == 1


def test_a_no_is_said_and_a_promise_made_of_one_theme_at_once_and_both_stand(cast, message):
    theme = loop.heard(message, cast.ama)
    became = at_once(
        lambda: loop.promised(message, theme, cast.bev, cast.ama),
        lambda: promising.say_no(
            message=message, themes=[theme.pk], what="A bus", reason=loop.REASON,
            role="director of estates", by=cast.ama, at=loop.PROMISED,
        ),
    )  # fmt: skip
    assert refused(became) == []
    assert theme.became.count() == 2
