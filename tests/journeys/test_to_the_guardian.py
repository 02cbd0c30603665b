"""Somebody tells the guardian something, on a phone that others use as well."""

import pytest
from django.urls import reverse

from heed.edition.models import Confidence, Edition
from heed.people import actions as people
from tests.factories import editions
from tests.journeys.visitor import Visitor
from tests.journeys.week import TUESDAY, Week

pytestmark = pytest.mark.journey

WORDS = "My mentor comes too close on every shift."
LABEL = "What should the guardian know?"
FORM = "/to-the-guardian/"


@pytest.fixture
def message(week: Week) -> Edition:
    """Ama's message has been out for an hour, and there are two guardians."""
    people.give_role(person=week.cast.bev, kind="guardian", by=week.cast.tariq, at=week.now)
    week.is_now(TUESDAY.replace(hour=10))
    return editions.opened(week.cast.ama)


def sends(visitor: Visitor, week: Week, words: str = WORDS) -> str:
    visitor.page.get_by_label(LABEL).fill(words)
    week.pass_time(minutes=1)
    visitor.presses("Send it to Nadia")
    return visitor.path.removesuffix("?new")


def test_from_the_message_to_her_answer_and_back(somebody, week, message):
    """Given the open message, when Sam tells Nadia, only she reads it, and they write."""
    sam, nadia = somebody(), somebody(week.cast.nadia)
    sam.opens("/").follows("Write to Nadia")
    sam.sees("Bev, Nadia", "Nobody watches this page at night or at the weekend.")
    private = sends(sam, week)
    assert sam.heading() == "It is with the guardian"
    sam.sees(WORDS, "Not opened yet.", "no name given").shoots("guardian-sent")
    assert not sam.context.cookies()

    nadia.opens("/guardian/").sees("Confidential: written to you, no name given")
    nadia.goes_by(nadia.page.get_by_role("article").get_by_role("link"))
    nadia.sees(WORDS).writes("What should they read?", "Which station was it?")
    nadia.presses("Write to the writer").sees("Which station was it?")
    nadia.chooses("in three working days").presses("Tell the writer so")

    sam.opens(private).sees("Opened on Tuesday 24 November 2026.", "Which station was it?")
    sam.sees("Nadia has read it and will write by Friday 27 November 2026.")
    sam.page.get_by_label("Write to the guardian").fill("Thornsea.")
    sam.presses("Send it to Nadia").sees("It is with the guardian.", "Thornsea.")
    assert sam.page.get_by_label("Write to the guardian").input_value() == ""

    for person in (week.cast.joe, week.cast.ama, week.cast.tariq):
        somebody(person).opens(f"/guardian/{Confidence.objects.get().pk}/", status=403)
    sam.page.get_by_text("Take it back", exact=True).click()
    sam.presses("Take it back and erase it")
    assert sam.heading() == "Taken back"
    sam.does_not_see(WORDS, "Thornsea.", "Which station").shoots("guardian-taken-back")
    nadia.opens("/guardian/").does_not_see(WORDS, "Thornsea.").sees("Taken back by its writer.")


def test_a_draft_outlives_a_reload_and_not_the_tab(somebody, week, message):
    """Given words that were typed, the next person at this phone does not find them."""
    sam = somebody().opens(FORM)
    sam.page.get_by_label(LABEL).fill(WORDS)
    sam.opens("/").opens(FORM)
    assert sam.page.get_by_label(LABEL).input_value() == WORDS
    sam.sees("It was kept in this tab alone.")
    next_person = sam.context.new_page()
    next_person.goto(f"{sam.site}{FORM}")
    assert next_person.get_by_label(LABEL).input_value() == ""
    assert "mentor" not in next_person.evaluate("JSON.stringify(localStorage)")
    sends(sam, week)
    assert "mentor" not in sam.page.evaluate("JSON.stringify([localStorage, sessionStorage])")


def test_it_works_without_scripts_and_brings_the_card(somebody, week, message):
    sam = somebody(has_scripts=False).opens(FORM)
    sends(sam, week, "I can’t go on, I have a plan.")
    sam.sees("If you need someone now", "You can still send what you wrote.")
    assert not Confidence.objects.exists()
    sam.presses("Send it to Nadia")
    assert sam.heading() == "It is with the guardian"
    assert Confidence.objects.count() == 1


def test_a_closed_message_still_leads_to_her(somebody, week, message):
    week.is_now(TUESDAY.replace(day=30, hour=7))
    sam = somebody().opens(reverse("edition:page", args=[message.slug]))
    sam.sees("Answering closed on").shoots("guardian-closed-message")
    sam.follows("Write to Nadia")
    assert sam.heading() == "To the guardian"


def test_a_passed_comment_shows_her_answer_and_is_taken_back(somebody, week, message):
    from heed.edition import addresses
    from heed.edition.actions import guarding

    comment = editions.waiting(message, "He told me to sign it.", name="Gwen Ferris", at=week.now)
    week.pass_time(minutes=1)
    editions.decide(comment, week.cast.joe, "passed_on", at=week.now)
    guarding.write_as_guardian(
        confidence=comment.confidences.get(), words="Ring me.", by=week.cast.nadia, at=week.now
    )
    gwen = somebody().opens(f"/your-comment/{addresses.key_of(comment)}/")
    gwen.sees("He told me to sign it.", "Ring me.").shoots("guardian-passed-comment")
    gwen.page.get_by_text("Take it back", exact=True).click()
    gwen.presses("Take it back and erase it")
    gwen.does_not_see("He told me to sign it.", "Ring me.")
