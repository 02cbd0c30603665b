"""The demo as a visitor starts it: a process of its own, on a port and in a folder of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.environment import ROOT

ITS_ADDRESS = "The demo is at "


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that runs: where it answers, where it keeps its data, how long its start took."""

    address: str
    home: Path
    seconds: float


def variables(home: Path) -> dict[str, str]:
    """The environment of a process of the demo, in which nothing of the tests' own is left."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HEED_", "DJANGO_", "PYTEST_"))
    }
    return kept | {"HEED_DEMO_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}


@contextmanager
def running(home: Path, *options: str) -> Iterator[Demo]:
    """`heed demo`, until it is no longer needed."""
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-P", "-m", "heed", "demo", "--no-browser"]
    began = time.monotonic()
    with (
        (home / "said").open("w") as said,
        subprocess.Popen(
            [*command, "--port", str(_free_port()), *options],
            cwd=ROOT,
            env=variables(home),
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            address = next((line for line in process.stdout if ITS_ADDRESS in line), "")
            if not address:
                pytest.fail(f"The demo did not start: {(home / 'said').read_text()}")
            where = address.removeprefix(ITS_ADDRESS).strip().rstrip("/")
            yield Demo(address=where, home=home, seconds=time.monotonic() - began)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
