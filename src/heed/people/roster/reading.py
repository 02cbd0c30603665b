"""A roster as rows: who works here, each with the line on which they stand."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from heed.people.models import Person, Unit
from heed.people.roster import columns, decoding
from heed.people.roster.mistakes import CannotUseRoster, Mistake, refuse
from heed.ui.forms import text as characters

# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@")
# What a spreadsheet makes of a long number.
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
_NUMBER = re.compile(r"[\w./-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody in the roster; None where the file has no such column."""

    line: int
    number: str
    name: str
    email: str
    post: str | None = None
    unit: str | None = None
    unit_code: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody in the file, by their number as it is compared, and the columns left alone."""

    rows: dict[str, Row]
    has_units: bool
    has_tree: bool
    unread: list[str] = field(default_factory=list)


def key(number: str) -> str:
    """A staff number as it is compared: spreadsheets drop the zeros in front."""
    return number.lstrip("0") or "0" if number.isdigit() else number.casefold()


def read(data: bytes) -> Roster:
    """The roster in these bytes; raises `CannotUseRoster` with every mistake in them."""
    lines = decoding.lines(decoding.decode(data))
    _line, named = next(lines, (0, []))
    # They are told to whoever looks: what cannot be seen could lead a terminal astray.
    heads = ["".join(sign if sign.isprintable() else " " for sign in head) for head in named]
    places = columns.find(heads)
    mistakes: list[Mistake] = []
    found = []
    for line, cells in lines:
        if len(cells) != len(heads):
            said = {"count": len(cells), "heads": len(heads)}
            sentence = _("it has %(count)s cells, and the first line has %(heads)s.") % said
            mistakes.append(Mistake(line, sentence))
            continue
        row = _Reader(line, cells, places, mistakes).row()
        if row is not None:
            found.append(row)
    if not found and not mistakes:
        raise refuse(_("The file names columns and nobody. Nothing was changed."))
    rows = _by_number(found, mistakes)
    _check_addresses(found, mistakes)
    if mistakes:
        raise CannotUseRoster(mistakes)
    return Roster(
        rows=rows,
        has_units="unit" in places,
        has_tree="above" in places,
        unread=columns.unread(heads, places),
    )


class _Reader:
    """Reads one line, and writes down what is wrong with it."""

    def __init__(
        self, line: int, cells: list[str], places: dict[str, int], mistakes: list[Mistake]
    ) -> None:
        self.line, self.cells, self.places, self.mistakes = line, cells, places, mistakes

    def row(self) -> Row | None:
        before = len(self.mistakes)
        row = Row(
            line=self.line,
            number=self._checked("staff_number", _("staff number"), 40, self._number),
            name=self._name(),
            email=self._checked("email", _("email address"), 254, self._address),
            post=self._optional("post", _("post"), _longest(Person, "post")),
            unit=self._optional("unit", _("unit"), _longest(Unit, "name")),
            unit_code=self._optional("unit_code", _("unit’s code"), 40) or "",
            above=self._optional("above", _("unit above"), 1_000) or "",
        )
        if (row.unit_code or row.above) and row.unit == "":
            self._note(_("it says where a unit stands and not which unit."))
        return row if len(self.mistakes) == before else None

    def _name(self) -> str:
        if "name" in self.places:
            return self._checked("name", _("name"), 120)
        first = self._checked("first_name", _("first name"), 60)
        return f"{first} {self._checked('last_name', _('last name'), 59)}"

    def _checked(
        self, column: str, called: str, most: int, also: Callable[[str], None] | None = None
    ) -> str:
        value = self._cell(column, called, most)
        if value == "":
            self._note(_("the %(called)s is missing.") % {"called": called})
        elif value and also is not None:
            also(value)
        return value or ""

    def _optional(self, column: str, called: str, most: int) -> str | None:
        return self._cell(column, called, most) if column in self.places else None

    def _cell(self, column: str, called: str, most: int) -> str | None:
        """What stands there; None where it cannot be used."""
        value = unicodedata.normalize("NFC", self.cells[self.places[column]]).strip()
        said = {"called": called, "most": most}
        if characters.refused(value) or "\n" in value:
            return self._note(_("the %(called)s holds characters that cannot be seen.") % said)
        value = " ".join(value.split())
        if value.startswith(_FORMULA):
            return self._note(_("the %(called)s begins like a formula of a spreadsheet.") % said)
        if len(value) > most:
            return self._note(_("the %(called)s is longer than %(most)s characters.") % said)
        return value

    def _number(self, value: str) -> None:
        if _ROUNDED.fullmatch(value):
            self._note(_("the staff number was rounded by a spreadsheet. Export it as text."))
        elif not _NUMBER.fullmatch(value):
            self._note(_("the staff number holds more than letters, figures and hyphens."))

    def _address(self, value: str) -> None:
        try:
            validate_email(value)
        except ValidationError:
            self._note(_("“%(email)s” is not an email address.") % {"email": value[:80]})

    def _note(self, sentence: str) -> None:
        self.mistakes.append(Mistake(self.line, sentence))


def _longest(model: type[Person | Unit], name: str) -> int:
    return int(model._meta.get_field(name).max_length or 0)


def _by_number(found: list[Row], mistakes: list[Mistake]) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for row in found:
        first = rows.setdefault(key(row.number), row)
        if first is not row:
            said = {"number": row.number, "line": first.line}
            sentence = _("the staff number %(number)s stands in line %(line)s already.") % said
            mistakes.append(Mistake(row.line, sentence))
    return rows


def _check_addresses(found: list[Row], mistakes: list[Mistake]) -> None:
    seen: dict[str, Row] = {}
    for row in found:
        first = seen.setdefault(row.email.casefold(), row)
        if first is not row:
            said = {"email": row.email, "line": first.line}
            sentence = _("the address %(email)s stands in line %(line)s already.") % said
            mistakes.append(Mistake(row.line, sentence))
