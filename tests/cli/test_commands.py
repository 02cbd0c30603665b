import pytest

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


def test_an_organisation_is_begun_once_and_by_flags(heed: Heed) -> None:
    heed.begin()
    again = heed.run(
        *("init", "--organisation", "Other", "--administrator", "A B"),
        *("--email", "a@b.example", "--series", "News"),
    )
    assert again.returncode == 2
    assert "has already been begun" in again.stderr
    assert heed.run("tick").returncode == 0


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


def test_a_new_key_is_long_and_never_the_same(heed: Heed) -> None:
    one, other = heed.run("key").stdout.strip(), heed.run("key").stdout.strip()
    assert len(one) >= 50
    assert one != other


def test_a_command_that_needs_no_django_loads_none(heed: Heed) -> None:
    done = heed.run("--help", PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0
    assert "django" not in done.stderr
