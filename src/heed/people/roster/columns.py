"""Which column of a roster is which, by its name, in any order."""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext as _

from heed.people.roster.mistakes import CannotUseRoster, Mistake

# The first name of each is the one that we ask for.
NAMES = {
    "staff_number": (
        "staff number", "staff no", "staff id", "employee number", "employee no", "employee id",
        "payroll number", "personnel number", "person number",
    ),
    "name": ("name", "full name", "employee name", "person name", "known as", "display name"),
    "first_name": ("first name", "forename", "given name", "preferred name", "preferred first name"),
    "last_name": ("last name", "surname", "family name"),
    "email": (
        "email", "e mail", "email address", "e mail address", "work email", "work e mail",
        "work email address", "office email", "office e mail", "mail",
    ),
    "post": ("post", "job title", "position", "position title", "position name", "role", "job role"),
    "unit": (
        "unit", "unit name", "organisation", "organisation name", "organization", "org", "org name",
        "department", "team", "station",
    ),
    "unit_code": (
        "unit code", "organisation code", "organization code", "org code", "cost centre",
        "cost centre code", "cost center",
    ),
    "above": (
        "unit above", "parent", "parent unit", "parent organisation", "parent org", "part of",
        "directorate", "division",
    ),
}  # fmt: skip
ASKED_FOR = ("staff_number", "name", "email")
# The law calls most of these special; Heed has no use for any of them.
_NEVER = re.compile(
    r"\b(?:ni|nino|national insurance|dob|birth|birthday|age|ethnic\w*|race|nationality|religio\w*"
    r"|belief|sick\w*|absence\w*|disab\w*|sexual|orientation|gender|sex|marital|salary|home address"
    r"|post ?code|home phone|home telephone)\b"
)


def plain(head: str) -> str:
    """A column's name as it is compared: small letters and figures, single blanks."""
    known = unicodedata.normalize("NFKC", head).casefold()
    return " ".join(re.sub(r"[^\w]+|_", " ", known).split())


def known_count(heads: Sequence[str]) -> int:
    """How many of these names are those of columns that a roster has."""
    known = {name for names in NAMES.values() for name in names}
    return sum(plain(head) in known for head in heads)


def find(heads: Sequence[str]) -> dict[str, int]:
    """Where each column stands; raises `CannotUseRoster` for what is missing, twice or too much."""
    never = [head.strip() for head in heads if _NEVER.search(plain(head))]
    if never:
        raise CannotUseRoster(
            Mistake(
                1, _("take out the column “%(name)s”: Heed never needs it.") % {"name": name[:60]}
            )
            for name in never
        )
    places: dict[str, int] = {}
    mistakes = []
    for place, head in enumerate(heads):
        column = next((key for key, names in NAMES.items() if plain(head) in names), None)
        if column in places:
            said = {"one": heads[places[column]].strip(), "other": head.strip()}
            sentence = _("“%(one)s” and “%(other)s” say the same. Take one of them out.") % said
            mistakes.append(Mistake(1, sentence))
        elif column:
            places[column] = place
    mistakes += [Mistake(1, _missing(column)) for column in ASKED_FOR if not _has(places, column)]
    if "unit" not in places and {"unit_code", "above"} & places.keys():
        mistakes.append(Mistake(1, _missing("unit")))
    if mistakes:
        raise CannotUseRoster(mistakes)
    return places


def unread(heads: Sequence[str], places: dict[str, int]) -> list[str]:
    """The names of the columns that are left alone."""
    return [
        head.strip()[:60]
        for n, head in enumerate(heads)
        if n not in places.values() and head.strip()
    ]


def _has(places: dict[str, int], column: str) -> bool:
    return column in places or (column == "name" and {"first_name", "last_name"} <= places.keys())


def _missing(column: str) -> str:
    return _("no column is called “%(name)s”. The first line of the file names the columns.") % {
        "name": NAMES[column][0]
    }
