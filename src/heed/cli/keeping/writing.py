"""Everything that this installation keeps, written into one file as it is at one moment."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from heed.cli import ground
from heed.cli.keeping.archive import BLOCK, KeptTable, Manifest, Writing
from heed.cli.keeping.files import taken, whole_file
from heed.cli.keeping.rows import Snapshot, Table
from heed.cli.progress import progress, stoppable
from heed.cli.refused import Refused
from heed.config import build

STOPPED = "Stopped: no backup was written."
# Their rows are left out. Who was signed out since must not come back by a restore, and the pages
# are made again by their next reader.
LEFT_OUT = {"django_session", "edition_storedpage"}


def to_file(path: Path, *, replace: bool = False) -> tuple[Path, Manifest]:
    """Write a backup under this name; in a folder, under the name of the moment."""
    from heed import clock

    if path.is_dir():
        path = path / f"heed-{clock.now():%Y-%m-%d-%H%M%S}.heed"
    if path.exists() and not path.is_file():
        raise Refused(f"{path} is no file, so it stays as it is: name a file or a folder.")
    if path.exists() and not replace:
        raise taken(path)
    with stoppable(STOPPED), whole_file(path, replace=replace) as file:
        manifest = write(file)
    return path, manifest


def write(file: IO[bytes]) -> Manifest:
    """Write this installation, as it is at one moment, into a file."""
    from heed import clock

    with snapshot() as now:
        tables = [table for table in now.tables() if ground.is_ours(table.name)]
        if "django_migrations" not in {table.name for table in tables}:
            raise Refused("There is no database yet, so nothing to keep: run `./heed init` first.")
        manifest = Manifest(
            heed=build.version(),
            database=ground.kind_of_database(),
            at=clock.now().isoformat(),
            migrations=now.migrations(),
            last_numbers=now.last_numbers(),
        )
        counts = {table.name: 0 if table.name in LEFT_OUT else now.count(table) for table in tables}
        with (
            Writing(file, manifest) as writing,
            progress("Keeping what is here", total=sum(counts.values())) as done,
        ):
            for table in tables:
                many = counts[table.name]
                part = f"tables/{table.name}"
                writing.add(part, _counted(now, table, done) if many else iter(()))
                manifest.tables.append(KeptTable(table.name, part, table.columns, many))
            for name, picture in pictures():
                writing.add(name, _bytes_of(picture))
            writing.finish()
    return manifest


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """The database at this moment, of whichever kind it is."""
    from heed.cli.keeping import postgres, sqlite

    if ground.kind_of_database() == "postgresql":
        with postgres.snapshot() as now:
            yield now
    else:
        with sqlite.snapshot(ground.database_file()) as here:
            yield here


def pictures() -> Iterator[tuple[str, Path]]:
    """(name in the archive, place) of everything kept as a file; what is a link leads elsewhere."""
    from django.conf import settings

    folder = Path(settings.HEED_HOME) / "pictures"
    for place in sorted(folder.rglob("*")):
        if place.is_file() and not place.is_symlink():
            yield f"pictures/{place.relative_to(folder).as_posix()}", place


def _counted(now: Snapshot, table: Table, done: Callable[[int], None]) -> Iterator[bytes]:
    for block in now.blocks(table):
        done(block.count(b"\n"))
        yield block


def _bytes_of(place: Path) -> Iterator[bytes]:
    with open(place, "rb", opener=_no_link) as file:
        while block := file.read(BLOCK):
            yield block


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW)
