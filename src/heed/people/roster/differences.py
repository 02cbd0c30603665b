"""What a roster would change, as values that can be shown before anything is done."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from heed.people.models import Person, Role, Unit
from heed.people.owning import Owned, owned_by
from heed.people.roster.mistakes import CannotUseRoster, Mistake
from heed.people.roster.reading import Roster, Row, key
from heed.people.roster.regrouping import Ref, Regrouping

# A file that ends more of them than this is more likely cut off than right.
MOST_LEAVERS = 0.10


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody as they are known before the roster is applied."""

    pk: int
    number: str
    name: str
    email: str
    post: str
    unit: int | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class Change:
    """Something of somebody that becomes something else."""

    line: int
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Matched:
    """Somebody known, the row that is theirs, and the unit that they will be in."""

    known: Known
    row: Row
    unit: Ref

    @property
    def number(self) -> str:
        """A number that differs in nothing but the zeros in front is left as it was."""
        is_same = self.known.number and key(self.known.number) == key(self.row.number)
        return self.known.number if is_same else self.row.number


@dataclass(slots=True)
class Differences:
    """Everything that would change. Two that are equal would do the same."""

    before: int
    with_number: int
    joining: list[tuple[Row, Ref]] = field(default_factory=list)
    matched: list[Matched] = field(default_factory=list)
    leaving: list[Known] = field(default_factory=list)
    kept: list[Known] = field(default_factory=list)
    back: list[Matched] = field(default_factory=list)
    numbered: list[Change] = field(default_factory=list)
    names: list[Change] = field(default_factory=list)
    addresses: list[Change] = field(default_factory=list)
    posts: list[Change] = field(default_factory=list)
    moves: list[Change] = field(default_factory=list)
    units: Regrouping = field(default_factory=Regrouping)
    owned: dict[int, tuple[Owned, ...]] = field(default_factory=dict)

    @property
    def after(self) -> int:
        return self.before + len(self.joining) + len(self.back) - len(self.leaving)

    @property
    def changed(self) -> list[Matched]:
        """Those of whom something is written anew."""
        return [one for one in self.matched if _is_changed(one)]

    @property
    def is_nothing(self) -> bool:
        return not (self.joining or self.leaving or self.changed or self.units.is_something)

    @property
    def has_many_leavers(self) -> bool:
        return len(self.leaving) > MOST_LEAVERS * self.with_number


def compare(roster: Roster) -> Differences:
    """What the roster would change. Raises `CannotUseRoster` where it contradicts what is known."""
    people = _everybody()
    active = [one for one in people if one.is_active]
    found = Differences(before=len(active), with_number=sum(bool(one.number) for one in active))
    pairs, joining, mistakes = _match(people, roster)
    if mistakes:
        raise CannotUseRoster(mistakes)
    theirs = {known.pk for known, _row in pairs}
    found.leaving, found.kept = _leaving(active, theirs)
    going = {one.pk for one in found.leaving}
    stays_in = {one.unit for one in active if one.pk not in theirs | going and one.unit}
    found.units = Regrouping.of(roster, stays_in)
    found.joining = [(row, found.units.ref_of(row)) for row in joining]
    found.matched = [
        Matched(known, row, found.units.ref_of(row) if roster.has_units else known.unit)
        for known, row in pairs
    ]
    _describe(found)
    found.owned = owned_by(going)
    return found


def _everybody() -> list[Known]:
    names = ("pk", "staff_number", "name", "email", "post", "unit_id", "is_active")
    rows = Person.objects.order_by("pk").values_list(*names)
    # Whoever came by a card of paper has no address.
    return [
        Known(pk, number, name, email or "", post, unit, is_active)
        for pk, number, name, email, post, unit, is_active in rows
    ]


def _match(
    people: list[Known], roster: Roster
) -> tuple[list[tuple[Known, Row]], list[Row], list[Mistake]]:
    """Whose row is whose: by number, or else by the address of somebody without a number here."""
    by_number = {key(one.number): one for one in people if one.number}
    holds_role = set(Role.objects.values_list("person_id", flat=True))
    by_address = {one.email.casefold(): one for one in people if one.email}
    pairs, joining, mistakes = [], [], []
    for number, row in roster.rows.items():
        known = by_number.get(number)
        holder = by_address.get(row.email.casefold())
        is_free = holder is None or holder is known or key(holder.number) in roster.rows
        if known is None and holder is not None and not is_free:
            is_free = _is_same(holder, row, holds_role=holder.pk in holds_role)
            known = holder if is_free else None
        if not is_free and holder is not None:
            mistakes.append(Mistake(row.line, _is_taken(row, holder)))
        elif known is not None and _is_another(known, row):
            mistakes.append(Mistake(row.line, _was_theirs(row, known)))
        elif known is not None:
            pairs.append((known, row))
        else:
            joining.append(row)
    return pairs, joining, mistakes


def _is_same(holder: Known, row: Row, *, holds_role: bool) -> bool:
    """Whether somebody with this address is the one in the row, whose number is new.

    Addresses are given to others in time. Whoever gets the account of somebody who left, or may do
    what others may not, has to have their name too.
    """
    if not holder.number and holder.is_active and not holds_role:
        return True
    return holder.name.casefold() == row.name.casefold()


def _is_another(known: Known, row: Row) -> bool:
    """Whether a number has gone from somebody who left to somebody new."""
    has_one_thing = (
        known.email.casefold() == row.email.casefold()
        or known.name.casefold() == row.name.casefold()
    )
    return not known.is_active and not has_one_thing


def _was_theirs(row: Row, known: Known) -> str:
    said = _(
        "the staff number %(number)s was that of %(name)s, who no longer works here. Give another, "
        "or correct their name on their page first."
    )
    return said % {"number": row.number, "name": known.name}


def _is_taken(row: Row, holder: Known) -> str:
    said = {"email": row.email, "name": holder.name, "number": holder.number}
    if holder.is_active:
        return (
            _(
                "the address %(email)s is that of %(name)s, who is not in this file. Correct it "
                "on their page first."
            )
            % said
        )
    return (
        _(
            "the address %(email)s was that of %(name)s, who no longer works here. Correct it on "
            "their page first."
        )
        % said
    )


def _leaving(active: list[Known], theirs: set[int]) -> tuple[list[Known], list[Known]]:
    """Who leaves, and who is kept because nobody else would administer Heed.

    Whoever has no number was added by hand, or came with a paper code: no roster ends them.
    """
    leaving = [one for one in active if one.number and one.pk not in theirs]
    administrators = set(
        Person.objects.filter(is_active=True, roles__kind=Role.Kind.ADMINISTRATOR).values_list(
            "pk", flat=True
        )
    )
    if administrators - {one.pk for one in leaving}:
        return leaving, []
    kept = [one for one in leaving if one.pk in administrators]
    return [one for one in leaving if one.pk not in administrators], kept


def _describe(found: Differences) -> None:
    units = dict(Unit.objects.values_list("pk", "name"))
    for one in found.matched:
        known, row = one.known, one.row
        if not known.is_active:
            found.back.append(one)
        if one.number != known.number:
            found.numbered.append(Change(row.line, row.name, known.number, one.number))
        if row.name != known.name:
            found.names.append(Change(row.line, row.name, known.name, row.name))
        if row.email.lower() != known.email.lower():
            found.addresses.append(Change(row.line, row.name, known.email, row.email.lower()))
        if row.post is not None and row.post != known.post:
            found.posts.append(Change(row.line, row.name, known.post, row.post))
        if one.unit != known.unit:
            before = units.get(known.unit, "") if known.unit else ""
            found.moves.append(Change(row.line, row.name, before, row.unit or ""))


def _is_changed(one: Matched) -> bool:
    known, row = one.known, one.row
    return (
        not known.is_active
        or (one.number, row.name, row.email.lower(), one.unit)
        != (known.number, known.name, known.email.lower(), known.unit)
        or (row.post is not None and row.post != known.post)
    )


def in_order(people: Iterable[Known]) -> list[Known]:
    """By name, as they are shown."""
    return sorted(people, key=lambda one: one.name.casefold())
