"""How many people, said in bands."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.engines.disclosure import THRESHOLD, Band, TooFewAnswers, band


@pytest.mark.parametrize(
    ("people", "lowest", "highest"),
    [
        (10, 10, 14), (14, 10, 14), (15, 15, 19), (29, 20, 29), (30, 30, 39), (59, 40, 59),
        (60, 60, 79), (79, 60, 79), (80, 80, 99), (100, 100, 149), (199, 150, 199),
        (200, 200, 299), (999, 800, 999), (1_000, 1_000, 1_499), (4_999, 4_000, 5_999),
    ],
)  # fmt: skip
def test_people_are_counted_in_bands(people: int, lowest: int, highest: int) -> None:
    assert band(people) == Band(lowest, highest)


def test_every_number_lies_in_one_band_and_the_bands_leave_no_gap() -> None:
    bands = [band(people) for people in range(THRESHOLD, 2_100)]
    assert all(b.lowest <= n <= b.highest for n, b in enumerate(bands, THRESHOLD))
    in_order = sorted(set(bands))
    assert all(a.highest + 1 == b.lowest for a, b in pairwise(in_order))
    assert all(5 <= b.highest - b.lowest + 1 <= b.lowest / 2 for b in in_order)


@pytest.mark.parametrize("people", [0, 1, 9])
def test_fewer_than_ten_people_have_no_band_and_the_refusal_does_not_count_them(
    people: int,
) -> None:
    with pytest.raises(TooFewAnswers) as refused:
        band(people)
    others = TooFewAnswers(THRESHOLD)
    assert str(refused.value) == str(others)
    assert vars(refused.value) == vars(others)


@pytest.mark.parametrize("threshold", [9, 1, 0, -10])
def test_nobody_can_set_the_threshold_lower_than_ten(threshold: int) -> None:
    with pytest.raises(ValueError):
        band(100, threshold=threshold)


def test_there_are_no_fewer_people_than_none() -> None:
    with pytest.raises(ValueError):
        band(-1)


@given(st.integers(10, 3_000), st.integers(0, 6_000))
def test_a_higher_threshold_is_held_and_leaves_no_narrow_band(threshold: int, people: int) -> None:
    if people < threshold:
        with pytest.raises(TooFewAnswers):
            band(people, threshold=threshold)
    else:
        found = band(people, threshold=threshold)
        assert threshold <= found.lowest <= people <= found.highest
        assert found.highest - found.lowest >= 4


@settings(deadline=None, max_examples=50)
@given(st.integers(10, 99))
def test_bands_of_a_higher_threshold_do_not_overlap(threshold: int) -> None:
    bands = sorted({band(people, threshold=threshold) for people in range(threshold, 200)})
    assert all(a.highest < b.lowest for a, b in pairwise(bands))


def test_you_and_the_others_says_no_more_than_the_band_does() -> None:
    assert band(15).others() == Band(14, 18)
    told = {(band(people), band(people).others()) for people in range(15, 20)}
    assert len(told) == 1


@pytest.mark.parametrize("people", range(10, 15))
def test_the_others_are_never_fewer_than_ten_and_the_refusal_is_the_bands(people: int) -> None:
    with pytest.raises(TooFewAnswers):
        band(people).others()
