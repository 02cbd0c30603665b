"""Processor time of reading a message and of sending a comment, beside a plain site in the same
rounds."""

import json
from collections.abc import Callable

from benchmarks import words
from benchmarks.asking import Answer, Request, ask_all
from benchmarks.installation import Installation, Served
from benchmarks.results import Row, table

CLIENTS = 1
READS, POSTS, WARM = 300, 300, 40
GZIP = {"Accept-Encoding": "gzip, deflate, br, zstd"}
PEER_KEY = "0123456789abcdefghijklmnopqrstuv"

KNOWN = "≤ 5 ms, ≤ 8 queries"
NAMES = {
    "no session": ("Heed, a reader without a session", "≤ 2 ms"),
    "reader": ("Heed, a reader who is signed in", KNOWN),
    "author": ("Heed, the author", KNOWN),
    "moderator": ("Heed, a moderator", KNOWN),
    "no session, not compressed": ("Heed, without a session, not compressed", ""),
    "without store": ("Heed's page made anew for each reader, without its form", ""),
    "plain": ("a plain Django view with a template of its own", ""),
}

Round = tuple[Served, Callable[[int], list[Request]], set[int]]


def run(port: int, rounds: int) -> str:
    """Read and post in turns; gives back the two tables."""
    with Installation() as installation:
        told = installation.ask("seeding", POSTS * rounds + WARM)
        path = f"/messages/{told['slug']}/"
        queries = installation.ask("counting", path, json.dumps(told["sessions"]))
        heed = installation.serve(port)
        plain = installation.serve(port + 1, "-m", "benchmarks.peer.serve", str(port + 1))
        reading = measure(read_cases(heed, plain, told), rounds)
        posting = measure(post_cases(heed, plain, told), rounds)
    return "\n\n".join([read_table(reading, queries), post_table(posting)])


def read_cases(heed: Served, plain: Served, told: dict) -> dict[str, Round]:  # type: ignore[type-arg]
    path = f"/messages/{told['slug']}/"

    def reads(where: str, **headers: str) -> Callable[[int], list[Request]]:
        return lambda many: [Request(where, headers=headers)] * many

    cases: dict[str, Round] = {}
    for name, key in {"no session": "", **told["sessions"]}.items():
        cookie = {"Cookie": f"heed_session={key}"} if key else {}
        cases[name] = (heed, reads(path, **cookie, **GZIP), {200})
    cases["no session, not compressed"] = (heed, reads(path), {200})
    slow = f"/plain/{told['slug']}/without-store/"
    cases["without store"] = (plain, reads(slow, **GZIP), {200})
    cases["plain"] = (plain, reads(f"/plain/{told['slug']}/", **GZIP), {200})
    return cases


def post_cases(heed: Served, plain: Served, told: dict) -> dict[str, Round]:  # type: ignore[type-arg]
    tickets = iter(told["tickets"])
    numbers = iter(range(100_000, 10**6))

    def comments(many: int) -> list[Request]:
        return [
            Request(
                f"/messages/{told['slug']}/comment/", comment(next(numbers), next(tickets)), GZIP
            )
            for _ in range(many)
        ]

    def notes(many: int) -> list[Request]:
        words = {"csrfmiddlewaretoken": PEER_KEY}
        headers = {"Cookie": f"heed_csrf={PEER_KEY}", "Referer": "https://localhost/", **GZIP}
        path = f"/plain/{told['slug']}/send/"
        return [
            Request(path, {**comment(next(numbers), ""), **words}, headers) for _ in range(many)
        ]

    return {"comment": (heed, comments, {302}), "plain": (plain, notes, {302})}


def comment(number: int, ticket: str) -> dict[str, str]:
    """What a browser sends for one comment; no two have words, address or form in common."""
    return {
        "ticket": ticket,
        "seen_card": "",
        "website": "",
        "name": f"Dewi Marchbanks {number}",
        "email": f"dewi{number}@example.org",
        "text": words.comment(number),
        "wants_mail": "on",
    }


def measure(cases: dict[str, Round], rounds: int) -> dict[str, tuple[list[float], int]]:
    """Milliseconds of processor time per request in each round, and the bytes of an answer."""
    spent: dict[str, list[float]] = {name: [] for name in cases}
    sizes: dict[str, int] = {}
    for number in range(rounds):
        for name, (served, requests, statuses) in cases.items():
            if number == 0:
                ask_all(served.port, requests(WARM), clients=CLIENTS)
            wanted = requests(READS)
            got: list[Answer] = []
            seconds = served.cost(
                lambda port=served.port, wanted=wanted, got=got: got.extend(
                    ask_all(port, wanted, clients=CLIENTS)
                )
            )
            wrong = {answer.status for answer in got} - statuses
            if wrong:
                raise SystemExit(f"{name}: the server answered {sorted(wrong)}.")
            spent[name].append(seconds * 1000 / len(got))
            sizes[name] = got[-1].size
    return {name: (values, sizes[name]) for name, values in spent.items()}


def read_table(found: dict, queries: dict) -> str:  # type: ignore[type-arg]
    rows = []
    for name, (values, size) in found.items():
        what, goal = NAMES[name]
        asked = f"{len(queries[name])} queries, " if name in queries else ""
        rows.append(Row(what, tuple(values), "ms", goal, f"{asked}{size / 1000:.1f} kB"))
    return table(rows, yardstick=rows[-1].middle)


def post_table(found: dict) -> str:  # type: ignore[type-arg]
    rows = [
        Row("Heed: a comment with all guards", tuple(found["comment"][0]), "ms", "≤ 2 ms"),
        Row("a plain Django form and insert, no guards", tuple(found["plain"][0]), "ms"),
    ]
    return table(rows, yardstick=rows[-1].middle)
