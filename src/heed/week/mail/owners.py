"""What the owner of a promise is asked in their weekly mail: a word, days before one is due.

The words of the mail are the same for everybody. This stands below the greeting, in the copy of
whoever owns something; there is no mail about it alone.
"""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from heed import clock
from heed.answer.queries import promises
from heed.answer.queries.promises import Shown
from heed.edition.addresses import whole
from heed.edition.words import clean
from heed.ui.formatting import day_and_month, number_word
from heed.week.mail import wording

# Whoever owns more finds the rest on their own page.
MOST = 3
_BREAK = Markup("<br>\n")


def asks(*, at: datetime) -> dict[int, tuple[str, str]]:
    """Text and HTML for each owner whose promise needs a word before the next mail can ask."""
    due: dict[int, list[Shown]] = {}
    for promise, owner in promises.words_due(at=at, within=promises.ASKED_BY_MAIL):
        due.setdefault(owner, []).append(promise)
    return {owner: _asked(found, at=at) for owner, found in due.items()}


def _asked(found: list[Shown], *, at: datetime) -> tuple[str, str]:
    today = clock.local(at).date()
    lines = [(_sentence(one, today=today), _place(one)) for one in found[:MOST]]
    if len(found) > MOST:
        more = len(found) - MOST
        said = ngettext(
            "%(more)s more promise of yours needs a word soon.",
            "%(more)s more promises of yours need a word soon.",
            more,
        ) % {"more": number_word(more, start=True)}
        lines.append((said, whole(reverse("people:me"))))
    why = _("Nobody else’s mail says this.")
    text = "\n\n".join([*(f"{said}\n{place}" for said, place in lines), why])
    html = Markup("").join(
        _BREAK + _BREAK + escape(said) + _BREAK + wording.link(place, _("Write it, in one line"))
        for said, place in lines
    )
    html += _BREAK + _BREAK + escape(why)
    return wording.in_short_lines(text), wording.in_short_lines(str(html))


def _sentence(one: Shown, *, today: date) -> str:
    if one.word_due_on < today:
        said = _("You own the promise “%(what)s”. The next message waits for a word about it.")
        return said % {"what": clean(one.what)}
    return _("You own the promise “%(what)s”. Please say by %(day)s how it goes.") % {
        "what": clean(one.what),
        "day": day_and_month(one.word_due_on),
    }


def _place(one: Shown) -> str:
    return whole(reverse("answer:promise", args=[one.series_slug, one.number])) + "#word"
