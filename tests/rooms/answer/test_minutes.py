"""What a message takes its author: one median over many, which leads back to nobody."""

from datetime import timedelta

import pytest

from heed import clock
from heed.answer.actions import freezing
from heed.answer.models import AuthorWeeks, Frozen
from heed.people import actions as people
from heed.people import effort
from heed.people.models import Effort, Role
from tests.factories import editions

pytestmark = pytest.mark.django_db


def authors(count):
    made = [
        people.welcome(name=f"Author {n}", email=f"author{n}@saltmarsh.example")
        for n in range(count)
    ]
    for one in made:
        people.give_role(person=one, kind=Role.Kind.AUTHOR)
    return made


def lives(week, author=None, minutes=0):
    """A week: its message, the minutes that it took, and what the tick does when it is over."""
    at = editions.TUESDAY + timedelta(weeks=week)
    if author is not None:
        edition = editions.opened(author, at=at)
        Effort.objects.create(
            person=author, week=clock.iso_week(edition.opened_at), seconds=minutes * 60,
            last_action_at=edition.opened_at,
        )  # fmt: skip
    over = at + timedelta(days=6)
    freezing.freeze_due(at=over)
    effort.forget_old(at=over)
    return over


def medians():
    return list(
        Frozen.objects.filter(kind="minutes").order_by("at").values_list("value", flat=True)
    )


def summed():
    return dict(AuthorWeeks.objects.values_list("minutes", "weeks"))


def test_a_pause_keeps_no_median_from_coming(db, cast):
    """Twelve messages, half a year of silence after the sixth: the figure is made all the same."""
    three = authors(3)
    for week in range(6):
        lives(week, three[week % 3], 40)
    for week in range(6, 32):
        lives(week)
    assert not Effort.objects.exists(), "whose minutes were whose is forgotten after twelve weeks"
    assert medians() == []
    for week in range(32, 38):
        lives(week, three[week % 3], 50)
    assert medians() == [{"minutes": 45, "messages": 12}]
    assert summed() == {}, "and what it was made of is gone"


def test_weeks_are_added_only_together_with_those_of_two_others(cast):
    """With the weeks of one or two authors alone each would be somebody's."""
    ama, ben, col = authors(3)
    lives(0, ama, 31)
    lives(1, ben, 44)
    lives(2, ama, 29)
    assert summed() == {}
    lives(3, col, 61)
    assert summed() == {30: 2, 45: 1, 60: 1}
    assert Frozen.objects.filter(kind="counted").count() == 4
    assert all(row.value == {} for row in Frozen.objects.filter(kind="counted"))
    lives(4, ama, 10)
    assert 10 not in summed(), "the next three come together too"


def test_what_no_three_authors_shared_in_time_is_in_no_figure(cast):
    ama, ben, col = authors(3)
    lives(0, ama, 30)
    lives(1, ben, 30)
    for week in range(2, 20):
        lives(week)
    lives(20, col, 30)
    assert summed() == {}
    assert not Frozen.objects.filter(kind="counted").exists()


def test_no_week_is_added_twice_however_often_the_tick_comes(cast):
    three = authors(3)
    for week in range(3):
        over = lives(week, three[week], 40)
    for minutes in range(5):
        freezing.freeze_due(at=over + timedelta(minutes=minutes))
    assert summed() == {40: 3}


def test_where_one_wrote_more_than_half_it_would_be_theirs(cast):
    ama, ben, col = authors(3)
    for week in range(12):
        lives(week, {0: ben, 5: col, 6: ben, 11: col}.get(week, ama), 40)
    assert medians() == []
    for week in range(12, 24):
        assert medians() == []
        lives(week, (ben, col, ama)[week % 3], 40)
    assert medians() == [{"minutes": 40, "messages": 24}], "the half of 24 are hers"


def test_two_medians_have_no_week_in_common(cast):
    three = authors(3)
    for week in range(24):
        lives(week, three[week % 3], 40 if week < 12 else 60)
    assert medians() == [
        {"minutes": 40, "messages": 12},
        {"minutes": 60, "messages": 12},
    ]


def test_who_leaves_takes_their_minutes_along_and_the_sum_stays(cast):
    three = authors(3)
    for week in range(3):
        over = lives(week, three[week], 40)
    people.part_with(person=three[0], at=over)
    assert not Effort.objects.filter(person=three[0]).exists()
    assert summed() == {40: 3}
    assert {field.name for field in AuthorWeeks._meta.get_fields()} == {"id", "minutes", "weeks"}
