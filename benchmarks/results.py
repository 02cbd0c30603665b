"""What was measured, as rows of a table."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- results: {} -->", "<!-- end of results: {} -->"


@dataclass(frozen=True)
class Row:
    """One line: what was done, what it cost each time, and what was hoped for."""

    what: str
    values: tuple[float, ...]
    unit: str
    hoped: str = ""
    note: str = ""
    digits: int = 2

    @property
    def middle(self) -> float:
        return median(self.values)

    def cells(self, yardstick: float | None) -> list[str]:
        low, high = min(self.values), max(self.values)
        spread = "" if len(self.values) < 2 else f"{low:.{self.digits}f}–{high:.{self.digits}f}"
        ratio = "" if not yardstick else f"{self.middle / yardstick:.2f}"
        shown = f"{self.middle:,.{self.digits}f} {self.unit}".strip()
        return [self.what, shown, spread, ratio, self.hoped, self.note]


HEADS = ["What", "Median", "Range", "Ratio", "Goal", "Note"]


def table(rows: list[Row], *, yardstick: float | None = None) -> str:
    """The rows in Markdown; the ratio is that to the yardstick."""
    lines = [HEADS, ["---"] * len(HEADS), *(row.cells(yardstick) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def keep(name: str, text: str) -> None:
    """Put a table into the README, between its two marks."""
    begin, end = BEGIN.format(name), END.format(name)
    whole = README.read_text()
    before, _mark, rest = whole.partition(begin)
    _old, mark, after = rest.partition(end)
    if mark:
        README.write_text(f"{before}{begin}\n{text}\n{end}{after}")
