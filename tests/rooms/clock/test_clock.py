"""The only now, weeks and slots, on both sides of a clock change."""

import threading
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heed import clock

LONDON = ZoneInfo("Europe/London")
MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2045, 1, 1)).map(
    lambda naive: naive.replace(tzinfo=UTC)
)


@pytest.fixture(autouse=True)
def in_london(settings):
    settings.TIME_ZONE = "Europe/London"
    yield
    clock.set_source(None)


def test_now_is_aware_and_in_utc():
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().tzinfo is UTC


def test_the_clock_can_be_moved_and_given_back():
    clock.set_source(lambda: datetime(2026, 11, 24, 9, tzinfo=LONDON))
    assert clock.now() == datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert clock.now().tzinfo is UTC
    clock.set_source(None)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_moved_clock_is_seen_by_every_thread():
    moment = datetime(2026, 12, 1, tzinfo=UTC)
    clock.set_source(lambda: moment)
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(clock.now())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [moment] * 8


def test_a_moment_without_a_zone_is_refused():
    clock.set_source(lambda: datetime(2026, 11, 24, 9))
    with pytest.raises(ValueError, match="time zone"):
        clock.now()
    with pytest.raises(ValueError, match="time zone"):
        clock.local(datetime(2026, 11, 24, 9))


def test_the_wall_clock_follows_the_season():
    assert clock.local(datetime(2026, 7, 1, 12, tzinfo=UTC)).hour == 13
    assert clock.local(datetime(2026, 12, 1, 12, tzinfo=UTC)).hour == 12


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        (datetime(2026, 11, 24, 9, tzinfo=UTC), "2026-W48"),
        # Half past eleven on Sunday night in UTC is Monday on a summer wall clock.
        (datetime(2026, 7, 5, 23, 30, tzinfo=UTC), "2026-W28"),
        (datetime(2027, 1, 3, 23, 30, tzinfo=UTC), "2026-W53"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2024, 12, 30), "2025-W01"),
    ],
)
def test_a_moment_falls_in_the_week_of_the_wall_clock(moment, week):
    assert clock.iso_week(moment) == week


def test_the_week_of_a_clock_change_is_an_hour_shorter_or_longer():
    start, end = clock.week_bounds("2026-W13")
    assert end - start == timedelta(days=7, hours=-1)
    start, end = clock.week_bounds("2026-W43")
    assert end - start == timedelta(days=7, hours=1)


@pytest.mark.parametrize(
    "week", ["", "2026", "2026-48", "2026-W54", "2025-W53", "2026-W00", "x" * 99]
)
def test_what_is_no_week_is_refused(week):
    with pytest.raises(ValueError):
        clock.week_bounds(week)


@given(MOMENTS)
def test_every_moment_lies_in_its_own_week_and_in_no_other(moment):
    start, end = clock.week_bounds(clock.iso_week(moment))
    assert start <= moment < end
    assert clock.iso_week(start) == clock.iso_week(end - timedelta(microseconds=1))
    assert clock.iso_week(end) != clock.iso_week(moment)


def test_nine_stays_nine_through_both_clock_changes():
    spring = clock.next_slot(datetime(2026, 3, 24, 9, tzinfo=UTC), 1, time(9))
    assert spring == datetime(2026, 3, 31, 8, tzinfo=UTC)
    autumn = clock.next_slot(datetime(2026, 10, 20, 8, tzinfo=UTC), 1, time(9))
    assert autumn == datetime(2026, 10, 27, 9, tzinfo=UTC)


def test_a_slot_is_later_than_the_moment_asked_from():
    tuesday = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert clock.next_slot(tuesday, 1, time(9)) == tuesday + timedelta(days=7)
    assert clock.next_slot(tuesday - timedelta(seconds=1), 1, time(9)) == tuesday


def test_a_time_that_is_jumped_over_is_moved_on_by_the_jump():
    slot = clock.next_slot(datetime(2026, 3, 28, 12, tzinfo=UTC), 6, time(1, 30))
    assert clock.local(slot).strftime("%d %H:%M") == "29 02:30"


def test_a_time_that_comes_twice_is_used_once():
    first = clock.next_slot(datetime(2026, 10, 24, 12, tzinfo=UTC), 6, time(1, 30))
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert clock.next_slot(first, 6, time(1, 30)) == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)


def test_a_weekday_is_a_number_of_the_week():
    with pytest.raises(ValueError, match="weekday"):
        clock.next_slot(datetime(2026, 11, 24, tzinfo=UTC), 7, time(9))


@given(MOMENTS, st.integers(0, 6), st.integers(3, 23), st.integers(0, 59))
def test_a_slot_is_the_first_of_its_kind(moment, weekday, hour, minute):
    slot = clock.next_slot(moment, weekday, time(hour, minute))
    wall = clock.local(slot)
    assert (wall.weekday(), wall.hour, wall.minute) == (weekday, hour, minute)
    assert moment < slot <= moment + timedelta(days=7, hours=1)
