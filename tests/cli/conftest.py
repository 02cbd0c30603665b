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
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import psycopg
import pytest

from tests import postgres
from tests.browser import missing
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

    def __init__(self, home: Path, database_url: str = "") -> None:
        self.home, self.database_url = home, database_url
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.variables = {
            **VARIABLES,
            "HEED_HOME": str(home),
            "HEED_PORT": str(self.port),
            "HEED_MAIL_URL": f"smtp://127.0.0.1:{free_port()}",
        }
        if database_url:
            self.variables["HEED_DATABASE_URL"] = database_url
        self.started: list[subprocess.Popen[Any]] = []

    def how(self, **changed: str | None) -> dict[str, str]:
        """The environment that its processes are started in."""
        wanted = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT / "src"),
            **self.variables,
            **changed,
        }
        return {name: value for name, value in wanted.items() if value is not None}

    def run(
        self, *words: str, preexec_fn: Callable[[], None] | None = None, **changed: str | None
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-P", "-m", "heed", *words],
            env=self.how(**changed),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
            preexec_fn=preexec_fn,
        )

    def start(
        self,
        *words: str,
        stdin: int = subprocess.DEVNULL,
        binary: bool = False,
        **changed: str | None,
    ) -> "subprocess.Popen[Any]":
        process: subprocess.Popen[Any] = subprocess.Popen(
            [sys.executable, "-P", "-m", "heed", *words],
            env=self.how(**changed),
            cwd="/",
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if binary else subprocess.STDOUT,
            text=not binary,
        )
        self.started.append(process)
        return process

    def start_module(self, module: str, *words: str) -> "subprocess.Popen[Any]":
        """Start a module of the tests inside this installation, which listens to its input."""
        source = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        process: subprocess.Popen[Any] = subprocess.Popen(
            [sys.executable, "-m", module, *words],
            env=self.how(PYTHONPATH=source, DJANGO_SETTINGS_MODULE="heed.config.settings"),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
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
def own_database() -> Iterator[str]:
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
            url = "" if on == "sqlite" else kept.enter_context(own_database())
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
def cluster() -> str:
    """The address of a PostgreSQL of our own."""
    if not shutil.which("initdb", path=os.pathsep.join([os.environ["PATH"], *postgres.PLACES])):
        missing("PostgreSQL is not installed", "HEED_REQUIRE_POSTGRES")
    return postgres.begin_cluster()


@pytest.fixture(scope="session")
def new_database(cluster: str) -> Callable[..., str]:
    """Makes a database in it, empty or like another one, and gives back its address."""

    def make(like: str | None = None) -> str:
        name = f"heed_{secrets.token_hex(6)}"
        template = like.rpartition("/")[2] if like else "template1"
        with psycopg.connect(cluster, autocommit=True) as opened:
            opened.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return cluster.rpartition("/")[0] + f"/{name}"

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The one kind of database or the other."""
    if request.param == "postgresql":
        request.getfixturevalue("cluster")
    return str(request.param)


@pytest.fixture
def make_heed(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[..., Heed]]:
    """Makes installations in which nothing has been begun; `like=` another one for a copy of it."""
    made: list[Heed] = []

    def make(like: Heed | None = None) -> Heed:
        home, url = tmp_path / f"home-{len(made)}", ""
        if kind == "postgresql":
            url = request.getfixturevalue("new_database")(like and like.database_url)
        if like is not None:
            shutil.copytree(like.home, home)
        made.append(Heed(home, url))
        return made[-1]

    yield make
    for each in made:
        each.stop()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A week on each kind of database, as far as it was asked for."""
    return {}


@pytest.fixture
def fill(
    filled: dict[str, Any],
    kind: str,
    make_heed: Callable[..., Heed],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[], Any]:
    """Makes installations with the same week in each."""

    def make() -> Any:
        from tests.cli.keeping import Week, ask

        if kind not in filled:
            url = ""
            if kind == "postgresql":
                url = request.getfixturevalue("new_database")()
            heed = Heed(tmp_path_factory.mktemp("week") / "home", url)
            filled[kind] = Week(heed, **ask(heed, "tests.cli.a_week"))
        first = filled[kind]
        return replace(first, heed=make_heed(first.heed), pages=[*first.pages])

    return make


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
