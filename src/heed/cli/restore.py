"""`heed restore`: what a backup holds, in place of what is here; the one or the other, whole."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from heed.cli import ground
from heed.cli.keeping.archive import Altered, Manifest, Reading, reading
from heed.cli.keeping.rows import Table
from heed.cli.progress import progress, stoppable
from heed.cli.refused import Refused
from heed.config import chosen

# What the rows take in the database, with its indexes, for each byte that they have in the file.
ROOM_FOR_INDEXES = 2


def restore(path: str, *, replace: bool) -> int:
    """Check everything, put it in place, and say what that means for people."""
    ground.stand()
    from heed.cli.keeping import exchange
    from heed.clock.turns import wait_for_turn

    with (
        stoppable("Stopped: nothing was changed."),
        reading(Path(path)) as backup,
        ground.database_answers(),
    ):
        _check(backup)
        with wait_for_turn("migrate"), exchange.alone():
            kept = _keep_what_is_here(replace=replace)
            _put_in_place(backup)
    moment = backup.manifest.moment
    print(f"Restored what was kept on {moment:%d %B %Y at %H:%M} UTC. Now run `./heed serve`.")
    print("Everybody signs in again. Mail that waited then may have gone since: it is not sent.")
    print("Whoever may have been sent the weekly mail since then gets none for six days.")
    if kept:
        print(f"What was here before lies in {kept}.")
    return 0


def _check(backup: Reading) -> None:
    """Refuse what cannot be used before anything is changed."""
    manifest = backup.manifest
    if ground.unknown_migrations(manifest.migrations):
        raise Refused(
            f"This backup was made by a newer Heed ({manifest.heed}): restore it with that one. "
            "Nothing was changed."
        )
    home = chosen.environment().home
    if shutil.disk_usage(home).free < manifest.size * ROOM_FOR_INDEXES:
        raise Refused(f"There is too little room in {home} for this backup. Nothing was changed.")
    with progress("Checking the backup", total=manifest.size) as done:
        backup.check(done)


def _keep_what_is_here(*, replace: bool) -> Path | None:
    """A backup of what is here, where there is something; refuses to go on without the word."""
    from heed.cli.keeping import exchange

    if not exchange.is_anything_here():
        return None
    if not replace:
        raise Refused(
            "There is an organisation here already: say --replace to put the backup in its place. "
            "Nothing was changed."
        )
    return exchange.keep("before-restore")


def _put_in_place(backup: Reading) -> None:
    import psycopg
    from django.db import DatabaseError, transaction

    from heed import clock
    from heed.cli.keeping import exchange, migrating
    from heed.cli.keeping.sqlite import Broken
    from heed.cli.steps import AFTER_RESTORE

    try:
        with exchange.in_place_of_what_is_here(begin_empty=True):
            migrating.bring_to(backup.manifest.migrations)
            with transaction.atomic():
                _fill(backup, at=clock.now())
            migrating.bring_up_to_date()
            with transaction.atomic():
                for _name, step in AFTER_RESTORE:
                    step(backup.manifest.moment, clock.now())
            _put_pictures(backup)
    except (DatabaseError, sqlite3.Error, psycopg.Error, OSError, Broken) as problem:
        why = " ".join(str(problem).split())
        raise Refused(f"It could not be restored ({why}). Nothing was changed.") from problem


def _fill(backup: Reading, *, at: datetime) -> None:
    from heed.cli.keeping.exchange import rows_of_connection

    manifest, filling = backup.manifest, rows_of_connection()
    here = {table.name: set(table.columns) for table in filling.tables()}
    with progress("Restoring", total=manifest.size) as done:
        for kept in manifest.tables:
            if here.get(kept.name) != set(kept.columns):
                raise Refused(f"The table {kept.name} has changed its form. Nothing was changed.")
            table = Table(kept.name, kept.columns)
            filling.fill(table, _counted(backup.blocks(kept.part), done))
            if filling.count(table) != kept.rows:
                raise Altered
    filling.set_last_numbers(_later_numbers(manifest, at=at))
    filling.check()


def _later_numbers(manifest: Manifest, *, at: datetime) -> dict[str, int]:
    """Where each table goes on counting, well beyond what it may have given out since the backup.

    The private page of a comment is found by its number: what is lost with a restore must not
    give its address to somebody else's words. Nothing takes in more than one row a second for long.
    """
    passed = max(0, int((at - manifest.moment).total_seconds())) + 1
    return {table: number + passed for table, number in manifest.last_numbers.items()}


def _put_pictures(backup: Reading) -> None:
    """Add what is kept as files. A file is never changed, so one that is there already is the same."""
    for name in backup.pictures():
        place = chosen.environment().home / name
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f"{place.name}.part")
        with beside.open("wb") as file:
            file.writelines(backup.blocks(name))
        beside.replace(place)


def _counted(blocks: Iterator[bytes], done: Callable[[int], None]) -> Iterator[bytes]:
    for block in blocks:
        done(len(block))
        yield block
