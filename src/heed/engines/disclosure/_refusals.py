"""Why a figure is not published. No refusal holds a number of people: it may be read aloud."""

from __future__ import annotations

from fractions import Fraction

Combination = tuple[tuple[str, Fraction], ...]


class Refusal(Exception):
    """A figure that must not be published, or not again.

    ::

        Refusal
        ├── TooFewAnswers      fewer people than the threshold
        ├── WouldShowAFew      with what is published already, fewer people than the threshold
        ├── TooEntangled       nobody has shown within reason that it would not
        └── AlreadyReleased    a figure is published once
    """


class TooFewAnswers(Refusal):
    """Fewer people than the threshold; `name` is the figure's, or empty where there is but one."""

    def __init__(self, threshold: int, name: str = "") -> None:
        self.threshold, self.name = threshold, name
        super().__init__(f"{name or 'It'} would be a figure of fewer than {threshold} people")


class WouldShowAFew(Refusal):
    """Figures that add and subtract to a group of fewer people than the threshold.

    `combination` says how: ``(("trust", 1), ("north", -1))`` is the trust without the north.
    `names` are the figures of it that were asked for now.
    """

    def __init__(self, names: tuple[str, ...], combination: Combination, threshold: int) -> None:
        self.names, self.combination, self.threshold = names, combination, threshold
        super().__init__(f"{_spelt(combination)} would show fewer than {threshold} people")


class TooEntangled(Refusal):
    """The figures cross one another in so many ways that the search was given up."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(f"{', '.join(names)} cross too much of what is out to be looked through")


class AlreadyReleased(Refusal):
    """A figure of this name, or of the same people, is out: `name` is the one that is out."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is out, and a figure is published once")


def _spelt(combination: Combination) -> str:
    words = ""
    for name, times in sorted(combination, key=lambda term: (term[1] < 0, term[0])):
        size = abs(times)
        sign = "−" if times < 0 else "+"
        words += f" {sign} {name}" if size == 1 else f" {sign} {size} × {name}"
    return words.removeprefix(" + ").strip()
