"""The database: whether it answers, is of this Heed, and holds together."""

from datetime import UTC, datetime

from heed.cli import ground
from heed.cli.doctor.finding import Finding, fine, look_at, wrong
from heed.cli.refused import Refused

OLDEST_POSTGRESQL = 14_00_00
SECONDS_APART = 5


def answers() -> Finding:
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        return wrong(
            f"it does not answer ({' '.join(str(problem).split())})", "look at HEED_DATABASE_URL"
        )
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
    if pending:
        return wrong(f"{pending} changes behind this Heed", "./heed upgrade")
    return fine("as this Heed wants them")


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
    apart = abs((theirs - datetime.now(UTC)).total_seconds())  # noqa: TID251  the machine's own
    if apart > SECONDS_APART:
        return look_at(
            f"this machine and the database are {apart:.0f} seconds apart",
            "timedatectl set-ntp true, on both",
        )
    return fine("this machine and the database agree")
