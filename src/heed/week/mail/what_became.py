"""The part of the weekly mail about the loop: what was heard, promised, done, and does it help?

It is made once for everybody, so it holds nobody's private address; and each link opens a page, so
that a program that follows links in mail has answered nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from heed.answer.queries import telling as loop
from heed.edition.addresses import whole
from heed.edition.words import clean
from heed.ui.formatting import day_and_month, day_and_time, first_name
from heed.week.mail import wording
from heed.week.mail.parts import Part, Telling

MOST_WORDS = 120


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what Heed says, and between it what a person wrote. Where there is no room for all,
    those with the smallest ``rank`` are told."""

    rank: int
    before: str = ""
    wrote: str = ""
    after: str = ""
    link: str = ""
    link_says: str = ""

    @property
    def said(self) -> str:
        """The line as plain text."""
        return " ".join(part for part in (self.before, self.wrote, self.after) if part)

    @property
    def words(self) -> int:
        """How long it is; an address is no word."""
        return len(f"{self.said} {self.link_says}".split())


def what_became(telling: Telling) -> Part | None:
    """What became of the themes since the last message, in at most 120 words."""
    told = telling.told
    became = loop.became(
        told.series_slug, edition=told.key, opened_at=told.opened_at,
        is_for_staff=telling.is_for_staff, at=telling.at,
    )  # fmt: skip
    lines = list(_lines(told.series_slug, became))
    if not lines:
        return None
    title, link_says = _("What became of what you said"), _("Every promise, and how it stands")
    rest = _("There is more than fits here; it stands on the pages.")
    kept = _that_fit(lines, MOST_WORDS - len(f"{title} {link_says} {rest}".split()))
    if len(kept) < len(lines):
        kept.append(Line(0, rest))
    return Part(
        title=title,
        html=Markup("\n").join(_in_html(line) for line in kept),
        text="\n\n".join(_in_text(line) for line in kept),
        link=whole(reverse("answer:promises", args=[told.series_slug])),
        link_says=link_says,
    )


def _that_fit(lines: list[Line], room: int) -> list[Line]:
    kept = set()
    for place, line in sorted(enumerate(lines), key=lambda each: (each[1].rank, each[0])):
        if line.words <= room:
            room -= line.words
            kept.add(place)
    return [line for place, line in enumerate(lines) if place in kept]


def _lines(series: str, became: loop.Became) -> Iterator[Line]:
    for heard in became.heard:
        yield from _of_heard(heard)
    for one in became.done:
        yield Line(3, _("Done:"), clean(one.what))
    for one in became.late:
        due = _("It was due on %(day)s.") % {"day": day_and_month(one.due_on)}
        yield Line(3, _("Late:"), _ended(one.what), due)
    for one in became.ended:
        is_learned = one.state == "learned"
        said = _("We tried, it did not work:") if is_learned else _("Not going to happen:")
        yield Line(3, said, clean(one.what))
    for no in became.noes:
        yield Line(4, _("No, and why:"), clean(no.what))
    for one in became.promised:
        due = _("By %(day)s.") % {"day": day_and_month(one.due_on)}
        yield Line(5, _("Promised:"), _ended(one.what), due)
    for question in became.asked:
        until = _("Until %(when)s.") % {"when": day_and_time(question.closes_at)}
        place = whole(reverse("answer:promise", args=[series, question.number])) + "#helped"
        yield Line(
            1, _("Did it help?"), _ended(question.what), until, place, _("Say whether it helped")
        )


def _of_heard(heard: loop.HeardOf) -> Iterator[Line]:
    name = first_name(heard.message.author)
    yield Line(0, _("%(name)s heard:") % {"name": name}, clean(heard.title))
    for place, theme in enumerate(heard.themes):
        yield Line(2 if place < 3 else 6, "–", clean(theme))
    place_of_it = whole(reverse("answer:heard", args=[heard.message.slug]))
    yield Line(0, link=place_of_it, link_says=_("Read what %(name)s heard") % {"name": name})


def _ended(what: str) -> str:
    """Words of a person with a full stop, so that another sentence can follow."""
    words = clean(what)
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _in_text(line: Line) -> str:
    way = f"{line.link_says}:\n{line.link}" if line.link else ""
    return "\n".join(part for part in (line.said, way) if part)


def _in_html(line: Line) -> Markup:
    said = wording.said_of(line.before, line.wrote, line.after) if line.said else Markup()
    return said + wording.way_to(line.link, line.link_says) if line.link else said
