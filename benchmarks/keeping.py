"""Ten years of editions kept in a backup and brought back, and whether every page is the same."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.asking import Asker, Request
from benchmarks.crowd import new_database
from benchmarks.installation import ROOT, Installation

HEADS = (
    "Where",
    "Backup",
    "Its size",
    "Restore",
    "Memory at most",
    "Pages compared",
    "Not the same",
)
ALSO = ["/", "/messages/", "/messages.atom", "/what-came-in/", "/what-came-in/figures.csv"]
PATIENCE, SLOW = 600, 1
_TICKET = re.compile(rb'(name="ticket" (?:type="hidden" )?value=")[^"]+')


def run(port: int, rounds: int) -> str:
    """The table; the work is long enough to be measured once."""
    lines = [HEADS, ("---",) * len(HEADS)]
    lines.append(told("SQLite", port, "", ""))
    lines.append(told("PostgreSQL", port, new_database(), new_database()))
    lines.append(told("SQLite to PostgreSQL", port, "", new_database()))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def told(where: str, port: int, old_url: str, new_url: str) -> tuple[str, ...]:
    with Installation(database_url=old_url) as old, Installation(database_url=new_url) as new:
        pages = [*ALSO, *old.ask("years")["pages"]]
        # The search index of ten years is not made while somebody waits for a page.
        command(old, "tick")
        before = read(old, port, pages)
        file = old.home / "kept.heed"
        kept, kept_memory = command(old, "backup", str(file))
        restored, restored_memory = command(new, "restore", str(file))
        print(f"{where}: {kept:.1f} s, {restored:.1f} s", file=sys.stderr)
        after = read(new, port, pages)
        size = Path(file).stat().st_size / 2**20
    other = [path for path in pages if before[path] != after[path]]
    memory = max(kept_memory, restored_memory)
    return (
        where, f"{kept:.1f} s", f"{size:.0f} MB", f"{restored:.1f} s", f"{memory:.0f} MB",
        str(len(pages)), str(len(other)),
    )  # fmt: skip


def command(installation: Installation, *words: str) -> tuple[float, float]:
    """Seconds, and megabytes of memory at the most."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "heed", *words],
        env=installation.environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)} failed.")
    return time.monotonic() - began, used.ru_maxrss / 1024


def read(installation: Installation, port: int, pages: list[str]) -> dict[str, bytes]:
    served = installation.serve(port)
    asker = Asker(port)
    # What is read here is compared and not measured; the ledger of ten years takes its time.
    asker.connection.timeout = PATIENCE
    try:
        answers = {path: asker.ask(Request(path)) for path in pages}
    finally:
        asker.close()
        served.stop()
    for path, answer in answers.items():
        if answer.seconds > SLOW:
            print(f"{path} took {answer.seconds:.1f} s", file=sys.stderr)
    if wrong := [path for path, answer in answers.items() if answer.status != 200]:
        raise SystemExit(f"{wrong[0]} could not be read.")
    return {path: _TICKET.sub(rb"\1", answer.body) for path, answer in answers.items()}
