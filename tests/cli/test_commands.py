import os
import pty
import re
from pathlib import Path

import pytest

from heed.cli.main import main
from heed.cli.refused import Refused
from heed.cli.static import collect
from tests.cli.conftest import Heed


def test_a_wrong_command_is_one_sentence(heed: Heed) -> None:
    done = heed.run("sevre")
    assert done.returncode == 2
    assert done.stderr.startswith("heed: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_wrong_environment_is_one_sentence_for_each_mistake(heed: Heed) -> None:
    done = heed.run("serve", HEED_SECRET_KEY=None, HEED_DEBUG="on", HEED_ADDRESS="http://x.example")
    assert done.returncode == 2
    said = done.stderr.splitlines()
    assert len(said) == 3
    assert all(line.startswith("heed: HEED_") for line in said)
    assert done.stdout == ""


@pytest.mark.parametrize("command", ["serve", "tick"])
def test_nothing_runs_before_an_organisation_has_begun(heed: Heed, command: str) -> None:
    done = heed.run(command)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_is_one_sentence(heed: Heed) -> None:
    url = "postgresql://heed:hunter2@127.0.0.1:1/heed"
    done = heed.run("serve", HEED_DATABASE_URL=url)
    assert done.returncode == 2
    assert done.stderr.startswith("heed: The database does not answer: ")
    assert len(done.stderr.splitlines()) == 1
    assert "hunter2" not in done.stderr


def test_an_organisation_is_begun_once(begun: Heed) -> None:
    again = begun.run(
        *("init", "--organisation", "Other", "--administrator", "A B"),
        *("--email", "a@b.example", "--series", "News"),
    )
    assert again.returncode == 2
    assert "has already been begun" in again.stderr
    assert begun.run("tick").returncode == 0


def test_nobody_is_asked_where_nobody_can_answer(heed: Heed) -> None:
    done = heed.run("init")
    assert done.returncode == 2
    assert "give flags" in done.stderr


def test_a_wrong_address_begins_nothing(heed: Heed) -> None:
    flags = ("--organisation", "Saltmarsh", "--administrator", "Tariq", "--series", "News")
    done = heed.run("init", *flags, "--email", "tariq at saltmarsh")
    assert done.returncode == 2
    assert done.stderr == "heed: tariq at saltmarsh is not an email address.\n"
    assert heed.run("init", *flags, "--email", "tariq@saltmarsh.example").returncode == 0


@pytest.mark.parametrize("name", ["Tariq\nBcc: all@saltmarsh.example", "\x1b[2J", "T" * 121])
def test_a_name_that_cannot_be_kept_begins_nothing(heed: Heed, name: str) -> None:
    done = heed.run(
        *("init", "--organisation", "Saltmarsh", "--administrator", name, "--series", "News"),
        *("--email", "tariq@saltmarsh.example"),
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "at most 120 characters" in done.stderr
    assert done.stderr.strip().isprintable()


def test_a_file_whose_name_means_harm_is_named_harmlessly(heed: Heed) -> None:
    for name in (
        "\x1b[2J\x1b]0;x\x07.zip",
        os.fsdecode(b"\xff\xfe.zip"),
        "a\nheed: All is well.zip",
    ):
        for command in ("restore", "import", "import-wordpress", "roster"):
            done = heed.run(command, name)
            assert done.returncode == 2
            assert "Traceback" not in done.stderr
            assert all(line.isprintable() for line in done.stderr.split("\n"))


def test_a_new_key_is_long_and_never_the_same(heed: Heed) -> None:
    one, other = heed.run("key").stdout.strip(), heed.run("key").stdout.strip()
    assert len(one) >= 50
    assert one != other


def test_a_command_that_needs_no_django_loads_none(heed: Heed) -> None:
    done = heed.run("--help", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    assert "django" not in done.stderr


def test_what_is_not_given_is_asked(heed: Heed) -> None:
    here, there = pty.openpty()
    process = heed.start("init", "--series", "News", stdin=there)
    answers = "Saltmarsh Ambulance Service\n\nTariq Haddad\ntariq@saltmarsh.example\n"
    os.write(here, answers.encode())
    said, _ = process.communicate(timeout=60)
    os.close(there)
    os.close(here)
    assert process.returncode == 0, said
    assert "What is your organisation called?" in said
    # An empty answer is asked again.
    assert said.count("Who is the first administrator?") == 2
    assert "sign in as tariq@saltmarsh.example" in said


def test_a_question_that_gets_no_answer_begins_nothing(heed: Heed) -> None:
    here, there = pty.openpty()
    process = heed.start("init", stdin=there)
    os.write(here, b"\x04")
    said, _ = process.communicate(timeout=60)
    os.close(there)
    os.close(here)
    assert process.returncode == 2
    assert said.splitlines()[-1].endswith("heed: No answer came, so nothing was begun.")


def test_a_second_factor_that_is_lost_is_taken_away_from_the_command_line(begun: Heed) -> None:
    for email, said in (
        ("nobody@saltmarsh.example", "Nobody who works here has the address"),
        ("tariq@saltmarsh.example", "has no second factor"),
    ):
        done = begun.run("second-factor-off", email)
        assert done.returncode == 2
        assert said in done.stderr
    sets_up = (
        "from heed import clock; from heed.people import queries, second_factor as s; "
        "at = clock.now(); secret = s.new_secret(); "
        "s.set_up(person=queries.by_email('tariq@saltmarsh.example'), secret=secret, "
        "code=s.figures(secret, int(at.timestamp()) // 30), at=at)"
    )
    assert begun.run("manage", "shell", "-c", sets_up).returncode == 0
    done = begun.run("second-factor-off", "TARIQ@saltmarsh.example")
    assert done.returncode == 0, done.stderr
    assert "signs in without a second factor now" in done.stdout
    assert begun.run("second-factor-off", "tariq@saltmarsh.example").returncode == 2


def test_each_command_says_what_it_does_in_its_own_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    listed = re.findall(r"^    ([a-z-]+)(?: |$)", capsys.readouterr().out, re.MULTILINE)
    assert {"demo", "init", "serve", "doctor", "upgrade"} <= set(listed)
    for command in {*listed} - {"command", "test"}:
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        said = capsys.readouterr().out
        assert ended.value.code == 0
        assert re.search(r"\n\n[A-Z][^\n]+", said), command


def test_a_mistake_in_a_command_names_that_commands_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for given, sentence in (
        (["backup"], "see `./heed backup --help`."),
        (["bakcup"], "there is no command 'bakcup'; see `./heed --help`."),
    ):
        with pytest.raises(SystemExit):
            main(given)
        assert sentence in capsys.readouterr().err


def test_where_the_static_files_cannot_be_written_that_is_said(
    settings: object, tmp_path: Path
) -> None:
    (tmp_path / "in the way").touch()
    settings.STATIC_ROOT = tmp_path / "in the way" / "static"  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="could not be written to"):
        collect()
