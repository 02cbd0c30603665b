"""The hours of the weekly mail, against every clock change and every odd choice of hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from heed import clock
from heed.edition.actions import publishing
from heed.outbox import actions as outbox
from heed.outbox import post
from heed.week.actions import subscribing, telling
from heed.week.hours import Hours
from heed.week.hours_said import hours_in_words
from heed.week.models import Digest, Subscription
from tests import people
from tests.factories import editions
from tests.rooms.week.mail_server import MayBeDown

LONDON = ZoneInfo("Europe/London")
some_hours = st.builds(
    Hours,
    days=st.sets(st.sampled_from("0123456"), min_size=1).map(lambda days: "".join(sorted(days))),
    begins=st.integers(0, 23),
    ends=st.integers(1, 24),
)
SPRING, AUTUMN = datetime(2027, 3, 28, tzinfo=LONDON), datetime(2026, 10, 25, tzinfo=LONDON)


@given(some_hours, st.integers(0, 366 * 24 * 4))
@example(Hours("6", 1, 2), 0)
@settings(max_examples=300, deadline=None)
def test_a_moment_is_in_the_hours_or_before_the_next(hours, quarters):
    at = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=15 * quarters)
    window, following = hours.window(at), hours.next_window(at)
    if window is not None:
        assert window.starts_at <= at < window.ends_at
        assert following.starts_at <= at < following.ends_at
    else:
        assert at < following.starts_at < following.ends_at
        assert hours.window(following.starts_at) is not None
        # No moment between is within the hours.
        half_way = at + (following.starts_at - at) / 2
        assert hours.window(half_way) is None
    wall = following.starts_at.astimezone(LONDON)
    assert str(wall.weekday()) in hours.days
    assert timedelta() < following.ends_at - following.starts_at <= timedelta(hours=25)


@pytest.mark.parametrize("sunday", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_nine_stays_nine_when_the_clocks_change(sunday):
    for day in (-1, 0, 1):
        at = sunday + timedelta(days=day, hours=6)
        window = Hours("0123456", 9, 17).next_window(at)
        assert window.starts_at.astimezone(LONDON).hour == 9
        assert window.ends_at.astimezone(LONDON).hour == 17


def test_hours_that_run_past_midnight_belong_to_the_day_on_which_they_begin():
    nights = Hours("4", 22, 6)
    friday = datetime(2026, 11, 27, 23, tzinfo=LONDON)
    assert nights.window(friday) is not None
    assert nights.window(friday + timedelta(hours=6)) is not None
    assert nights.window(friday + timedelta(hours=7)) is None
    assert nights.window(friday - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (Hours(), "Monday to Friday, 9am to 5pm"),
        (Hours("0123456", 22, 6), "every day, 10pm to 6am"),
        (Hours("16", 12, 24), "Tuesday and Sunday, noon to midnight"),
        (Hours("024", 7, 9), "Monday, Wednesday and Friday, 7am to 9am"),
        (Hours("3", 0, 12), "Thursday, midnight to noon"),
    ],
)
def test_hours_are_said_as_people_say_them(hours, said):
    assert hours_in_words(hours) == said


A_BEAT = 2  # hours


class Oracle:
    """When one person should get their mail, told from the rules alone."""

    def __init__(self, begun_at: datetime, hours: Hours) -> None:
        self.hours, self.told_until = hours, begun_at
        self.last_sent: datetime | None = None
        self.last_week, self.waits = "", False
        self.sent: list[datetime] = []

    def beat(self, at: datetime, opened: list[datetime], *, is_up: bool) -> None:
        if self.hours.window(at) is None:
            return
        news = [one for one in opened if one <= at and self.told_until < one]
        news = [one for one in news if one > at - timedelta(days=14)]
        week = clock.iso_week(at)
        is_rested = self.last_sent is None or at - self.last_sent > timedelta(days=6)
        if news and not self.waits and is_rested and week != self.last_week:
            self.waits, self.last_week, self.told_until = True, week, max(news)
        if self.waits and is_up:
            self.waits, self.last_sent = False, at
            self.sent.append(at)


stretches = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 80)), max_size=3)


def is_within(hour: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= hour < start + length for start, length in spans)


@pytest.mark.django_db
@given(
    first_monday=st.sampled_from(
        [datetime(2026, 11, 23), datetime(2027, 3, 22), datetime(2026, 10, 19)]
    ),
    hours=st.lists(some_hours, min_size=2, max_size=2),
    changed=st.tuples(st.integers(0, 400), some_hours),
    stopped=stretches,
    down=stretches,
    openings=st.lists(st.integers(0, 47), min_size=3, max_size=3),
)
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_never_double_never_dropped_never_late_never_outside_their_hours(
    first_monday, hours, changed, stopped, down, openings
):
    """Three weeks, every other hour, with clock changes, days without Heed and without mail."""
    with (
        transaction.atomic(),
        override_settings(EMAIL_BACKEND="tests.rooms.week.mail_server.MayBeDown"),
    ):
        live(first_monday.replace(tzinfo=LONDON), hours, changed, stopped, down, openings)
        transaction.set_rollback(True)


def live(monday, hours, changed, stopped, down, openings) -> None:
    MayBeDown.sent.clear()
    post.the_post.went_well()
    begins = monday.astimezone(UTC)
    clock.set_source(lambda: begins)
    cast = people.cast()
    them = {cast.sam.email: cast.sam, cast.bev.email: cast.bev}
    oracles = {}
    for (email, person), chosen in zip(them.items(), hours, strict=True):
        row = subscribing.begin(person=person.pk, at=begins)
        subscribing.choose_hours(subscription=row, hours=chosen, at=begins)
        oracles[email] = Oracle(begins, chosen)
    opened = [begins + timedelta(days=7 * n + 1, hours=h) for n, h in enumerate(openings)]
    for moment in opened:
        edition = editions.draft(cast.ama, at=begins)
        publishing.publish(edition=edition, by=cast.ama, at=begins, when=moment)
    for hour in range(0, 24 * 18, A_BEAT):
        at = begins + timedelta(hours=hour)
        clock.set_source(lambda at=at: at)
        if changed[0] <= hour < changed[0] + A_BEAT:
            row = Subscription.objects.get(person=cast.sam)
            subscribing.choose_hours(subscription=row, hours=changed[1], at=at)
            oracles[cast.sam.email].hours = changed[1]
        if is_within(hour, stopped):
            continue
        MayBeDown.is_down = is_within(hour, down)
        publishing.open_due(at=at)
        telling.look_after_waiting(at=at)
        # A second run at the same moment finds nothing to do.
        telling.tell(at=at)
        telling.tell(at=at)
        outbox.send_due(at=at)
        for oracle in oracles.values():
            oracle.beat(at, opened, is_up=not MayBeDown.is_down)
    for email, oracle in oracles.items():
        assert [at for to, at in MayBeDown.sent if to == email] == oracle.sent
        gaps = [b - a for a, b in zip(oracle.sent, oracle.sent[1:], strict=False)]
        assert all(gap >= timedelta(days=6) for gap in gaps)
    weeks = list(Digest.objects.values_list("subscription", "week"))
    assert len(weeks) == len(set(weeks))
    clock.set_source(None)
