"""The machine that Heed runs on: its disk, its libraries, its files."""

import os
import pwd
import re
import shutil
import stat
import subprocess
from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement

from heed import clock
from heed.cli.doctor.finding import SET_CLOCK, Finding, fine, look_at, wrong
from heed.config import chosen
from heed.config.environment import ROOT

MB = 2**20
LITTLE_ROOM, HARDLY_ANY = 2_000 * MB, 200 * MB
OLDEST_BACKUP, MUCH_TOO_OLD = timedelta(days=2), timedelta(days=7)
SETTINGS = Path("/etc/heed.env")
_PINNED = re.compile(r"^[A-Za-z0-9][^#\\\n]*==[^\\\n]*", re.MULTILINE)


def libraries() -> Finding:
    wanted = pinned((ROOT / "requirements" / "heed.txt").read_text())
    other = [name for name, number in wanted.items() if _installed(name) not in (number, None)]
    if other:
        return wrong(
            f"{', '.join(sorted(other))} differ from what this Heed was tried with",
            f"rm {ROOT}/.venv/heed-requirements && {ROOT}/heed doctor",
        )
    return fine(f"the {len(wanted)} that this Heed was tried with")


def pinned(requirements: str) -> dict[str, str]:
    """What a list of requirements names for this kind of machine, and its number."""
    found = {}
    for line in _PINNED.findall(requirements):
        asked = Requirement(line)
        if asked.marker is None or asked.marker.evaluate():
            found[asked.name] = str(asked.specifier).removeprefix("==")
    return found


def _installed(name: str) -> str | None:
    """The installed version; None for what is not needed on this kind of machine."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def room_on_disk() -> Finding:
    home = chosen.environment().home
    free = shutil.disk_usage(home).free
    said = f"{free // MB:,} MB free in {home}"
    if free < HARDLY_ANY:
        return wrong(said, f"make room: du -xh --max-depth=2 {home} | sort -h | tail")
    return look_at(said, "make room before the next upgrade") if free < LITTLE_ROOM else fine(said)


def rights() -> Finding:
    home = chosen.environment().home
    owner = home.stat().st_uid
    if os.geteuid() != owner:
        return wrong(
            f"{home} belongs to {_account(owner)}, and this runs as {_account(os.geteuid())}: "
            "what it writes Heed could not change",
            f"sudo -u {_account(owner)} …, for every command of Heed",
        )
    for path in (*home.glob("*"), *home.glob("kept/*"), *home.glob("turns/*")):
        if path.stat().st_uid != owner:
            return wrong(
                f"{path} belongs to {_account(path.stat().st_uid)}",
                f"sudo chown -R {_account(owner)}: {home}",
            )
    for path in (home, *home.glob("heed.sqlite3*"), *home.glob("kept/*")):
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            return wrong(
                f"{path} can be read by other accounts of this machine", f"chmod -R go= {home}"
            )
    return fine(f"{home} is for this account alone")


def _account(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def settings_file(path: Path = SETTINGS) -> Finding:
    """The file that the guide puts the settings in, the secret key and passwords among them."""
    try:
        about = path.stat()
    except OSError:
        return fine(f"not in {path}; wherever they are, let nobody but Heed and root read them")
    if stat.S_IMODE(about.st_mode) & 0o027:
        return wrong(
            f"{path} holds the secret key, and other accounts of this machine can read or write it",
            f"sudo chmod 640 {path}",
        )
    return fine(f"{path} is for Heed and root alone")


def secret_key() -> Finding:
    environment = chosen.environment()
    counts = Counter(environment.secret_key)
    if len(counts) < 16 or counts.most_common(1)[0][1] > len(environment.secret_key) // 3:
        return wrong(
            "it looks as if somebody had typed it",
            "./heed key makes a new one; put the old one into HEED_OLD_SECRET_KEYS",
        )
    if environment.old_secret_keys:
        return look_at(
            "an older one is still read",
            "leave HEED_OLD_SECRET_KEYS as long as private pages of that time should open",
        )
    return fine("long, and made by chance")


def time_zone() -> Finding:
    name = chosen.environment().time_zone
    now = clock.local(clock.now())
    if not name.startswith("Europe/"):
        return look_at(f"{name}, where it is {now:%H:%M}", "set HEED_TIME_ZONE=Europe/London")
    return fine(f"{name}, where it is {now:%H:%M}")


def clock_is_set() -> Finding:
    """Whether something sets this machine's clock, as far as the system says so."""
    now = datetime.now(UTC).astimezone()  # noqa: TID251  the machine's own
    said = f"this machine says {now:%A, %H:%M:%S %Z}"
    asked = ["timedatectl", "show", "--property=NTPSynchronized", "--value"]
    try:
        done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=5)
    except (OSError, subprocess.TimeoutExpired):
        return fine(said)
    if done.returncode == 0 and done.stdout.strip() == "no":
        return look_at(f"{said}, and nothing sets it", SET_CLOCK)
    return fine(said)


def static_files() -> Finding:
    from django.conf import settings

    from heed.cli.static import is_gathered

    if not is_gathered():
        return look_at("not those of this Heed yet", "./heed serve gathers them when it starts")
    return fine(f"gathered in {settings.STATIC_ROOT}")


def last_backup() -> Finding:
    from heed.cli.backup import last_backup

    mend = f"{ROOT}/heed backup /a/folder/elsewhere, each night by cron"
    written = _age(last_backup())
    if written is None:
        return look_at("none was ever made from here", mend)
    said = f"the last one was made {_ago(written)}"
    if written > MUCH_TOO_OLD:
        return wrong(said, mend)
    return look_at(said, mend) if written > OLDEST_BACKUP else fine(said)


def last_tick() -> Finding:
    from heed.config.health import LATEST_TICK_MAY_BE

    ticked = _age(chosen.environment().home / "last-tick")
    mend = "./heed serve, which ticks by itself, or sudo systemctl restart heed"
    if ticked is None:
        return look_at("never yet", mend)
    said = f"the last one was {_ago(ticked)}"
    return wrong(said, mend) if ticked > LATEST_TICK_MAY_BE else fine(said)


def _age(path: Path) -> timedelta | None:
    try:
        # The machine's own time, as the file's is.
        return datetime.now(UTC) - datetime.fromtimestamp(path.stat().st_mtime, UTC)  # noqa: TID251
    except FileNotFoundError:
        return None


def _ago(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    for size, name in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size} {name} ago"
    return f"{max(0, seconds)} seconds ago"
