"""A disk that is full, or a database that may only be read, while people read and write."""

import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlencode

import psycopg
import pytest
from bs4 import BeautifulSoup

from tests.cli.conftest import Heed, children_of
from tests.cli.keeping import Week, ask, get, served

pytestmark = pytest.mark.own_database

WORDS = "The heating at Thornsea is broken, and nobody comes."


def post(heed: Heed, path: str, form: dict[str, str]) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", heed.port, timeout=30)
    try:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", path, urlencode(form), {"Host": "heed.example", **kind})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@contextmanager
def full(heed: Heed, server: "subprocess.Popen[str]") -> Iterator[None]:
    """Nothing can be kept meanwhile: no file may grow, or PostgreSQL may only be read."""
    if heed.database_url:
        name = heed.database_url.rpartition("/")[2]
        with psycopg.connect(heed.database_url, autocommit=True) as opened:
            opened.execute("SET default_transaction_read_only = off")
            say = f"ALTER DATABASE {name} SET default_transaction_read_only = "
            end = (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            opened.execute(say + "on")
            opened.execute(end)
            yield
            opened.execute(say + "off")
            opened.execute(end)
        return
    family = [server.pid, *children_of(server.pid)]
    for pid in family:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    yield
    for pid in family:
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, unlimited)


def test_nothing_is_lost_and_a_sentence_is_on_the_page(fill: Callable[[], Week]) -> None:
    week = fill()
    heed, message = week.heed, f"/messages/{week.slug}/"
    one, other, third = ask(heed, "tests.cli.tickets")
    form = {"name": "Gareth Sollom", "email": "gareth@home.example"}
    with served(heed) as server:
        assert (
            post(heed, f"{message}comment/", {**form, "ticket": one, "text": "Before."})[0] == 302
        )
        get(heed, message)
        with full(heed, server):
            for _time in range(2):
                code, said = post(
                    heed, f"{message}comment/", {**form, "ticket": other, "text": WORDS}
                )
                assert code == 503
            assert get(heed, message)[0] == 200
            assert get(heed, week.pages[-1])[0] == 200
        page = BeautifulSoup(said, "html.parser")
        assert "Nothing can be saved just now" in page.h1.text
        again = {each["name"]: each["value"] for each in page.select("main form [name]")}
        assert again["text"] == WORDS
        assert post(heed, page.select_one("main form")["action"], again)[0] == 302
        after = {**form, "ticket": third, "text": "After."}
        assert post(heed, f"{message}comment/", after)[0] == 302
    texts = ask(heed, "tests.cli.texts")
    assert [texts.get(text) for text in ("Before.", WORDS, "After.")] == [1, 1, 1]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_backup_for_which_there_is_no_room_leaves_nothing(
    fill: Callable[[], Week], tmp_path_factory: pytest.TempPathFactory
) -> None:
    week, folder = fill(), tmp_path_factory.mktemp("full")

    def little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (33_000, resource.RLIM_INFINITY))

    done = week.heed.run("backup", str(folder / "kept.heed"), preexec_fn=little)
    assert done.returncode == 2
    assert "could not be written" in done.stderr and len(done.stderr.splitlines()) == 1
    assert not list(folder.iterdir())
