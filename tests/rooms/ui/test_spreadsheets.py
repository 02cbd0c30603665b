"""No cell of a file that Heed gives out is a formula."""

import csv
import io

import pytest

from heed.ui.spreadsheets import as_csv, plain_cell

FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "\tname", "\rname", "\ufeff=1",
    "\u200b=1", "\xa0=1", "\uff1d1+1", "\uff20SUM(A1)", "=cmd|' /C calc'!A0", "\0=1",
]  # fmt: skip


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_begins_like_a_formula_is_kept_as_text(cell: str) -> None:
    assert plain_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", [0, 12, 0.5, "", "week", "2026-W48", "a=b", "Ama’s", "ŵ"])
def test_other_cells_are_left_alone(cell: object) -> None:
    assert plain_cell(cell) == str(cell)


def test_a_file_holds_every_cell_in_its_place_and_no_formula() -> None:
    response = as_csv("list.csv", [["name", "who asked"], ['a "b", c', "=1"], ["two\nlines", -3]])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="list.csv"'
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))
    assert rows == [["name", "who asked"], ['a "b", c', "'=1"], ["two\nlines", "'-3"]]
