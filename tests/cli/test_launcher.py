"""The launcher, run by sh in an empty environment with Pythons that only pretend."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.environment import ROOT

SHELLS = [shell for shell in ("dash", "bash", "busybox") if shutil.which(shell)]

# A Python of some version: answers the launcher's questions, makes environments that hold itself.
PYTHON = """#!/bin/sh
here=$(dirname "$0")
case "$1 $2" in
    "-c import sys; print"*) echo {version} ;;
    "-c import sys; sys.exit"*) exit {unfit} ;;
    "-c import os, sys; print"*) echo "{path}" ;;
    "-c import ensurepip"*) exit {no_venv} ;;
    "-m venv") mkdir -p "$4/bin" && cp "{path}" "$4/bin/python"
        echo "venv {version}" >>"$LOG" ;;
    "-m pip") echo "pip $*" >>"$LOG"; exit "${{PIP_FAILS:-0}}" ;;
    "-P -m") shift; echo "heed $* in $PYTHONPATH" ;;
esac
"""
UV = """#!/bin/sh
echo "uv $*" >>"$LOG"
case "$1" in
    venv) [ -n "$PYTHON_FOR_UV" ] || exit 2
        for last; do :; done; mkdir -p "$last/bin" && cp "$PYTHON_FOR_UV" "$last/bin/python" ;;
    pip) exit "${UV_FAILS:-0}" ;;
esac
"""

PIP = (
    "pip -m pip install --quiet --disable-pip-version-check --no-input "
    "--require-hashes --only-binary :all:"
)
UV_PIP = "uv pip sync --quiet --require-hashes --only-binary :all: --python"


class Machine:
    """A checkout and the programs that stand on its PATH, nothing else."""

    def __init__(self, folder: Path, shell: str) -> None:
        self.shell = shell
        self.home = folder / "a checkout"
        self.path = folder / "bin"
        self.log = folder / "log"
        (self.home / "requirements").mkdir(parents=True)
        self.path.mkdir()
        shutil.copy(ROOT / "heed", self.home / "heed")
        for name in ("heed", "test"):
            (self.home / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
        for tool in ["sh", "cat", "cksum", "cp", "dirname", "ls", "mkdir", "readlink", "rm", "sed"]:
            found = shutil.which(tool)
            assert found
            (self.path / tool).symlink_to(found)

    def has(self, name: str, text: str) -> Path:
        path = self.path / name
        path.write_text(text)
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    def has_python(self, name: str, version: str, *, venv: bool = True) -> Path:
        fit = (3, 11) <= tuple(map(int, version.split(".")[:2])) <= (3, 14)
        path = self.path / name
        text = PYTHON.format(version=version, unfit=int(not fit), no_venv=int(not venv), path=path)
        return self.has(name, text)

    def heed(
        self, *words: str, cwd: str = "/", at: Path | None = None, **variables: str
    ) -> "subprocess.CompletedProcess[str]":
        shell = [self.shell, "sh"] if self.shell.endswith("busybox") else [self.shell]
        return subprocess.run(
            [*shell, str(at or self.home / "heed"), *words],
            env={"PATH": str(self.path), "LOG": str(self.log), **variables},
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def done(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture(params=SHELLS)
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    shell = shutil.which(request.param)
    assert shell
    return Machine(tmp_path, shell)


@pytest.mark.parametrize("version", ["3.11.2", "3.12.1", "3.13.0", "3.14.1"])
def test_a_fitting_python_makes_what_is_needed_once(machine: Machine, version: str) -> None:
    machine.has_python("python3", version)
    first = machine.heed("serve", "--no-migrate")
    assert first.returncode == 0, first.stderr
    assert first.stdout == f"heed -m heed serve --no-migrate in {machine.home}/src\n"
    assert machine.done() == [
        f"venv {version}",
        f"{PIP} -r {machine.home}/requirements/heed.txt",
    ]
    second = machine.heed("serve")
    assert second.stderr == ""
    assert len(machine.done()) == 2


def test_the_newest_fitting_python_is_taken(machine: Machine) -> None:
    machine.has_python("python3", "3.9.18")
    machine.has_python("python3.12", "3.12.1")
    machine.has_python("python3.11", "3.11.7")
    machine.heed("key")
    assert machine.done()[0] == "venv 3.12.1"


def test_a_python_without_venv_is_passed_over_for_one_with_it(machine: Machine) -> None:
    machine.has_python("python3.13", "3.13.0", venv=False)
    machine.has_python("python3", "3.11.2")
    machine.heed("key")
    assert machine.done()[0] == "venv 3.11.2"


def test_where_venv_is_missing_one_line_mends_it(machine: Machine) -> None:
    machine.has_python("python3", "3.11.2", venv=False)
    done = machine.heed("demo")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "sudo apt-get install -y python3-venv"
    assert not (machine.home / ".venv").exists()


def test_other_pythons_are_named(machine: Machine) -> None:
    machine.has_python("python3", "3.9.18")
    machine.has_python("python", "2.7.18")
    done = machine.heed("demo")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "heed: Heed needs Python 3.11, 3.12, 3.13 or 3.14, and here is only Python 3.9.18, 2.7.18."
    )


def test_a_python_that_is_too_new_is_not_taken(machine: Machine) -> None:
    machine.has_python("python3", "3.15.0")
    done = machine.heed("demo")
    assert done.returncode == 2
    assert "here is only Python 3.15.0." in done.stderr


def test_where_there_is_no_python_that_is_said(machine: Machine) -> None:
    done = machine.heed("demo")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "sudo apt-get install -y python3 python3-venv"


def test_a_shim_that_leads_nowhere_is_no_python(machine: Machine) -> None:
    machine.has("python3.12", "#!/bin/sh\nexit 127\n")
    machine.has("uv", "#!/bin/sh\nexit 127\n")
    machine.has_python("python3", "3.11.2")
    assert machine.heed("key").returncode == 0
    assert machine.done()[0] == "venv 3.11.2"


def test_uv_is_given_the_real_path_and_downloads_no_python(machine: Machine) -> None:
    python = machine.has_python("python3", "3.11.2", venv=False)
    machine.has("uv", UV)
    done = machine.heed("key", PYTHON_FOR_UV=str(python))
    assert done.returncode == 0, done.stderr
    assert machine.done() == [
        "uv --version",
        f"uv venv --quiet --clear --no-project --python {python} {machine.home}/.venv",
        f"{UV_PIP} {machine.home}/.venv/bin/python {machine.home}/requirements/heed.txt",
    ]
    assert not (machine.home / "uv.lock").exists()


def test_uv_may_know_a_python_that_is_not_on_the_path(machine: Machine) -> None:
    hidden = machine.has_python("hidden", "3.12.1")
    machine.has("uv", UV)
    assert machine.heed("key", PYTHON_FOR_UV=str(hidden)).returncode == 0
    assert "--python >=3.11,<3.15 " in machine.done()[1]


def test_where_uv_fails_pip_does_it(machine: Machine) -> None:
    python = machine.has_python("python3", "3.11.2")
    machine.has("uv", UV)
    assert machine.heed("key", PYTHON_FOR_UV=str(python), UV_FAILS="2").returncode == 0
    assert machine.done()[-1].startswith("pip -m pip install")


def test_tests_get_their_own_list_and_keep_it(machine: Machine) -> None:
    machine.has_python("python3", "3.11.2")
    machine.heed("demo")
    assert machine.heed("test").returncode == 0
    assert machine.done()[-1].endswith("test.txt")
    before = machine.done()
    machine.heed("demo")
    assert machine.done() == before


def test_a_changed_list_is_installed_again(machine: Machine) -> None:
    machine.has_python("python3", "3.11.2")
    machine.heed("demo")
    (machine.home / "requirements" / "heed.txt").write_text("heed==2\n")
    machine.heed("demo")
    assert len([line for line in machine.done() if line.startswith("pip")]) == 2
    assert len([line for line in machine.done() if line.startswith("venv")]) == 1


def test_what_could_not_be_installed_is_tried_again(machine: Machine) -> None:
    machine.has_python("python3", "3.11.2")
    failed = machine.heed("demo", PIP_FAILS="1")
    assert failed.returncode == 2
    assert failed.stderr.splitlines()[-1].startswith("heed: what Heed needs could not be installed")
    assert machine.heed("demo").returncode == 0


def test_a_broken_environment_is_made_anew(machine: Machine) -> None:
    machine.has_python("python3", "3.11.2")
    machine.heed("demo")
    os.remove(machine.home / ".venv" / "bin" / "python")
    assert machine.heed("demo").returncode == 0
    assert machine.done()[-2:][0] == "venv 3.11.2"


def test_it_works_from_anywhere_and_through_links(machine: Machine, tmp_path: Path) -> None:
    machine.has_python("python3", "3.11.2")
    (tmp_path / "to here").symlink_to("a checkout/heed")
    (tmp_path / "and on").symlink_to(tmp_path / "to here")
    done = machine.heed("key", cwd=str(tmp_path), at=Path("and on"))
    assert done.stdout == f"heed -m heed key in {machine.home}/src\n"
    on_path = machine.path / "heed"
    on_path.symlink_to(tmp_path / "and on")
    assert machine.heed("key", at=on_path).stdout == done.stdout


def test_the_real_one_says_what_it_can_do() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "heed", "--help"],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    for command in ("demo", "init", "serve", "tick", "test", "check", "lock"):
        assert command in done.stdout


def test_an_account_that_may_not_change_the_checkout_is_told_who_may(machine: Machine) -> None:
    machine.has_python("python3", "3.11.2")
    # As for somebody else's: `test` is asked before anything is changed, also by root.
    text = (machine.home / "heed").read_text().replace("[ -w ", "[ -L ")
    (machine.home / "heed").write_text(text)
    done = machine.heed("serve")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith(f"sudo {machine.home}/heed --help")
    assert machine.done() == []
