"""The database is brought up to date with a copy kept, or left as it was."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import psycopg
import pytest
from django.db.migrations.loader import MigrationLoader

from tests.cli.conftest import Heed
from tests.cli.keeping import Week, ask, rows_of, served

pytestmark = pytest.mark.own_database

Fill = Callable[[], Week]


def do(heed: Heed, statement: str) -> list[Any]:
    if heed.database_url:
        with psycopg.connect(heed.database_url, autocommit=True) as opened:
            done = opened.execute(statement)
            return done.fetchall() if done.description else []
    with closing(sqlite3.connect(heed.home / "heed.sqlite3", isolation_level=None)) as opened:
        return opened.execute(statement).fetchall()


def test_an_older_database_is_brought_up_to_date_and_a_copy_lies_beside(fill: Fill) -> None:
    week = fill()
    before = rows_of(week.heed)
    assert week.heed.run("manage", "migrate", "queue", "zero").returncode == 0
    done = week.heed.run("upgrade")
    assert done.returncode == 0, done.stderr
    (kept,) = (week.heed.home / "kept").iterdir()
    assert str(kept) in done.stdout
    after = rows_of(week.heed)
    # What was applied, and when, and who had an item open are all that differs.
    for table in ("django_migrations", "queue_opened"):
        assert before.pop(table) and after.pop(table)
    assert after == before
    again = week.heed.run("upgrade")
    assert (again.returncode, again.stdout[:24]) == (0, "Everything is up to date")
    assert len(list((week.heed.home / "kept").iterdir())) == 1


@pytest.mark.parametrize("command", ["upgrade", "serve"])
def test_a_change_that_fails_leaves_the_database_as_it_was(fill: Fill, command: str) -> None:
    week = fill()
    assert week.heed.run("manage", "migrate", "week", "zero").returncode == 0
    # In the way of the table that the last change makes, after others have been made.
    do(week.heed, "CREATE TABLE week_indexedmessage (something integer)")
    before = rows_of(week.heed)
    done = week.heed.run(command)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "It is as it was" in done.stderr
    assert rows_of(week.heed) == before
    (kept,) = (week.heed.home / "kept").iterdir()
    assert str(kept) in done.stderr
    assert not list(week.heed.home.glob("*.new*"))


def test_a_database_of_a_newer_heed_is_left_alone(fill: Fill) -> None:
    week = fill()
    ask(week.heed, "tests.cli.from_the_future")
    before = rows_of(week.heed)
    for command in (["upgrade"], ["serve"], ["serve", "--no-migrate"], ["tick"]):
        done = week.heed.run(*command)
        assert done.returncode == 2
        assert "newer Heed (edition.0999_what_is_not_thought_of_yet)" in done.stderr
    assert rows_of(week.heed) == before


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_nothing_is_upgraded_under_a_running_server(fill: Fill) -> None:
    week = fill()
    with served(week.heed):
        assert week.heed.run("manage", "migrate", "week", "zero").returncode == 0
        done = week.heed.run("upgrade")
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert "stop it first" in done.stderr
        assert not (week.heed.home / "kept").exists()


def test_every_change_can_be_made_in_one_transaction() -> None:
    """On PostgreSQL all of them are one, which is what brings the old state back."""
    for (room, name), migration in MigrationLoader(None).disk_migrations.items():
        assert migration.atomic, f"{room}.{name}"
