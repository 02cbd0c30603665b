"""What is out already, and whether more may follow."""

import random
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.engines.disclosure import (
    AlreadyReleased,
    Node,
    Releases,
    TooEntangled,
    TooFewAnswers,
    WouldShowAFew,
    choose,
)
from heed.engines.disclosure import _releases as inside
from tests.engines import oracle

THRESHOLD = 10


def _refused(releases: Releases, **figures: set[str]) -> WouldShowAFew:
    with pytest.raises(WouldShowAFew) as refused:
        releases.admit(figures)
    return refused.value


def test_a_second_cut_that_leaves_out_four_is_refused_and_says_why() -> None:
    releases = Releases({"crews": 40, "control": 4}).admit({"everybody": {"crews", "control"}})
    refused = _refused(releases, crews={"crews"})
    assert refused.names == ("crews",)
    assert dict(refused.combination) == {"everybody": 1, "crews": -1}
    assert str(refused).startswith("everybody − crews would show fewer than 10 people")


def test_a_group_that_grew_by_a_few_is_not_shown_again() -> None:
    first = Releases({"by May": 12}).admit({"May": {"by May"}})
    grown = first.joined_by({"in June": 2})
    assert _refused(grown, June={"by May", "in June"}).names == ("June",)
    later = grown.joined_by({"in July": 8})
    later.admit({"July": {"by May", "in June", "in July"}})


def test_it_grew_by_enough_but_three_releases_together_show_a_few() -> None:
    """Ten came, then ten went on: what lies between is never shown as a rest of fewer."""
    releases = Releases({"a": 20, "b": 10, "c": 5, "d": 10})
    releases = releases.admit({"first": {"a"}, "second": {"a", "b", "c"}})
    assert _refused(releases, third={"a", "b"}).names == ("third",)
    releases.admit({"third": {"a", "b", "c", "d"}})


def test_a_figure_is_published_once() -> None:
    releases = Releases({"crews": 40, "control": 14}).admit({"crews": {"crews"}})
    for groups in ({"crews"}, {"control"}, {"crews", "control"}):
        with pytest.raises(AlreadyReleased):
            releases.admit({"crews": groups})


def test_the_same_people_are_not_shown_again_under_another_name() -> None:
    """Somebody may have changed their answer in between, and the difference would be theirs."""
    releases = Releases({"crews": 40, "empty": 0}).admit({"May": {"crews"}})
    with pytest.raises(AlreadyReleased) as refused:
        releases.admit({"May, corrected": {"crews", "empty"}})
    assert refused.value.name == "May"


def test_a_unit_and_its_only_team_may_be_shown_at_once() -> None:
    Releases({"team": 12}).admit({"team": {"team"}, "service": {"team"}})


def test_all_figures_of_a_release_are_admitted_or_none() -> None:
    releases = Releases({"north": 30, "south": 7})
    refused = _refused(releases, trust={"north", "south"}, north={"north"})
    assert set(refused.names) == {"trust", "north"}
    assert not releases.figures
    assert set(releases.admit({"trust": {"north", "south"}}).figures) == {"trust"}


def test_few_people_are_no_figure() -> None:
    for groups in ({"south"}, {"empty"}, set()):
        with pytest.raises(TooFewAnswers) as refused:
            Releases({"south": 9, "empty": 0}).admit({"south": groups})
        assert refused.value.name == "south"


def test_two_tables_that_are_safe_each_by_itself_show_a_few_together() -> None:
    """The linked tables of sdcTable's own tests (test-linked-tables.r), three people for each of
    theirs, since our threshold is ten and theirs four: "small" without "county-1" is K and N, and
    without N as well it is K, whose nine people were hidden. Theirs: 10 − 7 = 3."""
    people = {"A": 6, "B": 6, "I": 24, "J": 24, "K": 9, "L": 9, "M": 9, "N": 21}
    by_region = {"county-1": set("ABIJ"), "I": {"I"}, "J": {"J"}, "N": {"N"}}
    by_size = {"big": set("LM"), "small": set("ABIJKN")}
    releases = Releases(people)
    releases.admit(by_region)
    releases.admit(by_size)
    releases.admit(by_region | {"big": by_size["big"]})
    refused = _refused(releases.admit(by_region), **by_size)
    signs = {
        name: times / dict(refused.combination)["small"] for name, times in refused.combination
    }
    assert signs == {"small": 1, "county-1": -1, "N": -1}
    releases.admit({name: groups for name, groups in by_region.items() if name != "N"} | by_size)


def test_all_but_one_and_all_but_another_would_show_both() -> None:
    """Nobody's own figure can be worked out, yet a difference of one tells how both answered."""
    releases = Releases({"others": 40, "Ama": 1, "Bev": 1}).admit({"one": {"others", "Ama"}})
    refused = _refused(releases, other={"others", "Bev"})
    assert {name for name, _times in refused.combination} == {"one", "other"}


def test_a_combination_may_need_a_third_of_a_figure() -> None:
    """a+b, b+c and a+c give a, though no two of them do."""
    releases = Releases({"a": 8, "b": 30, "c": 30})
    releases = releases.admit({"ab": {"a", "b"}, "bc": {"b", "c"}})
    refused = _refused(releases, ac={"a", "c"})
    assert {abs(times) for _name, times in refused.combination} == {Fraction(1, 2)}
    assert "1/2" in str(refused)


def test_two_figures_may_differ_by_a_few_where_a_third_hides_it() -> None:
    """v without w is e and g less b: eight people, which no reduced row says by itself."""
    people = {"a": 3, "b": 4, "c": 3, "d": 2, "e": 2, "f": 1, "g": 2, "h": 4}
    refused = _refused(Releases(people), v=set("hegd"), w=set("hbd"), x=set("fabegd"))
    assert {name for name, _times in refused.combination} == {"v", "w"}


def test_what_hangs_together_in_three_ways_is_refused_though_it_may_be_safe() -> None:
    people = {"a": 3, "b": 3, "c": 3, "d": 30, "e": 3, "f": 2, "g": 40, "h": 2, "i": 3}
    figures = {"v": "dgf", "w": "bfgie", "x": "chd", "y": "adbfceh", "z": "dfieh"}
    with pytest.raises(TooEntangled) as refused:
        Releases(people).admit(figures)
    assert set(refused.value.names) == set(figures)


def test_a_search_that_takes_too_long_is_given_up_and_nothing_admitted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = {"others": 60, "rest": 30} | {f"pair {n}": 4 for n in range(8)}
    figures = {f"f{n}": {"others", f"pair {n}", "rest"} for n in range(1, 8)}
    figures |= {"g": {"others", *(f"pair {n}" for n in range(8))}}
    monkeypatch.setattr(inside, "LONGEST_SEARCH", 0)
    with pytest.raises(TooEntangled):
        Releases(people).admit(figures)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError):
        Releases({"a": 20}).admit({"a": {"b"}})
    with pytest.raises(ValueError):
        Releases({"a": -1})
    with pytest.raises(ValueError):
        Releases({"a": 20}, threshold=9)
    with pytest.raises(ValueError):
        Releases({"a": 20}).joined_by({"a": 21})


def test_what_is_published_is_not_changed_from_outside() -> None:
    people = {"a": 20}
    releases = Releases(people).admit({"a": {"a"}})
    people["b"] = 3
    assert dict(releases.people) == {"a": 20}
    with pytest.raises(TypeError):
        releases.figures["b"] = frozenset()  # type: ignore[index]


Case = tuple[dict[str, int], list[set[str]]]


@st.composite
def crossing(draw: st.DrawFn) -> Case:
    """Up to six groups and up to five figures that cross one another."""
    names = "abcdefg"[: draw(st.integers(2, 6))]
    people = {name: draw(st.sampled_from([0, 1, 2, 4, 6, 9, 10, 12, 25])) for name in names}
    figures = draw(st.lists(st.sets(st.sampled_from(names), min_size=1), min_size=1, max_size=5))
    return people, [figure for figure in figures if sum(people[g] for g in figure) >= THRESHOLD]


def _row(people: dict[str, int], groups: set[str]) -> list[int]:
    return [int(name in groups) for name in people]


@settings(max_examples=250, deadline=None)
@given(crossing())
def test_what_is_admitted_gives_away_nobody_by_brute_force(case: Case) -> None:
    people, figures = case
    rows = [_row(people, groups) for groups in figures]
    numbers = list(people.values())
    is_unsafe = bool(rows) and oracle.depends_on_a_few(numbers, rows, THRESHOLD)
    named = {f"f{place}": groups for place, groups in enumerate(figures)}
    try:
        Releases(people).admit(named)
    except WouldShowAFew as refused:
        assert is_unsafe
        shown = [
            sum(times * (group in named[name]) for name, times in refused.combination)
            for group in people
        ]
        few = sum(n for n, times in zip(numbers, shown, strict=True) if times)
        assert 0 < few < THRESHOLD
    except TooEntangled:
        pass
    else:
        assert not is_unsafe
        assert not oracle.shows_the_figure_of_a_few(numbers, rows, THRESHOLD)


@settings(max_examples=100, deadline=None)
@given(crossing())
def test_whatever_two_figures_give_away_is_said_by_name(case: Case) -> None:
    people, figures = case[0], case[1][:2]
    with suppress(WouldShowAFew):
        Releases(people).admit({f"f{place}": groups for place, groups in enumerate(figures)})


@settings(max_examples=60, deadline=None)
@given(st.integers(0))
def test_the_tree_and_the_releases_agree(seed: int) -> None:
    chance = random.Random(seed)
    teams = {f"team {n}": chance.choice([0, 3, 6, 9, 12, 18]) for n in range(9)}
    services = [tuple(list(teams)[n : n + 3]) for n in range(0, 9, 3)]
    parts = tuple(
        Node(f"service {n}", 0, tuple(Node(team, teams[team]) for team in members))
        for n, members in enumerate(services)
    )
    groups = {team: {team} for team in teams}
    groups |= {f"service {n}": set(members) for n, members in enumerate(services)}
    groups["trust"] = set(teams)
    chosen = choose(Node("trust", 0, parts))
    releases = Releases(teams).admit({name: groups[name] for name in chosen})
    for name, members in groups.items():
        if name not in chosen:
            with pytest.raises((WouldShowAFew, TooFewAnswers)):
                releases.admit({name: members})
