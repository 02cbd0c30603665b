"""The tour: a visitor lives the weeks of the demo, from a message to what somebody's words did."""

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
        visitor.context.set_default_timeout(90_000)
        yield visitor
        visitor.context.close()
    assert not visitor.trouble, "\n" + "\n".join(dict.fromkeys(visitor.trouble))


def the_strip_has_at_most_two_lines(visitor: Visitor) -> None:
    facts = visitor.page.locator(".demo-strip-facts")
    size, line = facts.bounding_box(), facts.evaluate("one => getComputedStyle(one).lineHeight")
    assert size is not None and size["height"] <= 2 * float(line.removesuffix("px")) + 1


def takes_from_the_strip(visitor: Visitor, name: str) -> None:
    the_strip_has_at_most_two_lines(visitor)
    visitor.page.locator(".demo-strip summary").click()
    visitor.presses(name)


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


PROMISE = "A lamp on a hook over every bay where vehicles are handed back"
REASON = (
    "Whoever is nearest has to go, and at 6.40 one crew is. Colm and I count the nights from now on "
    "and show them to you in January; what we will not do is send somebody from further away."
)


def ama_says_what_she_heard(visitor: Visitor) -> None:
    """Words before figures; an answer in no theme holds it up; promises stay locked until then."""
    visitor.sees("Next: Ama reads what people said.").presses("Become Ama")
    visitor.sees("Next: you read what people said.").follows("Begin")
    visitor.sees("First, their words", WORDS).shoots("tour-reading")
    reading = visitor.page.url.removeprefix(visitor.site)
    belongs = visitor.page.get_by_label("Belongs to")
    answers = belongs.count()
    assert answers >= 15
    for number in range(answers - 1):
        theme = {1: "Theme 2", 2: "Theme 3"}.get(number, "Theme 1")
        belongs.nth(number).select_option(theme)
    visitor.presses("Save where they belong").sees("One is in no theme yet.")
    visitor.opens(f"{reading.removesuffix('answers/')}promise/")
    visitor.sees("Promises open once what you heard is out.").shoots("tour-locked")
    visitor.opens(reading).page.get_by_label("Belongs to").first.select_option("Theme 1")
    for label, words in (
        ("What they told me, in one sentence", ("A lamp, a hook and a key", "Six forty", "No tea")),
        ("What I understand now that I did not before", ("You asked for light.", "So.", "Fair.")),
    ):
        for number, said in enumerate(words):
            visitor.page.get_by_label(label).nth(number).fill(said)
    visitor.writes("What you heard, in one line", "You asked for light, and I had a speech ready")
    visitor.writes("A word to everybody who answered", "I read all of it, the short ones twice.")
    visitor.presses("Publish what I heard").shoots("tour-heard")


def sam_says_whether_she_understood(visitor: Visitor, private: str) -> None:
    visitor.sees("Next: Sam reads what Ama heard.").presses("Become Sam")
    the_strip_has_at_most_two_lines(visitor)
    visitor.sees("Next: you say if Ama understood.").follows("Begin")
    visitor.sees("You asked for light, and I had a speech ready").presses("Partly")
    visitor.sees("You have answered.", "Next: promises open.")
    visitor.shoots("tour-understood")
    visitor.opens(private).sees(
        "What your words did", WORDS, "Ama heard", "A lamp, a hook and a key"
    )
    visitor.sees("from you and 14 to 18 others").shoots("tour-your-words-heard")


def fills_in_a_promise(visitor: Visitor, what: str, kind: str, owner: str, first: str) -> None:
    visitor.page.get_by_role("link", name="Promise something").first.click()
    visitor.page.wait_for_load_state("load")
    visitor.looks().writes("What do you promise?", what).chooses(kind)
    visitor.writes("Who owns it?", owner).writes("What is done first?", first)
    for part, value in (("Day", "18"), ("Month", "12"), ("Year", "2026")):
        visitor.writes(part, value)
    visitor.presses("Promise it, to everybody")


def ama_promises_and_says_no(visitor: Visitor) -> None:
    """A promise of Bev's, a no with its reason, and one to go and listen, whose card prints."""
    visitor.presses("To Wed 2 Dec, 9am").sees("Next: Ama promises, or says no.")
    visitor.presses("Become Ama").sees("Next: you promise, or say no.").follows("Begin")
    # By then its figure is not out: it comes once, seven days after it was asked.
    visitor.does_not_see("in every 100")
    fills_in_a_promise(
        visitor, PROMISE, "Do something", "bev@saltmarsh.example", "Bev counts the bays."
    )
    visitor.sees("Bev Ashdown owns it.").shoots("tour-promised")
    visitor.page.get_by_role("link", name="No, and why").first.click()
    visitor.page.wait_for_load_state("load")
    visitor.writes("What is not going to happen?", "Sending a crew from further away at 6.40")
    visitor.writes("Why?", "It is just too far.")
    visitor.writes("Which office stands behind it?", "Associate director of emergency operations")
    visitor.presses("Say no, to everybody")
    assert "at least 80 characters" in visitor.error()
    visitor.writes("Why?", REASON).presses("Say no, to everybody").sees(REASON)
    fills_in_a_promise(
        visitor, "Stand at the doors with a crew", "Go and listen", "ama@saltmarsh.example",
        "Friday, seven in the morning.",
    )  # fmt: skip
    visitor.follows("Stand at the doors with a crew").follows("A card to take along")
    visitor.shoots("tour-card")


def ben_opens_in_spite_of_what_is_owed(visitor: Visitor) -> None:
    """His draft opens with what Ama heard and promised; a stale promise stops it, or a reason."""
    for day in ("To Thu 3 Dec, 9am", "To Fri 4 Dec, 9am", "To Mon 7 Dec, 9am"):
        takes_from_the_strip(visitor, day)
    takes_from_the_strip(visitor, "Ben Okonjo")
    visitor.sees("What ten to four looks like on paper").follows("Go on writing")
    visitor.sees(PROMISE, "has had no word for").shoots("tour-inherits")
    button = visitor.page.get_by_role("button", name="Publish on")
    button.click()
    visitor.page.wait_for_load_state("load")
    assert "Something is still owed" in visitor.looks().error()
    visitor.writes(
        "Or open it all the same, and tell everybody why",
        "A letter from the hospital is still on its way; on Thursday there is a word about it.",
    )
    button.click()
    visitor.page.wait_for_load_state("load")
    assert visitor.looks().heading().startswith("It goes out on")


def bev_keeps_it(visitor: Visitor) -> None:
    takes_from_the_strip(visitor, "Bev Ashdown")
    visitor.opens("/your-page/").follows(PROMISE)
    visitor.sees(PROMISE).chooses("It is done: what changed")
    visitor.writes("In one line", "Forty-one lamps hang over forty-one bays, on Hal’s hooks.")
    visitor.presses("Say it, to everybody").shoots("tour-kept")


def everybody_says_whether_it_helped(visitor: Visitor) -> str:
    """Two weeks after; gives back the address of the promise."""
    promise = visitor.path.split("#")[0].split("?")[0]
    takes_from_the_strip(visitor, "Two weeks on")
    takes_from_the_strip(visitor, "To Tue 22 Dec, 9am")
    takes_from_the_strip(visitor, "Sam Reedman")
    visitor.opens("/").sees("Did it help?").opens(promise).presses("Yes").sees("You have answered.")
    takes_from_the_strip(visitor, "To Tue 29 Dec, 9am")
    visitor.opens(promise).sees("said yes.", "in every 100").shoots("tour-helped")
    takes_from_the_strip(visitor, "Ama Tetteh-Brown")
    visitor.opens(promise).chooses("One sentence to those whom it did not help")
    visitor.writes("In one line", "Where it did not help: tell Bev which bay, and she brings one.")
    visitor.presses("Say it, to everybody")
    return promise


def test_heard_promised_kept_and_helped(visitor: Visitor) -> None:
    """From what was said to what somebody's words did, with the crowd around it."""
    visitor.opens("/")
    ama_publishes(visitor)
    private = anybody_answers(visitor)
    joe_posts_it(visitor)
    takes_from_the_strip(visitor, "To Tue 1 Dec, 9am")
    ama_says_what_she_heard(visitor)
    sam_says_whether_she_understood(visitor, private)
    ama_promises_and_says_no(visitor)
    ben_opens_in_spite_of_what_is_owed(visitor)
    bev_keeps_it(visitor)
    promise = everybody_says_whether_it_helped(visitor)
    visitor.opens(private).sees("What your words did", WORDS, PROMISE, "Forty-one lamps hang over")
    visitor.sees("Did it help?", "Everybody who works here was asked.")
    visitor.shoots("tour-your-words-did")
    visitor.opens(f"{promise}wall/").sees("Forty-one lamps hang over").shoots("tour-wall")
