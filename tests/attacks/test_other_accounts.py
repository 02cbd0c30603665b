"""Somebody else who has an account on the same machine."""

import stat
from pathlib import Path

from tests.cli.conftest import Heed


def test_nobody_else_on_the_machine_can_read_the_database(tmp_path: Path) -> None:
    home = tmp_path / "home"
    heed = Heed(home)
    done = heed.run(
        *("init", "--organisation", "Saltmarsh Ambulance Service", "--administrator", "Tariq"),
        *("--email", "tariq@saltmarsh.example", "--series", "The leadership message"),
    )
    assert done.returncode == 0, done.stderr
    for path in (home, *home.rglob("heed.sqlite3*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
