"""A long command shows how far it is, and can be ended at any moment."""

import os
import pty
import signal
import subprocess
import sys

import pytest

from heed.cli.progress import Stopped, progress, stoppable
from tests.environment import ROOT

COUNTS = """
import sys, time
from heed.cli.progress import progress
with progress("Reading letters", total=4) as done:
    for _each in range(4):
        done()
        time.sleep(0.11)
print("Read.")
"""


def test_a_terminal_is_shown_one_line_that_is_gone_at_the_end() -> None:
    here, there = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", COUNTS],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=there,
        check=True,
    )
    os.close(there)
    shown = os.read(here, 10_000).decode()
    os.close(here)
    assert done.stdout == b"Read.\n"
    assert "Reading letters: 50 % …" in shown
    assert "\n" not in shown
    assert shown.endswith("\r\x1b[K")


def test_nothing_is_shown_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Reading letters") as done:
        done(3)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_whoever_ends_it_is_told_what_that_left_behind(how: signal.Signals) -> None:
    before = signal.getsignal(how)
    with pytest.raises(Stopped, match="Nothing was changed"), stoppable("Nothing was changed."):
        signal.raise_signal(how)
    assert signal.getsignal(how) == before
