"""The bytes of an export as characters that XML allows, in pieces, whatever wrote them.

Exports are seldom what they say they are: plugins leave control characters in them, and old
databases words of another encoding. What can be mended without doubt is mended and counted.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from heed.edition.wxr.refused import NotRead

PIECE = 64 * 1024

_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UTF_16_UNMARKED = {b"<\0?\0": "utf-16-le", b"\0<\0?": "utf-16-be"}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_WESTERN = {"iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii"}
_NOT_UTF_8 = re.compile("[\udc80-\udcff]+")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NUMBERED = re.compile("&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,9}));")
_BEGUN = re.compile("&#?[xX]?[0-9A-Fa-f]{0,9}$")


@dataclass(slots=True)
class Mended:
    """How much of the file had to be mended, and on which line first; 0 where nothing."""

    controls: int = 0
    first_control: int = 0
    other_letters: int = 0
    first_other_letter: int = 0
    read_as: str = "UTF-8"


class Clean:
    """A file as pieces of UTF-8 that the parser can be given, and what was mended in them."""

    def __init__(self, file: BinaryIO, *, name: str) -> None:
        self.file, self.name = file, name
        self.mended = Mended()
        self.line = 1
        self._held = ""

    def pieces(self) -> Iterator[bytes]:
        """The file from its beginning. Raises `NotRead` where its letters cannot be told."""
        self.file.seek(0)
        beginning = self.file.read(4)
        encoding, mark = self._encoding(beginning)
        self.file.seek(mark)
        decoder = codecs.getincrementaldecoder(encoding)(
            errors="surrogateescape" if encoding == "utf-8" else "strict"
        )
        try:
            while piece := self.file.read(PIECE):
                yield self._cleaned(decoder.decode(piece))
            yield self._cleaned(decoder.decode(b"", final=True), is_last=True)
        except UnicodeDecodeError as trouble:
            raise NotRead(
                f"{self.name} is not what it says it is: line {self.line} or one soon after it is "
                f"not {self.mended.read_as}. Export it again, as UTF-8."
            ) from trouble

    def _encoding(self, beginning: bytes) -> tuple[str, int]:
        """The name of the encoding, and how many bytes to skip."""
        if beginning[:3] == codecs.BOM_UTF8:
            return "utf-8", 3
        for mark, name in _UTF_16.items():
            if beginning[:2] == mark:
                self.mended.read_as = "UTF-16"
                return name, 2
        for first, name in _UTF_16_UNMARKED.items():
            if beginning == first:
                self.mended.read_as = "UTF-16"
                return name, 0
        self.file.seek(0)
        found = _DECLARED.search(self.file.read(300))
        declared = found[1].decode("ascii").lower() if found else "utf-8"
        if declared in ("utf-8", "utf8"):
            return "utf-8", 0
        if declared in _WESTERN:
            self.mended.read_as = "Windows-1252"
            return "cp1252", 0
        raise NotRead(
            f"{self.name} says on line 1 that its encoding is {declared}, which Heed does not "
            "read. Export it as UTF-8."
        )

    def _cleaned(self, text: str, *, is_last: bool = False) -> bytes:
        text = self._held + text
        # A number that ends in the next piece waits for it.
        begun = None if is_last else _BEGUN.search(text, max(0, len(text) - 12))
        self._held = text[begun.start() :] if begun else ""
        if begun:
            text = text[: begun.start()]
        if not text.isascii():
            text = _NOT_UTF_8.sub(self._western, text)
        text = _NOT_IN_XML.sub(self._dropped, text)
        if "&#" in text:
            text = _NUMBERED.sub(self._numbered, text)
        self.line += text.count("\n")
        return text.encode()

    def _western(self, found: re.Match[str]) -> str:
        """Bytes that are not UTF-8 are, in practice, those of Windows in Western Europe."""
        self.mended.other_letters += 1
        self.mended.first_other_letter = self.mended.first_other_letter or self._line_of(found)
        raw = found[0].encode("utf-8", "surrogateescape")
        return raw.decode("cp1252", "replace").replace("\ufffd", "")

    def _dropped(self, found: re.Match[str]) -> str:
        self.mended.controls += 1
        self.mended.first_control = self.mended.first_control or self._line_of(found)
        return ""

    def _numbered(self, found: re.Match[str]) -> str:
        number = int(found[1], 16) if found[1] else int(found[2])
        is_one = number in (9, 10, 13) or 32 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD
        if is_one or 0x10000 <= number <= 0x10FFFF:
            return found[0]
        return self._dropped(found)

    def _line_of(self, found: re.Match[str]) -> int:
        return self.line + found.string.count("\n", 0, found.start())
