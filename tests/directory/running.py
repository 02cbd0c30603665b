"""Starts a provider for the tests, and fills in its pages as a person would."""

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import requests

from heed.config.directory import Directory

TENANT = "11111111-2222-4333-8444-555555555555"
OTHER_TENANT = "99999999-8888-4777-8666-555555555555"
CLIENT, SECRET = "heed-at-saltmarsh", "a secret that the directory and Heed share"
BACK = "/sign-in/directory/back/"
REDIRECTS = f"https://heed.example{BACK} http://127.0.0.1{BACK}"
PASSWORD = "tide"


def claims_of(name: str, **more: object) -> dict[str, object]:
    """What Entra says of a member of its tenant."""
    return {
        "oid": f"00000000-0000-4000-8000-{abs(hash(name)) % 10**12:012d}",
        "preferred_username": name,
        "name": name,
        **more,
    }


PEOPLE = {
    "sam@saltmarsh.example": claims_of("sam@saltmarsh.example"),
    "joe@saltmarsh.example": claims_of("joe@saltmarsh.example", amr=["pwd", "mfa"]),
    "tariq@saltmarsh.example": claims_of("tariq@saltmarsh.example", amr=["pwd"]),
    # Once worked here, and the directory has not heard of it.
    "robin@saltmarsh.example": claims_of("robin@saltmarsh.example"),
    "patient@elsewhere.example": claims_of("patient@elsewhere.example"),
    # Wrote Tariq's address into their own account: nobody has verified it.
    "mallory@elsewhere.example": claims_of(
        "mallory@elsewhere.example", email="tariq@saltmarsh.example", email_verified=False
    ),
    # A guest from another tenant, who is called like Bev there.
    "bev@saltmarsh.example": claims_of(
        "bev@saltmarsh.example", idp="https://sts.elsewhere.example/"
    ),
}


@dataclass(frozen=True)
class Running:
    """A provider that runs, and how Heed would name it."""

    issuer: str

    @property
    def directory(self) -> Directory:
        return Directory(self.issuer, CLIENT, SECRET, "your Saltmarsh account")


@contextmanager
def provider(tenant: str = TENANT, *, back_to: str = "") -> Iterator[Running]:
    """A provider for one tenant, in a process of its own, until the block ends.

    It sends people back to the tests' own addresses, and to Heed at ``back_to``.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = Path(__file__).with_name("provider.py")
    process = subprocess.Popen(
        [
            sys.executable, "-P", str(script), str(port), tenant, CLIENT, SECRET,
            f"{REDIRECTS} {back_to}{BACK}" if back_to else REDIRECTS, json.dumps(PEOPLE),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", "the directory did not start"
        yield Running(f"http://127.0.0.1:{port}/{tenant}/v2.0")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def through_the_pages(address: str, name: str, *, press: str = "allow") -> str:
    """Sign in at the directory and let Heed be told, or not; gives the address that leads back."""
    with requests.Session() as browser:
        page = browser.get(address)
        fields = _hidden(page.text) | {"username": name, "password": PASSWORD}
        page = browser.post(page.url, data=fields)
        assert "Heed asks who you are" in page.text, page.text
        fields = _hidden(page.text) | {press: "Authorize"}
        answer = browser.post(page.url, data=fields, allow_redirects=False)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]


def _hidden(page: str) -> dict[str, str]:
    found = {}
    for field in re.findall(r"<input[^>]+hidden[^>]*>", page):
        name, value = (re.search(rf'{part}="([^"]*)"', field) for part in ("name", "value"))
        assert name
        found[name[1]] = unescape(value[1]) if value else ""
    return found
