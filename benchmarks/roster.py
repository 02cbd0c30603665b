"""A roster of 5,000 people with 400 changes: looked at, and applied, each a process of its own."""

import csv
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.installation import ROOT, Installation
from benchmarks.results import Row, table

PEOPLE, UNITS = 5_000, 110
HEADS = ["Staff number", "Name", "Email", "Post", "Unit", "Unit code", "Unit above"]
FIRST = [
    "Ama",
    "Ben",
    "Cara",
    "Dev",
    "Ela",
    "Finn",
    "Gwen",
    "Hugh",
    "Ines",
    "Jack",
    "Kira",
    "Lorna",
]
LAST = ["Okafor", "Tetteh", "Vale", "Lind", "Sand", "Moss", "Coe", "Alder", "Brook", "Orchard"]
Line = list[str]


def run(_port: int, rounds: int) -> str:
    """Measure; gives back the table."""
    with Installation() as heed:
        before, after = heed.home / "before.csv", heed.home / "after.csv"
        _write(before, _lines())
        _write(after, _changed(_lines()))
        _heed(heed, "init", "--organisation", "Salt", "--administrator", "Tariq Hollis",
              "--email", "tariq@heed.example", "--series", "News")  # fmt: skip
        _heed(heed, "roster", str(before), "--yes")
        kept = shutil.copytree(heed.home, heed.home.with_name(heed.home.name + "-kept"))
        plain = heed.home / "plain.sqlite3"
        _plain(before, plain)
        looking, applying, upserting = [], [], []
        for _round in range(rounds):
            looking.append(_heed(heed, "roster", str(after), "--dry-run"))
            applying.append(_heed(heed, "roster", str(after), "--yes"))
            upserting.append(_plain(after, plain))
            shutil.copytree(kept, heed.home, dirs_exist_ok=True)
        shutil.rmtree(kept)
    rows = [
        Row("`./heed roster --dry-run`", tuple(looking), "s", "≤ 3 s", "the whole process"),
        Row("`./heed roster --yes`", tuple(applying), "s", "", "the whole process"),
        Row("a plain script with csv and upserts", tuple(upserting), "s", "", "no differences"),
    ]
    return table(rows, yardstick=rows[-1].middle)


def _lines() -> list[Line]:
    chance = random.Random(1948)
    return [
        [
            f"{n + 1:06}", f"{chance.choice(FIRST)} {chance.choice(LAST)}", f"p{n}@heed.example",
            chance.choice(["Paramedic", "Technician", "Dispatcher"]), *_unit(n),
        ]
        for n in range(PEOPLE)
    ]  # fmt: skip


def _unit(n: int) -> Line:
    unit = n % UNITS
    return [f"Station {unit}", f"U{unit:03}", f"Operations > Area {unit % 8}"]


def _changed(lines: list[Line]) -> list[Line]:
    """40 leave, 60 join, 150 move, 80 have another post, 50 another name, 20 another address;
    one unit is renamed and one stands elsewhere."""
    for n in range(150):
        lines[n * 5 + 500][4:] = _unit(n * 7 + 3)
    for n in range(80):
        lines[n + 2000][3] = "Senior paramedic"
    for n in range(50):
        lines[n + 2500][1] += "-Jones"
    for n in range(20):
        lines[n + 3000][2] = f"new{n}@heed.example"
    del lines[100:140]
    lines += [
        [f"{9000 + n:06}", "New Moss", f"n{n}@heed.example", "Paramedic", *_unit(n)]
        for n in range(60)
    ]
    for line in lines:
        if line[5] == "U005":
            line[4] = "Thornsea"
        if line[5] == "U006":
            line[6] = "Operations > Area 1"
    return lines


def _write(path: Path, lines: list[Line]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADS, *lines])


def _heed(heed: Installation, *words: str) -> float:
    return _timed([sys.executable, "-P", "-m", "heed", *words], environment=heed.environment)


def _plain(file: Path, database: Path) -> float:
    return _timed([sys.executable, "-m", "benchmarks.plain_upsert", str(file), str(database)])


def _timed(command: list[str], *, environment: dict[str, str] | None = None) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began
