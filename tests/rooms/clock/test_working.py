"""Working days and hours in England."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heed import clock
from heed.clock import working

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)).map(
    lambda naive: naive.replace(tzinfo=UTC)
)


@pytest.fixture(autouse=True)
def in_london(settings):
    settings.TIME_ZONE = "Europe/London"


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
        # Boxing Day is a Saturday in 2026, so Monday stands in for it.
        (date(2026, 12, 28), False),
        (date(2026, 12, 29), True),
        (date(2027, 1, 1), False),
        (date(2026, 4, 3), False),
        (date(2026, 4, 6), False),
        (date(2026, 8, 31), False),
        # Kept in Scotland and in Northern Ireland, and not in England.
        (date(2026, 1, 2), True),
        (date(2026, 3, 17), True),
        (date(2026, 11, 30), True),
    ],
)
def test_the_days_on_which_england_works(day, works):
    assert working.is_working_day(day) is works


def test_the_days_over_christmas_do_not_count():
    assert working.working_days_between(date(2026, 12, 24), date(2026, 12, 29)) == 1
    assert working.working_days_between(date(2026, 11, 27), date(2026, 11, 30)) == 1
    assert working.working_days_between(date(2026, 11, 27), date(2026, 11, 29)) == 0
    assert working.working_days_between(date(2026, 11, 27), date(2026, 11, 20)) == 0


def test_two_working_days_after_friday_is_tuesday():
    friday = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
    assert working.add_working_days(friday, 2) == datetime(2026, 12, 1, 16, 30, tzinfo=UTC)
    assert working.add_working_days(date(2026, 11, 27), 2) == date(2026, 12, 1)
    assert working.add_working_days(date(2026, 12, 1), -2) == date(2026, 11, 27)
    assert working.add_working_days(date(2026, 11, 28), 0) == date(2026, 11, 28)


def test_a_moment_keeps_its_wall_time_over_a_clock_change():
    friday = datetime(2026, 3, 27, 9, tzinfo=UTC)
    assert working.add_working_days(friday, 1) == datetime(2026, 3, 30, 8, tzinfo=UTC)
    friday = datetime(2026, 10, 23, 8, tzinfo=UTC)
    assert working.add_working_days(friday, 1) == datetime(2026, 10, 26, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("a", "b", "hours"),
    [
        # Within one day, and the evening and the night left out.
        (datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 24, 11, 30, tzinfo=UTC), 1.5),
        (datetime(2026, 11, 24, 16, tzinfo=UTC), datetime(2026, 11, 25, 10, tzinfo=UTC), 2.0),
        # Over a weekend.
        (datetime(2026, 11, 27, 16, tzinfo=UTC), datetime(2026, 11, 30, 10, tzinfo=UTC), 2.0),
        # Over Christmas: an hour on Christmas Eve, an hour on the 29th.
        (datetime(2026, 12, 24, 16, tzinfo=UTC), datetime(2026, 12, 29, 10, tzinfo=UTC), 2.0),
        # Over both clock changes, on the wall clock.
        (datetime(2026, 3, 27, 16, tzinfo=UTC), datetime(2026, 3, 30, 9, tzinfo=UTC), 2.0),
        (datetime(2026, 10, 23, 15, tzinfo=UTC), datetime(2026, 10, 26, 10, tzinfo=UTC), 2.0),
        # Nobody works on a Saturday, and time does not run backwards.
        (datetime(2026, 11, 28, 9, tzinfo=UTC), datetime(2026, 11, 28, 17, tzinfo=UTC), 0.0),
        (datetime(2026, 11, 25, 9, tzinfo=UTC), datetime(2026, 11, 24, 9, tzinfo=UTC), 0.0),
    ],
)
def test_office_hours_between(a, b, hours):
    assert working.working_hours_between(a, b) == hours


def test_the_next_working_morning():
    nine = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert working.next_working_morning(nine - timedelta(hours=8)) == nine
    assert working.next_working_morning(nine) == nine + timedelta(days=1)
    before_christmas = datetime(2026, 12, 24, 12, tzinfo=UTC)
    assert working.next_working_morning(before_christmas) == datetime(2026, 12, 29, 9, tzinfo=UTC)
    before_summer_time = datetime(2026, 3, 27, 12, tzinfo=UTC)
    assert working.next_working_morning(before_summer_time) == datetime(2026, 3, 30, 8, tzinfo=UTC)


@given(DAYS, st.integers(1, 300))
def test_adding_working_days_and_counting_them_agree(start, days):
    end = working.add_working_days(start, days)
    assert working.is_working_day(end)
    assert working.working_days_between(start, end) == days


@given(
    MOMENTS,
    st.timedeltas(timedelta(), timedelta(days=40)),
    st.timedeltas(timedelta(), timedelta(days=40)),
)
def test_office_hours_add_up(a, first, second):
    b, c = a + first, a + first + second
    whole = working.working_hours_between(a, c)
    parts = working.working_hours_between(a, b) + working.working_hours_between(b, c)
    assert abs(whole - parts) < 1e-6
    assert 0 <= whole <= (c - a) / timedelta(hours=1) + 1e-6


@given(MOMENTS)
def test_a_working_morning_is_later_and_in_office(moment):
    morning = working.next_working_morning(moment)
    assert morning > moment
    assert clock.local(morning).hour == 9
    assert working.is_working_day(clock.local(morning).date())


def test_the_holidays_are_loaded_only_when_asked_for():
    asked = "import sys, heed.clock.working; print('holidays' in sys.modules)"
    source = Path(clock.__file__).parents[2]
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=source, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "False"
