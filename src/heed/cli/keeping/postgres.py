"""Rows out of PostgreSQL and into it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from heed.cli.keeping.rows import Table

_AS_WRITTEN_DOWN = """
    SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL bytea_output = 'hex';
    SET LOCAL extra_float_digits = 1; SET LOCAL statement_timeout = 0;
"""
_COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
    JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'
    ORDER BY table_name, ordinal_position
"""
_NUMBERED = """
    SELECT table_name, pg_get_serial_sequence(quote_ident(table_name), column_name)
    FROM information_schema.columns
    WHERE table_schema = current_schema()
      AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL
    ORDER BY table_name
"""


@contextmanager
def snapshot() -> Iterator["Postgres"]:
    """The database as it is at this moment; writers go on writing."""
    from django.db import connection

    opened = connection.copy()
    try:
        with opened.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield Postgres(cursor)
    finally:
        opened.close()


class Postgres:
    """A snapshot to be read, or empty tables to be filled inside a transaction."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor
        cursor.execute(_AS_WRITTEN_DOWN)

    def tables(self) -> list[Table]:
        found: dict[str, list[str]] = {}
        for table, column in self._ask(_COLUMNS):
            found.setdefault(table, []).append(column)
        return [Table(name, tuple(columns)) for name, columns in found.items()]

    def count(self, table: Table) -> int:
        return int(self._ask(f"SELECT count(*) FROM {_q(table.name)}")[0][0])  # noqa: S608

    def blocks(self, table: Table) -> Iterator[bytes]:
        with self.cursor.copy(f"COPY {_q(table.name)} ({_columns(table)}) TO STDOUT") as out:
            for block in out:
                yield bytes(block)

    def last_numbers(self) -> dict[str, int]:
        numbers = {}
        for table, sequence in self._ask(_NUMBERED):
            (last, is_given) = self._ask(f"SELECT last_value, is_called FROM {sequence}")[0]  # noqa: S608
            numbers[table] = last if is_given else 0
        return numbers

    def migrations(self) -> list[tuple[str, str]]:
        return self._ask("SELECT app, name FROM django_migrations ORDER BY app, name")

    def fill(self, table: Table, blocks: Iterator[bytes]) -> None:
        self.cursor.execute(f"DELETE FROM {_q(table.name)}")  # noqa: S608
        with self.cursor.copy(f"COPY {_q(table.name)} ({_columns(table)}) FROM STDIN") as into:
            for block in blocks:
                into.write(block)

    def set_last_numbers(self, numbers: dict[str, int]) -> None:
        sequences = dict(self._ask(_NUMBERED))
        for table, number in numbers.items():
            if number and table in sequences:
                self.cursor.execute("SELECT setval(%s::regclass, %s)", [sequences[table], number])

    def check(self) -> None:
        # What points at another row is looked at now, and not only at the end.
        self.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def _ask(self, question: str) -> list[Any]:
        self.cursor.execute(question)
        found: list[Any] = self.cursor.fetchall()
        return found


def _columns(table: Table) -> str:
    return ", ".join(_q(column) for column in table.columns)


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
