"""Turns: of all processes of one installation, one at a time does what has a name.

Processes of one machine take turns through a file in HEED_HOME, machines that share a PostgreSQL
through the database. The system gives a turn back when its holder dies, however it dies.

A hold is the same for one piece of work that has a name of its own: as long as its holder lives,
everybody else can see that it is in hand. No clock has a part in it.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


@contextmanager
def try_turn(name: str) -> Iterator[bool]:
    """Whether it is our turn; where another has it, False at once."""
    with _file_turn(name, fcntl.LOCK_EX | fcntl.LOCK_NB) as ours:
        if not ours:
            yield False
            return
        if not _ask_database("pg_try_advisory_lock", name):
            yield False
            return
        try:
            yield True
        finally:
            _give_back(name)


@contextmanager
def wait_for_turn(name: str) -> Iterator[None]:
    """Wait until it is our turn."""
    with _file_turn(name, fcntl.LOCK_EX):
        _ask_database("pg_advisory_lock", name)
        try:
            yield
        finally:
            _give_back(name)


@contextmanager
def hold(name: str) -> Iterator[None]:
    """Say, for as long as this lasts and this process lives, that what has this name is in hand.

    The name is used once; whoever asks for it later finds that nobody holds it.
    """
    if connection.vendor == "postgresql":
        _ask_database("pg_advisory_lock", name)
        try:
            yield
        finally:
            _give_back(name)
        return
    path = _folder() / name
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def is_held(name: str) -> bool:
    """Whether somebody who lives still holds what has this name."""
    if connection.vendor == "postgresql":
        is_free = _ask_database("pg_try_advisory_lock", name)
        if is_free:
            _give_back(name)
        return not is_free
    path = _folder() / name
    try:
        with path.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    # Left by a process that was killed.
    path.unlink(missing_ok=True)
    return False


@contextmanager
def _file_turn(name: str, how: int) -> Iterator[bool]:
    with (_folder() / name).open("w") as file:
        try:
            fcntl.flock(file, how)
        except BlockingIOError:
            yield False
        else:
            yield True


def _folder() -> Path:
    folder = Path(settings.HEED_HOME) / "turns"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _ask_database(function: str, name: str) -> bool:
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_number(name)])
        return cursor.fetchone()[0] is not False


def _give_back(name: str) -> None:
    # A connection that was lost has given the turn back by itself.
    if connection.vendor == "postgresql" and connection.connection is not None:
        _ask_database("pg_advisory_unlock", name)


def _number(name: str) -> int:
    digest = hashlib.sha256(f"heed turn {name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
