"""Ten years of answers, themes and promises: what a page costs then, on SQLite and on PostgreSQL."""

from benchmarks.asking import Answer, Request, ask_all
from benchmarks.cost import CLIENTS, GZIP
from benchmarks.crowd import new_database
from benchmarks.installation import Installation, Served
from benchmarks.results import Row, table

READS, WARM = 40, 5
PAGE, SEARCH = "≤ 10 ms", "≤ 30 ms"
WITHIN = {
    "stale": "promises without a word, owners who left",
    "late": "answers without an end for 14 days",
    "since": "“since last time” of the next message",
    "since long ago": "“since last time” of a message nine years old, made again",
    "tick": "a tick with nothing due: questions, figures of taps and of weeks",
}


def run(port: int, rounds: int) -> str:
    """Each page in turns, on one database after the other."""
    rows: list[Row] = []
    for place, (name, address) in enumerate((("SQLite", ""), ("PostgreSQL", new_database()))):
        with Installation(database_url=address) as installation:
            told = installation.ask("decade")
            served = installation.serve(port + place)
            plain = port + 2 + place
            beside = installation.serve(plain, "-m", "benchmarks.peer.serve", str(plain))
            for what, (path, goal) in _pages(told).items():
                rows.append(_measured(f"{name}: {what}", served, path, goal, rounds))
            path = f"/plain/{told['newest']}/"
            rows.append(
                _measured(f"{name}: a plain Django view, 76 comments", beside, path, "", rounds)
            )
            spent = installation.ask("gates")
            rows += [
                Row(f"{name}: {what}", (spent[key],), "ms", "", "without the page")
                for key, what in WITHIN.items()
            ]
    return table(rows)


def _pages(told: dict[str, str]) -> dict[str, tuple[str, str]]:
    series, newest = f"/promises/{told['series']}/", told["newest"]
    return {
        "the promises, first page": (series, PAGE),
        "the promises, page 100": (f"{series}?page=100", PAGE),
        "the promises, words looked for": (f"{series}?q=kettle+night", SEARCH),
        "the promises, all narrowed": (f"{series}?q=night&state=done&kind=do&age=older", SEARCH),
        "the feed of promises": (f"{series}feed.atom", PAGE),
        "one promise": (f"{series}1500/", PAGE),
        "what an author heard, 76 answers": (f"/messages/{newest}/what-i-heard/", PAGE),
        "what came in and what we did": ("/what-came-in/", PAGE),
        "the messages, words looked for": ("/search/?q=kettle+night", SEARCH),
        "the newest message": (f"/messages/{newest}/", PAGE),
    }


def _measured(what: str, served: Served, path: str, goal: str, rounds: int) -> Row:
    values: list[float] = []
    size = 0
    wanted = [Request(path, headers=GZIP)] * READS
    ask_all(served.port, wanted[:WARM], clients=CLIENTS)
    got: list[Answer] = []

    def ask() -> None:
        got[:] = ask_all(served.port, wanted, clients=CLIENTS)

    for _round in range(rounds):
        seconds = served.cost(ask)
        wrong = {answer.status for answer in got} - {200}
        if wrong:
            raise SystemExit(f"{path}: the server answered {sorted(wrong)}.")
        values.append(seconds * 1000 / len(got))
        size = got[-1].size
    return Row(what, tuple(values), "ms", goal, f"{size / 1000:.1f} kB")
