"""Figures of a tree: as many as may be, and none that gives a few away."""

import random
from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heed.engines.disclosure import Node, TooFewAnswers, WouldShowAFew, atoms, certify, choose
from tests.engines import oracle

THRESHOLD = 10


def _nodes(tree: Node) -> list[Node]:
    return [tree, *(node for part in tree.below for node in _nodes(part))]


def _own_people(tree: Node) -> list[int]:
    return [node.people for node in _nodes(tree)]


def _rows(tree: Node, published: tuple[str, ...]) -> list[list[int]]:
    """Each published node as zeros and ones over the people of each node itself."""
    nodes = _nodes(tree)
    names = [node.name for node in nodes]
    rows = []
    for node in nodes:
        if node.name in published:
            below = {inner.name for inner in _nodes(node)}
            rows.append([int(name in below) for name in names])
    return rows


def _all_choices(tree: Node) -> Iterator[tuple[str, ...]]:
    names = sorted(node.name for node in _nodes(tree))
    for size in range(len(names) + 1):
        yield from combinations(names, size)


def _is_safe(tree: Node, published: tuple[str, ...]) -> bool:
    try:
        certify(tree, published)
    except (TooFewAnswers, WouldShowAFew):
        return False
    return True


def _is_told_safe_by_brute_force(tree: Node, published: tuple[str, ...]) -> bool:
    rows, people = _rows(tree, published), _own_people(tree)
    if any(sum(n for n, is_in in zip(people, row, strict=True) if is_in) == 0 for row in rows):
        return False
    return not oracle.shows_the_figure_of_a_few(people, rows, THRESHOLD)


@st.composite
def trees(draw: st.DrawFn, most_nodes: int = 9) -> Node:
    """A tree in which every node can have people of its own, and many have few."""
    chance = random.Random(draw(st.integers(0)))
    size = draw(st.integers(1, most_nodes))
    above = [chance.randrange(place) for place in range(1, size)]
    names = chance.sample("abcdefghijkl", size)
    parts: dict[int, list[Node]] = {place: [] for place in range(size)}
    for place in reversed(range(size)):
        people = chance.choice([0, 0, 1, 3, 5, 7, 9, 10, 11, 14, 20])
        if place == 0 or parts[place]:
            people = chance.choice([0, people])
        node = Node(names[place], people, tuple(parts[place]), chance.randint(1, 4))
        if place:
            parts[above[place - 1]].append(node)
    return node


@settings(max_examples=250, deadline=None)
@given(trees(8))
def test_the_choice_is_the_best_of_all_safe_ones_with_the_first_names(tree: Node) -> None:
    weight = {node.name: node.weight for node in _nodes(tree)}
    names = sorted(weight)
    best = max(
        (choice for choice in _all_choices(tree) if _is_safe(tree, choice)),
        key=lambda choice: (
            sum(weight[name] for name in choice),
            [name in choice for name in names],
        ),
    )
    assert choose(tree) == best


@settings(max_examples=80, deadline=None)
@given(trees(10))
def test_nothing_chosen_gives_away_a_few_by_brute_force_over_all_groups(tree: Node) -> None:
    chosen = choose(tree)
    rows, people = _rows(tree, chosen), _own_people(tree)
    assert not oracle.shows_the_figure_of_a_few(people, rows, THRESHOLD)
    assert not oracle.depends_on_a_few(people, rows, THRESHOLD)


@settings(max_examples=60, deadline=None)
@given(trees(7), st.integers(0))
def test_the_certificate_says_exactly_what_brute_force_says(tree: Node, seed: int) -> None:
    chance = random.Random(seed)
    names = [node.name for node in _nodes(tree)]
    published = tuple(name for name in names if chance.random() < 0.6)
    assert _is_safe(tree, published) == _is_told_safe_by_brute_force(tree, published)


@settings(deadline=None)
@given(trees(12), st.integers(0))
def test_the_order_of_a_tree_changes_nothing(tree: Node, seed: int) -> None:
    chance = random.Random(seed)

    def shuffled(node: Node) -> Node:
        parts = [shuffled(part) for part in node.below]
        chance.shuffle(parts)
        return Node(node.name, node.people, tuple(parts), node.weight)

    assert choose(shuffled(tree)) == choose(tree)


@settings(max_examples=200, deadline=None)
@given(trees(12), st.integers(10, 25))
def test_every_atom_is_empty_or_reaches_the_threshold(tree: Node, threshold: int) -> None:
    left = atoms(tree, choose(tree, threshold=threshold))
    assert all(people == 0 or people >= threshold for people in left.values())


def test_where_one_small_team_would_show_one_more_is_left_out() -> None:
    """The trust without the north would be the seven of the south."""
    trust = Node("trust", below=(Node("north", 30), Node("south", 7)), weight=9)
    assert choose(trust) == ("trust",)
    with pytest.raises(WouldShowAFew) as refused:
        certify(trust, ("trust", "north"))
    assert dict(refused.value.combination) == {"trust": 1, "north": -1}
    assert "7" not in str(refused.value)


def test_a_small_team_may_hide_beside_another_small_one() -> None:
    trust = Node("trust", below=(Node("north", 30), Node("south", 7), Node("west", 3)))
    assert choose(trust) == ("north", "trust")


def test_a_unit_may_be_shown_beside_all_of_its_parts() -> None:
    trust = Node("trust", below=(Node("north", 30), Node("south", 17)))
    assert choose(trust) == ("north", "south", "trust")
    assert atoms(trust, ("north", "south", "trust")) == {"north": 30, "south": 17, "trust": 0}


def test_what_is_told_of_the_whole_can_matter_more_than_its_parts() -> None:
    parts = tuple(Node(name, 10) for name in "abc")
    assert choose(Node("trust", 5, parts, weight=2)) == ("a", "b", "trust")
    assert choose(Node("trust", 5, parts, weight=1)) == ("a", "b", "c")


def test_where_nobody_or_few_answered_nothing_is_shown() -> None:
    assert choose(Node("trust", below=(Node("north"), Node("south")))) == ()
    assert choose(Node("trust", below=(Node("north", 5), Node("south", 4)))) == ()
    with pytest.raises(TooFewAnswers) as refused:
        certify(Node("trust", 30, (Node("north", 4),)), ("north",))
    assert refused.value.name == "north"


def test_what_makes_no_sense_is_refused() -> None:
    for tree in [
        Node("trust", 20, (Node("north", 12), Node("north", 12))),
        Node("trust", -1),
        Node("trust", 20, weight=0),
    ]:
        with pytest.raises(ValueError):
            choose(tree)
    with pytest.raises(ValueError):
        choose(Node("trust", 20), threshold=9)
    with pytest.raises(ValueError):
        certify(Node("trust", 20), ("elsewhere",))


def test_a_very_deep_tree_is_no_difficulty() -> None:
    tree = Node("0", 10)
    for depth in range(1, 1_200):
        tree = Node(str(depth), 0, (tree,))
    assert len(choose(tree)) == 1_200
