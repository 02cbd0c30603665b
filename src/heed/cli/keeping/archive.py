"""The file of a backup: a zip with the rows of each table, the pictures, and a manifest.

The manifest names every part with its size and SHA-256, and carries a mark that only the secret key
makes, so that nothing in the file can be exchanged unnoticed. The key itself is not in it.
"""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from heed import seal
from heed.cli.refused import Refused

FORMAT = 1
MANIFEST, MARK = "manifest.json", "mark"
LARGEST_MANIFEST = 16 * 2**20
BLOCK = 2**18
# No part is packed tighter than this by the one way of packing that is used here.
TIGHTEST = 1100
_PART = re.compile(r"(tables|pictures)(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+")
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    KeyError, TypeError, RecursionError,
)  # fmt: skip

Done = Callable[[int], None]


class Altered(Refused):
    """The file is not as it was written."""

    def __init__(self) -> None:
        super().__init__(
            "This is not a whole backup: it was cut off or altered, so nothing of it was used."
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the file: its name in it, its bytes, their SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class KeptTable:
    """A table: where its rows lie, its columns in their order, how many rows."""

    name: str
    part: str
    columns: tuple[str, ...]
    rows: int


@dataclass(slots=True)
class Manifest:
    """What the file says of itself."""

    heed: str
    database: str
    at: str
    migrations: list[tuple[str, str]]
    last_numbers: dict[str, int]
    tables: list[KeptTable] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    key: str = ""
    format: int = FORMAT

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)

    def rows_of(self, table: str) -> int:
        return next((kept.rows for kept in self.tables if kept.name == table), 0)

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts)


class Writing:
    """An archive in the making."""

    def __init__(self, file: IO[bytes], manifest: Manifest) -> None:
        self.manifest = manifest
        # Quick: most of it are pictures, which cannot be packed any further.
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1)

    def __enter__(self) -> "Writing":
        return self

    def __exit__(self, kind: object, *_more: object) -> None:
        if kind is not None:
            # What was begun is thrown away; without this, it would still be written to.
            self._zip.fp = None

    def add(self, name: str, blocks: Iterator[bytes]) -> None:
        """Write one part."""
        digest, size = hashlib.sha256(), 0
        about = zipfile.ZipInfo(name, self.manifest.moment.timetuple()[:6])
        about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        with self._zip.open(about, "w", force_zip64=True) as into:
            for block in blocks:
                digest.update(block)
                size += len(block)
                into.write(block)
        self.manifest.parts.append(Part(name, size, digest.hexdigest()))

    def finish(self) -> None:
        """Write the manifest, its mark and the table of contents, without which it is no backup."""
        self.manifest.key = seal.digest("", purpose="backup.key")
        text = json.dumps(asdict(self.manifest), indent=1)
        self._zip.writestr(MANIFEST, text)
        self._zip.writestr(MARK, seal.digest(text, purpose="backup.manifest"))
        self._zip.close()


class Reading:
    """An archive whose manifest was read and found to be ours."""

    def __init__(self, opened: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zip, self.manifest = opened, manifest

    def blocks(self, name: str) -> Iterator[bytes]:
        """A part, which is refused at its end where it is not the one that was written."""
        part = next(part for part in self.manifest.parts if part.name == name)
        digest, left = hashlib.sha256(), part.size
        try:
            with self._zip.open(name) as file:
                while block := file.read(min(BLOCK, left + 1)):
                    left -= len(block)
                    digest.update(block)
                    if left < 0:
                        raise Altered
                    yield block
        except _UNREADABLE:
            raise Altered from None
        if left or digest.hexdigest() != part.sha256:
            raise Altered

    def check(self, done: Done) -> None:
        """Read everything once; raises Altered."""
        for part in self.manifest.parts:
            for block in self.blocks(part.name):
                done(len(block))

    def pictures(self) -> list[str]:
        return [part.name for part in self.manifest.parts if part.name.startswith("pictures/")]


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """Open a backup; refuses, with a sentence, what is none, is altered, newer or of another key."""
    try:
        opened = zipfile.ZipFile(path)
    except OSError as problem:
        why = (problem.strerror or "unknown reason").lower()
        raise Refused(f"{path} cannot be read ({why}).") from None
    except _UNREADABLE:
        raise Altered from None
    with opened:
        yield Reading(opened, _manifest(opened))


def _manifest(opened: zipfile.ZipFile) -> Manifest:
    try:
        text, mark = (_short(opened, name).decode() for name in (MANIFEST, MARK))
        told = json.loads(text)
        form, heed, key = int(told["format"]), str(told["heed"])[:40], str(told["key"])
    except _UNREADABLE:
        raise Altered from None
    if form > FORMAT:
        raise Refused(
            f"This backup was made by a newer Heed ({heed}): restore it with that one. "
            "Nothing was changed."
        )
    if key not in seal.digests("", purpose="backup.key"):
        raise Refused(
            "This backup was made with another secret key, without which the addresses and private "
            "pages in it cannot be read: add that key to HEED_OLD_SECRET_KEYS. Nothing was changed."
        )
    if mark not in seal.digests(text, purpose="backup.manifest"):
        raise Altered
    try:
        manifest = _understood(told)
        _check_contents(opened, manifest)
    except _UNREADABLE:
        raise Altered from None
    return manifest


def _understood(told: dict[str, Any]) -> Manifest:
    return Manifest(**{
        **told,
        "migrations": [(str(app), str(name)) for app, name in told["migrations"]],
        "tables": [KeptTable(**{**kept, "columns": tuple(kept["columns"])}) for kept in told["tables"]],
        "parts": [Part(**part) for part in told["parts"]],
    })  # fmt: skip


def _check_contents(opened: zipfile.ZipFile, manifest: Manifest) -> None:
    """Exactly the parts that the manifest names, each of its size, and no name that leads elsewhere."""
    found = {about.filename: about for about in opened.infolist()}
    named = {part.name for part in manifest.parts}
    wanted = [*named, MANIFEST, MARK]
    if len(wanted) != len(opened.infolist()) or set(wanted) != found.keys():
        raise Altered
    if any(kept.part not in named for kept in manifest.tables):
        raise Altered
    for part in manifest.parts:
        about = found[part.name]
        is_sane = part.size == about.file_size <= TIGHTEST * (about.compress_size + 1)
        if not _PART.fullmatch(part.name) or not is_sane:
            raise Altered


def _short(opened: zipfile.ZipFile, name: str) -> bytes:
    with opened.open(name) as file:
        text = file.read(LARGEST_MANIFEST + 1)
    if len(text) > LARGEST_MANIFEST:
        raise Altered
    return text
