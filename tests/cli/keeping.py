"""An installation with a week in it, on either database: what is read in it, served for real."""

import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import psycopg

from tests.cli.conftest import Heed, status, until
from tests.environment import ROOT

# Left out of a backup on purpose, or changed by a restore on purpose.
NOT_COMPARED = {"django_session", "edition_storedpage", "outbox_mail", "moderation_allowance"}
# In peace after a restore, whatever was so before.
QUIET = "quiet_until"
# New for each reader: the ticket of a form, and what a page is packed with.
_TICKET = re.compile(rb'(name="ticket" (?:type="hidden" )?value=")[^"]+')

_SECRET = "s" * 32


@dataclass
class Week:
    """What `a_week.py` told of the installation that it filled."""

    heed: Heed
    pages: list[str]
    slug: str
    session: str


def rows_of(heed: Heed) -> dict[str, str]:
    """A digest of the rows of each table, read by the database's own library."""
    if heed.database_url:
        with psycopg.connect(heed.database_url) as opened:
            return _digests(opened, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    with closing(sqlite3.connect(heed.home / "heed.sqlite3")) as opened:
        return _digests(opened, "SELECT name FROM sqlite_master WHERE type = 'table'")


def _digests(opened: Any, question: str) -> dict[str, str]:
    found = {}
    for (table,) in opened.execute(question).fetchall():
        if table not in NOT_COMPARED and not table.startswith(("sqlite_", "week_fulltext")):
            asked = opened.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in asked.description]
            rows = sorted(
                repr([v for name, v in zip(names, row, strict=True) if name != QUIET])
                for row in asked.fetchall()
            )
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def ask(heed: Heed, module: str, *words: str) -> Any:
    """Run a module inside the installation; gives back what it printed as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        env={
            **heed.how(),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "DJANGO_SETTINGS_MODULE": "heed.config.settings",
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout or "null")


def get(heed: Heed, path: str, session: str = "") -> tuple[int, bytes]:
    """The status and the bytes of a page, as a proxy before Heed would ask for it."""
    connection = HTTPConnection("127.0.0.1", heed.port, timeout=20)
    try:
        cookie = {"Cookie": f"heed_session={session}"} if session else {}
        connection.request("GET", path, headers={"Host": "heed.example", **cookie})
        answer = connection.getresponse()
        return answer.status, _TICKET.sub(rb"\1", answer.read())
    finally:
        connection.close()


def post(heed: Heed, path: str, words: dict[str, str], session: str = "") -> tuple[int, str]:
    """The status and the words of the answer to a form, sent as a browser sends it."""
    connection = HTTPConnection("127.0.0.1", heed.port, timeout=60)
    cookies = f"heed_csrf={_SECRET}" + (f"; heed_session={session}" if session else "")
    try:
        connection.request(
            "POST",
            path,
            urlencode({**words, "csrfmiddlewaretoken": _SECRET}),
            {
                "Host": "heed.example", "Origin": "https://heed.example", "Cookie": cookies,
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )  # fmt: skip
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@contextmanager
def served(heed: Heed, **changed: str) -> Iterator["subprocess.Popen[Any]"]:
    """A server of this installation, from when it answers."""
    server = heed.start("serve", **changed)
    try:
        assert until(lambda: status(f"{heed.address}/healthz") == 200, 90)
        yield server
    finally:
        if server.poll() is None:
            server.terminate()
            server.wait(timeout=60)


def read_all(week: Week, heed: Heed | None = None) -> dict[str, bytes]:
    """Every page of the week, read from a server."""
    heed = heed or week.heed
    with served(heed):
        found = {path: get(heed, path) for path in week.pages}
    assert {code for code, _page in found.values()} == {200}
    return {path: page for path, (_code, page) in found.items()}
