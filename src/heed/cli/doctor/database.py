"""The database: whether it answers, is of this Heed, and holds together."""

from collections.abc import Iterator

from heed.cli import ground
from heed.cli.doctor.finding import Finding, fine, told_apart, wrong
from heed.cli.keeping import exchange
from heed.cli.refused import Refused

OLDEST_POSTGRESQL = 14_00_00


def answers() -> Finding:
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        mend = "put HEED_DATABASE_URL right, or start the database"
        if connection.vendor == "sqlite":
            mend = f"look at {ground.database_file()}; ./heed restore FILE --replace"
        return wrong(f"it does not answer ({' '.join(str(problem).split())})", mend)
    if connection.vendor == "sqlite":
        import sqlite3

        return fine(f"SQLite {sqlite3.sqlite_version} in {ground.database_file()}")
    number = connection.connection.info.server_version
    said = f"PostgreSQL {number // 10000}.{number % 10000}"
    if number < OLDEST_POSTGRESQL:
        return wrong(f"{said} is too old", "Heed needs PostgreSQL 14 or newer")
    return fine(said)


def migrations() -> Finding:
    try:
        ground.refuse_newer_database()
        pending = ground.pending_migrations()
    except Refused as refused:
        return wrong(str(refused).rstrip("."), "./heed restore FILE, or the newer Heed")
    if not pending:
        return fine("as this Heed wants them")
    if not exchange.is_anything_here():
        return wrong("there are none yet", "./heed init")
    return wrong(
        "one change behind this Heed" if pending == 1 else f"{pending} changes behind this Heed",
        "stop every server, ./heed upgrade, and start them",
    )


def holds_together() -> Finding:
    from django.db import connection

    mend = "./heed restore the last backup, with --replace"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(3)")
            said = "; ".join(str(row[0]) for row in cursor.fetchall())
            if said != "ok":
                return wrong(said, mend)
            cursor.execute("PRAGMA foreign_key_check")
            if cursor.fetchone():
                return wrong("a row points at another that is not there", mend)
            return fine("they hold together")
        cursor.execute(
            "SELECT count(*) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
            "WHERE NOT indisvalid AND relnamespace = current_schema()::regnamespace"
        )
        broken = cursor.fetchone()[0]
    if broken:
        return wrong(f"{broken} of the indexes are not whole", "REINDEX SCHEMA public; in psql")
    return fine("every index is whole")


def clocks_agree() -> Finding:
    from django.db import connection

    if connection.vendor == "sqlite":
        return fine("the database goes by this machine's")
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    return told_apart(theirs, "the database") or fine("this machine and the database agree")


def servers_are_alike() -> Finding:
    """Each says in its connections which Heed it is; this command does so too."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite":
        return fine("one machine alone can serve from a file")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT application_name FROM pg_stat_activity "
            "WHERE datname = current_database() AND application_name LIKE 'heed %%' "
            "AND application_name <> %s",
            [settings.HEED_MARK],
        )
        others = sorted(name for (name,) in cursor.fetchall())
    if others:
        return wrong(
            f"{', '.join(others)} speaks with this database, and here is {settings.HEED_MARK}",
            "put the same Heed on every machine, and start each of them again",
        )
    return fine(f"none but {settings.HEED_MARK}")


def can_be_unsealed() -> Finding:
    """Whether the newest of each kind of thing that is kept sealed opens with this key."""
    from heed.seal import CannotUnseal, unseal

    newest = list(_newest_sealed())
    for sealed, purpose in newest:
        try:
            unseal(sealed, purpose=purpose)
        except CannotUnseal:
            return wrong(
                "HEED_SECRET_KEY is not the key with which addresses and private pages were kept",
                "put the old key back, or into HEED_OLD_SECRET_KEYS beside the new one",
            )
    return fine(
        "what is kept sealed opens with this key" if newest else "nothing is kept sealed just now"
    )


def _newest_sealed() -> Iterator[tuple[str, str]]:
    """The newest sealed text of each column, and what it was sealed for."""
    from django.apps import apps
    from django.db import connection

    from heed.seal import SealedTextField

    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in apps.get_models():
            for field in model._meta.local_fields:
                if isinstance(field, SealedTextField):
                    column, table = name(str(field.column)), name(model._meta.db_table)
                    key = name(str(model._meta.pk.column))
                    cursor.execute(
                        f"SELECT {column} FROM {table} WHERE {column} <> '' "  # noqa: S608  our own names
                        f"ORDER BY {key} DESC LIMIT 1"
                    )
                    for (sealed,) in cursor.fetchall():
                        yield sealed, field.purpose
