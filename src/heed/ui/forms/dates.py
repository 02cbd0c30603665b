"""A date in three boxes, which says in words which of them to put right."""

import calendar
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from heed.ui.forms.fields import Typed
from heed.ui.forms.shown import BoundField, Params, Shown
from heed.ui.forms.text import without_refused

PARTS = ("day", "month", "year")
Limit = date | Callable[[], date] | None

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}


class TimeField(Typed, forms.Field):
    """A time of day, typed like 9.00 or 14.30."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> time | None:
        given = str(value or "").replace(".", ":").replace(" ", "")
        if not given or isinstance(value, time):
            return value or None
        try:
            hours, _colon, minutes = given.partition(":")
            return time(_number(hours), _number(minutes or "0"))
        except ValueError as trouble:
            raise ValidationError(_("Write the time like 9.00 or 14.30")) from trouble

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, time):
            return f"{value.hour}.{value.minute:02}"
        return without_refused(value) if isinstance(value, str) else value


def _number(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 2):
        raise ValueError(digits)
    return int(digits)


class ThreeBoxes(forms.Widget):
    """Reads `by[day]`, `by[month]` and `by[year]` into one dictionary."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {part: str(data.get(f"{name}[{part}]") or "").strip() for part in PARTS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}[{part}]" in data for part in PARTS)


class DateField(Shown, forms.Field):
    """A day, month and year; a month may be a word."""

    component = "date-input"
    widget = ThreeBoxes

    def __init__(self, *, earliest: Limit = None, latest: Limit = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.earliest = earliest
        self.latest = latest

    def ask(self) -> str:
        if not self.label or str(self.label).endswith("?"):
            return _("Enter a date, like 24 11 2026")
        return super().ask()

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return value or None
        typed = {part: str(value.get(part) or "").strip() for part in PARTS}
        missing = [part for part in PARTS if not typed[part]]
        if len(missing) == len(PARTS):
            return None
        if missing:
            raise _wrong(_("Add %(parts)s to the date") % {"parts": _listed(missing)}, missing)
        return _day(typed)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        earliest, latest = _limit(self.earliest), _limit(self.latest)
        if earliest and value < earliest:
            raise _wrong(_("Enter a date that is %(day)s or later") % {"day": _said(earliest)})
        if latest and value > latest:
            raise _wrong(_("Enter a date that is %(day)s or earlier") % {"day": _said(latest)})

    def prepare_value(self, value: Any) -> Mapping[str, str]:
        if isinstance(value, date):
            return {part: str(getattr(value, part)) for part in PARTS}
        return {part: without_refused(text) for part, text in (value or {}).items()}

    def target(self, bound: BoundField) -> str:
        wrong = self.wrong_parts(bound)
        return f"{bound.anchor}-{wrong[0] if wrong else PARTS[0]}"

    def wrong_parts(self, bound: BoundField) -> list[str]:
        """The boxes that the first error is about; none when it is about all three."""
        for error in bound.errors.as_data():
            return list((error.params or {}).get("parts", ()))
        return []

    def describe(self, bound: BoundField) -> Params:
        params = self.describe_parts(bound)
        params["namePrefix"] = bound.html_name
        params["fieldset"] = {"legend": self.heading(bound)}
        names = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
        values = bound.value()
        wrong = self.wrong_parts(bound)
        for part in PARTS:
            box: Params = {"name": part, "label": names[part], "width": 4 if part == "year" else 2}
            if values.get(part):
                box["value"] = values[part]
            if part in wrong:
                box["error"] = True
            params[part] = box
        return params


def _day(typed: Mapping[str, str]) -> date:
    named = _MONTHS.get(typed["month"].lower().rstrip("."))
    digits = {**typed, "month": str(named)} if named else dict(typed)
    strange = [part for part in PARTS if not (digits[part].isascii() and digits[part].isdigit())]
    if strange:
        raise _wrong(_("Use numbers for the date, like 24 11 2026"), strange)
    if len(digits["year"]) != 4:
        raise _wrong(_("Enter the year with four numbers, like 2026"), ["year"])
    # Numbers of many digits are no dates, and too much for the calendar to say so.
    day, month, year = (int(digits[part]) if len(digits[part]) <= 4 else 9999 for part in PARTS)
    if not 1 <= month <= 12:
        raise _wrong(_("Enter a month between 1 and 12"), ["month"])
    try:
        return date(year, month, day)
    except ValueError:
        raise _wrong(_("There is no such day. Look at the day and the month"), ["day"]) from None


def _wrong(sentence: str, parts: list[str] | None = None) -> ValidationError:
    return ValidationError(sentence, code="date", params={"parts": parts or []})


def _listed(parts: list[str]) -> str:
    names = {"day": _("a day"), "month": _("a month"), "year": _("a year")}
    return _(" and ").join(names[part] for part in parts)


def _limit(limit: Limit) -> date | None:
    return limit() if callable(limit) else limit


def _said(day: date) -> str:
    return date_format(day, "j F Y")
