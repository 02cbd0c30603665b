"""What an installation keeps can be written down while it serves, and brought back, whole."""

import json
import os
import signal
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Heed, until
from tests.cli.keeping import Week, ask, get, read_all, rows_of, served

pytestmark = pytest.mark.own_database

Make = Callable[..., Heed]
Fill = Callable[[], Week]


def sole(done: object) -> str:
    """The one sentence with which a command refused."""
    assert done.returncode == 2, done  # type: ignore[attr-defined]
    said = done.stderr.splitlines()  # type: ignore[attr-defined]
    assert len(said) == 1 and said[0].startswith("heed: "), said
    return str(said[0])


def test_what_was_kept_comes_back_byte_by_byte(fill: Fill, make_heed: Make, tmp_path: Path) -> None:
    week = fill()
    before, rows = read_all(week), rows_of(week.heed)
    file = tmp_path / "kept.heed"
    done = week.heed.run("backup", str(file))
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "messages 1, comments 7, people 10" in done.stdout

    other = make_heed()
    done = other.run("restore", str(file))
    assert done.returncode == 0, done.stderr
    assert rows_of(other) == rows
    assert read_all(week, other) == before
    # Whoever was signed in then is not signed in by that.
    with served(week.heed):
        assert get(week.heed, "/your-page/", week.session)[0] == 200
    with served(other):
        assert get(other, "/your-page/", week.session)[0] == 302


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_a_backup_moves_from_one_kind_of_database_to_the_other(
    fill: Fill, make_heed: Make, new_database: Callable[[], str], tmp_path: Path
) -> None:
    week = fill()
    before, rows = read_all(week), ask(week.heed, "tests.cli.every_row")
    there = Heed(tmp_path / "there", new_database())
    back = make_heed()
    for number, (old, new) in enumerate([(week.heed, there), (there, back)]):
        file = str(tmp_path / f"{number}.heed")
        assert old.run("backup", file).returncode == 0
        done = new.run("restore", file)
        assert done.returncode == 0, done.stderr
        assert ask(new, "tests.cli.every_row") == rows
    assert read_all(week, back) == before
    there.stop()


def test_a_backup_is_of_one_moment_while_everybody_writes(fill: Fill, tmp_path: Path) -> None:
    """Each comment comes in with an event, in one transaction; the two never come apart."""
    week = fill()
    files = [tmp_path / f"{n}.heed" for n in range(2)]
    with served(week.heed):
        writer = week.heed.start_module("tests.cli.writing_on", week.slug)
        assert writer.stdout is not None and writer.stdout.readline() == "writing\n"
        for file in files:
            assert week.heed.run("backup", str(file)).returncode == 0
        writer.communicate("stop\n", timeout=60)
    counts = []
    for file in files:
        comments, events = (lines(file, f"edition_comment{each}") for each in ("", "event"))
        received = {row.split(b"\t")[-1] for row in events if b"\treceived\t" in row}
        assert len(comments) == len([row for row in events if b"\treceived\t" in row])
        assert received
        counts.append(len(comments))
    assert counts == sorted(counts) and counts[0] < counts[-1], "it went on writing meanwhile"


def lines(file: Path, table: str) -> list[bytes]:
    with zipfile.ZipFile(file) as opened:
        return opened.read(f"tables/{table}").splitlines()


def test_nothing_is_written_over_unless_that_is_said(fill: Fill, tmp_path: Path) -> None:
    week = fill()
    file = tmp_path / "kept.heed"
    file.write_text("something else")
    assert "--replace" in sole(week.heed.run("backup", str(file)))
    assert file.read_text() == "something else"
    assert week.heed.run("backup", str(file), "--replace").returncode == 0
    assert "--replace" in sole(week.heed.run("restore", str(file)))
    # Such as /dev/null, of which there is one.
    os.mkfifo(tmp_path / "pipe")
    assert "is no file" in sole(week.heed.run("backup", str(tmp_path / "pipe"), "--replace"))
    assert (tmp_path / "pipe").is_fifo()
    assert week.heed.run("backup", str(tmp_path)).returncode == 0
    assert len(list(tmp_path.glob("heed-*.heed"))) == 1


def test_what_was_here_before_is_kept_and_comes_back(fill: Fill, tmp_path: Path) -> None:
    week, other = fill(), fill()
    file = str(tmp_path / "kept.heed")
    assert week.heed.run("backup", file).returncode == 0
    ask(other.heed, "tests.cli.one_more", other.slug)
    rows = rows_of(other.heed)
    assert other.heed.run("restore", file, "--replace").returncode == 0
    assert rows_of(other.heed) != rows
    (kept,) = (other.heed.home / "kept").iterdir()
    assert other.heed.run("restore", str(kept), "--replace").returncode == 0
    assert rows_of(other.heed) == rows


def test_nothing_is_restored_under_a_running_server(fill: Fill, tmp_path: Path) -> None:
    week = fill()
    file = str(tmp_path / "kept.heed")
    assert week.heed.run("backup", file).returncode == 0
    with served(week.heed) as server:
        # With PostgreSQL, also not from another machine: another HEED_HOME is all that differs.
        homes = [week.heed.home]
        if week.heed.database_url:
            homes.append(tmp_path / "elsewhere")
        for home in homes:
            done = week.heed.run("restore", file, "--replace", HEED_HOME=str(home))
            assert "stop it first" in sole(done)
        os.kill(server.pid, signal.SIGKILL)
        server.wait(timeout=10)
    done = week.heed.run("restore", file, "--replace")
    assert done.returncode == 0, done.stderr


def test_a_number_is_never_given_twice(fill: Fill, tmp_path: Path) -> None:
    """A private page is found by its number: who wrote a comment that a restore lost must not
    find somebody else's in its place."""
    week = fill()
    file = str(tmp_path / "kept.heed")
    assert week.heed.run("backup", file).returncode == 0
    lost = ask(week.heed, "tests.cli.one_more", week.slug)
    assert week.heed.run("restore", file, "--replace").returncode == 0
    new = ask(week.heed, "tests.cli.one_more", week.slug)
    with served(week.heed):
        assert get(week.heed, lost)[0] == 404
        assert get(week.heed, new)[0] == 200


def test_mail_that_may_have_gone_since_is_not_sent_again(fill: Fill, tmp_path: Path) -> None:
    week = fill()
    file = str(tmp_path / "kept.heed")
    assert week.heed.run("backup", file).returncode == 0
    states = ask(week.heed, "tests.cli.mail_states")
    assert states == {"waiting": 6}
    done = week.heed.run("restore", file, "--replace")
    assert done.returncode == 0
    assert "gets none for six days" in done.stdout
    # What is not due for months cannot have gone.
    assert ask(week.heed, "tests.cli.mail_states") == {"perhaps": 5, "waiting": 1}


def test_an_older_backup_is_restored_and_brought_up_to_date(
    fill: Fill, make_heed: Make, tmp_path: Path
) -> None:
    week = fill()
    assert week.heed.run("manage", "migrate", "week", "zero").returncode == 0
    file = str(tmp_path / "kept.heed")
    assert week.heed.run("backup", file).returncode == 0
    other = make_heed()
    done = other.run("restore", file)
    assert done.returncode == 0, done.stderr
    assert other.run("tick").returncode in (0, 2)
    week.pages.remove("/search/?q=toilet")
    assert read_all(week, other)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_another_key_is_refused_until_the_old_one_is_named(
    fill: Fill, make_heed: Make, tmp_path: Path
) -> None:
    week, other = fill(), make_heed()
    file = tmp_path / "kept.heed"
    assert week.heed.run("backup", str(file)).returncode == 0
    key = week.heed.variables["HEED_SECRET_KEY"]
    with zipfile.ZipFile(file) as opened:
        assert not any(key.encode() in opened.read(name) for name in opened.namelist())
    new = {"HEED_SECRET_KEY": "another-key-" * 6}
    assert "HEED_OLD_SECRET_KEYS" in sole(other.run("restore", str(file), **new))
    assert not list(other.home.glob("heed.sqlite3*"))
    other.variables |= {**new, "HEED_OLD_SECRET_KEYS": key}
    done = other.run("restore", str(file))
    assert done.returncode == 0, done.stderr
    # Private pages, whose addresses were given out under the old key, open.
    assert len(read_all(week, other)) == len(week.pages)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_it_can_be_piped_on(fill: Fill, make_heed: Make, tmp_path: Path) -> None:
    week = fill()
    file = tmp_path / "piped.heed"
    process = week.heed.start("backup", "-", binary=True)
    file.write_bytes(process.communicate(timeout=60)[0])
    assert process.returncode == 0
    assert make_heed().run("restore", str(file)).returncode == 0


class TestSomethingWrongWithIt:
    """Every one of these is one sentence, exit 2, and nothing changed."""

    @pytest.fixture
    def week(self, fill: Fill, tmp_path: Path):  # type: ignore[no-untyped-def]
        week = fill()
        self.file = tmp_path / "kept.heed"
        assert week.heed.run("backup", str(self.file)).returncode == 0
        return week

    def refused(self, week, file: Path) -> str:  # type: ignore[no-untyped-def]
        before = rows_of(week.heed)
        said = sole(week.heed.run("restore", str(file), "--replace"))
        assert rows_of(week.heed) == before
        assert not (week.heed.home / "kept").exists()
        return said

    def changed(self, how: Callable[[dict[str, bytes]], None]) -> Path:
        """The backup with its parts changed."""
        with zipfile.ZipFile(self.file) as opened:
            parts = {name: opened.read(name) for name in opened.namelist()}
        how(parts)
        other = self.file.with_name("changed.heed")
        with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as into:
            for name, content in parts.items():
                into.writestr(name, content)
        return other

    def test_cut_off(self, week) -> None:  # type: ignore[no-untyped-def]
        whole = self.file.read_bytes()
        for share in (0, 0.3, 0.9, 0.999):
            self.file.write_bytes(whole[: int(len(whole) * share)])
            assert "cut off or altered" in self.refused(week, self.file)

    def test_a_bit_turned_over(self, week) -> None:  # type: ignore[no-untyped-def]
        whole = bytearray(self.file.read_bytes())
        for share in (0.05, 0.3, 0.6):
            broken = whole.copy()
            broken[int(len(whole) * share)] ^= 0x10
            self.file.write_bytes(broken)
            assert "cut off or altered" in self.refused(week, self.file)

    def test_somebody_made_an_administrator_of_themselves(self, week) -> None:  # type: ignore[no-untyped-def]
        def promote(parts: dict[str, bytes]) -> None:
            parts["tables/people_role"] = parts["tables/people_role"].replace(
                b"moderator", b"administrator"
            )

        assert "cut off or altered" in self.refused(week, self.changed(promote))

        def promote_well(parts: dict[str, bytes]) -> None:
            promote(parts)
            import hashlib

            told = json.loads(parts["manifest.json"])
            for part in told["parts"]:
                content = parts[part["name"]]
                part |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            parts["manifest.json"] = json.dumps(told).encode()

        assert "cut off or altered" in self.refused(week, self.changed(promote_well))

    @pytest.mark.parametrize("name", ["../../escaped", "/tmp/escaped", "pictures/../../escaped"])
    def test_a_part_that_leads_elsewhere(self, week, name: str) -> None:  # type: ignore[no-untyped-def]
        def add(parts: dict[str, bytes]) -> None:
            parts[name] = b"x"

        assert "cut off or altered" in self.refused(week, self.changed(add))

    def test_a_newer_one(self, week) -> None:  # type: ignore[no-untyped-def]
        def age(parts: dict[str, bytes]) -> None:
            told = json.loads(parts["manifest.json"]) | {"format": 2, "heed": "9.1"}
            parts["manifest.json"] = json.dumps(told).encode()

        assert "newer Heed (9.1)" in self.refused(week, self.changed(age))
        ask(week.heed, "tests.cli.from_the_future")
        self.file.unlink()
        assert week.heed.run("backup", str(self.file)).returncode == 0
        assert "newer Heed" in sole(week.heed.run("restore", str(self.file), "--replace"))

    def test_no_backup_at_all(self, week) -> None:  # type: ignore[no-untyped-def]
        assert "cannot be read" in self.refused(week, self.file.with_name("missing"))
        assert "cannot be read" in self.refused(week, self.file.parent)
        self.file.write_text("Dear Tariq,")
        assert "cut off or altered" in self.refused(week, self.file)


@pytest.mark.parametrize("delay", [0.3, 0.5, 0.7, 0.9, 1.1])
def test_a_restore_that_is_killed_leaves_the_old_or_the_new_whole(
    fill: Fill, tmp_path: Path, delay: float
) -> None:
    week, other = fill(), fill()
    file = str(tmp_path / "kept.heed")
    assert week.heed.run("backup", file).returncode == 0
    ask(other.heed, "tests.cli.one_more", other.slug)
    old, new = rows_of(other.heed), rows_of(week.heed)
    assert old != new
    process = other.heed.start("restore", file, "--replace")
    killer = threading.Timer(delay, lambda: os.kill(process.pid, signal.SIGKILL))
    killer.start()
    process.wait(timeout=60)
    killer.join()

    def has_settled() -> bool:
        return rows_of(other.heed) in (old, new)

    assert until(has_settled, 10)
    done = other.heed.run("restore", file, "--replace")
    assert done.returncode == 0, done.stderr
    assert rows_of(other.heed) == new
    assert not list(other.heed.home.glob("*.new*"))


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_what_a_kill_left_is_swept_away_by_the_next_one(fill: Fill, tmp_path: Path) -> None:
    week = fill()
    left = tmp_path / ".other.heed.heed-part"
    left.write_bytes(b"half")
    assert week.heed.run("backup", str(tmp_path)).returncode == 0
    assert not left.exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_backup_that_is_ended_leaves_nothing_behind(
    fill: Fill, tmp_path: Path, how: signal.Signals
) -> None:
    week = fill()
    process = week.heed.start("backup", str(tmp_path / "kept.heed"))
    assert until(lambda: list(tmp_path.glob(".kept*")) or process.poll() is not None, 90)
    process.send_signal(how)
    said, _none = process.communicate(timeout=60)
    if process.returncode == 0:
        # It was quicker than we were.
        assert (tmp_path / "kept.heed").exists()
        return
    assert (process.returncode, said) == (130, "heed: Stopped: no backup was written.\n")
    assert not list(tmp_path.glob("*kept*"))
