from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import translation

from heed import clock
from heed.ui import formatting as said

# Half past two in the afternoon of a winter Tuesday, when local time is UTC.
TUESDAY = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_tuesday_in_november():
    clock.set_source(lambda: TUESDAY)
    yield
    clock.set_source(None)


def test_days_are_said_in_full_or_short():
    assert said.day(date(2026, 11, 24)) == "Tuesday 24 November 2026"
    assert said.short_day(date(2026, 11, 24)) == "Tue 24 Nov"
    assert said.day_and_month(date(2026, 9, 1)) == "1 September"
    assert said.weekday(date(2026, 11, 24)) == "Tuesday"
    assert said.day_and_time(TUESDAY) == "Tuesday 24 November, 2.30pm"


def test_a_summer_moment_is_said_in_local_time():
    late = datetime(2026, 6, 30, 23, 20, tzinfo=UTC)
    assert said.day(late) == "Wednesday 1 July 2026"
    assert said.clock_time(late) == "12.20am"
    assert said.when(late) == "1 July, 12.20am"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(9), "9am"),
        (time(18, 30), "6.30pm"),
        (time(12), "noon"),
        (time(0), "midnight"),
        (time(0, 5), "12.05am"),
        (time(12, 5), "12.05pm"),
        (time(23), "11pm"),
    ],
)
def test_times_of_day(at, words):
    assert said.clock_time(at) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 24, 11, 20, tzinfo=UTC), "Tuesday, 11.20am"),
        (datetime(2026, 11, 18, 11, 20, tzinfo=UTC), "Wednesday, 11.20am"),
        # A week ago was also a Tuesday, so the date says which.
        (datetime(2026, 11, 17, 23, 59, tzinfo=UTC), "17 November, 11.59pm"),
        (datetime(2026, 11, 30, 6, tzinfo=UTC), "Monday, 6am"),
        (datetime(2025, 11, 24, 9, tzinfo=UTC), "24 November 2025, 9am"),
    ],
)
def test_a_moment_is_a_weekday_only_while_that_names_one_day(moment, words):
    assert said.when(moment) == words


def test_a_stored_page_can_fix_what_now_is():
    came = datetime(2026, 11, 3, 9, tzinfo=UTC)
    assert said.when(came, now=datetime(2026, 11, 3, 8, tzinfo=UTC)) == "Tuesday, 9am"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(0), "under an hour"),
        (timedelta(minutes=59), "under an hour"),
        (timedelta(minutes=59, seconds=40), "1 hour"),
        (timedelta(hours=1, minutes=1), "1 hour 1 minute"),
        (timedelta(hours=2, minutes=40), "2 hours 40 minutes"),
        (timedelta(hours=30, minutes=20), "30 hours"),
    ],
)
def test_lengths_of_hours(length, words):
    assert said.hours(length) == words


def test_lengths_of_minutes():
    assert said.minutes(timedelta(seconds=20)) == "under a minute"
    assert said.minutes(timedelta(minutes=1)) == "1 minute"
    assert said.minutes(timedelta(minutes=34)) == "34 minutes"
    assert said.minutes(timedelta(minutes=80)) == "1 hour 20 minutes"


def test_small_numbers_are_words():
    assert [said.number_word(count) for count in (0, 1, 10, 11)] == ["no", "one", "ten", "11"]
    assert said.number_word(4, start=True) == "Four"
    assert said.number_word(5000) == said.figure(5000) == "5,000"


@pytest.mark.parametrize(
    ("name", "letters", "first"),
    [
        ("Ama Tetteh-Brown", "AT", "Ama"),
        ("Dr. Ama Tetteh-Brown", "AT", "Ama"),
        ("Sam", "S", "Sam"),
        ("Dame", "D", "Dame"),
        ("Ana María de la Cruz", "AC", "Ana"),
        ("siân ŵyn", "SŴ", "siân"),
        ("  ", "", ""),
        ("— !", "", "— !"),
    ],
)
def test_names(name, letters, first):
    assert said.initials(name) == letters
    assert said.first_name(name) == first


def test_plain_text_becomes_paragraphs_and_stays_harmless():
    text = "One <b>line</b>\r\nand its second\r\n \r\n\r\nAnother & last\n"
    assert said.paragraphs(text) == (
        "<p>One &lt;b&gt;line&lt;/b&gt;<br>\nand its second</p>\n<p>Another &amp; last</p>"
    )
    assert said.paragraphs(" \n") == ""


def test_months_and_days_come_in_the_language_of_the_page():
    with translation.override("cy"):
        assert "Tachwedd" in said.day(TUESDAY)
        assert "Mawrth" in said.day(TUESDAY)


def test_the_frame_leaves_out_a_page_that_is_not_there():
    assert said.page_address("nowhere:at_all") == ""
