"""2,000 comments by 64 writers while 1,000 readers read and Heed ticks each second: on SQLite, on
PostgreSQL, and with the power cut in the middle."""

import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass

from benchmarks.asking import Answer, Request, ask_all, milliseconds
from benchmarks.cost import GZIP, comment
from benchmarks.installation import Installation, Served

COMMENTS, WRITERS = 2000, 64
READS, READERS = 1000, 16
WORKERS = 2
# So that 64 writers take about a minute for 2,000 comments.
PAUSE = 1.8
SEEDED = 50
HEADS = (
    "Where", "Taken", "Lost", "Twice", "Posted meanwhile", "Ticks", "Seconds",
    "Sending, p50 / p99", "Reading, p50 / p99", "Errors in the log",
)  # fmt: skip


@dataclass
class Crowd:
    """What happened."""

    sent: list[Answer]
    read: list[Answer]
    seconds: float
    ticks: str = ""
    log: str = ""


def run(port: int, rounds: int) -> str:
    """The table; a crowd is big enough to be measured once."""
    lines = [HEADS, ("---",) * len(HEADS)]
    lines.append(told("SQLite, all at once", "", port))
    lines.append(told("SQLite, within a minute", "", port, pause=PAUSE))
    lines.append(told("SQLite, killed in the middle", "", port, is_killed=True))
    for where, pause in (("all at once", 0), ("within a minute", PAUSE)):
        lines.append(told(f"PostgreSQL, {where}", new_database(), port, pause=pause))
    lines += pair(port)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def pair(port: int) -> list[tuple[str, ...]]:
    """The lines of two servers on one PostgreSQL, one of which is killed half-way and stays away."""
    return [
        told(f"Two servers, {where}, one killed", new_database(), port, is_pair=True, pause=pause)
        for where, pause in (("all at once", 0), ("within a minute", PAUSE))
    ]


def new_database() -> str:
    """The address of an empty PostgreSQL of our own, which ends with this process."""
    from tests.postgres import begin_cluster

    return begin_cluster()


def told(
    where: str,
    database_url: str,
    port: int,
    *,
    is_killed: bool = False,
    is_pair: bool = False,
    pause: float = 0,
) -> tuple[str, ...]:
    with ExitStack() as stack:
        installation, *others = [
            stack.enter_context(Installation(database_url=database_url, workers=WORKERS))
            for _each in range(1 + is_pair)
        ]
        crowd = gather(installation, others, port, is_killed=is_killed, pause=pause)
        found = installation.ask("checking")
    wanted = {answer.request.words["text"] for answer in crowd.sent if answer.request.words}
    there = {text: found["texts"].get(text, 0) for text in wanted}
    lost = sum(count == 0 for count in there.values())
    twice = sum(count > 1 for count in there.values())
    refused = [answer for answer in crowd.sent if answer.status != 302]
    if refused or len(wanted) != COMMENTS:
        raise SystemExit(f"{where}: {len(refused)} comments were refused, {len(wanted)} sent.")
    if found["received"] != COMMENTS + SEEDED:
        raise SystemExit(f"{where}: {found['received'] - SEEDED} comments were taken in.")
    unread = [answer for answer in crowd.read if answer.status != 200]
    if unread:
        raise SystemExit(f"{where}: {len(unread)} readers saw no page.")
    return (
        where, f"{len(there) - lost:,}", str(lost), str(twice), str(found["posted"] - SEEDED),
        crowd.ticks, f"{crowd.seconds:.0f}", times(crowd.sent), times(crowd.read),
        errors(crowd.log),
    )  # fmt: skip


def gather(
    installation: Installation,
    others: list[Installation],
    port: int,
    *,
    is_killed: bool,
    pause: float,
) -> Crowd:
    seeded = installation.ask("seeding", COMMENTS)
    path = f"/messages/{seeded['slug']}/"
    sending = [
        Request(f"{path}comment/", comment(100_000 + number, ticket))
        for number, ticket in enumerate(seeded["tickets"])
    ]
    reading = [Request(path, headers=GZIP)] * READS
    served = installation.serve(port)
    pair = [each.serve(port + 1 + number) for number, each in enumerate(others)]
    ports = [port, *(each.port for each in pair)]
    is_patient = is_killed or bool(pair)
    ticking = installation.begin("ticking")
    with ThreadPoolExecutor() as beside:

        def cut_power(many: int) -> None:
            if is_killed and many == COMMENTS // 3:
                cuts.append(beside.submit(begin_anew, installation, served))
            if pair and many == COMMENTS // 2:
                cuts.append(beside.submit(pair[0].kill))

        cuts: list[Future[None]] = []
        began = time.monotonic()
        read = beside.submit(
            ask_all, ports, reading, clients=READERS, patient=is_patient, pause=pause / 2
        )
        sent = ask_all(
            ports, sending, clients=WRITERS, patient=is_patient, pause=pause, on_answer=cut_power
        )
        for cut in cuts:
            cut.result()
        crowd = Crowd(sent, read.result(), time.monotonic() - began)
    told, _none = ticking.communicate(b"stop\n", timeout=60)
    crowd.ticks = told.decode().split()[0]
    crowd.log = "".join(each.log.read_text() for each in (served, *pair))
    return crowd


def begin_anew(installation: Installation, served: Served) -> None:
    """End every process of the server at once, as a power cut would, and start it again."""
    served.kill()
    installation.serve(served.port)


def times(answers: list[Answer]) -> str:
    return f"{milliseconds(answers, 0.5):.0f} / {milliseconds(answers, 0.99):.0f} ms"


def errors(log: str) -> str:
    """How many lines of the log speak of a failure; a locked database is named."""
    signs = ('"level": "error"', '"level": "critical"', "Traceback", "panicked")
    lines = [line for line in log.splitlines() if any(sign in line for sign in signs)]
    for line in lines:
        print(line, file=sys.stderr)
    locked = sum("locked" in line for line in log.splitlines())
    return f"{len(lines)}, {locked} of them a locked database"
