"""A Heed of its own: a process as an administrator would start it, in a folder of its own."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psycopg
import pytest

from tests.environment import ROOT, VARIABLES

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def until(condition: Callable[[], object], seconds: float = 30) -> bool:
    """Whether the condition came true before the time was over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def status(address: str) -> int:
    """The status with which an address answers, 0 where nobody answers."""
    try:
        with urlopen(address, timeout=5) as answer:
            return int(answer.status)
    except HTTPError as problem:
        return problem.code
    except (URLError, OSError):
        return 0


def children_of(pid: int) -> set[int]:
    """Every process below this one."""
    below: dict[int, set[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
            below.setdefault(parent, set()).add(int(entry.name))
    found, todo = set[int](), {pid}
    while todo:
        todo = set().union(*(below.get(one, set()) for one in todo)) - found
        found |= todo
    return found


def lives(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Heed:
    """An installation: its folder, its variables, and the processes started in it."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.variables = {
            **VARIABLES,
            "HEED_HOME": str(home),
            "HEED_PORT": str(self.port),
            "HEED_MAIL_URL": f"smtp://127.0.0.1:{free_port()}",
        }
        self.started: list[subprocess.Popen[str]] = []

    def _how(self, changed: dict[str, str | None]) -> dict[str, str]:
        wanted = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT / "src"),
            **self.variables,
            **changed,
        }
        return {name: value for name, value in wanted.items() if value is not None}

    def run(self, *words: str, **changed: str | None) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-P", "-m", "heed", *words],
            env=self._how(changed),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def start(
        self, *words: str, stdin: int = subprocess.DEVNULL, **changed: str | None
    ) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "heed", *words],
            env=self._how(changed),
            cwd="/",
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def stop(self) -> None:
        for process in self.started:
            for pid in [*children_of(process.pid), process.pid]:
                if lives(pid):
                    os.kill(pid, 9)
            process.communicate(timeout=10)


@contextmanager
def new_database() -> Iterator[str]:
    """The address of an empty database: in the cluster of this run, or none for SQLite."""
    cluster = os.environ.get("HEED_DATABASE_URL", "")
    if not cluster.startswith("postgresql"):
        yield ""
        return
    name = f"own_{secrets.token_hex(6)}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield f"{cluster.rpartition('/')[0]}/{name}"
    with psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def new_heed(tmp_path: Path) -> Iterator[Callable[..., Heed]]:
    """Makes installations in which nothing has been begun, on the database of this run.

    With ``on="sqlite"`` one stands on SQLite whatever the run stands on.
    """
    with ExitStack() as kept:

        def make(*, on: str = "") -> Heed:
            home = tmp_path / f"home-{secrets.token_hex(4)}"
            made = Heed(home)
            url = "" if on == "sqlite" else kept.enter_context(new_database())
            if url:
                made.variables["HEED_DATABASE_URL"] = url
            kept.callback(made.stop)
            return made

        yield make


@pytest.fixture
def heed(tmp_path: Path) -> Iterator[Heed]:
    """An installation in which nothing has been begun."""
    installation = Heed(tmp_path / "home")
    yield installation
    installation.stop()


@pytest.fixture(scope="session")
def begun_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("begun") / "home"
    done = Heed(home).run(
        *("init", "--organisation", "Saltmarsh Ambulance Service"),
        *("--administrator", "Tariq Haddad", "--email", "tariq@saltmarsh.example"),
        *("--series", "The leadership message"),
    )
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def begun(heed: Heed, begun_home: Path, tmp_path: Path) -> Heed:
    """An installation in which an organisation has been begun by flags."""
    shutil.copytree(begun_home, tmp_path / "home")
    return heed
