"""Turns: of all processes of one installation, one at a time does what has a name.

Processes of one machine take turns through a file in HEED_HOME, machines that share a PostgreSQL
through the database. The system gives a turn back when its holder dies, however it dies.

A hold is the same for one piece of work that has a name of its own: as long as its holder lives,
everybody else can see that it is in hand. It is held through the database where that is PostgreSQL,
and else through a file.

A presence is a turn that many can share: every server says that it runs, and whoever needs that
nobody does finds out by asking for the turn. Who holds what is never told by the time of day.
"""

import fcntl
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import DatabaseError, connection

SERVING = "serving"
LOOKS_EVERY = 5


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
def nobody_serves() -> Iterator[bool]:
    """Whether no server of this installation runs, here or elsewhere; none begins meanwhile."""
    with try_turn(SERVING) as ours:
        yield ours


class Presence:
    """Says that a server runs, for as long as it does: others may say so too, and whoever wants to
    exchange the database finds that it is not their turn."""

    def __init__(self) -> None:
        self._file: IO[str] | None = None
        self._connection: Any = None
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._keep, name="presence", daemon=True)

    def begin(self) -> bool:
        """Whether we may serve; False where the database is just being exchanged."""
        self._file = _turn_file(SERVING).open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if connection.vendor == "postgresql":
            # A connection of its own, which lasts as long as the server does.
            self._connection = connection.copy()
            self._connection.inc_thread_sharing()
            if not self._say():
                return False
            self._watch.start()
        return True

    def end(self) -> None:
        """We serve no longer."""
        self._ended.set()
        if self._connection is not None:
            self._watch.join(timeout=10)
            self._connection.close()
        if self._file is not None:
            self._file.close()

    def _say(self) -> bool:
        return _ask_database("pg_try_advisory_lock_shared", SERVING, self._connection)

    def _keep(self) -> None:
        """Say it again where the database was away and has forgotten it."""
        is_said = True
        while not self._ended.wait(LOOKS_EVERY):
            try:
                if self._connection.connection is None or not self._connection.is_usable():
                    self._connection.close()
                    is_said = False
                is_said = is_said or self._say()
            except DatabaseError:
                self._connection.close()


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
    path = _turn_file(name)
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
    path = _turn_file(name)
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
    with _turn_file(name).open("w") as file:
        try:
            fcntl.flock(file, how)
        except BlockingIOError:
            yield False
        else:
            yield True


def _turn_file(name: str) -> Path:
    folder = Path(settings.HEED_HOME) / "turns"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / name


def _ask_database(function: str, name: str, asked: Any = connection) -> bool:
    if asked.vendor != "postgresql":
        return True
    with asked.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [_number(name)])
        return cursor.fetchone()[0] is not False


def _give_back(name: str) -> None:
    # A connection that was lost has given the turn back by itself.
    if connection.vendor == "postgresql" and connection.connection is not None:
        _ask_database("pg_advisory_unlock", name)


def _number(name: str) -> int:
    digest = hashlib.sha256(f"heed turn {name}".encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)
