"""An installation with a week in it, on either database: what is read in it, served for real."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

from tests.cli.conftest import Heed, status, until
from tests.environment import ROOT

# New for each reader: the ticket of a form, and what a page is packed with.
_TICKET = re.compile(rb'(name="ticket" (?:type="hidden" )?value=")[^"]+')


@dataclass
class Week:
    """What `a_week.py` told of the installation that it filled."""

    heed: Heed
    pages: list[str]
    slug: str
    session: str


def fill(heed: Heed) -> Week:
    return Week(heed, **ask(heed, "tests.cli.a_week"))


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
        timeout=120,
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


def read_all(week: Week, heed: Heed | None = None) -> dict[str, bytes]:
    """Every page of the week, read from the server while it runs."""
    heed = heed or week.heed
    server = heed.start("serve")
    try:
        assert until(lambda: status(f"{heed.address}/healthz") == 200)
        found = {}
        for path in week.pages:
            code, found[path] = get(heed, path)
            assert code == 200, path
        return found
    finally:
        server.terminate()
        server.wait(timeout=30)
