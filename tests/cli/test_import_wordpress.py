"""`heed import-wordpress`, as an administrator calls it: real processes, on the run's database."""

import gzip
import os
import pty
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Heed, own_database
from tests.environment import ROOT

SAMPLES = ROOT / "tests" / "fixtures" / "wordpress"
SAMPLE = SAMPLES / "1.2.xml"
ASK = """
import json
from heed.edition.models import Comment, Edition, Origin, Reply
from heed.people.models import Person
print(json.dumps([Edition.objects.count(), Comment.objects.count(), Reply.objects.count(),
    Origin.objects.count(), Person.objects.count()]))
"""


@pytest.fixture
def begun(new_heed: Callable[..., Heed]) -> Heed:
    return begin(new_heed())


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Heed]:
    """One installation for all the files that are refused, since none of them changes it."""
    with own_database() as url:
        made = Heed(tmp_path_factory.mktemp("untouched") / "home")
        if url:
            made.variables["HEED_DATABASE_URL"] = url
        yield begin(made)
        assert counted(made) == "[0, 0, 0, 0, 1]"


def begin(made: Heed) -> Heed:
    done = made.run(
        *("init", "--organisation", "Saltmarsh Ambulance Service"),
        *("--administrator", "Tariq Haddad", "--email", "tariq@saltmarsh.example"),
        *("--series", "The leadership message"),
    )
    assert done.returncode == 0, done.stderr
    return made


def counted(heed: Heed) -> str:
    """Editions, comments, replies, origins, people."""
    return heed.run("manage", "shell", "-v0", "-c", ASK).stdout.strip()


def refused(heed: Heed, file: Path, *words: str) -> str:
    """The one sentence with which a file is refused; nothing was changed."""
    done = heed.run("import-wordpress", str(file), *words)
    assert done.returncode == 2, done.stdout
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
    assert "nobody foresaw" not in done.stderr
    return done.stderr


def test_an_archive_is_brought_in_once_and_a_trial_changes_nothing(begun: Heed) -> None:
    trial = begun.run("import-wordpress", str(SAMPLE), "--dry-run")
    assert trial.returncode == 0, trial.stderr
    assert counted(begun) == "[0, 0, 0, 0, 1]"
    done = begun.run("import-wordpress", str(SAMPLE))
    assert done.returncode == 0, done.stderr
    assert counted(begun) == "[2, 7, 1, 2, 3]"
    # The trial said the same, word for word.
    assert trial.stdout.splitlines()[0] == "A trial: nothing was changed."
    assert trial.stdout.splitlines()[2] == "To be brought in: 2 messages."
    assert trial.stdout.splitlines()[3:] == done.stdout.splitlines()[2:]
    for said in (
        "Comments: 7 posted, 1 waiting for a moderator; 1 of the posted",
        "  1: a page: “About us” on line 18",
        "  1: behind a password: “Behind a door” on line 98",
        "  1: pingbacks and trackbacks: “Cold on the quay”",
        "  1: made of a table: a list, with a row an item",
        "  2: as words: the description that it had",
    ):
        assert said in done.stdout
    assert done.stderr == ""
    again = begun.run("import-wordpress", str(SAMPLE))
    assert again.returncode == 0
    assert "Brought in: 0 messages." in again.stdout
    assert "  2: here already, and left as they are" in again.stdout
    assert counted(begun) == "[2, 7, 1, 2, 3]"


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_older_exports_are_read_too(begun: Heed, version: str) -> None:
    done = begun.run("import-wordpress", str(SAMPLES / f"{version}.xml"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{version}.xml: WordPress export {version}.\n")
    assert counted(begun) == "[1, 1, 0, 1, 2]"


def test_a_file_that_says_something_else_now_is_told_and_left(begun: Heed, tmp_path: Path) -> None:
    assert begun.run("import-wordpress", str(SAMPLE)).returncode == 0
    later = tmp_path / "later.xml"
    later.write_text(SAMPLE.read_text("utf-8").replace("It was cold", "It was warm"), "utf-8")
    done = begun.run("import-wordpress", str(later))
    assert (
        "  1: of these with other words or comments in this file; what stands here was left: "
        in (done.stdout)
    )
    assert counted(begun) == "[2, 7, 1, 2, 3]"


BOMB = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss>&b;</rss>"""
OUTSIDE = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY who SYSTEM "file:///etc/passwd">]><rss>&who;</rss>"""
FETCHED = """<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://192.0.2.1/x.dtd"><rss/>"""
HOSTILE = [
    (BOMB.encode(), "declares a document type or an entity on line 2"),
    (OUTSIDE.encode(), "declares a document type or an entity on line 2"),
    (FETCHED.encode(), "declares a document type or an entity on line 1"),
    (b"", "ends in the middle, on line 1"),
    (b"<html><body>Page not found</body></html>", "is not a WordPress export"),
    (b"<rss version='2.0'><channel><item/></channel></rss>", "is not a WordPress export"),
    (b"PK\x03\x04 a zip", "is not well-formed on line 1"),
    (gzip.compress(b"<rss/>"), "is not well-formed on line 1"),
    (b"<?xml version='1.0' encoding='Shift_JIS'?><rss/>", "encoding is shift_jis"),
    (b"<?xml version='1.0' encoding='UTF-7'?><rss/>", "encoding is utf-7"),
    (b"\xff\xfe<\0r\0s\0s\0\x00\xd8", "is not UTF-16"),
    (b"<rss xmlns:wp='http://wordpress.org/export/2.0/'/>", "of version 2.0, on line 1"),
    (b"<a>" * 100_000, "is not a WordPress export"),
]


@pytest.mark.parametrize(("content", "said"), HOSTILE, ids=[said for _content, said in HOSTILE])
def test_what_is_no_export_is_refused_in_one_sentence(
    untouched: Heed, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "export.xml"
    file.write_bytes(content)
    assert said in refused(untouched, file)


@pytest.mark.parametrize("part", [0.2, 0.6, 0.9, 0.999])
def test_a_file_that_was_cut_off_changes_nothing(
    untouched: Heed, tmp_path: Path, part: float
) -> None:
    whole = SAMPLE.read_bytes()
    cut = tmp_path / "cut.xml"
    cut.write_bytes(whole[: int(len(whole) * part)])
    said = refused(untouched, cut)
    assert refused(untouched, cut, "--dry-run") == said
    line = cut.read_bytes().count(b"\n") + 1
    assert f"on line {line}" in said
    assert "ends in the middle" in said


def test_what_is_no_file_is_refused(untouched: Heed, tmp_path: Path) -> None:
    assert "There is no file" in refused(untouched, tmp_path / "nothing.xml")
    assert "There is no file" in refused(untouched, tmp_path)
    assert "--series the-leadership-message" in refused(untouched, SAMPLE, "--series", "nonsense")


def test_nothing_is_brought_in_before_an_organisation_has_begun(
    new_heed: Callable[..., Heed],
) -> None:
    done = new_heed().run("import-wordpress", str(SAMPLE))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_whoever_stops_it_half_way_goes_on_from_there(begun: Heed, tmp_path: Path) -> None:
    from benchmarks.past import write_archive

    archive = tmp_path / "large.xml"
    write_archive(archive, posts=60, comments=600, seed=3)
    here, there = pty.openpty()
    process = begun.start("import-wordpress", str(archive), stdin=there)
    end = time.monotonic() + 60
    while counted(begun).startswith("[0,") and time.monotonic() < end and process.poll() is None:
        pass
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    os.close(here)
    os.close(there)
    if "Brought in:" not in said:  # it may have been done before the signal came
        assert process.returncode == 130
        assert "whole and stays" in said
        assert "Traceback" not in said
    done = begun.run("import-wordpress", str(archive))
    assert done.returncode == 0, done.stderr
    assert counted(begun).startswith("[60, ")
    assert begun.run("tick").returncode == 0
