"""What has been published, and whether more may be.

Figures may be nested, disjoint, or cross one another (a directorate and a profession), and they may
come one after another over a group that grows. In each case they are sums over groups of people
who are only ever counted together, and the question is the same: can figures be added and
subtracted, with whatever factors, to something that depends on the answers of one to threshold − 1
people? In other words: is there, among the combinations of the rows, one that is not zero for few
people only? That asks more than the usual "nobody can work out the figure of a small group": all
but Ama and all but Bev differ by what Ama and Bev answered, which is nobody's figure and may tell
both. It is decided in fractions, exactly.

The rows are brought into reduced form, with the groups of most people as pivots. A combination of
reduced rows is not zero at the pivot of any that it uses; so one that depends on few people uses
rows with few people at their pivots, and rows that overlap, since else a part of it would do. Those
sets of rows are gone through. One row, or two, are looked at exactly. Of three and more it is only
asked whether the groups that stand in a single one of them, and which therefore nothing can cancel,
are people enough; where they are not, the figure is refused as `TooEntangled`, and so it is after
`LONGEST_SEARCH` sets: for crossing tables the question is hard in general (Kelly, Golden and Assad,
*Cell suppression*, Networks 22, 1992), and what nobody has shown to be safe is not published.

What this does not see are bounds: crossing figures can leave a group of any size a narrow range.
Nested figures cannot (see `reach`); so prefer them, and let figures cross at the top alone.
"""

from __future__ import annotations

from collections import Counter, deque
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

LONGEST_SEARCH = 20_000

Groups = frozenset[str]
# What a row says of each column that it does not say 0 of.
Row = dict[str | Groups, Fraction]


@dataclass(frozen=True, slots=True)
class Releases:
    """What was published of one wave: a question, asked once, of the same people.

    `people` are the groups of which nobody is in two, each with how many answered. `figures` are
    the published ones, each the names of its groups; what came out of `admit`, and nothing else,
    belongs in them. Exact numbers are in here, so it is shown to nobody. It is never changed: what
    admits gives back another.
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

    def admit(self, figures: Mapping[str, Collection[str]]) -> Releases:
        """What is published once `figures` are too: all of them at once, or none.

        Raises AlreadyReleased for a name that is out, whatever it is of, and for people of whom a
        figure is out, whatever its name: a second one says nothing new, or shows who changed their
        answer in between. TooFewAnswers for a figure of fewer people than the threshold.
        WouldShowAFew, with the combination, where figures together depend on fewer. TooEntangled
        where that could not be found out. ValueError for groups that are not known here.

        >>> out = Releases({"crews": 40, "control": 4}).admit({"all": {"crews", "control"}})
        >>> out.admit({"crews": {"crews"}})
        Traceback (most recent call last):
        heed.engines.disclosure._refusals.WouldShowAFew: all − crews would show fewer than 10 people
        """
        more = {name: frozenset(groups) for name, groups in figures.items()}
        out = {self._answering(groups): name for name, groups in self.figures.items()}
        for name in more:
            if name in self.figures:
                raise AlreadyReleased(name)
        after = Releases(self.people, {**self.figures, **more}, self.threshold)
        for name, groups in more.items():
            if sum(self.people[group] for group in groups) < self.threshold:
                raise TooFewAnswers(self.threshold, name)
            if self._answering(groups) in out:
                raise AlreadyReleased(out[self._answering(groups)])
        combination = _showing_a_few(after, tuple(more))
        if combination is not None:
            asked = tuple(name for name, _times in combination if name in more)
            raise WouldShowAFew(asked or tuple(more), combination, self.threshold)
        return after

    def _answering(self, groups: Groups) -> Groups:
        return frozenset(group for group in groups if self.people[group])

    def joined_by(self, people: Mapping[str, int]) -> Releases:
        """The same of a group that has grown by `people`, who are in no figure yet.

        For what is counted over months, such as who ever came. The answers to a question are a
        wave, which is over before it is published and grows no more.

        Raises ValueError for a group that is known here already.
        """
        if set(people) & set(self.people):
            raise ValueError("A group does not change; who comes later is another.")
        return Releases({**self.people, **people}, self.figures, self.threshold)


def _showing_a_few(releases: Releases, asked: tuple[str, ...]) -> Combination | None:
    """A combination of figures that depends on fewer people than the threshold, or None."""
    cells = _cells(releases)
    reduced = _reduced(releases, cells)
    few = {pivot: row for pivot, row in reduced.items() if cells[pivot] < releases.threshold}
    for tried, pivots in enumerate(_overlapping(few, cells, releases.threshold)):
        if tried == LONGEST_SEARCH:
            raise TooEntangled(asked)
        # In an order of their own: a set of names has another in each process.
        rows = [few[pivot] for pivot in sorted(pivots, key=sorted)]
        if _uncancelled(rows, cells) >= releases.threshold:
            continue
        for total in _cancelling(rows):
            if _people(total, cells) < releases.threshold:
                return tuple(sorted((n, by) for n, by in total.items() if isinstance(n, str)))
        if len(rows) > 2:
            raise TooEntangled(asked)
    return None


def _cells(releases: Releases) -> dict[Groups, int]:
    """People who are in the same figures, together, by the names of these figures."""
    cells: dict[Groups, int] = {}
    within: dict[str, set[str]] = {group: set() for group in releases.people}
    for name, groups in releases.figures.items():
        for group in groups:
            within[group].add(name)
    for group, names in within.items():
        if names and releases.people[group]:
            cell = frozenset(names)
            cells[cell] = cells.get(cell, 0) + releases.people[group]
    return cells


def _reduced(releases: Releases, cells: Mapping[Groups, int]) -> dict[Groups, Row]:
    """The reduced rows by their pivots; each also says of which figures it is made."""
    rows: dict[str, Row] = {name: {name: Fraction(1)} for name in releases.figures}
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


def _overlapping(
    rows: Mapping[Groups, Row], cells: Mapping[Groups, int], threshold: int
) -> Iterator[frozenset[Groups]]:
    """The pivots of rows that hang together and have few people at their pivots, few rows first."""
    standing: dict[str | Groups, set[Groups]] = {}
    for pivot, row in rows.items():
        for cell in row.keys() & cells.keys():
            standing.setdefault(cell, set()).add(pivot)
    found = dict.fromkeys(frozenset([pivot]) for pivot in rows)
    yield from found
    waiting = deque(found)
    while waiting:
        pivots = waiting.popleft()
        people = sum(cells[pivot] for pivot in pivots)
        beside = {
            near for pivot in pivots for cell in rows[pivot] for near in standing.get(cell, ())
        }
        for near in sorted(beside - pivots, key=sorted):
            longer = pivots | {near}
            if people + cells[near] < threshold and longer not in found:
                found[longer] = None
                waiting.append(longer)
                yield longer


def _uncancelled(rows: list[Row], cells: Mapping[Groups, int]) -> int:
    """The people of groups that stand in one of the rows alone."""
    standing = Counter(column for row in rows for column in row)
    return sum(people for cell, people in cells.items() if standing[cell] == 1)


def _cancelling(rows: list[Row]) -> Iterator[Row]:
    """The one row, or all sums of two rows in which a group cancels out."""
    if len(rows) == 1:
        yield rows[0]
    elif len(rows) == 2:
        one, other = rows
        shared = [column for column in one.keys() & other.keys() if isinstance(column, frozenset)]
        for factor in sorted({one[cell] / other[cell] for cell in shared}):
            total = dict(one)
            _take_away(total, other, factor)
            yield total


def _people(row: Row, cells: Mapping[Groups, int]) -> int:
    return sum(people for cell, people in cells.items() if cell in row)
