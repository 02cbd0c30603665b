"""What is kept about a person, room by room: shown to them when they ask, erased at their wish.

Each room says in its `apps.py` what it keeps (`keep`); there is no other list. A test goes through
every model that leads to a person and fails where it is neither shown nor left out with a reason.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from heed.people.models import Person

Value = str | int | bool | datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is kept. ``is_words``: a person wrote it. ``in_file_only``: long, and so left
    out of the page but not of the file."""

    key: str
    label: str
    value: "Value | tuple[Entry, ...]"
    is_words: bool = False
    in_file_only: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing among others of its kind, such as one comment."""

    title: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Everything of one kind, under a heading; ``models`` are those that it was read from."""

    key: str
    title: str
    models: tuple[str, ...]
    entries: tuple[Entry, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Fate:
    """What an erasure removes in one room, and what stays there with the reason."""

    goes: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()


def _nothing(*_given: Any, **_more: Any) -> None:
    """A room in which there is nothing to do."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What one room keeps about people.

    ``models``: those whose rows it shows. ``left_out``: those that it does not, each with the
    reason. ``erases`` and ``parts`` are called within a transaction, the highest room first;
    ``erases`` may refuse with `CannotChangePeople`; ``parts`` is given the keys of all who leave
    at once. ``records`` names those of some people whose
    row has to stay, because they signed a record of the organisation.
    """

    room: str
    models: tuple[str, ...] = ()
    left_out: Mapping[str, Any] = field(default_factory=dict)
    shows: Callable[[Person], Iterable[Section]] = lambda _person: ()
    fate: Callable[[Person, bool], Fate] = lambda _person, _ends_account: Fate()
    erases: Callable[..., None] = _nothing
    parts: Callable[..., None] = _nothing
    forgets: Callable[..., None] = _nothing
    tidies: Callable[..., None] = _nothing
    records: Callable[[Iterable[int]], set[int]] = lambda _numbers: set()


_keepings: dict[str, Keeping] = {}


def keep(keeping: Keeping) -> None:
    """Say what a room keeps; a room that says it twice is heard once."""
    _keepings[keeping.room] = keeping


def keepings() -> tuple[Keeping, ...]:
    """Every room that keeps something, the lowest first."""
    return tuple(_keepings.values())


def everything_about(person: Person) -> tuple[Section, ...]:
    """All that Heed holds about somebody; kinds of which there is nothing are left out."""
    return tuple(
        section for room in keepings() for section in room.shows(person) if section.entries
    )


def left_out() -> tuple[str, ...]:
    """Why some of what is stored is not shown: one sentence each."""
    reasons = [str(why) for room in keepings() for why in room.left_out.values()]
    return tuple(dict.fromkeys(reasons))


def fate(person: Person, *, ends_account: bool) -> Fate:
    """What erasing somebody's name and words would remove, and what would stay."""
    each = [room.fate(person, ends_account) for room in keepings()]
    return Fate(
        goes=tuple(said for one in each for said in one.goes),
        stays=tuple(said for one in each for said in one.stays),
    )


def erase(person: Person, *, ends_account: bool, at: datetime) -> None:
    """Let every room erase what it keeps about somebody, the highest room first."""
    for room in reversed(keepings()):
        room.erases(person, ends_account=ends_account, at=at)
    tidy(at=at)


def part(people: Collection[int], *, at: datetime) -> None:
    """Let every room take off what the names of leavers, whose keys these are, must not stay on."""
    for room in reversed(keepings()):
        room.parts(people, at=at)


def forget(person: Person, *, at: datetime) -> None:
    """Let every room go of what still leads to somebody who left long ago."""
    for room in reversed(keepings()):
        room.forgets(person, at=at)


def tidy(*, at: datetime) -> None:
    """After words were removed at somebody's wish: what was made of them goes at once as well."""
    for room in reversed(keepings()):
        room.tidies(at=at)


def signers_of_records(numbers: Iterable[int]) -> set[int]:
    """Those of these people who signed a record of the organisation."""
    wanted = list(numbers)
    return {number for room in keepings() for number in room.records(wanted)}
