"""What has been published, and whether more may be.

Figures may be nested, disjoint, or cross one another (a directorate and a profession), and they may
come one after another over a group that grows. In each case they are sums over groups of people
who are only ever counted together, and the question is the same: is there a group of one to
threshold − 1 people whose figure is a combination of published ones? In the language of the
literature: a vector of zeros and ones, not all zero, with few people, in the row space of the
published figures. That is decided here exactly, in fractions.

The rows are brought into reduced form, with the groups of most people as pivots. A combination that
is zero or one everywhere is so at the pivots, hence a plain sum of reduced rows; and if it holds
few people, only pivots of few people can be in it. Those sums are searched, and the search is given
up, and the figure refused, after `LONGEST_SEARCH` steps: for crossing tables the question is hard
in general (Kelly, Golden and Assad 1992), and a figure that nobody has shown to be safe is not.

What this does not see are bounds: crossing figures can leave a group only a narrow range without
giving it away exactly. Nested figures cannot (see `reach`); so prefer them, and let figures cross
at the top of the tree alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from heed.engines.disclosure._bands import THRESHOLD, checked
from heed.engines.disclosure._refusals import (
    AlreadyReleased,
    Combination,
    TooEntangled,
    TooFewAnswers,
    WouldShowAFew,
)

LONGEST_SEARCH = 100_000

Groups = frozenset[str]
# What a row says of each column that it does not say 0 of.
Row = dict[str | Groups, Fraction]


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was published of one wave: a question, asked once, of the same people.

    `people` are the groups of which nobody is in two, each with how many answered. `figures` are
    the published ones, each the names of its groups. A ledger knows exact numbers and is shown to
    nobody. It is never changed: what admits gives back another.
    """

    people: Mapping[str, int]
    figures: Mapping[str, Groups] = field(default_factory=dict)
    threshold: int = THRESHOLD

    def __post_init__(self) -> None:
        checked(self.threshold)
        if any(people < 0 for people in self.people.values()):
            raise ValueError("No group has fewer people than none.")
        figures = {name: frozenset(groups) for name, groups in self.figures.items()}
        if not frozenset().union(*figures.values()) <= set(self.people):
            raise ValueError("A figure is of groups that are not known here.")
        object.__setattr__(self, "people", MappingProxyType(dict(self.people)))
        object.__setattr__(self, "figures", MappingProxyType(figures))

    def admit(self, figures: Mapping[str, Collection[str]]) -> Ledger:
        """The ledger with `figures` published as well: all of them at once, or none.

        Raises AlreadyReleased for a name that is out, whatever it is of; TooFewAnswers for a figure
        of fewer people than the threshold; WouldShowAFew, with the combination, where figures
        together give fewer away; TooEntangled where that could not be found out; ValueError for
        groups that are not known here.
        """
        for name in figures:
            if name in self.figures:
                raise AlreadyReleased(name)
        more = {name: frozenset(groups) for name, groups in figures.items()}
        after = Ledger(self.people, {**self.figures, **more}, self.threshold)
        for name, groups in more.items():
            if sum(self.people[group] for group in groups) < self.threshold:
                raise TooFewAnswers(self.threshold, name)
        combination = _showing_a_few(after, tuple(more))
        if combination is not None:
            asked = tuple(name for name, _times in combination if name in more)
            raise WouldShowAFew(asked, combination, self.threshold)
        return after

    def joined_by(self, people: Mapping[str, int]) -> Ledger:
        """The ledger of the group that has grown by `people`, who are in no figure yet.

        For what is counted over months, such as who ever came. The answers to a question are a
        wave, which is over before it is published and grows no more.

        Raises ValueError for a group that is known here already.
        """
        if set(people) & set(self.people):
            raise ValueError("A group does not change; who comes later is another.")
        return Ledger({**self.people, **people}, self.figures, self.threshold)


def _showing_a_few(ledger: Ledger, asked: tuple[str, ...]) -> Combination | None:
    """A combination of figures that gives away fewer people than the threshold, or None."""
    cells = _cells(ledger)
    reduced = _reduced(ledger, cells)
    few = [
        (pivot, row) for pivot, row in reduced.items() if cells[pivot] < ledger.threshold
    ]
    for tried, chosen in enumerate(_small_sums([cells[pivot] for pivot, _row in few], ledger)):
        if tried == LONGEST_SEARCH:
            raise TooEntangled(asked)
        total = _total([few[place][1] for place in chosen])
        inside = [cell for cell in total if isinstance(cell, frozenset)]
        if all(total[cell] == 1 for cell in inside) and (
            sum(cells[cell] for cell in inside) < ledger.threshold
        ):
            return tuple(
                (name, times) for name, times in total.items() if isinstance(name, str)
            )
    return None


def _cells(ledger: Ledger) -> dict[Groups, int]:
    """People who are in the same figures, together, by the names of these figures."""
    cells: dict[Groups, int] = {}
    within: dict[str, set[str]] = {group: set() for group in ledger.people}
    for name, groups in ledger.figures.items():
        for group in groups:
            within[group].add(name)
    for group, names in within.items():
        if names and ledger.people[group]:
            cell = frozenset(names)
            cells[cell] = cells.get(cell, 0) + ledger.people[group]
    return cells


def _reduced(ledger: Ledger, cells: Mapping[Groups, int]) -> dict[Groups, Row]:
    """The reduced rows by their pivots; each also says of which figures it is made."""
    rows: dict[str, Row] = {name: {name: Fraction(1)} for name in ledger.figures}
    for cell in cells:
        for name in cell:
            rows[name][cell] = Fraction(1)
    waiting = [rows[name] for name in sorted(rows)]
    reduced: dict[Groups, Row] = {}
    for pivot in sorted(cells, key=lambda cell: (-cells[cell], sorted(cell))):
        # The shortest row, so that few numbers are touched.
        having = [row for row in waiting if pivot in row]
        if not having:
            continue
        chosen = min(having, key=len)
        waiting.remove(chosen)
        chosen = {column: value / chosen[pivot] for column, value in chosen.items()}
        for row in (*waiting, *reduced.values()):
            if pivot in row:
                _take_away(row, chosen, row[pivot])
        reduced[pivot] = chosen
    return reduced


def _take_away(row: Row, other: Row, times: Fraction) -> None:
    for column, value in other.items():
        left = row.get(column, 0) - times * value
        if left:
            row[column] = left
        else:
            row.pop(column, None)


def _total(rows: list[Row]) -> Row:
    total: Row = {}
    for row in rows:
        _take_away(total, row, Fraction(-1))
    return total


def _small_sums(sizes: list[int], ledger: Ledger) -> Iterator[tuple[int, ...]]:
    """Places of sizes whose sum stays under the threshold, few at a time first."""
    waiting: list[tuple[tuple[int, ...], int]] = [((), 0)]
    while waiting:
        longer = []
        for places, people in waiting:
            for place in range(places[-1] + 1 if places else 0, len(sizes)):
                if people + sizes[place] < ledger.threshold:
                    longer.append(((*places, place), people + sizes[place]))
                    yield longer[-1][0]
        waiting = longer
