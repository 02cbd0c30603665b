"""A real installation: PostgreSQL, a mail server, a certificate, and Heed as an administrator runs it."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email.message import Message
from pathlib import Path

from tests.cli.conftest import Heed, free_port, status, until
from tests.day.proxy import make_certificate, proxy
from tests.environment import ROOT
from tests.postgres import begin_cluster
from tests.rooms.outbox.conftest import Postbox

CLOCKWORK = Path(__file__).parent / "clockwork"


class Place(Heed):
    """An installation behind a certificate, whose day passes when it is told to."""

    def __init__(self, folder: Path, *, database: str, mail: int) -> None:
        super().__init__(folder / "home")
        self.folder = folder
        self.tls = free_port()
        self.address = f"https://127.0.0.1:{self.tls}"
        self._ahead = folder / "ahead"
        self._ahead.write_text("0")
        self.variables |= {
            "HEED_ADDRESS": self.address,
            "HEED_BEHIND_PROXY": "on",
            "HEED_DATABASE_URL": database,
            "HEED_MAIL_URL": f"smtp://127.0.0.1:{mail}",
            "HEED_MAIL_FROM": "heed@saltmarsh.example",
            "THE_DAYS_CLOCK": str(self._ahead),
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{CLOCKWORK}",
        }

    def does(self, *words: str, **changed: str | None) -> str:
        """Run a command that has to work; gives back what it said."""
        done = self.run(*words, **changed)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def serves(self) -> "subprocess.Popen[str]":
        """Start `./heed serve` and wait until it answers."""
        server = self.start("serve")
        assert until(lambda: status(f"http://127.0.0.1:{self.port}/healthz") == 200, 60)
        return server

    def waits(self, *, minutes: float) -> None:
        """Let time pass, and everything that is due happen."""
        self._ahead.write_text(str(float(self._ahead.read_text()) + minutes * 60))
        self.does("tick")


def code_in(mail: Message) -> str:
    """The sign-in code that a mail carries."""
    found = re.search(r"\b(\d{8})\b", str(mail.get_payload()))
    assert found is not None
    return found[1]


@contextmanager
def begun(folder: Path) -> Iterator[tuple[Place, Postbox]]:
    """Everything that a trust sets up before `./heed init`."""
    postbox = Postbox()
    postbox.open()
    with ExitStack() as ends:
        ends.callback(postbox.close)
        place = Place(folder, database=begin_cluster(), mail=postbox.port)
        ends.callback(place.stop)
        ends.enter_context(proxy(make_certificate(folder), port=place.tls, to=place.port))
        yield place, postbox


__all__ = ["Place", "begun", "code_in"]
