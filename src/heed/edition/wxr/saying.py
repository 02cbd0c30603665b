"""When something was written, and words on one line: what posts and comments have in common."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape

from heed import clock
from heed.moderation.guards import without_controls

_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)Z?")
_FIRST_YEAR, _LAST_YEAR = 1990, 9000


def moment_of(said: dict[str, str]) -> tuple[datetime | None, bool]:
    """When something was written, and whether only a local date said so.

    WordPress writes 0000-00-00 where it does not know the time in Greenwich.
    """
    exact = _moment(said.get("gmt", ""))
    if exact is not None:
        return exact.replace(tzinfo=UTC), False
    local = _moment(said.get("local", ""))
    if local is not None:
        return clock.at_local(local.date(), local.time()), True
    try:
        found = parsedate_to_datetime(said.get("published", "").strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None, False
    if not _is_near(found):
        return None, False
    if found.tzinfo is None:
        return clock.at_local(found.date(), found.time()), True
    return found.astimezone(UTC), False


def _moment(text: str) -> datetime | None:
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    try:
        found = datetime(*(int(part) for part in match.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None
    return found if _is_near(found) else None


def _is_near(found: datetime) -> bool:
    return _FIRST_YEAR <= found.year <= _LAST_YEAR


def one_line(text: str) -> str:
    """Words as a form takes them: on one line, without what nobody sees."""
    return " ".join(without_controls(unescape(text)).split())
