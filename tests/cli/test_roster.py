"""`heed roster` as an administrator types it."""

import os
import pty
from pathlib import Path

import pytest

from tests.cli.conftest import Heed

HEAD = "Staff number,Full name,Work email,Job title,Organisation,Part of\n"


def file(folder: Path, people: range, *, extra: str = "") -> str:
    lines = [
        f"{n},Crew {n},crew{n}@saltmarsh.example,Paramedic,Station {n % 3},Operations\n"
        for n in people
    ]
    path = folder / "roster.csv"
    path.write_text(HEAD + "".join(lines) + extra)
    return str(path)


@pytest.fixture
def staffed(begun: Heed, tmp_path: Path) -> Heed:
    done = begun.run("roster", file(tmp_path, range(1, 31)), "--yes")
    assert done.returncode == 0, done.stderr
    return begun


def last(text: str) -> str:
    return text.splitlines()[-1]


def test_a_dry_run_says_everything_and_changes_nothing(begun: Heed, tmp_path: Path) -> None:
    path = file(tmp_path, range(1, 31))
    for _twice in (1, 2):
        done = begun.run("roster", path, "--dry-run")
        assert (done.returncode, done.stderr) == (0, "")
        assert "30 join:\n    Crew 1  (line 2)\n" in done.stdout
        assert "    and 25 more\n" in done.stdout
        assert "4 units are new:\n    Operations\n    Station 0  (line 4)\n" in done.stdout
        assert "1 person before, 31 after; 30 join." in done.stdout
        assert last(done.stdout) == "Nothing was changed: this was a dry run."


def test_it_is_applied_once(staffed: Heed, tmp_path: Path) -> None:
    path = file(tmp_path, range(2, 32))
    done = staffed.run("roster", path, "--yes")
    assert "1 leaves:\n    Crew 1  (1)\n" in done.stdout
    assert last(done.stdout) == "Done: 31 people."
    again = staffed.run("roster", path, "--yes")
    assert last(again.stdout) == "Everything is as the file says. Nothing was changed."


def test_a_file_that_ends_many_is_not_believed(staffed: Heed, tmp_path: Path) -> None:
    path = file(tmp_path, range(1, 21))
    looked = staffed.run("roster", path, "--dry-run")
    assert looked.returncode == 0
    assert "10 of 30 people would leave" in last(looked.stdout)
    for wrong in ([], ["--leavers", "9"], ["--leavers", "11"]):
        done = staffed.run("roster", path, "--yes", *wrong)
        assert done.returncode == 2
        assert done.stderr.startswith("heed: 10 ")
        assert "Nothing was changed" in done.stderr
    done = staffed.run("roster", path, "--yes", "--leavers", "10")
    assert last(done.stdout) == "Done: 21 people."


def test_what_never_ends_is_no_roster(begun: Heed) -> None:
    done = begun.run("roster", "/dev/zero", "--dry-run")
    assert done.returncode == 2
    assert done.stderr == "heed: The file is empty.\nheed: Nothing was changed.\n"
    assert "cannot be read" in begun.run("roster", "/").stderr


def test_every_mistake_is_a_sentence_with_its_line(staffed: Heed, tmp_path: Path) -> None:
    path = file(tmp_path, range(1, 31), extra="=1,,crew1@SALTMARSH.example,,,\n")
    done = staffed.run("roster", path, "--yes")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "heed: Line 32: the name is missing.",
        "heed: Line 32: the staff number begins like a formula of a spreadsheet.",
        "heed: Nothing was changed.",
    ]


@pytest.mark.parametrize("what", ["missing", "folder"])
def test_a_file_that_cannot_be_read(begun: Heed, tmp_path: Path, what: str) -> None:
    done = begun.run("roster", str(tmp_path / "none.csv" if what == "missing" else tmp_path))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "cannot be read" in done.stderr


def test_nothing_is_taken_in_before_an_organisation_has_begun(heed: Heed, tmp_path: Path) -> None:
    done = heed.run("roster", file(tmp_path, range(3)), "--yes")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_nobody_is_asked_where_nobody_can_answer(begun: Heed, tmp_path: Path) -> None:
    done = begun.run("roster", file(tmp_path, range(1, 31)))
    assert done.returncode == 2
    assert "Nobody is here to be asked" in done.stderr


@pytest.mark.parametrize(
    ("answer", "status", "said"),
    [("maybe\nyes\n", 0, "Done: 31 people."), ("no\n", 1, "Nothing was changed."),
     ("\x04", 1, "Nothing was changed.")],
)  # fmt: skip
def test_it_asks_before_it_changes(
    begun: Heed, tmp_path: Path, answer: str, status: int, said: str
) -> None:
    here, there = pty.openpty()
    process = begun.start("roster", file(tmp_path, range(1, 31)), stdin=there)
    os.write(here, answer.encode())
    out, _ = process.communicate(timeout=60)
    os.close(there)
    os.close(here)
    assert process.returncode == status
    assert out.count("Apply this? yes/no") == (2 if answer.startswith("maybe") else 1)
    assert out.rstrip().endswith(said)
