"""Which figures of a tree may be published, and the proof that they may.

Sets that are nested or disjoint span what their *atoms* span: an atom is a published node without
the largest published ones below it. Atoms are disjoint, so whatever can be added and subtracted out
of the figures is a sum of atoms, and nothing depends on the answers of fewer people than the
threshold if and only if every atom is empty or reaches the threshold. That is the certificate; it
takes one walk over the tree and no solver.

To choose, a node need only know how many people below it are in no published set yet, and that only
up to the threshold: it may be published when they are none or enough. So the best choice is found
exactly in O(nodes · threshold²). Of equally good choices the one with the first name in the
alphabet is taken, then the second, and so on, whatever the order of the tree.

Which nodes are left out depends on exact numbers, as with every complementary suppression: whoever
sees a team of twelve left out can guess that its sister is small, and not how small.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from heed.engines.disclosure._bands import THRESHOLD, checked
from heed.engines.disclosure._refusals import TooFewAnswers, WouldShowAFew


@dataclass(frozen=True, slots=True)
class Node:
    """A unit of which a figure might be published.

    `people` answered and belong to the unit itself and to none of those `below` it. `weight` says how
    much it matters that its figure is published: a whole number from 1.
    """

    name: str
    people: int = 0
    below: tuple[Node, ...] = ()
    weight: int = 1


def choose(tree: Node, *, threshold: int = THRESHOLD) -> tuple[str, ...]:
    """The names of the nodes to publish, in the order of the alphabet: of all safe choices the one
    with the greatest sum of weights. Empty where nothing may be published.

    Raises ValueError for a threshold under 10, two nodes with one name, a negative number of people
    and a weight under 1.

    >>> north, south = Node("north", 31), Node("south", 7)
    >>> choose(Node("trust", below=(north, south), weight=9))
    ('trust',)
    >>> choose(Node("trust", below=(north, south, Node("west", 3)), weight=9))
    ('north', 'trust')
    """
    checked(threshold)
    nodes = _from_the_leaves(tree)
    names = sorted(node.name for node in nodes)
    ranks = {name: place for place, name in enumerate(names)}
    # A choice is one number: its weight above, one binary digit a name below, the first name's the
    # highest. Numbers add where choices join, and the greater number is the better choice.
    width = len(names)
    worth = {
        node.name: (node.weight << width) | (1 << (width - 1 - ranks[node.name])) for node in nodes
    }
    best: dict[str, dict[int, int]] = {}
    totals = _totals(nodes)
    for node in nodes:
        found = {min(node.people, threshold): 0}
        for lower in node.below:
            found = _joined(found, best.pop(lower.name), threshold)
        if totals[node.name] >= threshold:
            published = [found[left] for left in (0, threshold) if left in found]
            if published:
                found[0] = max(published) + worth[node.name]
        best[node.name] = found
    choice = max(best[tree.name].values())
    chosen = tuple(n for place, n in enumerate(names) if choice >> (width - 1 - place) & 1)
    certify(tree, chosen, threshold=threshold)
    return chosen


def atoms(tree: Node, published: Collection[str]) -> dict[str, int]:
    """The people of each published node who are in no published node below it.

    Raises ValueError where `published` names what is no node.
    """
    nodes = _from_the_leaves(tree)
    if not set(published) <= {node.name for node in nodes}:
        raise ValueError("What is published is no part of the tree.")
    loose: dict[str, int] = {}
    for node in nodes:
        loose[node.name] = node.people + sum(
            0 if lower.name in published else loose[lower.name] for lower in node.below
        )
    return {name: people for name, people in loose.items() if name in published}


def certify(tree: Node, published: Collection[str], *, threshold: int = THRESHOLD) -> None:
    """Show that no sum or difference of what is published gives away fewer than `threshold` people.

    Raises TooFewAnswers where a published node has fewer people itself, and WouldShowAFew where one
    has so without those published below it; either names the node. ValueError as in `choose` and `atoms`.
    """
    checked(threshold)
    nodes = _from_the_leaves(tree)
    totals = _totals(nodes)
    left = atoms(tree, published)
    for node in nodes:
        if node.name in left:
            if totals[node.name] < threshold:
                raise TooFewAnswers(threshold, node.name)
            if 0 < left[node.name] < threshold:
                less = tuple((name, Fraction(-1)) for name in _published_below(node, published))
                combination = ((node.name, Fraction(1)), *less)
                raise WouldShowAFew((node.name,), combination, threshold)


def _joined(these: dict[int, int], those: dict[int, int], most: int) -> dict[int, int]:
    """The best choice for each number of people left over, up to `most`, of two sets of nodes."""
    joined: dict[int, int] = {}
    for here, worth in these.items():
        for there, more in those.items():
            left = min(here + there, most)
            joined[left] = max(joined.get(left, -1), worth + more)
    return joined


def _from_the_leaves(tree: Node) -> list[Node]:
    """All nodes, each after those below it."""
    nodes, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        if node.people < 0 or node.weight < 1:
            raise ValueError(f"{node.name} has a negative number of people, or no weight.")
        nodes.append(node)
        waiting.extend(node.below)
    if len({node.name for node in nodes}) < len(nodes):
        raise ValueError("Two nodes have the same name.")
    return nodes[::-1]


def _totals(nodes: list[Node]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for node in nodes:
        totals[node.name] = node.people + sum(totals[lower.name] for lower in node.below)
    return totals


def _published_below(node: Node, published: Collection[str]) -> Iterator[str]:
    for lower in node.below:
        if lower.name in published:
            yield lower.name
        else:
            yield from _published_below(lower, published)
