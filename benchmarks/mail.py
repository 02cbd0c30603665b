"""The weekly mail to 5,000 people through a mail server on this machine, and the same with the
sender killed again and again, each time between the server's "250" and what is noted of it."""

import os
import random
import signal
import subprocess
import sys

from benchmarks.crowd import new_database
from benchmarks.installation import ROOT, Installation
from benchmarks.relay import Relay

MANY = 5000
SEED = 1948
HEADS = (
    "Where", "Mails", "Writing", "Sending", "Processor", "A plain loop", "Ratio", "Twice", "Lost",
)  # fmt: skip
KILLED_HEADS = ("Where", "Mails", "Killed", "Taken", "Twice", "Sent", "Perhaps sent", "Missing")


def run(port: int, rounds: int) -> str:
    """Two tables; the goal is 5,000 in under a minute, none twice, all accounted for."""
    lines = [HEADS, ("---",) * len(HEADS)]
    lines.append(told("SQLite", "", port))
    lines.append(told("PostgreSQL", new_database(), port))
    killed = [KILLED_HEADS, ("---",) * len(KILLED_HEADS)]
    killed.append(told_of_kills("SQLite", "", port))
    killed.append(told_of_kills("PostgreSQL", new_database(), port))
    return "\n\n".join(
        "\n".join(f"| {' | '.join(line)} |" for line in table) for table in (lines, killed)
    )


def told(where: str, database_url: str, port: int) -> tuple[str, ...]:
    with installation(database_url, port) as place, Relay(port) as relay:
        written = place.ask("posting", "prepare", MANY)
        plain = place.ask("posting", "plain")
        assert sum(relay.taken.values()) == MANY
        relay.taken.clear()
        sent = place.ask("posting", "send")
        twice = sum(count > 1 for count in relay.taken.values())
        return (
            where, f"{sent['sent']:,} of {plain['size'] / 1000:.1f} kB",
            f"{written['writing']:.1f} s", f"{sent['sending']:.1f} s", f"{sent['processor']:.1f} s",
            f"{plain['plain']:.1f} s", f"{sent['sending'] / plain['plain']:.1f}", str(twice),
            str(MANY - len(relay.taken)),
        )  # fmt: skip


def told_of_kills(where: str, database_url: str, port: int) -> tuple[str, ...]:
    chance = random.Random(SEED)
    with installation(database_url, port) as place, Relay(port) as relay:
        place.ask("posting", "prepare", MANY)
        killed, left = 0, MANY
        while left:
            killed += _send_and_kill(place, relay, after=chance.randint(50, 900))
            states = place.ask("posting", "states")
            left = states.get("waiting", 0) + states.get("sending", 0)
        accounted = states.get("sent", 0) + states.get("perhaps", 0)
        return (
            where, f"{MANY:,}", str(killed), f"{len(relay.taken):,}",
            str(sum(count > 1 for count in relay.names.values())), f"{states.get('sent', 0):,}",
            str(states.get("perhaps", 0)), str(MANY - accounted),
        )  # fmt: skip


def _send_and_kill(place: Installation, relay: Relay, *, after: int) -> int:
    """Send, and kill the sender right after the server said "250" to so many; whether it was."""
    sender = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.posting", "send"],
        env=place.environment, cwd=ROOT, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    until = [after]

    def count_down() -> None:
        until[0] -= 1
        if until[0] == 0:
            os.kill(sender.pid, signal.SIGKILL)

    relay.after = count_down
    sender.wait(timeout=300)
    relay.after = lambda: None
    return int(sender.returncode == -signal.SIGKILL)


def installation(database_url: str, port: int) -> Installation:
    place = Installation(database_url=database_url)
    place.environment["HEED_MAIL_URL"] = f"smtp://127.0.0.1:{port}"
    return place
