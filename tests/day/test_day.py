"""A day of a real installation, step by step as the administrator's guide tells it.

Nothing of it is the demo: `./heed init`, PostgreSQL, a mail server, the organisation's directory, a
web server with a certificate, and people at a phone or a desk.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests.day.place import Place, begun
from tests.directory.running import PASSWORD
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.journey

AS_FAST_AS_ONE_TYPES = 30
STAFF = {
    "Ama Tetteh": "Associate Director",
    "Joe Pargeter": "Communications officer",
    "Marta Kowalska": "Communications officer",
    "Priya Nair": "Communications officer",
    "Nadia Rahman": "Freedom to Speak Up Guardian",
    "Femi Adeyemi": "Freedom to Speak Up Guardian",
    "Sam Tolliver": "Paramedic",
    "Bev Ashdown": "Operations manager",
}
ROLES = {
    "Ama Tetteh": "Author: writes and publishes the message",
    "Joe Pargeter": "Moderator: decides about comments",
    "Marta Kowalska": "Moderator: decides about comments",
    "Priya Nair": "Moderator: decides about comments",
    "Nadia Rahman": "Guardian: reads what was passed to her, and nobody else does",
    "Femi Adeyemi": "Guardian: reads what was passed to her, and nobody else does",
}
TITLE = "I said I would come, and I did not"
COMMENT = "The garage locks its toilet at eleven, and nobody who has a key is there at night."
TO_NADIA = (
    "My mentor comes too close on every shift, and when I said so to him I was given three nights "
    "in a row with him alone."
)
CARDS = ("The kettle at the garage is broken.", "Nobody has had a break before nine.")

Somebody = Callable[..., Visitor]


@pytest.fixture
def heed(tmp_path: Path) -> Iterator[Place]:
    with begun(tmp_path) as place:
        yield place


@pytest.fixture
def somebody(chromium: Browser, heed: Place) -> Iterator[Somebody]:
    visitors: list[Visitor] = []

    def make(size: str = "phone") -> Visitor:
        visitor = Visitor(chromium, heed.address, size, ignore_https_errors=True)
        visitor.neighbour = heed.directory
        visitors.append(visitor)
        return visitor

    yield make
    trouble: list[str] = []
    for visitor in visitors:
        visitor.context.close()
        trouble += visitor.trouble
    assert not trouble, "\n" + "\n".join(dict.fromkeys(trouble))


def address_of(name: str) -> str:
    return f"{name.split()[0].lower()}@saltmarsh.example"


def by_mailed_code(visitor: Visitor, heed: Place, name: str) -> Visitor:
    address = address_of(name)
    had = len(heed.mail_to(address))
    visitor.opens("/sign-in/").writes("Your work email address", address)
    visitor.presses("Send me a code")
    mail = heed.next_mail_to(address, after=had)
    code = re.search(r"\b\d{8}\b", mail.get_content())
    assert code is not None
    return visitor.writes("Your code", code[0]).presses("Sign in")


def by_directory(visitor: Visitor, name: str) -> Visitor:
    visitor.opens("/sign-in/")
    visitor.one("button", "Sign in with your Saltmarsh account").click()
    visitor.page.get_by_label("Username").fill(address_of(name))
    visitor.page.get_by_label("Password").fill(PASSWORD)
    visitor.page.get_by_role("button", name="Sign in").click()
    visitor.page.get_by_role("button", name="Yes").click()
    visitor.page.wait_for_url(f"{visitor.site}/")
    return visitor.looks()


def types_into(visitor: Visitor, label: str, words: str) -> Visitor:
    visitor.page.get_by_label(label).press_sequentially(words, delay=AS_FAST_AS_ONE_TYPES)
    return visitor


def begin(heed: Place) -> None:
    heed.does(
        *("init", "--organisation", "Saltmarsh Ambulance Service"),
        *("--administrator", "Tariq Hollis", "--email", "tariq@saltmarsh.example"),
        *("--series", "The leadership message"),
    )


def let_everybody_in(heed: Place) -> None:
    lines = ["Staff number,Full name,Work email,Job title,Organisation"]
    lines += [
        f"{number:06},{name},{address_of(name)},{post},Thornsea"
        for number, (name, post) in enumerate(STAFF.items(), 1)
    ]
    roster = heed.folder / "roster.csv"
    roster.write_text("\n".join(lines) + "\n")
    assert "8 join" in heed.does("roster", str(roster), "--dry-run")
    heed.does("roster", str(roster), "--yes", "--subscribe")


def describe_the_organisation(tariq: Visitor) -> None:
    tariq.opens("/organisation/")
    tariq.writes("Name of the Freedom to Speak Up Guardian", "Nadia Rahman")
    tariq.writes("Telephone of the guardian", "01632 960 144")
    tariq.writes("Email address of the guardian", "nadia@saltmarsh.example")
    tariq.writes("Name of your staff support line", "Saltmarsh staff line")
    tariq.writes("Telephone of the staff support line", "01632 960 150")
    tariq.writes("When somebody answers it", "7am to 10pm")
    tariq.presses("Save").shoots("day-organisation")


def give_roles(tariq: Visitor) -> None:
    for name, role in ROLES.items():
        tariq.opens(f"/person/{name.lower().replace(' ', '-')}/")
        tariq.chooses(role).presses("Give this role")
    tariq.shoots("day-person").opens("/running/").shoots("day-running")


def sam_chooses_his_hours(sam: Visitor) -> None:
    """Every day, and hours in which it may come now."""
    hour = datetime.now(ZoneInfo("Europe/London")).hour
    sam.opens("/weekly-mail/mine/")
    for day in ("Saturday", "Sunday"):
        sam.chooses(day)
    sam.page.get_by_label("From").select_option(str((hour - 1) % 24))
    sam.page.get_by_label("Until").select_option(str((hour + 6) % 24))
    sam.presses("Save").shoots("day-hours")


def ama_publishes(ama: Visitor) -> None:
    ama.opens("/write/").presses("Begin next week’s message")
    ama.writes("Title", TITLE)
    ama.page.locator(".ProseMirror").click()
    ama.page.keyboard.insert_text("Three weeks ago I told the night crew that I would come.")
    ama.writes("What do you ask?", "What would make a night shift easier to come home from?")
    ama.page.get_by_text("Another day or time").click()
    ama.presses("Publish it now").shoots("day-published")


def somebody_comments(anybody: Visitor) -> str:
    anybody.opens("/").sees(TITLE)
    anybody.page.get_by_role("link", name="Write a comment").first.click()
    anybody.writes("Name", "Gareth Sollom").writes("Email address", "gareth@private.example")
    types_into(anybody, "Your message", COMMENT).presses("Send my comment")
    anybody.sees("Held for moderation")
    return anybody.path


def sam_tells_the_guardian(sam: Visitor) -> str:
    sam.opens("/").follows("Write to Nadia")
    types_into(sam, "What should the guardian know?", TO_NADIA).presses("Send it to Nadia")
    assert sam.heading() == "It is with the guardian"
    return sam.path.removesuffix("?new")


def bev_enters_cards(bev: Visitor) -> None:
    bev.opens("/").follows("Sheet for a stand-up").follows("Enter paper cards")
    for number, words in enumerate(CARDS, 1):
        bev.writes(f"Card {number}", words)
    bev.chooses("Card 1 may be quoted")
    bev.presses("Send the cards").sees("Two cards came in.")


def joe_decides(joe: Visitor) -> None:
    joe.opens("/queue/").shoots("day-queue")
    joe.does_not_see(TO_NADIA)
    joe.page.locator(".queue-list a", has_text="The garage locks").click()
    joe.looks().chooses("Post it").presses("Post it in five minutes")


def nadia_answers(nadia: Visitor) -> None:
    nadia.opens("/guardian/").sees("Confidential: written to you")
    nadia.page.get_by_role("article").get_by_role("link").first.click()
    nadia.looks().sees(TO_NADIA).writes("What should they read?", "Can we speak on Thursday?")
    nadia.presses("Write to the writer")


def the_weekly_mail_comes(heed: Place, sam: Visitor) -> None:
    mail = heed.next_mail_to("sam@saltmarsh.example", after=0)
    assert mail["Subject"] == TITLE
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Ama Tetteh" in mail["From"]
    stop = re.search(r"<(https://[^>]+)>", mail["List-Unsubscribe"])
    assert stop is not None
    sam.opens(urlsplit(stop[1]).path).shoots("day-stop").presses("Stop the weekly mail")
    sam.sees("You are sent no more of it")


def kit_comes_in_with_a_card(tariq: Visitor, kit: Visitor) -> None:
    tariq.opens("/people/cards/").writes("For whom are they?", "Bank staff")
    tariq.writes("How many cards?", "10")
    last = datetime.now(ZoneInfo("Europe/London")) + timedelta(days=60)
    for part, figure in (("Day", last.day), ("Month", last.month), ("Year", last.year)):
        tariq.writes(part, str(figure))
    tariq.presses("Show the cards, once").shoots("day-cards")
    code = tariq.page.locator(".card-code").first.inner_text()
    kit.opens("/card/").writes("The code on your card", code)
    kit.writes("Your name (optional)", "Kit Marlow").presses("Come in")
    kit.opens("/your-page/").sees("Kit Marlow")


def keep_it_and_bring_it_back(heed: Place, somebody: Somebody, private: str, confidence: str):
    """A backup while it serves; everything lost; and everything there again."""
    backup = heed.folder / "tonight.heed"
    heed.does("backup", str(backup))
    before = somebody().opens("/").page.locator("main").inner_text()
    heed.stops(heed.started[0])
    heed.does("restore", str(backup), "--replace")
    heed.serves()
    again = somebody().opens("/")
    assert again.page.locator("main").inner_text() == before
    again.opens(private).sees(COMMENT)
    again.opens(confidence).sees("Can we speak on Thursday?")


def test_a_day(heed: Place, somebody: Somebody) -> None:
    begin(heed)
    assert "wrong" in heed.run("doctor").stdout
    assert heed.address in heed.does("doctor", "--letters")
    heed.serves()

    let_everybody_in(heed)
    tariq = by_mailed_code(somebody("desk"), heed, "Tariq Hollis")
    describe_the_organisation(tariq)
    give_roles(tariq)

    sam, joe = (
        by_directory(somebody(), "Sam Tolliver"),
        by_directory(somebody("desk"), "Joe Pargeter"),
    )
    sam_chooses_his_hours(sam)
    ama_publishes(by_mailed_code(somebody("desk"), heed, "Ama Tetteh"))
    private, confidence = somebody_comments(somebody()), sam_tells_the_guardian(somebody())
    bev_enters_cards(by_mailed_code(somebody(), heed, "Bev Ashdown"))
    joe_decides(joe)
    nadia_answers(by_mailed_code(somebody(), heed, "Nadia Rahman"))
    heed.waits(minutes=6)
    somebody().opens("/").sees(COMMENT).shoots("day-front")
    the_weekly_mail_comes(heed, sam)
    kit_comes_in_with_a_card(tariq, somebody())

    keep_it_and_bring_it_back(heed, somebody, private, confidence)
    done = heed.run("doctor")
    assert done.returncode == 0, done.stdout
