"""The tour: a visitor lives the week of the demo, as far as message, comment and decision go."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.demo.running import running
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

TITLE = "I said I would come to Eel Hithe, and I did not"
WRONG = (
    "In October I answered you with a figure: nine breaks in ten were given. It was true and it "
    "was no help."
)
WORDS = (
    "A lamp over the bay where we hand the vehicle back. At six in the morning we look for the "
    "keys with a phone between our teeth, and nobody wants to be asked why it took so long."
)
TO_HER = (
    "At Eel Hithe the officer in charge tells students to sign for checks that nobody has done. "
    "One of them asked me what to do."
)
# As fast as somebody types who knows what they want to say; a form sent at once is a machine's.
A_LETTER = 25


@pytest.fixture
def visitor(chromium: Browser, size: str, tmp_path: Path) -> Iterator[Visitor]:
    """A visitor before a demo that was begun a moment ago."""
    with running(tmp_path / "demo") as demo:
        visitor = Visitor(chromium, demo.address, size)
        visitor.context.set_default_timeout(30_000)
        yield visitor
        visitor.context.close()
    assert not visitor.trouble, "\n" + "\n".join(dict.fromkeys(visitor.trouble))


def takes_from_the_strip(visitor: Visitor, name: str) -> None:
    visitor.page.locator(".demo-strip summary").click()
    visitor.presses(name)


def the_strip_has_at_most_two_lines(visitor: Visitor) -> None:
    facts = visitor.page.locator(".demo-strip-facts")
    size, line = facts.bounding_box(), facts.evaluate("one => getComputedStyle(one).lineHeight")
    assert size is not None and size["height"] <= 2 * float(line.removesuffix("px")) + 1


def ama_publishes(visitor: Visitor) -> None:
    visitor.sees("Mon 23 Nov", "You are anybody.", "Next: Ama publishes.")
    visitor.presses("Become Ama").sees("You are Ama.", TITLE)
    visitor.follows("Go on writing").shoots("tour-writing")
    visitor.page.get_by_label("What I got wrong, or found hard").fill(WRONG)
    visitor.presses("Publish on Tue 24 Nov, 9am").shoots("tour-published")
    visitor.sees("Next: it goes out.")
    visitor.presses("To Tue 24 Nov, 9am")


def sam_has_one_mail_with_the_same_words(visitor: Visitor) -> None:
    visitor.opens("/demo/mailbox/")
    letters = visitor.page.get_by_role("article").filter(has_text="sam@saltmarsh.example")
    expect(letters).to_have_count(1)
    visitor.goes_by(letters.get_by_role("link", name=TITLE))
    visitor.sees("Dear Sam,", WRONG).shoots("tour-mail")
    in_html = visitor.page.frame_locator("iframe")
    expect(in_html.get_by_text(WRONG)).to_be_visible()
    visitor.opens("/")


def anybody_answers(visitor: Visitor) -> str:
    """Write a comment without an account; gives back the address of its private page."""
    takes_from_the_strip(visitor, "Anybody")
    visitor.sees(TITLE, WRONG, "Next: somebody answers.").shoots("tour-message")
    visitor.page.get_by_role("link", name="Write a comment").first.click()
    visitor.writes("Name", "Sam Reedman").writes("Email address", "sam@post.example")
    visitor.page.get_by_label("Your message").press_sequentially(WORDS, delay=A_LETTER)
    visitor.presses("Send my comment").sees("Held for moderation", "Next: Joe decides.")
    visitor.shoots("tour-held")
    return visitor.path


def the_poster_hangs(visitor: Visitor) -> None:
    visitor.opens("/").page.locator("h1").wait_for()
    slug = visitor.page.locator("link[rel=canonical]").get_attribute("href") or ""
    visitor.opens(f"{slug.removeprefix(visitor.site)}poster/").sees(TITLE).shoots("tour-poster")


def joe_posts_it(visitor: Visitor) -> None:
    visitor.presses("Become Joe").sees("You are Joe.")
    visitor.goes_by(visitor.page.locator(".queue-list a", has_text="A lamp over the bay"))
    visitor.shoots("tour-queue").chooses("Post it")
    visitor.presses("Post it in five minutes").sees("Next: it takes effect.")
    # What was pressed says something while the clock leaps.
    visitor.page.evaluate(
        "addEventListener('submit', (one) => { sessionStorage.said = one.submitter.textContent })"
    )
    visitor.presses("Six minutes on")
    assert visitor.page.evaluate("sessionStorage.said") == "Time passes…"


def opens_from_the_queue(visitor: Visitor, words: str) -> None:
    visitor.opens("/queue/").goes_by(visitor.page.locator(".queue-list a", has_text=words))


def joe_does_not_post_what_identifies_a_patient(visitor: Visitor) -> None:
    opens_from_the_queue(visitor, "You want to know what a break is worth?")
    visitor.chooses("Do not post it, because…")
    reasons = visitor.page.get_by_role("radio").locator("visible=true")
    said = [one.get_attribute("value") for one in reasons.all()]
    assert {"identifies", "unlawful", "abuse", "spam", "elsewhere"} <= set(said)
    assert not {"tone", "negative"} & set(said)
    visitor.sees("A sharp tone is not one").shoots("tour-reasons")
    visitor.chooses("It identifies a patient or a person")
    visitor.presses("Do not post, and tell Gareth why")


def joe_passes_one_to_the_guardian(visitor: Visitor) -> str:
    """Gives back the address at which Joe could read it until then."""
    opens_from_the_queue(visitor, "I have to put this somewhere.")
    address = visitor.path
    visitor.chooses("Pass it to the guardian").presses("Pass it to Nadia")
    visitor.sees("This cannot be undone.").shoots("tour-passing")
    visitor.presses("Pass it to Nadia")
    return address


def sam_tells_the_guardian(visitor: Visitor) -> str:
    """From the message to the guardian by name; gives back the address of the private page."""
    takes_from_the_strip(visitor, "Sam Reedman")
    visitor.opens("/").follows("Write to Nadia")
    visitor.sees("Who reads it:", "Nadia, Philippa", "Confidential: the guardian knows you.")
    visitor.shoots("tour-to-the-guardian")
    visitor.page.get_by_label("What should the guardian know?").press_sequentially(
        TO_HER, delay=A_LETTER
    )
    visitor.presses("Send it to Nadia").sees("It is with the guardian", "Not opened yet.")
    visitor.shoots("tour-private-page")
    return visitor.path.removesuffix("?new")


def nadia_reads_it(visitor: Visitor) -> None:
    """What Sam wrote and what Joe passed to her stand in one list, each with its level."""
    takes_from_the_strip(visitor, "Nadia Farrow")
    visitor.sees("Read what Una Fairweather wrote", "Read what Wendy Osterley wrote")
    visitor.sees("Named: a comment, passed to you by Joe")
    visitor.sees("Confidential: written to you, no name given", TO_HER[:60])
    visitor.shoots("tour-guardian")
    visitor.goes_by(
        visitor.page.get_by_role("article").filter(has_text=TO_HER[:60]).get_by_role("link")
    )
    visitor.sees(TO_HER).shoots("tour-guardian-item")


def nobody_else_opens_it(visitor: Visitor, address: str) -> None:
    for name in ("Joe Lindqvist", "Tariq Haddad"):
        takes_from_the_strip(visitor, name)
        visitor.opens("/guardian/", status=403).opens(address, status=403)
        visitor.does_not_see(TO_HER[:60])


def comments_on_the_page(visitor: Visitor) -> int:
    visitor.opens("/")
    return visitor.page.locator("#comments article").count()


def test_message_answer_and_decision(visitor: Visitor) -> None:
    """From last week's message to a comment that was posted, and two that were not."""
    visitor.opens("/").sees("A second relief vehicle, and what it will not do").shoots("tour-front")
    the_strip_has_at_most_two_lines(visitor)
    ama_publishes(visitor)
    the_poster_hangs(visitor)
    sam_has_one_mail_with_the_same_words(visitor)
    private = anybody_answers(visitor)
    assert comments_on_the_page(visitor) == 0
    joe_posts_it(visitor)
    visitor.opens(private).sees("Posted").shoots("tour-posted")
    assert comments_on_the_page(visitor) == 1

    visitor.presses("To Wed 25 Nov, 9am").sees("Next: you decide.")
    joe_does_not_post_what_identifies_a_patient(visitor)
    address = joe_passes_one_to_the_guardian(visitor)
    visitor.opens(address, status=404).does_not_see("My team leader told us")
    visitor.opens("/guardian/", status=403)
    her_page = sam_tells_the_guardian(visitor)
    nadia_reads_it(visitor)
    nobody_else_opens_it(visitor, visitor.path)
    visitor.opens(her_page).sees("Opened on Wednesday 25 November 2026.")
    visitor.shoots("tour-opened-on")
    takes_from_the_strip(visitor, "Six minutes on")
    visitor.opens("/what-came-in/").shoots("tour-ledger")
    assert comments_on_the_page(visitor) == 1
