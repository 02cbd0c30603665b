"""The units that a roster names, and how they stand under one another.

A unit is known by its code where the roster has codes, and by its name otherwise. “Unit above” is
the name or the code of the unit above, or the way down to it: “Operations > North”.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heed.people.roster.mistakes import CannotUseRoster, Mistake
from heed.people.roster.reading import Roster, Row

LONGEST_NAME = 120


@dataclass(slots=True)
class Named:
    """A unit of the roster. ``above`` is a key, empty at the top, None where nothing is said."""

    key: str
    name: str
    code: str
    line: int
    above: str | None = None
    above_line: int = 0


class Tree:
    """Every unit of a roster by its key, and whose unit is which."""

    def __init__(self, roster: Roster) -> None:
        self.units: dict[str, Named] = {}
        self._keys: dict[str, set[str]] = defaultdict(set)
        self._mistakes: list[Mistake] = []
        self._said: set[tuple[str, str]] = set()
        rows = [row for row in roster.rows.values() if row.unit]
        for row in sorted(rows, key=lambda row: (not row.unit_code, row.line)):
            self._name(row)
        if roster.has_tree:
            for row in rows if not self._mistakes else []:
                self._place(row)
            for unit in self.units.values():
                # Nobody said what is above a unit that people work in: it stands at the top.
                if unit.above is None and unit.line:
                    unit.above = ""
            self._refuse_circles()
        if self._mistakes:
            raise CannotUseRoster(self._mistakes)

    def key_of(self, row: Row) -> str:
        """The key of the unit that this person works in, empty for none."""
        if row.unit_code:
            return f"code {row.unit_code.casefold()}"
        return self._known(row.unit) if row.unit else ""

    def _known(self, name: str) -> str:
        keys = self._keys.get(name.casefold(), set())
        return next(iter(keys)) if len(keys) == 1 else f"name {name.casefold()}"

    def _name(self, row: Row) -> None:
        if not row.unit_code and len(self._keys.get((row.unit or "").casefold(), ())) > 1:
            sentence = _("several units are called “%(name)s”. Give this one’s code.")
            self._mistakes.append(Mistake(row.line, sentence % {"name": row.unit}))
            return
        key = self.key_of(row)
        unit = self._add(key, row.unit or "", row.unit_code, row.line)
        if unit.name.casefold() != (row.unit or "").casefold():
            said = {"code": row.unit_code, "one": unit.name, "line": unit.line, "other": row.unit}
            sentence = _(
                "the unit %(code)s is called “%(other)s” here and “%(one)s” in line %(line)s."
            )
            self._mistakes.append(Mistake(row.line, sentence % said))

    def _add(self, key: str, name: str, code: str, line: int) -> Named:
        unit = self.units.setdefault(key, Named(key, name, code, line))
        self._keys[name.casefold()].add(key)
        return unit

    def _place(self, row: Row) -> None:
        way = [step.strip() for step in row.above.split(">") if step.strip()]
        below = self.key_of(row)
        for step in reversed(way):
            above = self._find(step, row.line)
            if above is None:
                return
            self._put(below, above, row.line)
            below = above

    def _find(self, step: str, line: int) -> str | None:
        code = f"code {step.casefold()}"
        if code in self.units:
            return code
        if len(self._keys.get(step.casefold(), ())) > 1:
            sentence = _("several units are called “%(name)s”. Give the code of the one above.")
            self._mistakes.append(Mistake(line, sentence % {"name": step}))
            return None
        if len(step) > LONGEST_NAME:
            sentence = _("the unit above is longer than %(most)s characters.")
            self._mistakes.append(Mistake(line, sentence % {"most": LONGEST_NAME}))
            return None
        key = self._known(step)
        self._add(key, step, "", 0)
        return key

    def _put(self, below: str, above: str, line: int) -> None:
        unit = self.units[below]
        if unit.above is None:
            unit.above, unit.above_line = above, line
        elif unit.above != above and (below, above) not in self._said:
            self._said.add((below, above))
            said = {
                "unit": unit.name,
                "one": self.units[above].name,
                "other": self.units[unit.above].name,
                "line": unit.above_line,
            }
            sentence = _(
                "the unit “%(unit)s” is under “%(one)s” here and under “%(other)s” in line "
                "%(line)s."
            )
            self._mistakes.append(Mistake(line, sentence % said))

    def _refuse_circles(self) -> None:
        above = {key: unit.above or "" for key, unit in self.units.items()}
        for key in circles(above):
            unit = self.units[key]
            sentence = _("the unit “%(unit)s” would be above itself.") % {"unit": unit.name}
            self._mistakes.append(Mistake(unit.above_line, sentence))


def circles(above: dict[str, str]) -> list[str]:
    """One unit of each circle in a tree, given as each unit's unit above (empty at the top)."""
    done: set[str] = set()
    found = []
    for start in above:
        way: dict[str, None] = {}
        key = start
        while key and key not in done and key not in way:
            way[key] = None
            key = above.get(key, "")
        if key and key in way:
            found.append(key)
        done |= way.keys()
    return found
