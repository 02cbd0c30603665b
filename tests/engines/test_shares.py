"""What a group answered: never an exact count, and never a lie."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from fractions import Fraction
from functools import cache
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.engines.disclosure import THRESHOLD, Band, Shares, TooFewAnswers, band, shares
from heed.engines.disclosure._shares import _extent, _steps

ANSWERS = ["yes", "partly", "no", "it depends", "too early"]
# How many answers, and which band of people (the last two under a threshold of their own):
# every single table of these is gone through.
ALL_OF = [(2, 10, 14), (2, 15, 19), (2, 20, 29), (2, 60, 79), (3, 10, 14),
          (3, 15, 19), (3, 20, 29), (4, 10, 14), (2, 17, 29), (3, 12, 19)]  # fmt: skip
Table = tuple[int, ...]


def _tables(people: int, answers: int) -> Iterator[Table]:
    if answers == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in _tables(people - first, answers - 1):
            yield (first, *rest)


def _published(table: Table, threshold: int = THRESHOLD) -> Shares:
    return shares(dict(zip(ANSWERS, table, strict=False)), threshold=threshold)


@cache
def _behind(answers: int, lowest: int, highest: int) -> dict[Shares, list[Table]]:
    """For all that can be published of a band: every table that it is published of."""
    behind = defaultdict(list)
    for people in range(lowest, highest + 1):
        for table in _tables(people, answers):
            behind[_published(table, threshold=lowest)].append(table)
    return behind


every_table = pytest.mark.parametrize(("answers", "lowest", "highest"), ALL_OF)


@every_table
def test_neither_the_people_nor_a_count_can_be_worked_back(
    answers: int, lowest: int, highest: int
) -> None:
    for figure, tables in _behind(answers, lowest, highest).items():
        assert figure.people == Band(lowest, highest)
        assert len(tables) >= 20
        assert {sum(table) for table in tables} == set(range(lowest, highest + 1))


@every_table
def test_who_knows_how_many_answered_still_finds_several_counts_of_each_answer(
    answers: int, lowest: int, highest: int
) -> None:
    for tables in _behind(answers, lowest, highest).values():
        for people in range(lowest, highest + 1):
            of_that_many = [table for table in tables if sum(table) == people]
            for answer in range(answers):
                assert len({table[answer] for table in of_that_many}) >= 3


@every_table
def test_no_share_says_that_nobody_gave_an_answer_or_fewer_than_four_or_all(
    answers: int, lowest: int, highest: int
) -> None:
    for figure, tables in _behind(answers, lowest, highest).items():
        for place, share in enumerate(figure.shares):
            counts = {table[place] for table in tables}
            assert share.is_few == (0 in counts)
            if share.is_few:
                assert set(range(5)) <= counts
            assert max(counts) >= 4
            # Nor can it be known that all gave it, or all but one, two or three.
            assert any(sum(table) - table[place] >= 4 for table in tables)


@pytest.mark.parametrize("people", [10, 12, 19, 47, 100, 149, 2_000])
def test_everybody_said_no_cannot_be_told_from_all_but_four(people: int) -> None:
    assert _published((0, 0, people)) == _published((2, 2, people - 4))


@pytest.mark.parametrize("people", [100, 260, 4_000])
def test_the_ends_are_five_and_ninety_five_per_cent(people: int) -> None:
    none, all_of_them = _published((0, people)).shares
    assert _published((people * 4 // 100, people - people * 4 // 100)).shares == (
        none,
        all_of_them,
    )
    assert none.lowest == 0 and none.highest >= 5
    assert all_of_them.highest == 100 and all_of_them.lowest <= 95


def _wilson(count: int, people: int) -> tuple[float, float]:
    """The interval as the textbooks write it."""
    z, share = 1.959963984540054, count / people
    middle = (share + z * z / (2 * people)) / (1 + z * z / people)
    half = z * sqrt(share * (1 - share) / people + z * z / (4 * people**2)) / (1 + z * z / people)
    return 100 * (middle - half), 100 * (middle + half)


@every_table
def test_the_interval_holds_the_one_that_the_true_counts_would_have_given(
    answers: int, lowest: int, highest: int
) -> None:
    for figure, tables in _behind(answers, lowest, highest).items():
        for table in tables:
            for count, share in zip(table, figure.shares, strict=True):
                low, high = _wilson(count, sum(table))
                assert share.lowest <= low + 1e-4 and high - 1e-4 <= share.highest
                assert 0 <= share.lowest <= share.about <= share.highest <= 100


@pytest.mark.parametrize(("answers", "steps"), [(2, 3), (2, 12), (3, 2), (3, 4), (4, 1)])
def test_the_extent_of_a_rounded_share_is_what_going_through_all_shares_finds(
    answers: int, steps: int
) -> None:
    people = (2 * steps + answers) * (8 if answers < 4 else 4)
    seen: dict[tuple[Table, int], list[Fraction]] = defaultdict(list)
    for table in _tables(people, answers):
        for place, count in enumerate(table):
            seen[_steps(table, steps), place].append(Fraction(count, people))
    for (rounded, place), found in seen.items():
        low, high = _extent(place, rounded)
        assert low <= min(found) <= low + Fraction(2, people)
        assert high - Fraction(2, people) <= max(found) <= high


@settings(deadline=None)
@given(st.lists(st.integers(0, 40), min_size=2, max_size=4), st.integers(1, 6))
def test_the_steps_are_the_nearest_of_all(table: list[int], steps: int) -> None:
    people, parts = sum(table), 2 * steps + len(table)
    if not people:
        return

    def far(given: Table) -> Fraction:
        shares_of = zip(table, given, strict=True)
        return sum(
            ((Fraction(c, people) - Fraction(2 * s + 1, parts)) ** 2 for c, s in shares_of),
            Fraction(0),
        )

    assert far(_steps(table, steps)) == min(map(far, _tables(steps, len(table))))


@settings(deadline=None)
@given(st.lists(st.integers(0, 900), min_size=2, max_size=5))
def test_the_order_of_the_answers_changes_nothing_but_equal_claims(table: list[int]) -> None:
    if sum(table) < 10:
        return
    forwards = dict(zip(ANSWERS, table, strict=False))
    backwards = dict(reversed(forwards.items()))
    one, other = shares(forwards), shares(backwards)
    moved = [
        abs(a.about - b.about) for a, b in zip(one.shares, reversed(other.shares), strict=True)
    ]
    assert one.people == other.people
    if len(set(table)) == len(table) and any(moved):
        # Only where two tables are equally near.
        assert max(moved) <= 100 / (one.people.lowest // 5)
    assert 98 <= sum(share.about for share in one.shares) <= 102


def test_a_figure_over_many_is_close() -> None:
    yes, partly, no = shares({"yes": 3_050, "partly": 1_240, "no": 710}).shares
    assert (yes.about, yes.lowest, yes.highest) == (63, 58, 68)
    assert abs(partly.about - 25) <= 4 and abs(no.about - 14) <= 4


@pytest.mark.parametrize("table", [(0, 0, 0), (9, 0, 0), (3, 3, 3)])
def test_fewer_than_ten_answers_are_no_figure(table: Table) -> None:
    with pytest.raises(TooFewAnswers):
        _published(table)


def test_a_higher_threshold_is_held() -> None:
    with pytest.raises(TooFewAnswers):
        shares({"yes": 12, "no": 7}, threshold=20)
    assert shares({"yes": 12, "no": 8}, threshold=20).people == Band(20, 29)


NO_OPINION = frozenset({"can't say", "doesn't concern me"})


def _helped(yes: int, partly: int, no: int, unsure: int, elsewhere: int) -> Shares:
    counts = {"yes": yes, "partly": partly, "no": no}
    return shares(
        counts | {"can't say": unsure, "doesn't concern me": elsewhere}, no_opinion=NO_OPINION
    )


@given(st.integers(0, 9))
def test_a_few_without_an_opinion_leave_no_trace(without: int) -> None:
    """The whole would be a second base, whose difference from the first shows those few."""
    for unsure in range(without + 1):
        assert _helped(7, 4, 3, unsure, without - unsure) == _published((7, 4, 3))


def test_many_without_an_opinion_are_a_band_of_their_own() -> None:
    figure = _helped(30, 10, 5, 9, 8)
    assert figure.people == band(45) and figure.without_opinion == band(17)
    assert [share.answer for share in figure.shares] == ["yes", "partly", "no"]
    assert figure == _helped(30, 10, 5, 17, 0)


def test_many_without_an_opinion_do_not_make_up_for_few_with_one() -> None:
    with pytest.raises(TooFewAnswers):
        _helped(3, 3, 3, 50, 50)


@pytest.mark.parametrize(
    ("counts", "no_opinion", "threshold"),
    [
        ({"yes": 40}, (), 10),
        ({"yes": 40, "can't say": 40}, ("can't say",), 10),
        ({"yes": 40, "no": -1}, (), 10),
        ({"yes": 40, "no": 12}, ("perhaps",), 10),
        ({"yes": 40, "no": 12}, (), 9),
        (dict.fromkeys("abcdef", 10), (), 10),
    ],
)
def test_what_makes_no_sense_is_refused(
    counts: dict[str, int], no_opinion: tuple[str, ...], threshold: int
) -> None:
    with pytest.raises(ValueError):
        shares(counts, no_opinion=no_opinion, threshold=threshold)


def test_what_is_frozen_holds_bands_names_and_per_cents_and_nothing_else() -> None:
    figure = shares({"yes": 8, "partly": 3, "no": 1})
    assert set(asdict(figure)) == {"people", "shares", "without_opinion"}
    for share in asdict(figure)["shares"]:
        assert set(share) == {"answer", "about", "lowest", "highest", "is_few"}
    with pytest.raises(AttributeError):
        figure.people = Band(12, 12)  # type: ignore[misc]
