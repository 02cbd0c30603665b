"""Rows out of SQLite and into it."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from heed.cli.keeping import rows
from heed.cli.keeping.rows import Table

# What is made by the full-text search itself, and made anew as its rows come in.
_VIRTUAL = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%'"
_TABLES = """
    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
    ORDER BY name
"""
BLOCK = 100


class Broken(Exception):
    """The database does not hold together; says how."""


@contextmanager
def snapshot(path: Path) -> Iterator["Sqlite"]:
    """The database as it is at this moment; writers go on writing."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as opened:
        opened.isolation_level = None
        opened.execute("BEGIN")
        opened.execute("SELECT 1 FROM sqlite_master").fetchone()
        yield Sqlite(opened)


class Sqlite:
    """A snapshot to be read, or an empty database to be filled inside a transaction."""

    def __init__(self, opened: Any) -> None:
        self.opened = opened

    def tables(self) -> list[Table]:
        virtual = [name for (name,) in self.opened.execute(_VIRTUAL)]
        names = [name for (name,) in self.opened.execute(_TABLES).fetchall()]
        own = [
            name
            for name in names
            if not any(name == each or name.startswith(f"{each}_") for each in virtual)
        ]
        return [Table(name, tuple(self._types(name))) for name in own]

    def count(self, table: Table) -> int:
        return int(self.opened.execute(f"SELECT count(*) FROM {_q(table.name)}").fetchone()[0])  # noqa: S608

    def blocks(self, table: Table) -> Iterator[bytes]:
        types = self._types(table.name)
        writers = [_writer(types[column]) for column in table.columns]
        found = self.opened.execute(f"SELECT {_columns(table)} FROM {_q(table.name)}")  # noqa: S608
        while some := found.fetchmany(BLOCK):
            yield b"".join(
                rows.line([write(value) for write, value in zip(writers, row, strict=True)])
                for row in some
            )

    def last_numbers(self) -> dict[str, int]:
        return dict(self.opened.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name"))

    def migrations(self) -> list[tuple[str, str]]:
        found = self.opened.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return list(found)

    def fill(self, table: Table, blocks: Iterator[bytes]) -> None:
        types = self._types(table.name)
        readers = [_reader(types[column]) for column in table.columns]
        places = ", ".join("?" * len(readers))
        self.opened.execute(f"DELETE FROM {_q(table.name)}")  # noqa: S608
        statement = f"INSERT INTO {_q(table.name)} ({_columns(table)}) VALUES ({places})"  # noqa: S608
        given = (
            [
                value if value is None else read(value)
                for read, value in zip(readers, rows.values(line), strict=True)
            ]
            for line in rows.lines(blocks)
        )
        while some := list(islice(given, BLOCK)):
            self.opened.executemany(statement, some)

    def set_last_numbers(self, numbers: dict[str, int]) -> None:
        for table, number in numbers.items():
            changed = self.opened.execute(
                "UPDATE sqlite_sequence SET seq = ? WHERE name = ?", [number, table]
            )
            if not changed.rowcount:
                self.opened.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", [table, number])

    def check(self) -> None:
        if wrong := self.opened.execute("PRAGMA foreign_key_check").fetchone():
            raise Broken(f"a row of {wrong[0]} points at one of {wrong[2]} that is not there")
        said = self.opened.execute("PRAGMA quick_check(1)").fetchone()[0]
        if said != "ok":
            raise Broken(str(said))

    def _types(self, table: str) -> dict[str, str]:
        """The declared type of each column that is not computed."""
        found = self.opened.execute(f"PRAGMA table_xinfo({_q(table)})").fetchall()
        return {name: kind.lower() for _n, name, kind, *_more, hidden in found if not hidden}


def _columns(table: Table) -> str:
    return ", ".join(_q(column) for column in table.columns)


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _writer(kind: str) -> Callable[[Any], Any]:
    if kind == "bool":
        return lambda value: None if value is None else bool(value)
    if kind == "datetime":
        return lambda value: None if value is None else f"{value}+00"
    return lambda value: value


def _reader(kind: str) -> Callable[[str], Any]:
    """From the text of a value to what this kind of column keeps."""
    if kind == "bool":
        return lambda text: {"t": 1, "f": 0}[text]
    if kind == "datetime":
        return _moment
    if kind == "blob":
        return lambda text: bytes.fromhex(text.removeprefix("\\x"))
    if kind == "char(32)":
        # PostgreSQL has a kind of its own for these and writes them with hyphens.
        return lambda text: text.replace("-", "")
    if re.match("(big|small)?int|integer", kind):
        return int
    return (lambda text: float(text)) if kind == "real" else (lambda text: text)


def _moment(text: str) -> str:
    """As Django compares them: six figures after the point, or no point."""
    whole, point, part = text.removesuffix("+00").partition(".")
    return f"{whole}{point}{part.ljust(6, '0')}" if point else whole
