"""`heed import`: an export read into an empty installation, looked at whole before it is kept."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from heed import seal
from heed.answer.actions import picturing
from heed.cli import ground
from heed.cli.carrying import shape
from heed.cli.carrying.archive import Archive
from heed.cli.carrying.meanings import FORMERLY
from heed.cli.carrying.shape import Column, Kind
from heed.cli.carrying.values import Wrong, value_of
from heed.cli.progress import progress, stoppable
from heed.cli.refused import Refused
from heed.clock.turns import try_turn
from heed.edition.actions import carrying as edition
from heed.people import portraits

AT_ONCE = 200
LOOKED_AT = {
    **edition.LOOKED_AT,
    "answer.DonePicture": picturing.what_is_wrong,
    "people.Portrait": portraits.what_is_wrong,
}


def bring_in(file: Path) -> int:
    """Read an export into an installation in which nothing was begun: all of it or nothing."""
    ground.migrate()
    with try_turn("import") as ours, stoppable("Stopped: nothing was changed."):
        if not ours:
            raise Refused("Another import is under way; wait until it is done.")
        with Archive(file) as archive:
            _refuse_not_empty()
            _refuse_other_key(archive)
            total = 2 * sum(archive.rows.values())
            with progress("Looking through", total=total) as done:
                _look_through(archive, done)
                _keep(archive, done)
            print(f"{file}: {sum(archive.rows.values()):,} rows were read in.")
    print("Run `./heed serve`; everybody signs in anew.")
    return 0


def _refuse_not_empty() -> None:
    for kind in shape.kinds():
        if kind.model._base_manager.exists():
            raise Refused(
                f"There is something here already ({kind.name}): an export is read into a new "
                "installation, before `./heed init`. Set HEED_HOME or HEED_DATABASE_URL to one."
            )


def _refuse_other_key(archive: Archive) -> None:
    if archive.key not in seal.digests("heed export", purpose="export-key"):
        raise Refused(
            f"{archive.name} was sealed with another secret key: set HEED_SECRET_KEY to that of "
            "the installation it comes from."
        )


@dataclass(slots=True)
class _Seen:
    """The numbers of every kind in their order, and where each link leads; 0 for nowhere."""

    numbers: dict[str, "array[int]"] = field(default_factory=dict)
    links: list[tuple[Kind, Column, "array[int]"]] = field(default_factory=list)
    files: set[str] = field(default_factory=set)


def _look_through(archive: Archive, done: Callable[..., None]) -> None:
    """Read everything once; raises `Refused` at the first thing that is not as it should be."""
    seen = _Seen()
    for kind in shape.kinds():
        numbers = seen.numbers[kind.name] = array("q")
        links = {c.name: array("q") for c in kind.columns if c.type == "link"}
        for line, row in archive.lines(kind):
            try:
                values = _values(archive, kind, row)
                number = values["pk"]
                if numbers and number <= numbers[-1]:
                    raise Wrong("is out of order, or there twice")
            except Wrong as why:
                raise archive.refusal(kind, line, why) from None
            numbers.append(number)
            for column in kind.columns:
                if column.type == "link":
                    links[column.name].append(values[column.field.attname] or 0)
                elif column.type == "file":
                    seen.files.add(row[column.name])
            done()
        seen.links += [(kind, c, links[c.name]) for c in kind.columns if c.type == "link"]
    for unnamed in sorted(archive.media - seen.files):
        raise Refused(f"{archive.name} holds {unnamed}, which no row names.")
    _check_links(archive, seen)


def _check_links(archive: Archive, seen: _Seen) -> None:
    for kind, column, targets in seen.links:
        known = seen.numbers[column.to]
        for line, target in enumerate(targets, start=1):
            place = bisect_left(known, target)
            if target and (place == len(known) or known[place] != target):
                why = f"names {column.to} {target}, which is not there"
                raise archive.refusal(kind, line, why)


def _values(archive: Archive, kind: Kind, row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a row, by the names that the model has for them. Raises `Wrong`."""
    row = {FORMERLY.get(f"{kind.label}.{name}", name): value for name, value in row.items()}
    names = {column.name for column in kind.columns}
    for name in row.keys() - names:
        raise Wrong(f"has a field {name[:60]!r}, which this Heed does not know")
    values: dict[str, Any] = {}
    for column in kind.columns:
        key = "pk" if column.name == shape.NUMBER else column.field.attname
        values[key] = _value(column, row)
    for column in kind.columns:
        if column.type == "file":
            path = kind.media_path(column, values["pk"])
            if values[column.field.attname] != path:
                raise Wrong(f"has a {column.name} that is not {path}")
            values[column.field.attname] = archive.file(path)
    for label, made in edition.MADE_ANEW.items():
        if label.rpartition(".")[0] == kind.label:
            values[label.rpartition(".")[2]] = made(values)
    wrong = LOOKED_AT[kind.label](values) if kind.label in LOOKED_AT else ""
    if wrong:
        raise Wrong(f"cannot be true: {wrong}")
    return values


def _value(column: Column, row: dict[str, Any]) -> Any:
    """What a row says, or what a field that an older Heed did not have begins with."""
    if column.name in row:
        return value_of(column, row[column.name])
    begins = column.field
    is_plain = column.type not in ("file", "link") and column.name != shape.NUMBER
    if is_plain and (begins.has_default() or begins.blank):
        return begins.get_default()
    if begins.null:
        return None
    raise Wrong(f"has no {column.name}")


def _keep(archive: Archive, done: Callable[..., None]) -> None:
    """Everything in one transaction, which the database checks once more."""
    try:
        with transaction.atomic():
            for kind in shape.kinds():
                for rows in _batches(archive, kind):
                    kind.model._base_manager.bulk_create(rows)
                    done(len(rows))
            _count_on()
    except DatabaseError as problem:
        said = str(problem).splitlines()[0]
        raise Refused(
            f"{archive.name} contradicts itself, and nothing was changed: {said}."
        ) from None


def _batches(archive: Archive, kind: Kind) -> Iterator[list[Any]]:
    batch: list[Any] = []
    for _line, row in archive.lines(kind):
        batch.append(_instance(kind, _values(archive, kind, row)))
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _instance(kind: Kind, values: dict[str, Any]) -> Any:
    for column in kind.columns:
        name = column.field.attname
        if column.type == "sealed" and values[name]:
            # It is sealed already: handed to the database as it is.
            values[name] = models.Value(values[name], output_field=models.TextField())
    return kind.model(**values)


def _count_on() -> None:
    """New rows are numbered after those that were read in, where the database counts by itself."""
    statements = connection.ops.sequence_reset_sql(no_style(), [k.model for k in shape.kinds()])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
