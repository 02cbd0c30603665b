"""One database in place of another, so that after a kill at any moment there is the old or the new.

On PostgreSQL it is one transaction. On SQLite the new one is made in a file beside, which takes the
name of the old one in the end.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from heed import clock
from heed.cli import ground
from heed.cli.keeping.files import sync_folder
from heed.cli.keeping.postgres import Postgres
from heed.cli.keeping.rows import Filling
from heed.cli.keeping.sqlite import Broken, Sqlite
from heed.cli.keeping.writing import to_file
from heed.cli.refused import Refused
from heed.clock.turns import nobody_serves, wait_for_turn

KEPT_OF_A_KIND = 3
PATIENCE = "15s"


@contextmanager
def alone() -> Iterator[None]:
    """Nobody serves or ticks meanwhile; refuses where somebody serves.

    Ask for it within the turn "migrate", which whoever begins to serve waits for.
    """
    with nobody_serves() as ours:
        if not ours:
            raise Refused(
                "Heed is being served, here or on another machine: stop it first. "
                "Nothing was changed."
            )
        with wait_for_turn("tick"), wait_for_turn("mail"):
            yield


def is_anything_here() -> bool:
    """Whether an organisation was begun, also in a database of an older or a broken kind."""
    try:
        if "people_organisation" not in connection.introspection.table_names():
            return False
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_organisation")
            return bool(cursor.fetchone()[0])
    except DatabaseError:
        if ground.kind_of_database() == "sqlite":
            connection.close()
            return True
        raise


def keep(what: str) -> Path:
    """Write a backup of what is here into HEED_HOME/kept; of each kind the last three stay."""
    folder = Path(settings.HEED_HOME) / "kept"
    folder.mkdir(exist_ok=True)
    path = folder / f"{what}-{clock.now():%Y-%m-%d-%H%M%S}.heed"
    try:
        to_file(path, replace=True)
    except (DatabaseError, sqlite3.DatabaseError):
        if ground.kind_of_database() != "sqlite":
            raise
        # What is broken is kept as it is.
        path = path.with_suffix(".sqlite3")
        shutil.copyfile(ground.database_file(), path)
    for old in sorted(folder.glob(f"{what}-*"))[:-KEPT_OF_A_KIND]:
        old.unlink()
    return path


@contextmanager
def in_place_of_what_is_here(*, begin_empty: bool) -> Iterator[None]:
    """What is done inside to the database counts when all of it was done, and else never was.

    It begins with nothing in it, or as a copy of what is here.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
                if begin_empty:
                    _drop_all(cursor)
            yield
        return
    database = ground.database_file()
    new = database.with_name(f"{database.name}.new")
    ground.remove_database(new)
    try:
        if not begin_empty:
            _copy(database, new)
        with _standing_on(new):
            yield
            _become_one_file()
        _take_the_place(new, database)
    finally:
        ground.remove_database(new)


def rows_of_connection() -> Filling:
    """The tables of the database that the connection stands on, to be filled."""
    if connection.vendor == "postgresql":
        return Postgres(connection.cursor())
    connection.ensure_connection()
    return Sqlite(connection.connection)


def _drop_all(cursor: Any) -> None:
    names = [name for name in connection.introspection.table_names(cursor) if ground.is_ours(name)]
    if names:
        quoted = ", ".join(connection.ops.quote_name(name) for name in names)
        cursor.execute(f"DROP TABLE {quoted} CASCADE")


@contextmanager
def _standing_on(path: Path) -> Iterator[None]:
    """Let the connection lead to another file meanwhile."""
    connection.close()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(path)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _copy(database: Path, new: Path) -> None:
    with (
        closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(new)) as copy,
    ):
        old.backup(copy)


def _become_one_file() -> None:
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA journal_mode=DELETE")
        if cursor.fetchone()[0] != "delete":
            raise Broken("the new database could not be closed")


def _take_the_place(new: Path, database: Path) -> None:
    """Give the new file the name, when nothing of the old one lies beside it any more."""
    try:
        with closing(sqlite3.connect(database)) as old:
            mode = old.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
    except sqlite3.OperationalError:
        mode = "locked"
    except sqlite3.DatabaseError:
        # What is broken was kept as it is, and goes.
        mode = "delete"
    if mode != "delete":
        raise Refused("Somebody else has the database open: stop that first. Nothing was changed.")
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    new.chmod(0o600)
    new.replace(database)
    sync_folder(database.parent)
