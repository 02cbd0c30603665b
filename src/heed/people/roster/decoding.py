"""From the bytes of a file to its lines: encodings and separators as spreadsheets write them."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from heed.people.roster import columns
from heed.people.roster.mistakes import refuse

LARGEST = 20 * 1024 * 1024
MOST_LINES = 50_000
_SEPARATORS = ",;\t|"
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def decode(data: bytes) -> str:
    """The text of the file, from UTF-8, UTF-16 or Windows-1252; raises `CannotUseRoster`."""
    if not data.strip(b"\0 \r\n\t"):
        raise refuse(_("The file is empty."))
    if len(data) > LARGEST:
        raise refuse(_("The file is larger than 20 MB. A roster has one line for each person."))
    if data.startswith(_WORKBOOKS):
        raise refuse(_("This is a spreadsheet’s own file. Save it there as “CSV UTF-8”."))
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise refuse(_("The file is in UTF-32. Save it as “CSV UTF-8”."))
    try:
        return data.decode(_encoding(data))
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        said = _(
            "this is in an encoding that we do not know (not %(encoding)s). "
            "Save the file as “CSV UTF-8”."
        )
        raise refuse(
            said % {"encoding": _NAMES.get(problem.encoding, "UTF-8")}, line=line
        ) from None


_NAMES = {
    "utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-16": "UTF-16",
    "charmap": "UTF-8, UTF-16 or Windows-1252",
}  # fmt: skip


def _encoding(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    first = data[:400]
    if first[1::2].count(0) > len(first) // 4:
        return "utf-16-le"
    if first[0::2].count(0) > len(first) // 4:
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        # One bad byte among good letters is a broken file, not another encoding.
        return "utf-8" if _UTF8_LETTER.search(data) else "cp1252"
    return "utf-8"


def lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """(number of the first line, cells) of each record that is not blank; the heads come first."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    before = 0
    while True:
        try:
            cells = next(rows, None)
        except csv.Error:
            raise refuse(_("its quotation marks do not match."), line=before + 1) from None
        if cells is None:
            return
        if rows.line_num > MOST_LINES + 1:
            raise refuse(
                _("a roster has at most %(most)s lines.") % {"most": f"{MOST_LINES:,}"},
                line=MOST_LINES + 2,
            )
        if any(cell.strip() for cell in cells):
            yield before + 1, cells
        before = rows.line_num


def _separator(text: str) -> str:
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(_SEPARATORS, key=lambda sign: columns.known_count(head.replace('"', "").split(sign)))
