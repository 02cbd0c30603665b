"""What the loop costs an author: read, written and pressed in a real browser, and added up.

The model: 200 words read and 25 words written a minute, three seconds for each press, each tick and
each box that is come to. A line that stands on several pages, or often on one, is read once; so are
the answers, and their themes are known then. Thinking is not in it, nor is a second reading.
"""

import random
import sys

import pytest
from django.urls import reverse

from heed.edition.models import Edition
from tests.factories import editions, loop
from tests.factories import paper as cards

pytestmark = pytest.mark.journey

READ, WRITTEN, PRESS = 200, 25, 3 / 60
MEDIAN = 40
THEMES = (
    "A break that starts far from anywhere is not a break",
    "We check by hand what somebody has just checked",
    "The last call lands ten minutes before the end",
    "The rota comes too late to plan a life around",
)
SOME = [
    "on",
    "nights",
    "the",
    "break",
    "starts",
    "at",
    "the",
    "far",
    "end",
    "of",
    "the",
    "county",
    "and",
    "by",
    "the",
    "time",
    "we",
    "have",
    "driven",
    "back",
    "it",
    "is",
    "over",
    "and",
    "the",
    "log",
    "says",
    "that",
    "we",
    "had",
    "it",
    "which",
    "is",
    "true",
    "and",
    "no",
    "help",
    "to",
    "anybody",
    "who",
    "is",
    "tired",
]
LINES = """() => {
  const main = document.querySelector("main").cloneNode(true);
  main.querySelectorAll("select, .answer .words, details, .nhsuk-u-visually-hidden").forEach((one) => one.remove());
  document.body.append(main);
  const lines = new Set(main.innerText.split("\\n").map((one) => one.trim()));
  main.remove();
  return [...lines];
}"""


def words(count: int, number: int = 0) -> str:
    """So many words that somebody might have written; each number has others."""
    said = [*([f"Crew {number}:"] if number else []), *SOME * (count // len(SOME) + 1)]
    return " ".join(said[:count]).capitalize() + "."


class Counted:
    """An author at a browser, whose reading, writing and pressing is counted, part by part."""

    def __init__(self, visitor) -> None:
        self.visitor, self.page = visitor, visitor.page
        self.parts: dict[str, list[int]] = {}
        self.part = ""
        self.seen: set[str] = set()

    def begins(self, part: str) -> None:
        self.part = part
        self.parts[part] = [0, 0, 0]

    def _add(self, *, read: int = 0, written: int = 0, presses: int = 0) -> None:
        for place, more in enumerate((read, written, presses)):
            self.parts[self.part][place] += more

    def reads_page(self) -> None:
        lines = set(self.page.evaluate(LINES)) - self.seen
        self.seen |= lines
        self._add(read=sum(len(line.split()) for line in lines))

    def reads(self, count: int) -> None:
        self._add(read=count)

    def writes(self, box, said: str) -> None:
        box.fill(said)
        self._add(written=len(said.split()), presses=1)

    def ticks(self, box) -> None:
        box.check()
        self._add(presses=1)

    def picks(self, box, **which: object) -> None:
        box.select_option(**which)
        self._add(presses=2)

    def presses(self, role: str, name: str) -> None:
        with self.page.expect_navigation(wait_until="load"):
            self.page.get_by_role(role, name=name).first.click()
        self._add(presses=1)

    def minutes(self) -> float:
        return sum(self._minutes(*each) for each in self.parts.values())

    def _minutes(self, read: int, written: int, presses: int) -> float:
        return read / READ + written / WRITTEN + presses * PRESS

    def told(self) -> str:
        lines = [
            f"  {part:34} {read:5} read {written:4} written {presses:3} presses"
            f" {self._minutes(read, written, presses):5.1f} min"
            for part, (read, written, presses) in self.parts.items()
        ]
        return "\n".join([*lines, f"  {'in all':63} {self.minutes():5.1f} min"])


def _writes_the_message(ama: Counted) -> None:
    ama.begins("the message")
    ama.visitor.opens("/write/")
    ama.presses("button", "Begin next week’s message")
    ama.reads_page()
    box = ama.page.get_by_label
    ama.writes(box("Title", exact=True), words(8))
    ama.writes(box("Your message", exact=True), words(208))
    ama.writes(box("What I got wrong, or found hard"), words(20))
    ama.writes(box("What do you ask?", exact=True), words(14)[:-1] + "?")
    ama.presses("button", "Publish on")


def _answers(week, edition: Edition, count: int) -> int:
    chance = random.Random(count)
    lengths = [round(chance.lognormvariate(0, 0.5) * MEDIAN) or 1 for _n in range(count)]
    lengths = [length + MEDIAN - sorted(lengths)[count // 2] for length in lengths]
    lengths = [max(4, length) for length in lengths]
    on_paper = count // 7
    texts = [words(length, number) for number, length in enumerate(lengths, 1)]
    for number, text in enumerate(texts[on_paper:]):
        editions.posted(edition, week.cast.joe, text, name=f"Lorna P{number}")
    for n in range(0, on_paper, 6):
        for card in cards.entered(
            edition, week.cast.bev, *texts[n : min(n + 6, on_paper)], quote=True
        ):
            cards.decide(card, week.cast.joe, "posted")
    return sum(len(text.split()) for text in texts)


def _reads_and_gathers(ama: Counted, said: int) -> None:
    ama.begins("reading and gathering")
    ama.presses("link", "What people")
    ama.reads_page()
    ama.reads(said)
    for n, title in enumerate(THEMES):
        boxes = ama.page.locator("[name^=pick_]").all()
        left = len(THEMES) - n
        for box in boxes[: -(-len(boxes) // left)]:
            ama.ticks(box)
        ama.writes(ama.page.get_by_label("What it is called, in one sentence"), title)
        ama.presses("button", "Put them together")
    assert "Each is in a theme." in ama.page.locator("main").inner_text()


def _says_what_she_heard(ama: Counted) -> None:
    ama.begins("what I heard")
    ama.reads_page()
    box = ama.page.get_by_label
    for n in range(len(THEMES)):
        ama.writes(box("What I understand now").nth(n), words(38))
        ama.writes(box("How it landed with me").nth(n), words(10))
    ama.picks(box("Quote one of them").first, index=1)
    ama.writes(box("What you heard, in one line"), words(9))
    ama.writes(box("A word to everybody who answered"), words(25))
    ama.writes(box("What I still do not understand"), words(14))
    ama.presses("button", "See it as readers will")
    ama.reads_page()
    ama.page.go_back()
    ama._add(presses=1)
    ama.presses("button", "Publish what I heard")


def _promises_and_says_no(ama: Counted, slug: str, owner: str) -> None:
    ama.begins("a promise and a no")
    ama.visitor.opens(reverse("answer:heard", args=[slug]))
    ama.presses("link", "Promise something")
    ama.reads_page()
    box = ama.page.get_by_label
    ama.writes(box("What do you promise?"), "On nights, breaks start at a place with a kettle")
    ama.ticks(box("Do something"))
    ama.writes(box("Who owns it?"), owner)
    ama.writes(box("What is done first?"), "Crews name such places")
    for part, value in (("Day", "31"), ("Month", "1"), ("Year", "2027")):
        ama.writes(box(part, exact=True), value)
    ama.presses("button", "Promise it, to everybody")
    ama.presses("link", "No, and why")
    ama.reads_page()
    ama.writes(box("What is not going to happen?"), "A cut-off before the end of a shift")
    ama.writes(box("Why?", exact=True), loop.REASON)
    ama.writes(box("Which office stands behind it?"), "director of operations")
    ama.presses("button", "Say no, to everybody")


@pytest.mark.parametrize(("count", "most"), [(14, 40), (50, 45)])
def test_the_authors_week(somebody, week, count, most):
    """Given so many answers of 40 words, writing, reading, saying what was heard, a promise and a
    no take an author less than 40 and 45 minutes."""
    ama = Counted(somebody(week.cast.ama, has_scripts=False))
    _writes_the_message(ama)
    week.is_now(editions.TUESDAY)
    edition = Edition.objects.get(author=week.cast.ama)
    said = _answers(week, edition, count)
    week.is_now(loop.READ)
    ama.visitor.opens("/write/")
    _reads_and_gathers(ama, said)
    week.is_now(loop.HEARD)
    _says_what_she_heard(ama)
    week.is_now(loop.PROMISED)
    edition.refresh_from_db()
    _promises_and_says_no(ama, edition.slug, week.cast.bev.email)
    # Seen with `-s`: the sum and its parts.
    sys.stdout.write(f"\nThe author’s week, {count} answers, {said} words:\n{ama.told()}\n")
    assert ama.minutes() <= most, ama.told()
