"""Sam signs in from a phone by a mailed code; Tariq gives somebody a role."""

import re

import pytest
from django.urls import reverse

from tests.factories import editions
from tests.journeys.week import TUESDAY

pytestmark = pytest.mark.journey


def test_a_code_comes_by_mail_and_the_phone_stays_signed_in(somebody, week, mailbox):
    week.is_now(TUESDAY.replace(hour=11))
    message = editions.opened(week.cast.ama, visible_to="staff")
    page = reverse("edition:page", args=[message.slug])
    sam = somebody().opens(reverse("people:sign_in") + f"?next={page}")
    sam.presses("Send me a code")
    assert sam.page.title().startswith("Error: ")
    sam.writes("Your work email address", week.cast.sam.email).presses("Send me a code")
    assert sam.heading() == "Enter your code"

    [mail] = mailbox(week.now)
    assert mail.to == [week.cast.sam.email]
    code = re.search(r"\b(\d{8})\b", mail.body)
    assert code is not None
    assert code[1] not in mail.subject
    sam.writes("Your code", "000000" if code[1] != "000000" else "000001").presses("Sign in")
    assert sam.page.title().startswith("Error: ")
    sam.writes("Your code", code[1]).presses("Sign in")
    assert sam.path == page
    sam.sees("Only people who work here can read this.")

    week.pass_time(days=100)
    sam.opens(page).sees("Only people who work here can read this.")
    sam.presses("Sign out")
    sam.opens(page, status=404)


def test_an_administrator_gives_a_role(somebody, week):
    tariq = somebody(week.cast.tariq).opens(reverse("people:list"))
    tariq.follows("Bev Ashdown")
    tariq.presses("Give this role")
    assert tariq.page.title().startswith("Error: ")
    tariq.chooses("Moderator: decides about comments")
    tariq.presses("Give this role")
    assert tariq.heading() == "Bev Ashdown"
    bev = somebody(week.cast.bev).opens(reverse("queue:list"))
    assert bev.heading() == "Nothing to decide"


def test_somebody_new_is_added_and_somebody_ends_working_here(somebody, week):
    tariq = somebody(week.cast.tariq).opens(reverse("people:add"))
    tariq.presses("Add them")
    assert tariq.page.title().startswith("Error: ")
    sam = somebody(week.cast.sam)
    tariq.opens(reverse("people:part_with", args=[week.cast.sam.slug]))
    tariq.presses("End their access")
    tariq.sees("No longer works here, and cannot sign in.")
    assert sam.opens(reverse("people:me")).heading() == "Sign in"
