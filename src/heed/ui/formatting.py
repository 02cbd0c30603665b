"""How days, times, lengths, counts and names are said: once, in local time, in one language."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.dates import MONTHS, MONTHS_3, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from markupsafe import Markup, escape

from heed import clock

_NUMBERS = [
    _lazy("no"),
    _lazy("one"),
    _lazy("two"),
    _lazy("three"),
    _lazy("four"),
    _lazy("five"),
    _lazy("six"),
    _lazy("seven"),
    _lazy("eight"),
    _lazy("nine"),
    _lazy("ten"),
]
_FORMS_OF_ADDRESS = {"dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "dame"}


def day(moment: date | datetime) -> str:
    """Tuesday 24 November 2026."""
    return _whole_day(_local_day(moment), get_language())


@lru_cache(maxsize=1000)
def _whole_day(said: date, _language: str | None) -> str:
    # A list says sixty days, many of them the same, and each asks for four translations.
    return _("%(weekday)s %(day)s %(month)s %(year)s") % _parts(said)


def day_and_month(moment: date | datetime) -> str:
    """24 November."""
    return _("%(day)s %(month)s") % _parts(_local_day(moment))


def short_day(moment: date | datetime) -> str:
    """Tue 24 Nov."""
    said = _local_day(moment)
    return _("%(weekday)s %(day)s %(month)s") % {
        "weekday": WEEKDAYS_ABBR[said.weekday()],
        "day": said.day,
        "month": str(MONTHS_3[said.month]).capitalize(),
    }


def weekday(moment: date | datetime) -> str:
    """Tuesday."""
    return str(WEEKDAYS[_local_day(moment).weekday()])


def clock_time(moment: time | datetime) -> str:
    """9am, 6.30pm, noon, midnight."""
    said = clock.local(moment) if isinstance(moment, datetime) else moment
    if said.minute == 0 and said.hour in (0, 12):
        return _("noon") if said.hour else _("midnight")
    parts = {"hour": said.hour % 12 or 12, "minute": f"{said.minute:02d}"}
    if said.minute == 0:
        form = _("%(hour)sam") if said.hour < 12 else _("%(hour)spm")
    else:
        form = _("%(hour)s.%(minute)sam") if said.hour < 12 else _("%(hour)s.%(minute)spm")
    return form % parts


def day_and_time(moment: datetime) -> str:
    """Tuesday 24 November, 9am: for a moment that somebody has to keep."""
    parts = {**_parts(_local_day(moment)), "time": clock_time(moment)}
    return _("%(weekday)s %(day)s %(month)s, %(time)s") % parts


def when(moment: date | datetime, now: datetime | None = None) -> str:
    """Tuesday, 11.20am within six days of `now`; else 24 November, 11.20am, with the year if past.

    A day without a time is said in full. A page that is stored gives a fixed `now`, so that what
    it says stays true while it is kept.
    """
    if not isinstance(moment, datetime):
        return day(moment)
    said = _local_day(moment)
    today = _local_day(now or clock.now())
    parts = {**_parts(said), "time": clock_time(moment)}
    if abs((said - today).days) <= 6:
        return _("%(weekday)s, %(time)s") % parts
    if said.year == today.year:
        return _("%(day)s %(month)s, %(time)s") % parts
    return _("%(day)s %(month)s %(year)s, %(time)s") % parts


def hours(length: timedelta) -> str:
    """2 hours 40 minutes; under an hour; from a day on, whole hours."""
    whole, rest = divmod(round(length.total_seconds() / 60), 60)
    if whole < 1:
        return _("under an hour")
    said = ngettext("%(count)s hour", "%(count)s hours", whole) % {"count": whole}
    if whole >= 24 or not rest:
        return said
    return _("%(hours)s %(minutes)s") % {"hours": said, "minutes": _minutes(rest)}


def minutes(length: timedelta) -> str:
    """9 minutes; 1 hour 20 minutes; under a minute."""
    whole = round(length.total_seconds() / 60)
    if whole < 1:
        return _("under a minute")
    return _minutes(whole) if whole < 60 else hours(length)


def number_word(count: int, start: bool = False) -> str:
    """One to ten in words and the rest in figures; `start` gives a capital for a sentence."""
    if not 0 <= count < len(_NUMBERS):
        return figure(count)
    word = str(_NUMBERS[count])
    return word[:1].upper() + word[1:] if start else word


def figure(count: int | float) -> str:
    """5,000."""
    return number_format(count, use_l10n=True, force_grouping=True)


def initials(name: str) -> str:
    """AT for Dr Ama Tetteh-Brown."""
    words = _name_words(name)
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def first_name(name: str) -> str:
    """Ama for Dr Ama Tetteh-Brown."""
    return next(iter(_name_words(name)), name.strip())


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs: an empty line parts two, a single one breaks the line."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not plain:
        return Markup()
    parts = (escape(part.strip("\n")) for part in re.split(r"\n[ \t]*\n\s*", plain))
    return Markup("\n").join(
        Markup("<p>{}</p>").format(Markup("<br>\n").join(part.split("\n"))) for part in parts
    )


def page_address(name: str) -> str:
    """The address of a page that the frame links to, or nothing where there is no such page."""
    return _address(name, get_urlconf())


@cache
def _address(name: str, _addresses: str | None) -> str:
    # The frame asks for some twenty addresses on every page, and they never change.
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def language() -> str:
    """The language of the page, as HTML names it."""
    return get_language() or "en-GB"


def nhs_identity() -> bool:
    """Whether an NHS body has switched its identity on."""
    return bool(getattr(settings, "HEED_NHS_IDENTITY", False))


def _parts(said: date) -> dict[str, Any]:
    return {
        "weekday": WEEKDAYS[said.weekday()],
        "day": said.day,
        "month": MONTHS[said.month],
        "year": said.year,
    }


def _local_day(moment: date | datetime) -> date:
    return clock.local(moment).date() if isinstance(moment, datetime) else moment


def _minutes(count: int) -> str:
    return ngettext("%(count)s minute", "%(count)s minutes", count) % {"count": count}


def _name_words(name: str) -> list[str]:
    words = [word for word in name.split() if any(letter.isalnum() for letter in word)]
    if len(words) > 1 and words[0].strip(".").casefold() in _FORMS_OF_ADDRESS:
        words = words[1:]
    return [word.lstrip("(\"'“‘") for word in words]


FILTERS: dict[str, Callable[..., Any]] = {
    "day": day,
    "day_and_month": day_and_month,
    "day_and_time": day_and_time,
    "short_day": short_day,
    "weekday": weekday,
    "clock_time": clock_time,
    "when": when,
    "hours": hours,
    "minutes": minutes,
    "number_word": number_word,
    "figure": figure,
    "initials": initials,
    "first_name": first_name,
    "paragraphs": paragraphs,
}
GLOBALS: dict[str, Any] = {
    "page_address": page_address,
    "language": language,
    "nhs_identity": nhs_identity,
}
