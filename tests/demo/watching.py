"""Run in a process of its own, under the demo's settings: live eight weeks, and read every page.

Says all as JSON: on which day, at which address, which lines a reader saw; and every mail.
"""

import json
import sys
from html.parser import HTMLParser

import django

django.setup()

from django.conf import settings  # noqa: E402  Django first
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from heed import clock  # noqa: E402
from heed.answer.models import Gathered, Playback, Promise, Tap  # noqa: E402
from heed.answer.queries import owing  # noqa: E402
from heed.cli import ground  # noqa: E402
from heed.cli.static import collect  # noqa: E402
from heed.cli.ticking import tick  # noqa: E402
from heed.demo import actions, moves  # noqa: E402
from heed.demo.models import Letter  # noqa: E402
from heed.edition.models import Edition, Series  # noqa: E402

WEEKS = 8
BLOCKS = {
    "p", "li", "h1", "h2", "h3", "h4", "dt", "dd", "th", "td", "div", "section", "article", "br",
    "button", "label", "blockquote", "figcaption", "caption", "summary", "title", "option", "tr",
}  # fmt: skip


class Lines(HTMLParser):
    """What stands in the main part of a page, one line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._words: list[str] = []
        self._is_in_main, self._unseen = False, 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._is_in_main |= tag == "main"
        self._unseen += tag in ("script", "style", "svg")
        if tag in BLOCKS:
            self._ends()

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in ("script", "style", "svg")
        if tag in BLOCKS:
            self._ends()
        self._is_in_main &= tag != "main"

    def handle_data(self, data: str) -> None:
        if self._is_in_main and not self._unseen:
            self._words.append(data)

    def _ends(self) -> None:
        line = " ".join("".join(self._words).split())
        if line:
            self.lines.append(line)
        self._words = []


def addresses() -> list[str]:
    """Every page of messages, of what was heard, of promises and of figures that there is now."""
    series = Series.objects.get().slug
    out = Edition.objects.exclude(opened_at=None).order_by("opened_at")
    slugs = [slug for slug in out.values_list("slug", flat=True) if slug]
    heard = Playback.objects.exclude(published_at=None).values_list("edition__slug", flat=True)
    numbers = Promise.objects.order_by("number").values_list("number", flat=True)
    return [
        reverse("week:front"),
        reverse("week:ledger"),
        reverse("answer:promises", args=[series]),
        *(reverse("edition:page", args=[slug]) for slug in slugs),
        *(reverse("answer:heard", args=[slug]) for slug in heard),
        *(reverse("answer:promise", args=[series, number]) for number in numbers),
        *(reverse("answer:wall", args=[series, number]) for number in numbers),
    ]


def reads(client: Client) -> dict[str, list[str]]:
    """What a reader sees on each of these pages."""
    pages = {}
    for address in addresses():
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        reader = Lines()
        reader.feed(answer.content.decode())
        pages[address] = reader.lines
    return pages


def stands() -> dict[str, object]:
    """What is owed at this moment."""
    now, series = clock.now(), Series.objects.get()
    return {
        "day": f"{clock.local(now):%Y-%m-%d}",
        "stale": [one.what for one in owing.stale(series.pk, at=now)],
        "late": [one.title for one in owing.late_answers(series.pk, at=now)],
        "open": Promise.objects.filter(ended_at=None).count(),
        "in_two_themes": len(Gathered.objects.all())
        - len(set(Gathered.objects.values_list("kind", "key"))),
        "figures": {
            f"{one.kind} {one.pk}": one.figure for one in Tap.objects.exclude(released_at=None)
        },
    }


def lives() -> dict[str, object]:
    """Eight weeks: each Tuesday when the message opens, and the two mornings after it."""
    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0], secure=False)
    days = [{**stands(), "pages": reads(client)}]
    for _week in range(WEEKS):
        for move in ("opening", "morning", "morning"):
            assert moves.make(move), move
            # Each Thursday everything is read; on the other days only what is owed.
            pages = reads(client) if move == "morning" and len(days) % 3 == 0 else {}
            days.append({**stands(), "pages": pages})
    return {
        "days": days,
        "mail": [
            (letter.to, letter.subject, f"{clock.local(letter.at):%G-W%V}", letter.text)
            for letter in Letter.objects.order_by("pk")
        ],
        "messages": [
            {
                "week": clock.iso_week(one.opened_at),
                "author": one.author.name,
                "title": one.revision.title if one.revision else "",
                "in_spite": one.in_spite,
            }
            for one in Edition.objects.order_by("opened_at").select_related("author", "revision")
            if one.opened_at
        ],
    }


if __name__ == "__main__":
    ground.migrate()
    collect()
    moves.beat_with(tick)
    actions.prepare()
    json.dump(lives(), sys.stdout)
