"""`heed export` and `heed import`: out and in again, as an administrator does it."""

import json
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Heed, own_database
from tests.environment import ROOT

Files = dict[str, bytes]
SEEN = """
from datetime import UTC, datetime
from django.test import Client
from heed import clock
from heed.cli.static import collect
from heed.edition.models import Comment, Edition, Picture
from heed.edition import addresses
from heed.people.models import Portrait
collect()
clock.set_source(lambda: datetime(2026, 11, 26, 9, tzinfo=UTC))
client = Client(HTTP_HOST="heed.example", HTTP_X_FORWARDED_PROTO="https")
for edition in Edition.objects.exclude(slug=None).order_by("pk"):
    page = client.get(f"/messages/{edition.slug}/", secure=True).content.decode()
    print(page.partition("<main")[2].partition("name=\\"ticket\\"")[0])
print(sorted(Comment.objects.values_list("email", flat=True)))
print([addresses.key_of(comment) for comment in Comment.objects.order_by("pk")])
print([bytes(picture.small)[:4] for picture in Picture.objects.all()], Portrait.objects.count())
"""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Heed]:
    """An installation with something of every kind in it."""
    with own_database() as url:
        made = Heed(tmp_path_factory.mktemp("full") / "home")
        if url:
            made.variables["HEED_DATABASE_URL"] = url
        fill(made)
        yield made


def fill(made: Heed) -> None:
    assert made.run("manage", "migrate", "-v0").returncode == 0
    environment = made.how(DJANGO_SETTINGS_MODULE="heed.config.settings")
    environment["PYTHONPATH"] += f":{ROOT}"
    subprocess.run(
        [sys.executable, "-m", "tests.cli.filling"], env=environment, check=True, cwd=ROOT
    )


@pytest.fixture(scope="module")
def exported(full: Heed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("exported") / "all.zip"
    done = full.run("export", str(file))
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Heed]:
    """One installation for every export that is refused, since none of them changes it."""
    with own_database() as url:
        made = Heed(tmp_path_factory.mktemp("empty") / "home")
        if url:
            made.variables["HEED_DATABASE_URL"] = url
        assert made.run("manage", "migrate", "-v0").returncode == 0
        yield made
        nothing = "from heed.people.models import Person; print(Person.objects.count())"
        assert made.run("manage", "shell", "-v0", "-c", nothing).stdout == "0\n"


def files_of(file: Path) -> Files:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(file: Path, files: Files) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file


def seen(heed: Heed) -> str:
    done = heed.run("manage", "shell", "-v0", "-c", SEEN)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_was_written_is_read_back_to_the_byte(
    full: Heed, exported: Path, new_heed: Callable[..., Heed], tmp_path: Path
) -> None:
    other = new_heed()
    done = other.run("import", str(exported))
    assert done.returncode == 0, done.stderr
    again = tmp_path / "again.zip"
    assert other.run("export", str(again)).returncode == 0
    assert again.read_bytes() == exported.read_bytes()
    # Not only the file is the same: pages, addresses that only the key opens, private addresses.
    assert seen(other) == seen(full)
    assert "Dewi Marchbanks" in seen(full)
    # What is written from now on has numbers of its own.
    assert other.run("tick").returncode == 0
    fresh = (
        "from heed.people import actions; print(actions.welcome(name='N', email='n@x.example').pk)"
    )
    assert int(other.run("manage", "shell", "-v0", "-c", fresh).stdout) >= 11


def test_an_export_moves_from_sqlite_to_the_database_of_this_run(
    new_heed: Callable[..., Heed], tmp_path: Path
) -> None:
    small = new_heed(on="sqlite")
    fill(small)
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    assert small.run("export", str(first)).returncode == 0
    other = new_heed()
    assert other.run("import", str(first)).returncode == 0
    assert other.run("export", str(second)).returncode == 0
    assert first.read_bytes() == second.read_bytes()


def test_every_kind_is_in_it_and_only_its_owner_can_read_it(exported: Path) -> None:
    files = files_of(exported)
    assert stat.S_IMODE(exported.stat().st_mode) == 0o600
    empty = {name for name, content in files.items() if name.endswith("jsonl") and not content}
    assert empty <= {"edition/origin.jsonl"}
    assert len([name for name in files if name.startswith("media/")]) == 6
    for line in files["edition/comment.jsonl"].splitlines():
        row = json.loads(line)
        assert row["email"].startswith("1.") or row["state"] == "passed_on"
    whole = b"".join(files.values())
    assert b"example.org" not in whole
    assert b"session_word" not in whole


def test_two_exports_of_the_same_are_the_same_and_none_is_written_over(
    full: Heed, exported: Path, tmp_path: Path
) -> None:
    same = tmp_path / "same.zip"
    assert full.run("export", str(same)).returncode == 0
    assert same.read_bytes() == exported.read_bytes()
    again = full.run("export", str(same))
    assert again.returncode == 2
    assert "already" in again.stderr
    nowhere = full.run("export", str(tmp_path / "no" / "such.zip"))
    assert nowhere.returncode == 2
    assert len(nowhere.stderr.splitlines()) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["same.zip"]


def test_an_installation_in_which_something_is_is_left_alone(full: Heed, exported: Path) -> None:
    before = seen(full)
    done = full.run("import", str(exported))
    assert done.returncode == 2
    assert "There is something here already" in done.stderr
    assert seen(full) == before


def test_without_the_same_key_nothing_is_read(empty: Heed, exported: Path) -> None:
    key = "another-key-for-the-tests-alone-that-guards-nothing-and-nobody"
    done = empty.run("import", str(exported), HEED_SECRET_KEY=key)
    assert done.returncode == 2
    assert "sealed with another secret key" in done.stderr


def refused(empty: Heed, file: Path) -> str:
    done = empty.run("import", str(file))
    assert done.returncode == 2, done.stdout
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "nobody foresaw" not in done.stderr
    return done.stderr


def changed(files: Files, name: str, old: str, new: str) -> Files:
    content = files[name].decode()
    assert old in content
    return {**files, name: content.replace(old, new, 1).encode("utf-8", "surrogatepass")}


def with_rows(files: Files, name: str, rows: bytes) -> Files:
    manifest = json.loads(files["heed-export.json"])
    manifest["rows"][name] = rows.count(b"\n")
    return {**files, f"{name}.jsonl": rows, "heed-export.json": json.dumps(manifest).encode()}


COMMENTS = "edition/comment.jsonl"
UNITS = "people/unit.jsonl"
LINES: list[tuple[str, str, str, str]] = [
    (COMMENTS, '"id": 2,', '"id": 1,', "line 2 of edition/comment.jsonl is out of order"),
    (COMMENTS, '"edition": 1', '"edition": 99', "names edition/edition 99, which is not there"),
    (COMMENTS, '"version": 2', '"version": "2"', "has a version that is no number"),
    (COMMENTS, '"version": 2', '"version": 1e400', "has a version that is no number"),
    (COMMENTS, '"version": 2', '"version": NaN', "holds NaN, which is no number"),
    (COMMENTS, '"version": 2', '"version": -1', "too large or too small"),
    (COMMENTS, '"version": 2', '"version": 99999999999999999999999', "too large or too small"),
    (COMMENTS, '"version": 2', '"version": ' + "9" * 9000, "is not JSON"),
    (COMMENTS, '"version": 2', '"version": 2, "html": "<script>alert(1)</script>"', "field 'html'"),
    (COMMENTS, '"version": 2', '"version": 2, "version": 3', "says the same thing twice"),
    (COMMENTS, '"state": "posted"', '"state": "approved"', "has a state that Heed does not know"),
    (COMMENTS, '"wants_mail": false', '"wants_mail": 0', "that is no yes or no"),
    (COMMENTS, "Posted, with", "\\u0000", "has a character in text that cannot be kept"),
    (COMMENTS, "Posted, with", "\\ud800", "has a character in text that cannot be kept"),
    (COMMENTS, "Posted, with", "\ud800", "is not UTF-8"),
    (COMMENTS, '"name": "Dewi', '"name": "' + "x" * 81, "has a name of more than 80 characters"),
    (COMMENTS, '"email": "1.', '"email": "1.AAAA', "has a email that was not sealed with this key"),
    (COMMENTS, '"received_at": "2026-', '"received_at": "26-', "that is no moment"),
    (COMMENTS, '"posted_at": "', '"posted_at": null, "reason": "', "says the same thing twice"),
    (COMMENTS, "{", "[", "line 1 of edition/comment.jsonl is not JSON"),
    (UNITS, '{"id": 1', '{"id": true', "has a id that is no number"),
    (UNITS, '"slug": "quay"', '"slug": "../quay"', "slug that is not as Heed writes one"),
    ("people/person.jsonl", '"email": "ama@', '"email": "ama', "email that is not as Heed writes"),
    ("people/person.jsonl", '"name": "Ama Tetteh", ', "", "has no name"),
    ("people/portrait.jsonl", "media/people/portrait/1-data", "media/people/portrait/2-data",
     "has a data that is not media/people/portrait/1-data.webp"),
    ("people/portrait.jsonl", '"digest": "', '"digest": "0', "more than 32 characters"),
    ("edition/picture.jsonl", "media/edition/picture/1-small", "../../etc/passwd", "has a small"),
    ("heed-export.json", '"format": 1', '"format": 2', "was written by a newer Heed"),
    ("heed-export.json", '"format": 1', '"format": "1"', "is not as Heed writes it"),
    ("heed-export.json", '"people/unit": 2', '"people/unit": 3', "has 2 rows and should have 3"),
    ("heed-export.json", '"people/unit": 2', '"people/unit": 2, "people/cat": 1', "does not know"),
    ("edition/edition.jsonl", '"slug": "2', '"slug": null, "author_post": "2', "twice"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "said"), LINES)
def test_a_line_that_cannot_be_true_is_named(
    empty: Heed, exported: Path, tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    file = zipped(tmp_path / "x.zip", changed(files_of(exported), name, old, new))
    assert said in refused(empty, file)


def attacks(files: Files) -> Iterator[tuple[str, Files, str]]:
    yield "slip", {**files, "../../etc/cron.d/x": b"x"}, "which no export does"
    yield "absolute", {**files, "/etc/passwd": b"x"}, "which no export does"
    yield "windows", {**files, "..\\x.jsonl": b"x"}, "which no export does"
    yield "unknown", {**files, "notes.txt": b"x"}, "which no export does"
    yield "folder", {**files, "media/": b""}, "which no export does"
    yield "media", {**files, "media/people/portrait/7-data.webp": b"x"}, "which no row names"
    yield "kind", {**files, "people/cat.jsonl": b"{}\n"}, "not announced"
    yield "none", {k: v for k, v in files.items() if k != UNITS}, "is not whole"
    yield (
        "no manifest",
        {k: v for k, v in files.items() if k != "heed-export.json"},
        "not an export",
    )
    no_media = {k: v for k, v in files.items() if not k.startswith("media/people")}
    yield "no media", no_media, "which is not there"
    other = {"media/people/portrait/1-data.webp": b"<svg onload=alert(1)>"}
    yield "other media", {**files, **other}, "cannot be true"
    large = {"media/people/portrait/1-data.webp": b"\0" * (5 * 1024 * 1024)}
    yield "large media", {**files, **large}, "is larger than it can be"
    yield "cut", {**files, UNITS: files[UNITS][:-2]}, "ends in the middle"
    yield "blank", with_rows(files, "people/unit", b"\n\n"), "is not JSON"
    yield "list", with_rows(files, "people/unit", b"[1]\n"), "is no object"
    deep = b"[" * 100_000 + b"\n"
    yield "deep", with_rows(files, "people/unit", deep), "is not JSON"
    yield "long", with_rows(files, "people/unit", b" " * (5 * 1024 * 1024) + b"\n"), "longer than"
    yield "bomb", with_rows(files, "people/unit", b"\0" * (100 * 1024 * 1024) + b"\n"), "times its"
    again = files[UNITS].splitlines(keepends=True)[0].replace(b'{"id": 1,', b'{"id": 999,')
    yield "unique", with_rows(files, "people/unit", files[UNITS] + again), "contradicts itself"


NAMES = [
    "slip", "absolute", "windows", "unknown", "folder", "media", "kind", "none", "no manifest",
    "no media", "other media", "large media", "cut", "blank", "list", "deep", "long", "bomb", "unique",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_an_archive_that_heed_did_not_write_is_refused(
    empty: Heed, exported: Path, tmp_path: Path, name: str
) -> None:
    found = {each: (files, said) for each, files, said in attacks(files_of(exported))}
    assert list(found) == NAMES
    files, said = found[name]
    assert said in refused(empty, zipped(tmp_path / "x.zip", files))


def test_names_twice_links_and_damage_are_refused(
    empty: Heed, exported: Path, tmp_path: Path
) -> None:
    twice = tmp_path / "twice.zip"
    twice.write_bytes(exported.read_bytes())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(twice, "a") as archive:
        archive.writestr(UNITS, b"")
    assert f"holds {UNITS} twice" in refused(empty, twice)
    linked = tmp_path / "linked.zip"
    linked.write_bytes(exported.read_bytes())
    with zipfile.ZipFile(linked, "a") as archive:
        about = zipfile.ZipInfo("media/people/portrait/9-data.webp")
        about.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(about, b"/etc/passwd")
    assert "which is a link or locked" in refused(empty, linked)
    whole = exported.read_bytes()
    for content in (b"", b"PK\x03\x04", whole[: len(whole) // 2], b"x" * 1000):
        cut = tmp_path / "cut.zip"
        cut.write_bytes(content)
        assert "not a zip file" in refused(empty, cut)
    harmed = bytearray(whole)
    place = whole.index(b"edition/comment.jsonl") + 60
    harmed[place : place + 8] = b"\xff" * 8
    (tmp_path / "harmed.zip").write_bytes(bytes(harmed))
    assert "damaged" in refused(empty, tmp_path / "harmed.zip")
    assert "not a zip file" in refused(empty, tmp_path)
    assert "not a zip file" in refused(empty, tmp_path / "nothing.zip")


def test_what_would_be_shown_as_html_is_made_anew(
    exported: Path, new_heed: Callable[..., Heed], tmp_path: Path
) -> None:
    files = changed(files_of(exported), COMMENTS, "Posted, with", "<script>alert(1)</script>")
    other = new_heed()
    assert other.run("import", str(zipped(tmp_path / "x.zip", files))).returncode == 0
    page = seen(other)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_export_of_an_older_heed_that_lacks_a_field_is_read(
    exported: Path, new_heed: Callable[..., Heed], tmp_path: Path
) -> None:
    files = files_of(exported)
    files[UNITS] = files[UNITS].replace(b', "parent": null', b"")
    done = new_heed().run("import", str(zipped(tmp_path / "x.zip", files)))
    assert done.returncode == 0, done.stderr


def test_nothing_is_written_before_an_organisation_has_begun(
    new_heed: Callable[..., Heed], tmp_path: Path
) -> None:
    done = new_heed().run("export", str(tmp_path / "x.zip"))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.glob("*.zip"))


def test_an_export_of_an_older_heed_that_called_a_field_otherwise_is_read(
    exported: Path, new_heed: Callable[..., Heed], tmp_path: Path
) -> None:
    """What a confidence is about was called its themes."""
    files = files_of(exported)
    kind = next(name for name in files if name.endswith("edition/confidence.jsonl"))
    assert b'"subjects"' in files[kind]
    files[kind] = files[kind].replace(b'"subjects"', b'"themes"')
    done = new_heed().run("import", str(zipped(tmp_path / "x.zip", files)))
    assert done.returncode == 0, done.stderr
