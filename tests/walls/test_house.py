"""The floors of the house and the size of its rooms."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.environment import ROOT

SOURCE = ROOT / "src" / "heed"
LONGEST_FILE, LONGEST_FUNCTION = 350, 60
FILES = sorted(
    path for path in SOURCE.rglob("*.py") if not {"migrations", "__pycache__"} & set(path.parts)
)


def test_a_room_stands_only_on_what_lies_below_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "heed.cli.floors", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_file_is_long_and_no_function_either(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    for part in ast.walk(ast.parse(text)):
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            assert part.end_lineno is not None
            length = part.end_lineno - part.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{part.name} has {length} lines"


@pytest.mark.parametrize("package", ["heed", "heed.engines"])
def test_an_engine_is_a_library_without_django(package: str) -> None:
    assert (SOURCE.parent / package.replace(".", "/") / "__init__.py").read_text() == ""


def _names() -> Iterator[str]:
    for path in SOURCE.rglob("*"):
        yield path.stem


@pytest.mark.parametrize("word", ["utils", "common", "core", "services", "helpers", "manager"])
def test_no_room_is_called_after_nothing(word: str) -> None:
    assert word not in set(_names())


def test_one_environment_one_clock_one_door_for_mail() -> None:
    """Ruff holds this too; here it is held where nobody passes over it with a remark."""
    doors = {
        "os.environ": {"config/environment.py"},
        "timezone.now(": set(),
        "django.core.mail": {"outbox/", "demo/mailing.py"},
        "@receiver": set(),
        "REMOTE_ADDR": set(),
        "HTTP_X_FORWARDED_FOR": set(),
        "csv.writer(": {"ui/spreadsheets.py"},
        "csv.DictWriter(": set(),
    }
    for path in FILES:
        text, name = path.read_text("utf-8"), str(path.relative_to(SOURCE))
        for word, allowed in doors.items():
            # The name of a setting is no import.
            if word in text.replace("django.core.mail.backends", ""):
                assert any(name.startswith(place) for place in allowed), f"{word} in {name}"
