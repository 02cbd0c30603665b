"""A quarter of the guardians' work as counts, in the words of the national collection.

No name, no word, no day: only how many. What somebody took back counts as that and nothing else.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from heed.edition.models import Confidence, Subject
from heed.edition.queries.guarding import confidences_of
from heed.people.models import Person

Outcome = Confidence.Outcome
SUBJECTS = Subject.choices
_NAME = re.compile(r"(20[0-9]{2})-Q([1-4])")


@dataclass(frozen=True, slots=True)
class Count:
    """One line of a table."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter by its name ("2026-Q4"), its bounds, and its tables."""

    name: str
    first_day: date
    last_day: date
    is_over: bool
    came: tuple[Count, ...]
    about: tuple[Count, ...]
    ended: tuple[Count, ...]
    before: str
    after: str


def quarter_of(day: date) -> str:
    """The name of the quarter in which a day falls."""
    return f"{day.year}-Q{(day.month - 1) // 3 + 1}"


def bounds(name: str) -> tuple[date, date] | None:
    """The first and the last day of a quarter; None where there is no such quarter."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    year, number = int(found[1]), int(found[2])
    after = date(year + number // 4, number % 4 * 3 + 1, 1)
    return date(year, number * 3 - 2, 1), after - timedelta(days=1)


def quarter(name: str, *, by: Person, today: date) -> Quarter | None:
    """The counts of a quarter, for a guardian."""
    days = bounds(name)
    if days is None or days[0] > today:
        return None
    first, last = days
    after = quarter_of(last + timedelta(days=1)) if last < today else ""
    came = list(confidences_of(by).filter(came_on__range=days))
    ended = Counter(
        confidences_of(by).filter(ended_on__range=days).values_list("outcome", flat=True)
    )
    return Quarter(
        name=name,
        first_day=first,
        last_day=last,
        is_over=last < today,
        came=_came(came),
        about=_about(came),
        ended=tuple(Count(how.value, str(how.label), ended[how]) for how in Outcome),
        before=quarter_of(first - timedelta(days=1)),
        after=after,
    )


def _came(rows: list[Confidence]) -> tuple[Count, ...]:
    passed = sum(row.comment_id is not None for row in rows)
    on_paper = sum(row.card_id is not None for row in rows)
    named = sum(row.is_named and row.comment_id is None for row in rows)
    return (
        Count("all", _("All together"), len(rows)),
        Count("with_a_name", _("Written to the guardian, with a name"), named),
        Count(
            "no_name_given",
            _("Written to the guardian, no name given"),
            len(rows) - named - passed - on_paper,
        ),
        Count("passed_on", _("A comment with a name that a moderator passed on"), passed),
        Count("paper_passed_on", _("A paper card that a moderator passed on"), on_paper),
    )


def _about(rows: list[Confidence]) -> tuple[Count, ...]:
    kept = [row for row in rows if row.outcome != Outcome.TAKEN_BACK]
    subjects = Counter(subject for row in kept for subject in row.subjects.split())
    return (
        *(Count(subject.value, str(subject.label), subjects[subject]) for subject in Subject),
        Count("no_subject_yet", _("Nothing recorded yet"), sum(not row.subjects for row in kept)),
        Count(
            "detriment",
            _("Treated worse for speaking up, as its writer says"),
            sum(row.detriment == "yes" for row in kept),
        ),
    )
