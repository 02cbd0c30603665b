"""Rosters for tests, as a spreadsheet writes them."""

import csv
import io

from heed import clock
from heed.people.roster import applying, differences, reading
from heed.people.roster.differences import Differences

HEADS = ("Staff number", "Name", "Email", "Post", "Unit", "Unit code", "Unit above")
SAM = ("1001", "Sam Tolliver", "sam@saltmarsh.example", "Paramedic", "Thornsea", "T1", "North")
BEV = ("1002", "Bev Ashdown", "bev@saltmarsh.example", "Operations manager", "Quay", "Q1", "North")


def roster(*rows: tuple[str, ...], heads: tuple[str, ...] = HEADS, sign: str = ",") -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=sign).writerows([heads, *rows])
    return written.getvalue().encode()


def compare(*rows: tuple[str, ...], **how: object) -> Differences:
    return differences.compare(reading.read(roster(*rows, **how)))  # type: ignore[arg-type]


def apply(*rows: tuple[str, ...], **how: object) -> Differences:
    """Apply a roster; gives back what it changed."""
    found = reading.read(roster(*rows, **how))  # type: ignore[arg-type]
    shown = differences.compare(found)
    applying.apply(roster=found, shown=shown, at=clock.now())
    return shown


def like(row: tuple[str, ...], **changed: str) -> tuple[str, ...]:
    """The row with other cells: `like(SAM, name="Sam Tolliver-Moss")`."""
    names = ("number", "name", "email", "post", "unit", "code", "above")
    return tuple(changed.get(name, cell) for name, cell in zip(names, row, strict=True))
