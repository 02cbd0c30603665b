"""How many people, said in bands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from heed.engines.disclosure._refusals import TooFewAnswers

THRESHOLD = 10
"""People; the default, and the lowest that may be set."""

FEWEST_IN_A_BAND = 5
_STARTS = (10, 15, 20, 30, 40, 60, 80, 100)


@dataclass(frozen=True, slots=True, order=True)
class Band:
    """From `lowest` to `highest` people, both included."""

    lowest: int
    highest: int

    def others(self, *, threshold: int = THRESHOLD) -> Band:
        """The band of the others, for somebody who is one of them: 15–19 is "you and 14–18".

        It is this band less one, and never the band of one person less: with two bands of the
        same people, whoever counts 15 in one and 10–14 others in another knows that there are 15.

        Raises TooFewAnswers where the others may be fewer than `threshold`. That is decided by the
        band alone, so that the refusal says no more than the band does.
        """
        if self.lowest - 1 < checked(threshold):
            raise TooFewAnswers(threshold)
        return Band(self.lowest - 1, self.highest - 1)


def band(people: int, *, threshold: int = THRESHOLD) -> Band:
    """The band in which `people` lies: 10–14, 15–19, 20–29, 30–39, 40–59, 60–79, 80–99, and the
    same ten, hundred … times over, so that a band is a quarter to a half of what it counts.

    Where the threshold cuts the first band short of five numbers, it takes in the next: with a
    threshold of 12 the first is 12–19.

    A band that follows a growing group tells at which moment it grew past an edge, hence who came
    then (NIST SP 800-53, SI-19(5), has the example). So it is taken once, when nobody comes any
    more.

    Raises TooFewAnswers under the threshold, ValueError for a threshold under 10 or a negative
    number of people.

    >>> band(67)
    Band(lowest=60, highest=79)
    >>> band(15).others()
    Band(lowest=14, highest=18)
    """
    if people < 0:
        raise ValueError("There are no fewer people than none.")
    if people < checked(threshold):
        raise TooFewAnswers(threshold)
    first = _between_edges(threshold)
    highest = first.highest
    if highest - threshold + 1 < FEWEST_IN_A_BAND:
        highest = _between_edges(highest + 1).highest
    return Band(threshold, highest) if people <= highest else _between_edges(people)


def checked(threshold: int) -> int:
    """The threshold itself; ValueError where it is lower than may be set."""
    if threshold < THRESHOLD:
        raise ValueError(f"The threshold may be raised, and not set lower than {THRESHOLD}.")
    return threshold


def _between_edges(people: int) -> Band:
    times = 10 ** (len(str(people)) - 2)
    for lowest, above in pairwise(_STARTS):
        if people < above * times:
            return Band(lowest * times, above * times - 1)
    raise AssertionError("Every number of two digits is under a hundred.")
