"""Figures and lists as files for a spreadsheet, which must never take a cell for a formula."""

import csv
import unicodedata
from collections.abc import Iterable

from django.http import HttpResponse

_BEGIN_A_FORMULA = ("=", "+", "-", "@")
_ENDS_A_CELL = ("\t", "\r", "\n")


def plain_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe makes it words."""
    text = str(value)
    # Some spreadsheets read the wide signs of East Asian keyboards as the narrow ones.
    seen = unicodedata.normalize("NFKC", text.lstrip("\ufeff\u200b \t\r\n\v\f\0\xa0")[:1])
    return f"'{text}" if seen in _BEGIN_A_FORMULA or text.startswith(_ENDS_A_CELL) else text


def as_csv(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Rows as a CSV file to keep, every cell of it harmless."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    # Without it a spreadsheet takes the letters for those of another alphabet.
    response.write("\ufeff")
    csv.writer(response).writerows([plain_cell(cell) for cell in row] for row in rows)
    return response
