"""A1: Ama writes, sees what readers will see, and publishes for Tuesday morning."""

import pytest
from django.urls import reverse

from heed.edition.models import Edition
from heed.people import actions as people
from tests.factories import editions
from tests.journeys.week import TUESDAY

pytestmark = pytest.mark.journey

TITLE = "I said I would come, and I did not"
WORDS = "Three weeks ago I told the night crew that I would come."
QUESTION = "What would make a night shift easier to come home from?"
BUTTON = "Publish on Tue 24 Nov, 9am"


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_message_is_written_seen_and_published_for_tuesday(somebody, week, has_scripts):
    """Given a Monday, when Ama writes and publishes, it opens on Tuesday at nine and not before."""
    ama = somebody(week.cast.ama, has_scripts=has_scripts).opens("/")
    ama.opens(reverse("edition:desk_of_messages")).presses("Begin next week’s message")
    ama.sees("Nobody else does, until it is published.")
    ama.writes("Title", TITLE)
    if has_scripts:
        ama.page.locator(".ProseMirror").click()
        ama.page.keyboard.insert_text(WORDS)
    else:
        ama.writes("Your message", WORDS)
    ama.writes("What do you ask?", QUESTION)
    ama.writes("What I got wrong, or found hard", "I answered you with a figure.")
    ama.presses("See it as readers will")

    frame = ama.page.frame_locator("iframe.phone")
    assert TITLE in frame.locator("h1").inner_text()
    assert "I answered you with a figure." in frame.locator("body").inner_text()
    ama.follows("Go on writing")
    ama.sees("Anybody can read it")
    ama.presses(BUTTON)

    assert ama.heading() == "It goes out on Tuesday 24 November, 9am"
    anybody = somebody()
    week.is_now(TUESDAY.replace(hour=8, minute=59))
    anybody.opens("/").does_not_see(TITLE)
    week.is_now(TUESDAY)
    anybody.opens("/").sees(TITLE, WORDS, QUESTION)
    ama.opens(reverse("edition:write", args=[Edition.objects.get().pk]))
    assert ama.heading() == "It went out on Tuesday 24 November, 9am"


def test_what_is_missing_is_said_beside_the_message(somebody, week):
    ama = somebody(week.cast.ama).opens(reverse("edition:desk_of_messages"))
    ama.presses("Begin next week’s message").writes("Title", TITLE)
    ama.presses(BUTTON)
    assert "Write the message" in ama.error()
    assert ama.page.get_by_label("Title", exact=True).input_value() == TITLE


def test_a_second_pair_of_eyes_reads_it_first(somebody, week):
    """Given a draft, when Bev would change something, Ama reads it where she writes."""
    draft = editions.draft(week.cast.ama)
    ama = somebody(week.cast.ama).opens(reverse("edition:write", args=[draft.pk]))
    ama.presses("Ask a second pair of eyes")
    ama.writes("Or somebody else, by their work email address", week.cast.bev.email)
    ama.presses("Ask them to read it")
    assert ama.heading() == "Bev is reading it"

    bev = somebody(week.cast.bev).opens(reverse("edition:check", args=[draft.pk]))
    bev.sees("asks you to read this before it goes out")
    bev.presses("Tell Ama")
    assert "Say whether it is ready" in bev.error()
    bev.chooses("I would change something").writes("What would you change?", "Name the garage.")
    bev.presses("Tell Ama")
    assert bev.heading() == "You said what you would change"

    ama.opens(reverse("edition:write", args=[draft.pk])).sees("Name the garage.")


def test_a_correction_is_dated_and_everybody_sees_it(somebody, week):
    week.is_now(TUESDAY.replace(hour=11))
    message = editions.opened(week.cast.ama)
    ama = somebody(week.cast.ama).opens(reverse("edition:correct", args=[message.pk]))
    ama.writes("Title", "I said I would come on Friday")
    ama.presses("Publish the correction")
    assert "Say in a sentence what you corrected" in ama.error()
    ama.writes("What did you correct?", "It was Friday, not Thursday.")
    ama.presses("Publish the correction")
    somebody().opens("/").sees(
        "I said I would come on Friday",
        "Corrected on Tuesday 24 November 2026:",
        "It was Friday, not Thursday.",
    )


def test_a_message_for_staff_is_read_after_signing_in(somebody, week):
    week.is_now(TUESDAY.replace(hour=11))
    message = editions.opened(week.cast.ama, visible_to="staff")
    address = reverse("edition:page", args=[message.slug])
    anybody = somebody().opens(address, status=404)
    assert anybody.heading() == "There is no page here"
    anybody.opens("/").does_not_see(TITLE)
    feed = anybody.context.request.get(reverse("week:feed")).text()
    assert TITLE not in feed

    somebody(week.cast.sam).opens(address).sees(TITLE, "Only people who work here can read this.")


def test_an_open_message_is_nobody_elses_to_write(somebody, week):
    draft = editions.draft(week.cast.ama)
    address = reverse("edition:write", args=[draft.pk])
    ben = people.welcome(name="Ben Okafor", email="ben@saltmarsh.example", post="Director")
    people.give_role(person=ben, kind="author")
    somebody(ben).opens(address, status=404)
    somebody(week.cast.sam).opens(address, status=403)
    nobody = somebody().opens(address)
    assert nobody.heading() == "Sign in"
