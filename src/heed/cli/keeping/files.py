"""A file that is there whole or not at all."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from heed.cli.refused import Refused

PART = ".heed-part"


@contextmanager
def whole_file(path: Path, *, replace: bool) -> Iterator[IO[bytes]]:
    """A file of our own account alone, written beside `path` and given its name when it is whole.

    Whatever goes wrong, nothing is left under the name, and nothing beside it but after a kill;
    the next one to be written in that folder takes that away.
    """
    beside = path.with_name(f".{path.name}{PART}")
    try:
        _sweep(path.parent)
        # Made here and now: one that somebody else has made may be theirs to read.
        with open(beside, "x+b", opener=_for_us_alone) as file:
            _alone(file, path)
            try:
                yield file
                file.flush()
                os.fsync(file.fileno())
                _name(beside, path, replace=replace)
            finally:
                beside.unlink(missing_ok=True)
    except FileExistsError:
        raise _another(path) from None
    except OSError as problem:
        why = (problem.strerror or "unknown reason").lower()
        raise Refused(f"{path} could not be written ({why}); nothing was left behind.") from None
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """See to it that the names in a folder outlive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _name(beside: Path, path: Path, *, replace: bool) -> None:
    if replace:
        beside.replace(path)
        return
    try:
        # Unlike renaming, this cannot take the place of a file that came meanwhile.
        os.link(beside, path)
    except FileExistsError:
        raise taken(path) from None
    except OSError:
        # Some shares know no second name for a file.
        if path.exists():
            raise taken(path) from None
        beside.replace(path)


def taken(path: Path) -> Refused:
    """What is said where a file of that name is there already."""
    return Refused(f"{path} is there already: take another name, or say --replace.")


def _sweep(folder: Path) -> None:
    """Take away what others left half done when they were killed."""
    for left in folder.glob(f".*{PART}"):
        with open(left, "rb", opener=_for_us_alone) as file, suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink(missing_ok=True)


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)


def _alone(file: IO[bytes], path: Path) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise _another(path) from None


def _another(path: Path) -> Refused:
    return Refused(f"Another backup is just being written to {path}.")
