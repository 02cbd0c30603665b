"""Rows written down: the lines of PostgreSQL's COPY, which both databases are read into and filled
from, so that a backup of one can also be restored into the other.

One line a row, a tab between two values, \\N for nothing. Moments are in UTC, bytes are \\x and their
hexadecimal figures, truth is t or f.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

NOTHING = b"\\N"
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f", "\r": "\\r"}
_TO_ESCAPE = str.maketrans({"\\": "\\\\", **_ESCAPES})
_PLAIN = {escape[1]: plain for plain, escape in _ESCAPES.items()} | {"\\": "\\"}
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Table:
    """A table and those of its columns that are not computed from others."""

    name: str
    columns: tuple[str, ...]


class Snapshot(Protocol):
    """A database as it was at one moment, however much is written to it meanwhile."""

    def tables(self) -> list[Table]: ...

    def count(self, table: Table) -> int: ...

    def blocks(self, table: Table) -> Iterator[bytes]:
        """The rows, in blocks of whole lines."""
        ...

    def last_numbers(self) -> dict[str, int]:
        """The last number that each table gave to a row of its own."""
        ...

    def migrations(self) -> list[tuple[str, str]]:
        """(room, name) of every migration that was applied."""
        ...


class Filling(Protocol):
    """An empty database with its tables, to be filled."""

    def tables(self) -> list[Table]: ...

    def count(self, table: Table) -> int: ...

    def fill(self, table: Table, blocks: Iterator[bytes]) -> None: ...

    def set_last_numbers(self, numbers: dict[str, int]) -> None: ...

    def check(self) -> None:
        """Raise where what was filled in does not hold together."""
        ...


def line(values: Sequence[Any]) -> bytes:
    """One row; raises ValueError for what has no form here."""
    return b"\t".join([_written(value) for value in values]) + b"\n"


def values(row: bytes) -> list[str | None]:
    """The values of one line, as text."""
    return [
        None if part == NOTHING else _read(part.decode("utf-8", "surrogatepass"))
        for part in row.split(b"\t")
    ]


def lines(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Single lines without their end, from blocks that may be cut anywhere."""
    rest = b""
    for block in blocks:
        *whole, rest = (rest + block).split(b"\n")
        yield from whole
    if rest:
        raise ValueError("the last line is cut off")


def _written(value: Any) -> bytes:
    match value:
        case None:
            return NOTHING
        case str():
            return value.translate(_TO_ESCAPE).encode("utf-8", "surrogatepass")
        case bool():
            return b"t" if value else b"f"
        case int() | float():
            return repr(value).encode()
        case bytes():
            return b"\\\\x" + value.hex().encode()
    raise ValueError(f"a value of the kind {type(value).__name__} cannot be written down")


def _read(text: str) -> str:
    return _ESCAPED.sub(lambda found: _PLAIN[found[1]], text) if "\\" in text else text
