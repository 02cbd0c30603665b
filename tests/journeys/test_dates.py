"""A14: before an election comments rest, the guardian's lane does not, and a second person reads
what goes out. And absences that are covered by date."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from heed import clock
from heed.edition.models import Edition
from tests.factories import editions
from tests.journeys.visitor import Visitor
from tests.journeys.week import TUESDAY, Week

pytestmark = pytest.mark.journey

FIRST, LAST = date(2026, 11, 30), date(2026, 12, 10)


def dates(visitor: Visitor, first: date, last: date) -> Visitor:
    for name, day in (("from_on", first), ("to_on", last)):
        for part in ("day", "month", "year"):
            visitor.page.locator(f"[name='{name}[{part}]']").fill(str(getattr(day, part)))
    return visitor


def midnight(day: date):
    return clock.at_local(day, TUESDAY.time().replace(hour=0))


def test_before_an_election_comments_rest_and_a_second_person_reads(somebody, week: Week):
    """Given dates that an administrator set, comments close by the minute, the guardian's lane
    stays open, and a message that was scheduled already waits for a second person."""
    cast = week.cast
    week.is_now(TUESDAY - timedelta(hours=1))
    editions.opened(cast.ama, at=TUESDAY - timedelta(hours=2))
    scheduled = editions.draft(cast.ama, at=week.now)
    ama = somebody(cast.ama).opens(reverse("edition:write", args=[scheduled.pk]))
    ama.page.get_by_text("Another day or time, or now").click()
    for part, value in (("day", "1"), ("month", "12"), ("year", "2026")):
        ama.page.locator(f"[name='other_day[{part}]']").fill(value)
    ama.writes("Time", "9.00").presses("Publish on that day")
    ama.sees("It goes out on Tuesday 1 December, 9am")

    tariq = somebody(cast.tariq).opens(reverse("week:running")).follows("Before an election")
    dates(tariq, LAST, FIRST).presses("Close comments on these days")
    assert "The last day comes before the first." in tariq.error()
    dates(tariq, date(2026, 11, 26), LAST).presses("Close comments on these days")
    tariq.sees("Tariq Hollis").shoots("dates-set")
    ama.opens(reverse("edition:write", args=[scheduled.pk]))
    ama.sees("It will not go out before a second person").shoots("dates-scheduled")

    anybody = somebody()
    week.is_now(midnight(date(2026, 11, 26)) - timedelta(seconds=1))
    anybody.opens("/").sees("Write a comment")
    week.is_now(midnight(date(2026, 11, 26)))
    anybody.opens("/").does_not_see("Write a comment")
    anybody.sees("Because of the coming election, comments are closed until it is over.")
    anybody.sees("The guardian’s lane stays open.", "Write to Nadia").shoots("dates-closed")

    week.is_now(TUESDAY + timedelta(days=7, minutes=1))
    assert Edition.objects.get(pk=scheduled.pk).state == Edition.State.DRAFT
    ama.opens(reverse("edition:write", args=[scheduled.pk])).sees("It did not go out")
    ama.shoots("dates-held")
    ama.goes_by(ama.page.locator(".note").get_by_role("link", name="Ask a second pair of eyes"))
    ama.writes("Or somebody else, by their work email address", cast.bev.email)
    ama.presses("Ask them to read it")
    bev = somebody(cast.bev).opens(reverse("edition:check", args=[scheduled.pk]))
    bev.chooses("It is ready").presses("Tell Ama")
    ama.opens(reverse("edition:write", args=[scheduled.pk]))
    ama.page.get_by_text("Another day or time, or now").click()
    ama.presses("Publish it now").sees("It went out on")

    tariq = somebody(cast.tariq).opens(reverse("people:pre_election"))
    tariq.goes_by(tariq.page.get_by_role("link", name="Change or take away"))
    tariq.presses("Take these dates away; comments open at once")
    tariq.sees("took Thursday 26 November 2026 to Thursday 10 December 2026 away.")
    anybody.opens("/").sees("Write a comment")


def test_an_absence_is_entered_and_who_is_there_is_said(somebody, week: Week):
    """Given two moderators, when the second is away too, both they and Tariq are told before."""
    cast = week.cast
    friday = date(2026, 11, 27)
    joe = somebody(cast.joe).opens(reverse("people:me"))
    joe.follows("Enter or change when you are away")
    dates(joe, friday, friday).presses("Enter these days")
    joe.sees("Friday 27 November 2026").does_not_see("Nobody is there to moderate")
    marta = somebody(cast.marta).opens(reverse("people:away"))
    dates(marta, friday, friday).presses("Enter these days")
    marta.sees("Nobody is there to moderate on 27 November.").shoots("dates-away")
    tariq = somebody(cast.tariq).opens(reverse("people:list"))
    tariq.sees("Nobody is there to moderate on 27 November.").shoots("dates-people")
    marta.goes_by(marta.page.get_by_role("button", name="There after all"))
    marta.sees("No day away is entered.").does_not_see("Nobody is there to moderate")
    week.is_now(midnight(friday) + timedelta(hours=9))
    marta = somebody(cast.marta).opens(reverse("queue:list"))
    marta.sees("Joe is away until 27 November; Marta is there meanwhile.").shoots("dates-queue")


def test_moderators_say_that_they_were_trained(somebody, week: Week):
    tariq = somebody(week.cast.tariq).opens(reverse("people:organisation"))
    tariq.sees("No moderator has said that they were trained.").shoots("dates-missing")
    joe = somebody(week.cast.joe).opens(reverse("people:me")).presses("I have been trained")
    joe.sees("You said on Monday 23 November 2026 that you were trained as a moderator.")
    joe.shoots("dates-me")
    tariq.opens(reverse("people:organisation")).sees("One moderator has said")
