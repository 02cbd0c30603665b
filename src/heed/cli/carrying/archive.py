"""The zip file of an export, opened with care: what is not an export is refused by its name."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from heed.cli.carrying import shape
from heed.cli.carrying.shape import Kind
from heed.cli.carrying.values import Wrong, row_of
from heed.cli.refused import Refused

LONGEST_LINE = 4 * 1024 * 1024
LARGEST_FILE = 4 * 1024 * 1024
LARGEST_MANIFEST = 1024 * 1024
MOST_ENTRIES = 1_000_000
# Words shrink to a fifth, and the most regular of them to a fiftieth; a bomb to far less.
MOST_TIMES, SMALL_ENOUGH = 400, 64 * 1024 * 1024
_NAME = re.compile(
    r"heed-export\.json|[a-z]{2,30}/[a-z-]{2,60}\.jsonl"
    r"|media/[a-z]{2,30}/[a-z-]{2,60}/\d{1,19}-[a-z_]{2,60}\.[a-z]{3,4}"
)


class Archive:
    """An opened export whose names and sizes were looked at."""

    def __init__(self, file: Path) -> None:
        self.name = file.name
        try:
            self._zip = zipfile.ZipFile(file)
        except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
            raise Refused(f"{file} is not a zip file that can be read.") from None
        self._entries = {entry.filename: entry for entry in self._looked_at()}
        self.rows = self._rows_promised()
        self.media = {name for name in self._entries if name.startswith("media/")}

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_trouble: object) -> None:
        self._zip.close()

    def _looked_at(self) -> list[zipfile.ZipInfo]:
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise Refused(f"{self.name} holds more files than an export can.")
        seen: set[str] = set()
        for entry in entries:
            said = entry.orig_filename
            if not _NAME.fullmatch(said) or said != entry.filename:
                shown = said[:80].encode("ascii", "backslashreplace").decode()
                raise Refused(
                    f"{self.name} holds {shown!r}, which no export does; nothing was read."
                )
            if said in seen:
                raise Refused(f"{self.name} holds {said} twice.")
            mode = entry.external_attr >> 16
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG) or entry.flag_bits & 0x1:
                raise Refused(f"{self.name} holds {said}, which is a link or locked.")
            seen.add(said)
        inside = sum(entry.file_size for entry in entries)
        if inside > max(SMALL_ENOUGH, MOST_TIMES * sum(e.compress_size for e in entries)):
            raise Refused(f"{self.name} would unpack to more than {MOST_TIMES} times its size.")
        return entries

    def _rows_promised(self) -> dict[str, int]:
        """How many rows of each kind there should be. Raises `Refused`."""
        if shape.MANIFEST not in self._entries:
            raise Refused(f"{self.name} is not an export of Heed: it holds no {shape.MANIFEST}.")
        try:
            said = row_of(self._whole(shape.MANIFEST, LARGEST_MANIFEST))
        except Wrong as why:
            raise Refused(f"{self.name}: {shape.MANIFEST} {why}.") from None
        self.key = said.get("key")
        version, rows = said.get("format"), said.get("rows")
        if isinstance(version, int) and version > shape.FORMAT:
            raise Refused(f"{self.name} was written by a newer Heed; bring this one up to date.")
        if version != shape.FORMAT or not isinstance(rows, dict):
            raise Refused(f"{self.name}: {shape.MANIFEST} is not as Heed writes it.")
        known = {kind.name for kind in shape.kinds()}
        for name, count in rows.items():
            if name not in known:
                raise Refused(f"{self.name} holds {name[:80]!r}, which this Heed does not know.")
            if not isinstance(count, int) or isinstance(count, bool) or count < 0:
                raise Refused(f"{self.name}: {shape.MANIFEST} is not as Heed writes it.")
        files = {name.removesuffix(".jsonl") for name in self._entries if name.endswith(".jsonl")}
        for name in sorted(files ^ rows.keys()):
            raise Refused(f"{self.name} is not whole: {name}.jsonl is missing, or not announced.")
        return rows

    def lines(self, kind: Kind) -> Iterator[tuple[int, dict[str, Any]]]:
        """(line, object) for every row of a kind; raises `Refused` with the file and the line."""
        if kind.name not in self.rows:
            return
        number = 0
        try:
            with self._zip.open(self._entries[kind.path]) as lines:
                while line := lines.readline(LONGEST_LINE + 1):
                    number += 1
                    if len(line) > LONGEST_LINE:
                        raise Wrong("is longer than a row can be")
                    if not line.endswith(b"\n"):
                        raise Wrong("ends in the middle")
                    yield number, row_of(line)
        except Wrong as why:
            raise self.refusal(kind, number, why) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
            raise Refused(f"{self.name}: {kind.path} is damaged after line {number}.") from None
        if number != self.rows[kind.name]:
            raise Refused(
                f"{self.name} is not whole: {kind.path} has {number:,} rows and should have "
                f"{self.rows[kind.name]:,}."
            )

    def file(self, path: str) -> bytes:
        """A picture. Raises `Wrong` where it is not there."""
        if path not in self._entries:
            raise Wrong(f"names {path}, which is not there")
        return self._whole(path, LARGEST_FILE)

    def _whole(self, name: str, most: int) -> bytes:
        try:
            with self._zip.open(self._entries[name]) as opened:
                data = opened.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
            raise Refused(f"{self.name}: {name} is damaged.") from None
        if len(data) > most:
            raise Refused(f"{self.name}: {name} is larger than it can be.")
        return data

    def refusal(self, kind: Kind, line: int, why: object) -> Refused:
        """What is wrong with a row, as a sentence."""
        return Refused(f"{self.name}: line {line} of {kind.path} {why}; nothing was changed.")
