"""What an administrator copies from the page about a machine for Heed does what the page says."""

import re
import shlex
import subprocess
from pathlib import Path

from django.conf import settings

from heed.config.environment import KNOWN, new_key, read
from tests.environment import ROOT

PAGE = (ROOT / "docs" / "reference" / "machine.md").read_text()


def lines(beginning: str) -> list[str]:
    """The lines to copy that begin so."""
    return [line.strip() for line in PAGE.splitlines() if line.startswith(f"    {beginning}")]


def test_the_settings_are_whole_and_known(tmp_path: Path) -> None:
    given = dict(shlex.split(line)[0].split("=", 1) for line in lines("HEED_"))
    assert given.keys() <= KNOWN
    given |= {"HEED_HOME": str(tmp_path), "HEED_SECRET_KEY": new_key()}
    environment = read(given)
    assert environment.behind_proxy
    assert environment.database_url == "postgresql://heed:PASSWORD@127.0.0.1/heed"


def test_a_command_runs_with_the_settings_of_the_file(tmp_path: Path) -> None:
    """Also where a value holds what a shell would take for its own."""
    (tmp_path / "heed.env").write_text("HEED_OIDC_SECRET='a $b & \"c\"'\n")
    (tmp_path / "heed").write_text('#!/bin/sh\nprintf "%s|%s" "$HEED_OIDC_SECRET" "$*"\n')
    (tmp_path / "heed").chmod(0o755)
    (line,) = lines("printf")
    made = subprocess.run(
        ["sh", "-c", line.partition(" | sudo tee")[0]], capture_output=True, text=True, check=True
    )
    script = made.stdout.replace("/etc/heed.env", f"{tmp_path}/heed.env")
    script = script.replace("/opt/heed/heed", f"{tmp_path}/heed")
    done = subprocess.run(
        ["sh", "-c", script, "heed", "doctor", "--letters"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == 'a $b & "c"|doctor --letters'


def test_the_web_server_is_set_up_as_heed_needs_it() -> None:
    for wanted in (
        "proxy_set_header Host $host;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
        f"client_max_body_size {settings.HEED_LARGEST_REQUEST // 2**20}m;",
        "proxy_pass http://127.0.0.1:8000;",
    ):
        assert wanted in PAGE
    # A log would hold what the privacy page says is held nowhere.
    assert PAGE.count("access_log off;") == PAGE.count("server_name ")


def test_the_guide_leads_there() -> None:
    guide = (ROOT / "docs" / "guide" / "administrator.md").read_text()
    headings = {
        re.sub(r"[^a-z0-9 -]", "", line[3:].lower()).replace(" ", "-")
        for line in PAGE.splitlines()
        if line.startswith("## ")
    }
    for anchor in re.findall(r"reference/machine\.md#([a-z-]+)", guide):
        assert anchor in headings
