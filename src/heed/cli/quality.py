"""`heed test`, `heed check` and `heed lock`: what keeps the house as it is meant to be."""

import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec

from heed.cli import ground
from heed.cli.refused import Refused
from heed.config.environment import ROOT, hand_down

STRICT = ["heed.cli", "heed.engines", "heed.seal", "heed.clock", "heed.config"]
WAYS = [f"heed.people.{part}" for part in ("id_token", "second_factor", "cards")]
ROOMS = ["people", "edition", "outbox", "moderation", "queue", "week", "demo"]


def test(arguments: list[str]) -> int:
    """Run pytest; the whole suite on two processes where there are two processors."""
    _need("pytest")
    if not arguments and ground.processors() > 1:
        arguments = ["-n", "2", "--dist", "loadfile"]
    # The tests choose their settings themselves.
    hand_down(DJANGO_SETTINGS_MODULE="")
    return subprocess.run(
        [sys.executable, "-P", "-m", "pytest", *arguments], cwd=ROOT, check=False
    ).returncode


def check(*, fix: bool) -> int:
    """Run every static check, also after one has failed; 1 where any has."""
    for tool in ("ruff", "mypy", "importlinter"):
        _need(tool)
    failed = [name for name, command in _checks(fix) if not _passes(name, command)]
    if failed:
        print(f"\nNot as it should be: {', '.join(failed)}.")
    return 1 if failed else 0


def _checks(fix: bool) -> list[tuple[str, list[str]]]:
    python = [sys.executable, "-P", "-m"]
    modules = [
        module
        for module in [
            *STRICT,
            *WAYS,
            *(f"heed.{room}.{part}" for room in ROOMS for part in ("actions", "queries")),
        ]
        if _exists(module)
    ]
    return [
        ("format", [*python, "ruff", "format", *([] if fix else ["--check"]), "."]),
        ("lint", [*python, "ruff", "check", *(["--fix"] if fix else []), "."]),
        ("types", [*python, "mypy", *(f"-p{module}" for module in modules)]),
        ("floors", [*python, "heed.cli.floors"]),
        ("migrations", [*python, "django", "makemigrations", "--check", "--dry-run"]),
        ("reference", [*python, "heed.cli.carrying.reference", *(["--fix"] if fix else [])]),
    ]


def _passes(name: str, command: list[str]) -> bool:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="heed-check-") as home:
        hand_down(HEED_DEMO_HOME=home, DJANGO_SETTINGS_MODULE=ground.DEMO)
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    passed = done.returncode == 0
    print(f"{name:<12}{'well' if passed else 'FAILED'}  {time.monotonic() - began:.1f} s")
    if not passed:
        print(f"{done.stdout}{done.stderr}".rstrip())
    sys.stdout.flush()
    return passed


def lock(*, upgrade: bool) -> int:
    """Pin every dependency again, with hashes, for all Pythons that Heed runs on."""
    uv = shutil.which("uv")
    if uv is None:
        raise Refused("Pinning needs uv on the PATH; see https://docs.astral.sh/uv/.")
    for file, group in (("heed", []), ("test", ["--group", "test"])):
        command = [
            *(uv, "pip", "compile", "pyproject.toml", *group, "--universal", "--quiet"),
            *("--python-version", "3.11", "--generate-hashes", "--only-binary", ":all:"),
            *("--custom-compile-command", "./heed lock", "-o", f"requirements/{file}.txt"),
            *(["--upgrade"] if upgrade else []),
        ]
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            raise Refused(f"requirements/{file}.txt could not be pinned.")
    return 0


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _need(tool: str) -> None:
    if find_spec(tool) is None:
        raise Refused(f"{tool} is not installed here: call this through ./heed.")
