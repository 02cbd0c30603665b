"""`heed roster`: who works here, from a file; shown as differences, then applied."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from heed.cli import ground
from heed.cli.refused import Refused

if TYPE_CHECKING:
    from heed.people.roster.differences import Change, Differences
    from heed.people.roster.reading import Roster
    from heed.people.roster.regrouping import UnitChange

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said by flags. ``leavers`` is how many people are expected to leave."""

    file: Path
    dry_run: bool = False
    yes: bool = False
    leavers: int | None = None
    subscribe: bool = False


def roster(asked: Asked) -> int:
    """Show what the file would change, ask, and apply it."""
    ground.stand()
    data = _read(asked.file)
    ground.refuse_other_database()
    if not ground.has_begun():
        raise Refused("No organisation has been begun here yet; `./heed init` begins one.")
    from heed.people.roster import differences, reading
    from heed.people.roster.mistakes import CannotUseRoster

    try:
        found = reading.read(data)
        shown = differences.compare(found)
    except CannotUseRoster as mistakes:
        raise Refused(f"{mistakes}\nNothing was changed.") from None
    for line in tell(found, shown):
        print(line)
    surprise = _surprise(asked, shown)
    if asked.dry_run:
        print(surprise or "Nothing was changed: this was a dry run.")
        return 0
    if surprise:
        raise Refused(surprise)
    if shown.is_nothing and not asked.subscribe:
        print("Everything is as the file says. Nothing was changed.")
        return 0
    if not (asked.yes or _agrees()):
        print("Nothing was changed.")
        return 1
    begun = _apply(asked, found, shown)
    print(f"Done: {shown.after:,} people.")
    if asked.subscribe:
        print(f"{begun:,} more of them get the weekly mail from now on.")
    return 0


def _apply(asked: Asked, found: "Roster", shown: "Differences") -> int:
    """Do it all in one transaction; gives back who newly gets the weekly mail, where that is asked."""
    from django.db import transaction

    from heed import clock
    from heed.people.actions import CannotChangePeople
    from heed.people.roster import applying
    from heed.week.actions import subscribing

    at = clock.now()
    try:
        with transaction.atomic():
            people = applying.apply(roster=found, shown=shown, at=at)
            return subscribing.enrol(people, at=at) if asked.subscribe else 0
    except CannotChangePeople as problem:
        raise Refused(str(problem)) from None


def _read(file: Path) -> bytes:
    from heed.people.roster.decoding import LARGEST

    try:
        with file.open("rb") as opened:
            # No more than shows that it is too much, of whatever never ends.
            return opened.read(LARGEST + 1)
    except OSError as problem:
        raise Refused(f"{file} cannot be read: {problem.strerror}.") from None


def _surprise(asked: Asked, shown: "Differences") -> str:
    """Why so many leavers are not simply believed; empty where they are."""
    count = len(shown.leaving)
    if asked.leavers is not None:
        if asked.leavers == count:
            return ""
        return f"{count:,} people would leave, not {asked.leavers:,}. Nothing was changed."
    if not shown.has_many_leavers:
        return ""
    return (
        f"{count:,} of {shown.with_number:,} people would leave, which is more than one in ten. "
        f"Nothing was changed. If the file is whole and right, say --leavers {count}."
    )


def _agrees() -> bool:
    if not sys.stdin.isatty():
        raise Refused("Nobody is here to be asked: look with --dry-run, and then say --yes.")
    while True:
        try:
            answer = input("Apply this? yes/no ").strip().casefold()
        except EOFError:
            return False
        if answer in ("yes", "no"):
            return answer == "yes"


def tell(roster: "Roster", shown: "Differences") -> Iterator[str]:
    """The differences, line by line: what, how many, and the first of each."""
    from heed.people.roster.differences import in_order

    units = shown.units
    if roster.unread:
        yield f"Not read: {_listed(roster.unread)}."
        yield ""
    yield from _group("joins", "join", (_with_line(row.name, row.line) for row, _ in shown.joining))
    yield from _group(
        "works here again",
        "work here again",
        (_with_line(one.row.name, one.row.line) for one in shown.back),
    )
    leaving = in_order(shown.leaving)
    yield from _group("leaves", "leave", (f"{one.name}  ({one.number})" for one in leaving))
    for changes, what in (
        (shown.moves, "another unit"),
        (shown.names, "another name"),
        (shown.addresses, "another address"),
        (shown.posts, "another post"),
        (shown.numbered, "another staff number"),
    ):
        yield from _group(f"gets {what}", f"get {what}", _changes(changes))
    new = sorted(units.new.values(), key=lambda unit: unit.name.casefold())
    yield from _group(
        "unit is new", "units are new", (_with_line(unit.name, unit.line) for unit in new)
    )
    yield from _group("unit is renamed", "units are renamed", _changes(units.renamed))
    yield from _group("unit moves", "units move", _changes(units.moved))
    yield from _group("unit ends", "units end", (unit.name for unit in units.ended))
    yield from _taken_over(shown)
    for one in shown.kept:
        yield f"{one.name} is not in the file and stays: nobody else is an administrator."
    yield _sum(shown)


def _group(one: str, many: str, lines: Iterable[str]) -> Iterator[str]:
    every = list(lines)
    if not every:
        return
    yield f"{len(every):,} {one if len(every) == 1 else many}:"
    yield from (f"    {line}" for line in every[:SHOWN])
    if len(every) > SHOWN:
        yield f"    and {len(every) - SHOWN:,} more"
    yield ""


def _changes(changes: "Iterable[Change | UnitChange]") -> Iterator[str]:
    for one in changes:
        # Where the name is what changes, it stands in the change.
        name = "" if one.name == one.after else f"{one.name}: "
        yield _with_line(f"{name}{one.before or 'none'} → {one.after or 'none'}", one.line)


def _with_line(words: str, line: int) -> str:
    return f"{words}  (line {line})" if line else words


def _taken_over(shown: "Differences") -> Iterator[str]:
    from heed.people.roster.differences import in_order

    owners = [one for one in in_order(shown.leaving) if one.pk in shown.owned]
    lines = [f"{one.name}: {thing.what}" for one in owners for thing in shown.owned[one.pk]]
    if lines:
        # Every one of these: nothing that somebody must do is behind "and more".
        yield "Somebody must take over from those who leave:"
        yield from (f"    {line}" for line in lines)
        yield ""


def _sum(shown: "Differences") -> str:
    parts = [
        (len(shown.leaving), "leaves", "leave"),
        (len(shown.joining), "joins", "join"),
        (len(shown.back), "works here again", "work here again"),
        (len(shown.moves), "moves", "move"),
    ]
    said = [f"{count:,} {one if count == 1 else many}" for count, one, many in parts if count]
    people = "person" if shown.before == 1 else "people"
    changed = f"; {', '.join(said)}" if said else ""
    return f"{shown.before:,} {people} before, {shown.after:,} after{changed}."


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
