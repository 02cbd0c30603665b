"""The machine, and what a family of processes has cost it."""

import os
import platform
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def describe() -> str:
    """One line about the machine, for the head of the table."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":", 1)[1].strip() for line in lines if "model name" in line), "")
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{model or platform.machine()}, {cores} cores, {memory:.0f} GB, "
        f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}"
    )


def load() -> float:
    """How many processes wanted a core in the last minute; above the number of cores it is busy."""
    return os.getloadavg()[0]


def family(pid: int) -> set[int]:
    """A process with its children and theirs."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int(_fields(int(entry.name))[1])
            except (OSError, IndexError):
                continue
    found, grown = {pid}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return found


def processor_seconds(pids: set[int]) -> float:
    """User and system time of all threads of these processes so far."""
    spent = 0
    for pid in pids:
        try:
            fields = _fields(pid)
        except OSError:
            continue
        spent += int(fields[11]) + int(fields[12])
    return spent / TICKS


def _fields(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat after the name, which may hold spaces and brackets."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
