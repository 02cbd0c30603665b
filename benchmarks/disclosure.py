"""What may be published about a trust of 400 teams: chosen, proved, and cut across by profession."""

import random
import time
from collections.abc import Callable, Iterator

from benchmarks.results import Row, table
from heed.engines import disclosure
from heed.engines.disclosure import Node, Refusal, Releases

TEAMS, SERVICES, DIRECTORATES, PROFESSIONS = 400, 45, 8, 6
ANSWERING = 0.7
Groups = dict[str, set[str]]


def run(_port: int, rounds: int) -> str:
    """Measure; gives back the table."""
    people, teams = _people(random.Random(1948))
    tree = _tree(people, teams)
    within = {node.name: _within(node, teams) for node in _nodes(tree)}
    chosen = disclosure.choose(tree)
    releases = Releases(people).admit({name: within[name] for name in chosen})
    crossing = _crossing(within, people)
    admitted = _count_admitted(releases, crossing)
    counts = {"yes": 1_210, "partly": 604, "no": 333}
    of_nodes = f"{len(chosen)} of {len(within)} nodes published"
    of_crossing = f"{admitted} of {len(crossing)} figures admitted"
    rows = [
        Row("choose", _measured(rounds, lambda: disclosure.choose(tree)), "ms", "", of_nodes),
        Row("certify", _measured(rounds, lambda: disclosure.certify(tree, chosen)), "ms"),
        Row(
            "professions, and professions in directorates, one after another",
            _measured(rounds, lambda: _count_admitted(releases, crossing)), "ms", "", of_crossing,
        ),
        Row("shares of one question", _measured(rounds, lambda: disclosure.shares(counts)), "ms"),
    ]  # fmt: skip
    return table(rows)


def _measured(rounds: int, do: Callable[[], object]) -> tuple[float, ...]:
    """Milliseconds of processor time."""
    found = []
    for _round in range(rounds):
        began = time.process_time()
        do()
        found.append((time.process_time() - began) * 1_000)
    return tuple(found)


def _people(chance: random.Random) -> tuple[dict[str, int], Groups]:
    """How many answered of each profession in each team, mostly of one."""
    people: dict[str, int] = {}
    teams: Groups = {}
    for number in range(TEAMS):
        team, main = f"team {number}", chance.randrange(PROFESSIONS)
        teams[team] = set()
        for _person in range(int(chance.lognormvariate(2.2, 0.8) * ANSWERING)):
            own = main if chance.random() < 0.9 else chance.randrange(PROFESSIONS)
            group = f"{team}, profession {own}"
            teams[team].add(group)
            people[group] = people.get(group, 0) + 1
    return people, teams


def _tree(people: dict[str, int], teams: Groups) -> Node:
    lowest = [Node(team, sum(people[group] for group in teams[team])) for team in teams]
    services = [
        Node(f"service {n}", 0, tuple(lowest[n::SERVICES]), weight=4) for n in range(SERVICES)
    ]
    directorates = [
        Node(f"directorate {n}", 0, tuple(services[n::DIRECTORATES]), weight=20)
        for n in range(DIRECTORATES)
    ]
    return Node("trust", 0, tuple(directorates), weight=1_000)


def _nodes(tree: Node) -> Iterator[Node]:
    yield tree
    for node in tree.below:
        yield from _nodes(node)


def _within(tree: Node, teams: Groups) -> set[str]:
    return {group for node in _nodes(tree) for group in teams.get(node.name, ())}


def _crossing(within: Groups, people: dict[str, int]) -> Groups:
    """Each profession in the trust and in each directorate, the largest first."""
    figures: Groups = {}
    for name in ["trust", *(f"directorate {n}" for n in range(DIRECTORATES))]:
        for number in range(PROFESSIONS):
            of_one = {group for group in within[name] if group.endswith(f"profession {number}")}
            figures[f"profession {number} in {name}"] = of_one
    return dict(sorted(figures.items(), key=lambda item: -sum(people[group] for group in item[1])))


def _count_admitted(releases: Releases, crossing: Groups) -> int:
    admitted = 0
    for name, groups in crossing.items():
        try:
            releases = releases.admit({name: groups})
            admitted += 1
        except Refusal:
            continue
    return admitted


if __name__ == "__main__":
    print(run(0, 5))
