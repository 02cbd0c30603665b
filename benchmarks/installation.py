"""A whole installation in a folder of its own, served as `./heed serve` serves it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from benchmarks import machine

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"
DOMAIN = "localhost"
STARTS_WITHIN = 60


@dataclass
class Served:
    """A server that runs, and what it wrote down."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def cost(self, work: Callable[[], object]) -> float:
        """Processor seconds that the server's processes spent while `work` ran."""
        before = machine.family(self.process.pid)
        at_first = machine.processor_seconds(before)
        work()
        return machine.processor_seconds(machine.family(self.process.pid) | before) - at_first

    def stop(self) -> None:
        """Let it end in its own time; one that has ended already is left alone."""
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)

    def kill(self) -> None:
        """End it as a power cut would, each of its processes at once."""
        for pid in machine.family(self.process.pid):
            os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=30)


class Installation:
    """Settings of production, a database and a home of its own; a context that ends what it began
    and leaves nothing behind."""

    def __init__(self, *, database_url: str = "", workers: int = 1) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="heed-benchmark-"))
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HEED_")}
        self.environment = {
            **kept,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "heed.config.settings",
            "HEED_HOME": str(self.home),
            "HEED_SECRET_KEY": "a-key-for-the-benchmarks-alone-that-guards-nothing-and-nobody",
            "HEED_ADDRESS": f"https://{DOMAIN}",
            "HEED_BEHIND_PROXY": "on",
            "HEED_MAIL_URL": "smtp://127.0.0.1:9",
            "HEED_MAIL_FROM": "heed@heed.example",
            "HEED_WORKERS": str(workers),
        }
        if database_url:
            self.environment["HEED_DATABASE_URL"] = database_url
        self.servers: list[Served] = []

    def __enter__(self) -> "Installation":
        return self

    def __exit__(self, *_trouble: object) -> None:
        for served in self.servers:
            served.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def ask(self, module: str, *words: object) -> Any:
        """Run one of this folder's modules inside the installation; gives back what it printed."""
        command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, words)]
        done = subprocess.run(
            command, env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
        return json.loads(done.stdout or b"null")

    def begin(self, module: str, *words: object) -> subprocess.Popen[bytes]:
        """Start one of this folder's modules inside the installation, and go on."""
        command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, words)]
        return subprocess.Popen(
            command, env=self.environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def serve(self, port: int, *command: str) -> Served:
        """Start `./heed serve`, or another server, and wait until it answers."""
        log = self.home / f"log-{port}"
        if answers(port):
            raise SystemExit(f"Something listens on port {port} already; name another with --port.")
        run = command or ("-P", "-m", "heed", "serve")
        with log.open("ab") as lines:
            process = subprocess.Popen(
                [sys.executable, *run],
                env={**self.environment, "HEED_PORT": str(port)},
                cwd=ROOT,
                stdout=lines,
                stderr=lines,
            )
        served = Served(process, port, log)
        self.servers.append(served)
        deadline = time.monotonic() + STARTS_WITHIN
        while True:
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"The server did not start:\n{log.read_text()}")
            if answers(port):
                break
            time.sleep(0.1)
        return served


def answers(port: int) -> bool:
    """Whether something well answers on this port."""
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/", headers={"Host": DOMAIN, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()
