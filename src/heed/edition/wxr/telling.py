"""What was read, what was left out and why: counts, each with the first places it was met."""

from collections import Counter
from dataclasses import dataclass, field

EXAMPLES = 3
LONGEST_EXAMPLE = 60


@dataclass(slots=True)
class Told:
    """The report of one reading. Its keys are those of `heed.cli.told`."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def note(self, what: str, *, line: int = 0, title: str = "", many: int = 1) -> None:
        """Count something, and remember where it was met first."""
        self.counts[what] += many
        shown = self.examples.setdefault(what, [])
        if line and len(shown) < EXAMPLES:
            said = f"“{_shortened(title)}” on line {line}" if title else f"line {line}"
            shown.append(said)


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1].rstrip()}…"
