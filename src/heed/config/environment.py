"""What the person who runs Heed decides, read from HEED_* variables in this one place."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from heed.config import directory
from heed.config.directory import Directory

ROOT = Path(__file__).resolve().parents[3]
SHORTEST_KEY = 50
ON, OFF = {"1", "on", "true", "yes"}, {"", "0", "off", "false", "no"}
MAIL_PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}
DATABASES = ("sqlite:///", "postgres://", "postgresql://")

KNOWN = frozenset({
    "HEED_HOME", "HEED_SECRET_KEY", "HEED_OLD_SECRET_KEYS", "HEED_ADDRESS", "HEED_DATABASE_URL",
    "HEED_MAIL_URL", "HEED_MAIL_FROM", "HEED_NHS_IDENTITY", "HEED_HOST", "HEED_PORT",
    "HEED_WORKERS", "HEED_TIME_ZONE", "HEED_BEHIND_PROXY", "HEED_DEBUG", "HEED_OIDC_ISSUER",
    "HEED_OIDC_CLIENT", "HEED_OIDC_SECRET", "HEED_OIDC_NAME",
})  # fmt: skip
# Read by the demo and by the tests; a real installation may meet them and takes no notice.
ELSEWHERE = frozenset({
    "HEED_DEMO_HOME", "HEED_DEMO_PORT", "HEED_TEST_DB", "HEED_SHARED", "HEED_SCREENSHOTS",
    "HEED_REQUIRE_BROWSER", "HEED_REQUIRE_POSTGRES", "HEED_REQUIRE_SHARED",
})  # fmt: skip


class Mistakes(Exception):
    """Everything that is wrong with the environment, one sentence each."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over; `security` is "", "starttls" or "tls"."""

    host: str
    port: int
    user: str
    password: str
    security: str


@dataclass(frozen=True, slots=True)
class Environment:
    """The decisions, checked. `address` has no slash at its end."""

    home: Path
    secret_key: str
    old_secret_keys: tuple[str, ...]
    address: str
    database_url: str
    mail: MailServer | None
    mail_from: str
    nhs_identity: bool
    host: str
    port: int
    workers: int
    time_zone: str
    behind_proxy: bool
    directory: Directory | None = None

    @property
    def domain(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def is_encrypted(self) -> bool:
        """Whether people reach Heed over https; only the demo may say no."""
        return self.address.startswith("https://")


def read(given: Mapping[str, str] | None = None) -> Environment:
    """The environment of a real installation; raises `Mistakes` with every mistake at once."""
    return _Reader(os.environ if given is None else given).environment()


def demo(given: Mapping[str, str] | None = None) -> Environment:
    """The environment of the demo, which looks at no real setting and speaks to this machine."""
    given = os.environ if given is None else given
    home = Path(given.get("HEED_DEMO_HOME") or ROOT / ".heed" / "demo")
    port = int(given.get("HEED_DEMO_PORT") or 8000)
    home.mkdir(parents=True, exist_ok=True)
    return Environment(
        home=home,
        secret_key=_kept_key(home / "secret-key"),
        old_secret_keys=(),
        address=f"http://127.0.0.1:{port}",
        database_url=_sqlite_url(home),
        mail=None,
        mail_from="heed@saltmarsh.example",
        nhs_identity=False,
        host="127.0.0.1",
        port=port,
        workers=1,
        time_zone="Europe/London",
        behind_proxy=False,
    )


def hand_down(**variables: str) -> None:
    """Set variables for this process and for those that it starts."""
    os.environ.update(variables)


def new_key() -> str:
    """A secret key fit for HEED_SECRET_KEY."""
    return secrets.token_urlsafe(50)


def _kept_key(path: Path) -> str:
    if not path.exists():
        path.write_text(new_key())
        path.chmod(0o600)
    return path.read_text()


class _Reader:
    """Reads one variable after the other and remembers what was wrong with each."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.mistakes: list[str] = []

    def environment(self) -> Environment:
        self._refuse_unknown()
        self._refuse_debug()
        home = self._home()
        found = Environment(
            home=home,
            secret_key=self._secret_key(),
            old_secret_keys=self._old_secret_keys(),
            address=self._address(),
            database_url=self._database_url(home),
            mail=self._mail(),
            mail_from=self._mail_from(),
            nhs_identity=self._switch("HEED_NHS_IDENTITY"),
            host=self._text("HEED_HOST") or "127.0.0.1",
            port=self._number("HEED_PORT", default=8000, most=65535),
            workers=self._number("HEED_WORKERS", default=1, most=64),
            time_zone=self._time_zone(),
            behind_proxy=self._switch("HEED_BEHIND_PROXY"),
            directory=directory.read(self._text, self.mistakes),
        )
        if self.mistakes:
            raise Mistakes(self.mistakes)
        return found

    def _text(self, name: str) -> str:
        return self.given.get(name, "").strip()

    def _refuse_unknown(self) -> None:
        for name in sorted(self.given):
            if name.startswith("HEED_") and name not in KNOWN | ELSEWHERE:
                near = get_close_matches(name, KNOWN, n=1, cutoff=0.75)
                hint = f": did you mean {near[0]}?" if near else "; take it away."
                self.mistakes.append(f"{name} is not a variable that Heed knows{hint}")

    def _refuse_debug(self) -> None:
        if self._text("HEED_DEBUG").lower() not in OFF:
            self.mistakes.append(
                "HEED_DEBUG is on: it would show people the inside of Heed when something fails, "
                "so Heed does not start with it; take it away."
            )

    def _home(self) -> Path:
        text = self._text("HEED_HOME")
        if not text:
            self.mistakes.append(
                "HEED_HOME is missing: name the folder where Heed keeps its data, "
                "for instance /var/lib/heed."
            )
            return ROOT
        home = Path(text).expanduser().absolute()
        try:
            home.mkdir(parents=True, exist_ok=True)
            trial = home / f".may-write-{os.getpid()}"
            trial.touch()
            trial.unlink()
        except OSError as problem:
            self.mistakes.append(
                f"HEED_HOME names {home}, where Heed cannot write "
                f"({(problem.strerror or 'unknown reason').lower()})."
            )
        return home

    def _secret_key(self) -> str:
        key = self._text("HEED_SECRET_KEY")
        if not key:
            self.mistakes.append(
                "HEED_SECRET_KEY is missing: set it to a secret of your own, which `./heed key` "
                "makes for you, and keep a copy of it in a safe place."
            )
        elif len(key) < SHORTEST_KEY:
            self.mistakes.append(
                f"HEED_SECRET_KEY has {len(key)} characters and needs at least {SHORTEST_KEY}; "
                "`./heed key` makes one."
            )
        return key

    def _old_secret_keys(self) -> tuple[str, ...]:
        keys = tuple(self._text("HEED_OLD_SECRET_KEYS").replace(",", " ").split())
        if any(len(key) < SHORTEST_KEY for key in keys):
            self.mistakes.append(
                f"HEED_OLD_SECRET_KEYS holds a key of fewer than {SHORTEST_KEY} characters; "
                "put a space between two keys."
            )
        return keys

    def _address(self) -> str:
        text = self._text("HEED_ADDRESS").rstrip("/")
        parts = _split(text)
        if not text:
            self.mistakes.append(
                "HEED_ADDRESS is missing: give the address at which people find Heed, "
                "for instance https://heed.example.nhs.uk."
            )
        elif parts is not None and parts.scheme == "http":
            self.mistakes.append(
                f"HEED_ADDRESS is {text}, which is not encrypted: it has to begin with https://."
            )
        elif (
            parts is None
            or parts.scheme != "https"
            or not parts.hostname
            or parts.path
            or parts.query
            or parts.fragment
            or parts.username
        ):
            self.mistakes.append(
                f"HEED_ADDRESS is {text}, which Heed cannot read: write it like "
                "https://heed.example.nhs.uk, with nothing after the name."
            )
        return text

    def _database_url(self, home: Path) -> str:
        text = self._text("HEED_DATABASE_URL")
        if not text:
            return _sqlite_url(home)
        parts = _split(text)
        if (
            parts is None
            or not text.startswith(DATABASES)
            or len(parts.path) < 2
            or (parts.scheme == "sqlite" and parts.netloc)
        ):
            # The address may hold a password, so it is not repeated.
            self.mistakes.append(
                "HEED_DATABASE_URL cannot be read: write it like "
                "postgresql://person:password@host/name, or leave it out for SQLite in HEED_HOME."
            )
        return text

    def _mail(self) -> MailServer | None:
        text = self._text("HEED_MAIL_URL")
        if not text:
            self.mistakes.append(
                "HEED_MAIL_URL is missing: people sign in with a code sent by mail, so give the "
                "mail server, for instance starttls://person:password@mail.example.nhs.uk:587."
            )
            return None
        parts = _split(text)
        if parts is None or parts.scheme not in MAIL_PORTS or not parts.hostname or parts.path:
            self.mistakes.append(
                "HEED_MAIL_URL cannot be read: write it like starttls://person:password@host:587; "
                "it begins with smtp://, starttls:// or smtps://."
            )
            return None
        return MailServer(
            host=parts.hostname,
            port=parts.port or MAIL_PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            security={"smtp": "", "starttls": "starttls", "smtps": "tls"}[parts.scheme],
        )

    def _mail_from(self) -> str:
        text = self._text("HEED_MAIL_FROM")
        if not text:
            self.mistakes.append(
                "HEED_MAIL_FROM is missing: give the address that Heed's mail comes from, "
                "for instance heed@example.nhs.uk."
            )
        elif not re.fullmatch(r"[^@\s<>,]+@[^@\s<>,]+", text):
            self.mistakes.append(
                f"HEED_MAIL_FROM is {' '.join(text.split())}, which is not one plain email address: write it like "
                "heed@example.nhs.uk."
            )
        return text

    def _time_zone(self) -> str:
        name = self._text("HEED_TIME_ZONE") or "Europe/London"
        try:
            ZoneInfo(name)
        except (OSError, ValueError, LookupError):
            self.mistakes.append(
                f"This machine knows no time zones, so not {name} either: "
                "sudo apt-get install -y tzdata mends it."
                if not available_timezones()
                else f"HEED_TIME_ZONE is {name}, which is not a time zone: write it like Europe/London."
            )
        return name

    def _switch(self, name: str) -> bool:
        text = self._text(name).lower()
        if text not in ON | OFF:
            self.mistakes.append(f"{name} is {text}: write on or off.")
        return text in ON

    def _number(self, name: str, *, default: int, most: int) -> int:
        text = self._text(name)
        if not text:
            return default
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= most):
            self.mistakes.append(f"{name} is {text}: write a whole number from 1 to {most}.")
            return default
        return int(text)


def _sqlite_url(home: Path) -> str:
    return f"sqlite:///{quote(str(home.absolute() / 'heed.sqlite3'))}"


def _split(text: str) -> SplitResult | None:
    """The parts of an address, or None where it has none that can be read."""
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  a port that is no number shows itself only when it is asked for
    except ValueError:
        return None
    return parts
