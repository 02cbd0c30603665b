"""What stops a message, on the pages where its author meets it; and the mail that tells the loop."""

from datetime import timedelta

import pytest
from django.urls import reverse

from heed.edition.actions import publishing
from heed.people.models import Person
from tests.factories import editions, loop
from tests.journeys.week import Week

pytestmark = pytest.mark.journey


@pytest.fixture
def promise(week: Week):
    message = loop.answered(week.cast.ama, week.cast.joe, "The garage is locked at night.")
    theme = loop.heard(message, week.cast.ama)
    return loop.promised(message, theme, week.cast.bev, week.cast.ama)


def test_a_message_that_was_held_says_why_and_goes_out_when_it_is_put_right(
    somebody, week, promise
):
    """R1: scheduled, then its promise loses its owner before Tuesday."""
    week.is_now(loop.PROMISED)
    when = loop.PROMISED + timedelta(days=3, hours=22)
    draft = editions.draft(week.cast.ama, at=week.now)
    publishing.publish(edition=draft, by=week.cast.ama, at=week.now, when=when)
    Person.objects.filter(pk=week.cast.bev.pk).update(is_active=False)
    ama = somebody(week.cast.ama).opens(reverse("edition:write", args=[draft.pk]))
    ama.sees("It will not go out before this is put right:").shoots("scheduled-and-owed")
    week.is_now(when + timedelta(minutes=1))
    ama.opens(reverse("edition:desk_of_messages")).sees("It did not go out").shoots("desk-held")
    ama.follows("Where your messages stand, and what is owed").sees("Nobody owns it")
    ama.shoots("standing-left").follows(promise.what)
    ama.writes("Who owns it from now on?", week.cast.sam.email).presses("Give it to them")
    ama.opens(reverse("edition:write", args=[draft.pk]))
    ama.sees("Something was still owed then. Now nothing is: you can publish it.")
    ama.shoots("held-and-put-right")


def test_the_sentence_for_everybody_names_an_office(somebody, week, promise):
    """A colleague's name in it is asked about, and what was typed stays."""
    week.is_now(loop.PROMISED + timedelta(days=30))
    draft = editions.draft(week.cast.ama, at=week.now)
    ama = somebody(week.cast.ama).opens(reverse("edition:write", args=[draft.pk]))
    field = "Or open it all the same, and tell everybody why"
    ama.writes(field, "Bev is on leave, and reports when she is back next week.")
    ama.page.get_by_role("button", name="Publish on").click()
    ama.page.wait_for_load_state("load")
    ama.looks().shoots("in-spite-names")
    assert "“Bev” is the name of a colleague." in ama.error()
    ama.sees("It is the name of no colleague: publish it as it stands")
    ama.writes(field, "The operations office is short of people, and reports next week.")
    ama.page.get_by_role("button", name="Publish on").click()
    ama.page.wait_for_load_state("load")
    ama.looks().sees("Under your message everybody will read:").shoots("scheduled-in-spite")


def test_the_mail_tells_what_became_of_it(somebody, week, promise):
    week.is_now(loop.PROMISED + timedelta(hours=1))
    draft = editions.draft(week.cast.ama, at=week.now)
    ama = somebody(week.cast.ama).opens(reverse("week:mail_preview", args=[draft.pk]))
    ama.sees("What became of what you said", promise.what).shoots("mail-of-the-loop")
