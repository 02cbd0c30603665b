"""A real installation: PostgreSQL, a mail server, a certificate, and Heed as an administrator runs it."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email.message import EmailMessage
from pathlib import Path

from tests.cli.conftest import Heed, free_port, status, until
from tests.day.proxy import make_certificate, proxy
from tests.directory import running as directory
from tests.environment import ROOT
from tests.postgres import begin_cluster
from tests.rooms.outbox.conftest import Postbox

CLOCKWORK = Path(__file__).parent / "clockwork"


class Place(Heed):
    """An installation behind a certificate, whose day passes when it is told to."""

    def __init__(self, folder: Path, *, database: str, postbox: Postbox) -> None:
        super().__init__(folder / "home", database)
        self.folder = folder
        self.postbox = postbox
        self.tls = free_port()
        self.address = f"https://127.0.0.1:{self.tls}"
        self.directory = ""
        self._ahead = folder / "ahead"
        self._ahead.write_text("0")
        self.variables |= {
            "HEED_ADDRESS": self.address,
            "HEED_BEHIND_PROXY": "on",
            "HEED_MAIL_URL": f"smtp://127.0.0.1:{postbox.port}",
            "HEED_MAIL_FROM": "heed@saltmarsh.test",
            "THE_DAYS_CLOCK": str(self._ahead),
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{CLOCKWORK}",
        }

    def knows(self, provider: directory.Running) -> None:
        """Write down what the Entra team sent back."""
        self.directory = provider.issuer.partition("/1")[0]
        self.variables |= {
            "HEED_OIDC_ISSUER": provider.issuer,
            "HEED_OIDC_CLIENT": directory.CLIENT,
            "HEED_OIDC_SECRET": directory.SECRET,
            "HEED_OIDC_NAME": "your Saltmarsh account",
        }

    def does(self, *words: str) -> str:
        """Run a command that has to work; gives back what it said."""
        done = self.run(*words)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def serves(self) -> "subprocess.Popen[str]":
        """Start `./heed serve` and wait until it answers."""
        server = self.start("serve")
        assert until(lambda: status(f"http://127.0.0.1:{self.port}/healthz") == 200, 60)
        return server

    def stops(self, server: "subprocess.Popen[str]") -> None:
        """Stop it as a service manager does."""
        server.terminate()
        assert server.wait(timeout=30) == 0

    def waits(self, *, minutes: float) -> None:
        """Let time pass, and everything that is due happen."""
        self._ahead.write_text(str(float(self._ahead.read_text()) + minutes * 60))
        self.does("tick")

    def mail_to(self, address: str) -> list[EmailMessage]:
        """What arrived for somebody, the oldest first."""
        return [mail for mail in self.postbox.arrived if mail["To"] == address]  # type: ignore[misc]

    def next_mail_to(self, address: str, *, after: int) -> EmailMessage:
        """The mail that comes for somebody who had so many."""
        assert until(lambda: len(self.mail_to(address)) > after, 30), f"no mail for {address}"
        return self.mail_to(address)[after]


@contextmanager
def begun(folder: Path) -> Iterator[Place]:
    """Everything that a trust sets up before `./heed init`."""
    postbox = Postbox()
    postbox.open()
    with ExitStack() as ends:
        ends.callback(postbox.close)
        place = Place(folder, database=begin_cluster(), postbox=postbox)
        ends.callback(place.stop)
        certificate = make_certificate(folder)
        # The organisation's own authority, which its machines know.
        place.variables["SSL_CERT_FILE"] = str(certificate)
        ends.enter_context(proxy(certificate, port=place.tls, to=place.port))
        place.knows(ends.enter_context(directory.provider(back_to=place.address)))
        yield place
