"""A2: somebody without an account answers with their name, as the source's form has it."""

import re

import pytest
from django.urls import reverse

from heed.edition.models import Comment, Edition
from tests.factories import editions
from tests.journeys.visitor import Visitor
from tests.journeys.week import TUESDAY, Week

pytestmark = pytest.mark.journey

NAME = "Gareth Sollom"
EMAIL = "gareth.sollom@private.example"
WORDS = "A lamp by the vehicle, so that I find the keys."
HELD = "Held for moderation"
PUBLIC = ["week:front", "week:archive", "week:feed", "week:ledger", "week:figures"]


@pytest.fixture
def message(week: Week) -> Edition:
    """Ama's message has been out for an hour."""
    week.is_now(TUESDAY.replace(hour=10))
    return editions.opened(week.cast.ama)


def everything_public(message: Edition, comment: Comment | None = None) -> list[str]:
    """Every address at which anybody could look for what was sent."""
    paths = [reverse(name) for name in PUBLIC]
    paths += [reverse("edition:page", args=[message.slug]), reverse("week:search") + "?words=lamp"]
    paths += [reverse("week:poster", args=[message.slug])]
    if comment is not None:
        paths.append(reverse("edition:report", args=[comment.pk]))
    return paths


def nothing_gives_the_address_away(anybody: Visitor, paths: list[str]) -> None:
    for path in paths:
        sent = anybody.context.request.get(path)
        assert sent.ok, path
        whole = sent.text() + str(sent.headers)
        assert EMAIL not in whole, path
        assert "gareth.sollom" not in whole.casefold(), path
        assert "private.example" not in whole, path


def writes_it(gareth: Visitor) -> None:
    gareth.writes("Name", NAME).writes("Email address", EMAIL).writes("Your message", WORDS)


def the_whole_journey(gareth: Visitor, joe: Visitor, week: Week, message: Edition) -> None:
    """Given the open message, when Gareth answers and Joe posts it, it stands with his name."""
    gareth.opens("/").sees("I said I would come, and I did not")
    gareth.sees("All comments are moderated; yours will be posted on approval.")
    assert "heed_session" not in {cookie["name"] for cookie in gareth.context.cookies()}
    writes_it(gareth)
    week.pass_time(minutes=1)
    gareth.presses("Send my comment")

    assert gareth.heading() == HELD
    gareth.sees(WORDS, "Your email address is not on it.")
    private = gareth.page.locator("#address").inner_text()
    assert private.startswith(gareth.site)
    nothing_gives_the_address_away(gareth, [*everything_public(message), private])
    assert WORDS not in gareth.context.request.get("/").text()

    joe.opens(reverse("queue:list"))
    joe.goes_by(joe.page.locator(".queue-list a").first)
    assert EMAIL not in joe.page.content()
    joe.chooses("Post it").presses("Post it in five minutes")
    assert WORDS not in gareth.context.request.get("/").text()
    week.pass_time(minutes=5)

    gareth.opens("/").sees(NAME, WORDS, "name as given, not checked")
    comment = Comment.objects.get()
    nothing_gives_the_address_away(gareth, [*everything_public(message, comment), private])
    gareth.opens(private)
    assert gareth.heading() == "Posted"
    gareth.does_not_see("This is the address of this page.")


def test_a_comment_with_a_name_needs_no_account_and_shows_no_address(somebody, week, message):
    the_whole_journey(somebody(), somebody(week.cast.joe), week, message)


def test_what_is_missing_is_said_and_nothing_typed_is_lost(somebody, week, message):
    gareth = somebody().opens("/")
    gareth.writes("Email address", "gareth").writes("Your message", WORDS)
    week.pass_time(minutes=1)
    gareth.presses("Send my comment")

    assert gareth.page.title().startswith("Error: ")
    assert "Enter your name" in gareth.error()
    assert gareth.page.get_by_label("Your message", exact=True).input_value() == WORDS
    gareth.writes("Name", NAME).writes("Email address", EMAIL)
    week.pass_time(minutes=1)
    gareth.presses("Send my comment")
    assert gareth.heading() == HELD


def test_it_can_be_said_by_keyboard_alone(somebody, week, message):
    gareth = somebody().opens("/")
    gareth.tabs_to("Skip to main content").types_key("Enter")
    gareth.tabs_to("Write a comment").types_key("Enter")
    gareth.tabs_to("Name").types(NAME)
    gareth.tabs_to("Email address").types(EMAIL)
    gareth.tabs_to("Your message").types(WORDS)
    gareth.tabs_to("Send me one mail when it is decided").types_key("Space")
    week.pass_time(minutes=1)
    gareth.tabs_to("Send my comment").goes_on_with("Enter")
    assert gareth.heading() == HELD
    assert Comment.objects.get().wants_mail

    gareth.tabs_to("Withdraw it").types_key("Enter")
    gareth.tabs_to("Withdraw my comment").goes_on_with("Enter")
    assert gareth.heading() == "Withdrawn"


def test_it_can_be_said_with_scripts_off(somebody, week, message):
    joe = somebody(week.cast.joe)
    the_whole_journey(somebody(has_scripts=False), joe, week, message)


def test_without_style_sheets_the_page_reads_in_its_order(somebody, week, message):
    gareth = somebody(has_styles=False)
    editions.posted(message, week.cast.joe, "It was cold.", name="Ines Valla")
    gareth.page.goto("/")

    text = re.sub(r"\s+", " ", gareth.page.locator("body").inner_text())
    order = [
        "Skip to main content",
        "Saltmarsh Ambulance Service",
        "I said I would come, and I did not",
        "Ama Tetteh",
        "Three weeks ago",
        "What would make a night shift easier",
        "With your name",
        "To the guardian",
        "Ines Valla",
        "It was cold.",
        "Name",
        "Email address",
        "It is never displayed",
        "Your message",
        "Send me one mail when it is decided",
        "Send my comment",
        "If you need someone now",
        "Freedom to Speak Up Guardian is",
    ]
    at = 0
    for words in order:
        found = text.find(words, at)
        assert found >= 0, f"“{words}” does not come after the words before it"
        at = found + len(words)
    writes_it(gareth)
    week.pass_time(minutes=1)
    gareth.page.get_by_role("button", name="Send my comment").click()
    gareth.page.wait_for_url("**/your-comment/**")
    assert gareth.heading() == HELD
