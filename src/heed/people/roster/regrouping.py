"""How the units of a roster differ from those that are known: new, renamed, moved, ended."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from heed.people.models import Unit
from heed.people.roster.mistakes import CannotUseRoster, Mistake
from heed.people.roster.reading import Roster, Row
from heed.people.roster.tree import Named, Tree, circles

# A unit that is known, by its number in the database; one that is to come, by its key in the
# roster; or none.
Ref = int | str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit as it is known before the roster is applied."""

    pk: int
    name: str
    code: str
    above: int | None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What becomes of a known unit; ``words`` say it where it is shown."""

    line: int
    name: str
    before: str
    after: str


@dataclass(slots=True)
class Regrouping:
    """Everything that changes about units. ``new`` are keys of the roster, in any order."""

    new: dict[str, Named] = field(default_factory=dict)
    renamed: list[UnitChange] = field(default_factory=list)
    moved: list[UnitChange] = field(default_factory=list)
    ended: list[Standing] = field(default_factory=list)
    # What is written down: (name, code) of known units, and the unit above of known and new ones.
    described: dict[int, tuple[str, str]] = field(default_factory=dict)
    placed: dict[int | str, Ref] = field(default_factory=dict)
    _refs: dict[str, Ref] = field(default_factory=dict)
    _tree: Tree | None = field(default=None, compare=False)

    @property
    def is_something(self) -> bool:
        return bool(self.new or self.described or self.placed or self.ended)

    def ref_of(self, row: Row) -> Ref:
        """The unit that this person works in."""
        return self._refs.get(self._tree.key_of(row)) if self._tree else None

    @classmethod
    def of(cls, roster: Roster, stays_in: set[int]) -> "Regrouping":
        """Compare; ``stays_in`` are the units of people whom the roster does not touch."""
        found = cls()
        if not roster.has_units:
            return found
        standing = {
            row[0]: Standing(*row)
            for row in Unit.objects.order_by("pk").values_list("pk", "name", "code", "parent_id")
        }
        found._tree = tree = Tree(roster)
        found._refs = _refs(tree, standing)
        found.new = {key: unit for key, unit in tree.units.items() if found._refs[key] == key}
        found._name(standing)
        above = found._place(standing)
        found._end(standing, above, stays_in)
        return found

    def _name(self, standing: dict[int, Standing]) -> None:
        for unit, known in self._both(standing):
            name = unit.name if unit.line else known.name
            code = unit.code or known.code
            if (name, code) != (known.name, known.code):
                self.described[known.pk] = (name, code)
            if name != known.name:
                self.renamed.append(UnitChange(unit.line, name, known.name, name))

    def _place(self, standing: dict[int, Standing]) -> dict[Ref, Ref]:
        """Note what moves; gives back what is above each unit in the end."""
        assert self._tree is not None
        above: dict[Ref, Ref] = {pk: known.above for pk, known in standing.items()}
        for key, unit in self._tree.units.items():
            if unit.above is not None:
                above[self._refs[key]] = self._refs.get(unit.above)
        self._refuse_circles(above)
        names: dict[Ref, str] = {pk: known.name for pk, known in standing.items()}
        names |= {key: unit.name for key, unit in self.new.items()}
        for unit, known in self._both(standing):
            ref = above[known.pk]
            if ref != known.above:
                self.placed[known.pk] = ref
                before, after = names.get(known.above, ""), names.get(ref, "")
                line = unit.above_line or unit.line
                self.moved.append(UnitChange(line, unit.name, before, after))
        for key in self.new:
            if above.get(key) is not None:
                self.placed[key] = above[key]
        return above

    def _both(self, standing: dict[int, Standing]) -> list[tuple[Named, Standing]]:
        assert self._tree is not None
        pairs = [(unit, self._refs[key]) for key, unit in self._tree.units.items()]
        return [(unit, standing[ref]) for unit, ref in pairs if isinstance(ref, int)]

    def _refuse_circles(self, above: dict[Ref, Ref]) -> None:
        assert self._tree is not None
        lines = {self._refs[key]: unit for key, unit in self._tree.units.items()}
        found = circles({str(ref): str(up or "") for ref, up in above.items() if ref})
        named = {str(ref): unit for ref, unit in lines.items()}
        mistakes = []
        for ref in found:
            unit = named.get(ref)
            sentence = _("the unit “%(unit)s” would be above itself.")
            said = {"unit": unit.name if unit else Unit.objects.get(pk=int(ref)).name}
            mistakes.append(Mistake(unit.above_line if unit else 0, sentence % said))
        if mistakes:
            raise CannotUseRoster(mistakes)

    def _end(
        self, standing: dict[int, Standing], above: dict[Ref, Ref], stays_in: set[int]
    ) -> None:
        """A unit ends that is not in the roster, where nobody works and no unit stands under it."""
        needed: set[Ref] = {*self._refs.values(), *stays_in}
        for ref in needed:
            up = above.get(ref)
            while up is not None and up not in needed:
                needed.add(up)
                up = above.get(up)
        self.ended = [known for pk, known in standing.items() if pk not in needed]


def _refs(tree: Tree, standing: dict[int, Standing]) -> dict[str, Ref]:
    """Which known unit each unit of the roster is: by its code, or by a name that only one has."""
    by_code = {known.code.casefold(): pk for pk, known in standing.items() if known.code}
    by_name: dict[str, list[int]] = defaultdict(list)
    for pk, known in standing.items():
        by_name[known.name.casefold()].append(pk)
    refs: dict[str, Ref] = {}
    taken: set[int] = set()
    mistakes = []
    for key, unit in tree.units.items():
        pk = by_code.get(unit.code.casefold()) if unit.code else None
        if pk is None:
            named = [n for n in by_name[unit.name.casefold()] if n not in taken]
            # A unit with another code is another unit.
            named = [n for n in named if not (unit.code and standing[n].code)]
            if len(named) > 1:
                sentence = _("several units here are called “%(name)s”. Give their codes.")
                mistakes.append(Mistake(unit.line, sentence % {"name": unit.name}))
            pk = named[0] if len(named) == 1 else None
        if pk is not None:
            taken.add(pk)
        refs[key] = key if pk is None else pk
    if mistakes:
        raise CannotUseRoster(mistakes)
    return refs
