"""What a group answered, as shares that say no exact count.

The difficulty is not one share but several together: they add up, so that each narrows the others,
and rounding them one by one can leave a single set of counts that fits. So they are rounded
together. With k answers and q steps, the shares that may be published are the odd multiples of
1/(2q + k) that add up to one; the set nearest to the true shares is taken. Everything published
(the band, the rounded shares, their intervals) is computed from the band and that set alone.
Whoever works backwards therefore finds the whole cell of counts that lie nearest to it, and nothing
thinner.

- **Steps**: q is a fifth of the band's lower end and at most 20, so that a step is about five
  people, as in the rounding of hospital statistics in England, and never less than about 5 %.
- **Few**: because no share is an even multiple, none is zero or one. What may be nobody may also be
  one, two, three or four people, and so with all, and all but so many. Whatever is published, each
  answer may have been given by four people or more, and not given by four or more. "Everybody said
  no" cannot be published, nor "one said no".
- Whoever learns elsewhere exactly how many answered still finds at least three counts that fit each
  answer, whatever was published; without that, at least twenty pairs of people and count. A test
  goes through all of them.

The nearest set is found by giving out q steps, one after another, to the answer that lacks most:
for a sum of convex losses the greedy choice is exact (Gross 1956; Ibaraki and Katoh, *Resource
Allocation Problems*, 1988). The sets are points of a lattice of the family A, and the extent of
what lies nearest to one has a closed form (Conway and Sloane, *Sphere Packings, Lattices and
Groups*, chapter 21).

**The interval** is Wilson's score interval at 95 % (Wilson 1927; Brown, Cai and DasGupta 2001), its
lower end for the lowest share of the cell, its upper end for the highest, both for as few people as
the band allows, rounded outwards to whole per cents. It holds the interval that the true counts
would have given, so it covers at least as often. What it costs: where one of two answers was given
by half of 60 people, 34–66 instead of 37–63. It speaks of people like those who answered, and knows
nothing of those who did not.

**Small categories** are neither left out nor merged by their count, because leaving out tells that
they are small: every share is published, and one that is small says only "few or none".

**No opinion** ("can't say", "doesn't concern me") is not in the base of the shares. Then base and
whole are two nested groups, and their difference, the people without an opinion, may be a small
group: with 14 of whom 12 had an opinion, two did not. So the whole is never published, and those
without an opinion are a band of their own when they reach the threshold, and else not mentioned:
not whether there were any. Which answers are no opinion is decided with the question, not after.

Sources: Hundepool and others, *Handbook on Statistical Disclosure Control*, chapter 5 (frequency
tables; group disclosure, controlled rounding); NHS Digital, disclosure control of Hospital Episode
Statistics since September 2018 (small counts hidden, the rest in fives).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from heed.engines.disclosure._bands import THRESHOLD, Band, band, checked
from heed.engines.disclosure._refusals import TooFewAnswers

PEOPLE_IN_A_STEP = 5
MOST_STEPS = 20
MOST_ANSWERS = 5
Z_SQUARED = Fraction("3.841459")
"""The square of 1.959964: 95 % of a normal distribution lie within."""


@dataclass(frozen=True, slots=True)
class Share:
    """How many in a hundred gave an answer: `about` so many, between `lowest` and `highest`.

    Whole per cents. `about` is where the rounded share lies, as far from the true one as rounding
    goes (some five in a hundred at 60 people, some twenty at ten): fit for "about half", not for
    comparing. `is_few` where it may have been nobody, and not many more: then say that, and not
    `about`.
    """

    answer: str
    about: int
    lowest: int
    highest: int
    is_few: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """All that may be published of one question, once; nothing in it needs to be kept from anybody.

    `people` had an opinion and are the base of the shares, which stand in the order of the counts.
    `without_opinion` is a band of others, or None where they were fewer than the threshold or none.
    """

    people: Band
    shares: tuple[Share, ...]
    without_opinion: Band | None = None


def shares(
    counts: Mapping[str, int],
    *,
    no_opinion: Collection[str] = (),
    threshold: int = THRESHOLD,
) -> Shares:
    """What may be published of `counts`: people per answer, all answers of the question.

    Answers that nobody gave are part of the counts, with 0: what was asked is known, and the shares
    must not tell. Equal claims to a step go to the answer that stands first.

    Raises TooFewAnswers where fewer than `threshold` people had an opinion; ValueError for a
    threshold under 10, a negative count, a `no_opinion` that is no answer, and fewer than two or
    more than five answers with an opinion.

    >>> counts = {"yes": 70, "partly": 30, "no": 4, "can't say": 6}
    >>> published = shares(counts, no_opinion={"can't say"})
    >>> published.people
    Band(lowest=100, highest=149)
    >>> published.shares[0]
    Share(answer='yes', about=67, lowest=54, highest=79, is_few=False)
    >>> published.shares[2]
    Share(answer='no', about=2, lowest=0, highest=12, is_few=True)
    """
    checked(threshold)
    if not set(no_opinion) <= set(counts):
        raise ValueError("An answer without an opinion is none of the answers.")
    if any(count < 0 for count in counts.values()):
        raise ValueError("No answer was given by fewer people than none.")
    voiced = {answer: count for answer, count in counts.items() if answer not in no_opinion}
    if not 2 <= len(voiced) <= MOST_ANSWERS:
        raise ValueError(f"Shares are of two to {MOST_ANSWERS} answers.")
    people = band(sum(voiced.values()), threshold=threshold)
    steps = _steps(list(voiced.values()), min(MOST_STEPS, people.lowest // PEOPLE_IN_A_STEP))
    return Shares(
        people=people,
        shares=tuple(_share(answer, index, steps, people) for index, answer in enumerate(voiced)),
        without_opinion=_band_or_none(sum(counts.values()) - sum(voiced.values()), threshold),
    )


def _steps(counts: Sequence[int], how_many: int) -> tuple[int, ...]:
    """How many of the steps each answer has in the nearest set: its share is (2s + 1)/(2q + k)."""
    people, parts = sum(counts), 2 * how_many + len(counts)
    steps = [0] * len(counts)
    for _step in range(how_many):
        lacks = [count * parts - 2 * people * s for count, s in zip(counts, steps, strict=True)]
        steps[lacks.index(max(lacks))] += 1
    return tuple(steps)


def _share(answer: str, index: int, steps: tuple[int, ...], people: Band) -> Share:
    own = steps[index]
    rounded = Fraction(2 * own + 1, 2 * sum(steps) + len(steps))
    lowest, highest = _extent(index, steps)
    return Share(
        answer=answer,
        about=int(100 * rounded + Fraction(1, 2)),
        lowest=_wilson(lowest, people.lowest),
        highest=100 - _wilson(1 - highest, people.lowest),
        is_few=own == 0,
    )


def _extent(index: int, steps: tuple[int, ...]) -> tuple[Fraction, Fraction]:
    """The lowest and the highest true share of one answer, of all that lie nearest to `steps`.

    A set is nearest when no step would do better elsewhere: p_j − p_i ≤ (s_j − s_i + 1) u for every
    i that has a step to give, with u = 2/(2q + k). The lowest p_i has all these j at their bound;
    the highest has every j with a step at its bound and the others at zero.
    """
    answers, own = len(steps), steps[index]
    unit = Fraction(2, 2 * sum(steps) + answers)
    giving = sum(step > 0 for place, step in enumerate(steps) if place != index)
    lowest = own - Fraction(1, 2) + Fraction(1, answers) if own else Fraction(0)
    highest = own + (giving + Fraction(answers, 2)) / (giving + 1)
    return lowest * unit, highest * unit


def _wilson(share: Fraction, people: int) -> int:
    """The lower end of Wilson's interval in per cent, rounded down; exact, without a root.

    It is the largest whole p, no larger than the share, of which the score test at 95 % says that
    it is too low: people · (share − p)² ≥ z² p (1 − p).
    """
    of, at = share.denominator, 100 * share.numerator

    def may_be(p: int) -> bool:
        lacks = Z_SQUARED.denominator * people * (at - p * of) ** 2
        return lacks < Z_SQUARED.numerator * p * (100 - p) * of**2

    # Once too low, all below is.
    return bisect_right(range(at // of + 1), False, key=may_be) - 1


def _band_or_none(people: int, threshold: int) -> Band | None:
    try:
        return band(people, threshold=threshold)
    except TooFewAnswers:
        return None
