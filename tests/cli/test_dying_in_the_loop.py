"""A server that is killed in the middle of the loop leaves nothing half done, and nothing undone."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.cli.conftest import Heed
from tests.cli.keeping import ROOT, Week, ask, rows_of

pytestmark = pytest.mark.own_database
MODULE = "tests.cli.dying_in_the_loop"


def killed(heed: Heed, verb: str, where: str) -> int:
    """Do it, dying there; gives back how the process ended."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    here = {**heed.how(), "PYTHONPATH": paths, "DJANGO_SETTINGS_MODULE": "heed.config.settings"}
    done = subprocess.run(
        [sys.executable, "-m", MODULE, verb, where], env=here, cwd=ROOT, timeout=120, check=False
    )
    return done.returncode


@pytest.mark.parametrize("verb", ["hear", "promise", "tap", "release", "finish", "open"])
def test_what_was_killed_has_not_happened_and_can_be_done(
    fill: Callable[[], Week], verb: str
) -> None:
    heed = fill().heed
    ask(heed, MODULE, verb, "prepared")
    before = rows_of(heed)
    for where in ("begun", "ready"):
        assert killed(heed, verb, where) == -signal.SIGKILL
        assert rows_of(heed) == before
    ask(heed, MODULE, verb, "never")
    assert rows_of(heed) != before
