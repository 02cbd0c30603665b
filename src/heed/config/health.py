"""Whether Heed is well, for the machine that asks: /healthz."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

Answer = Callable[[HttpRequest], HttpResponse]

LEAST_ROOM = 50 * 2**20
LATEST_TICK_MAY_BE = timedelta(minutes=3)


class AnswerHealth:
    """Answers /healthz before anything else looks at the request: no session and no cookie."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/healthz":
            return self.get_response(request)
        found = {
            "database": database_answers(),
            "tick": has_ticked_lately(),
            "room": has_room(),
        }
        well = all(found.values())
        response = JsonResponse(
            {"status": "ok" if well else "not well", **found},
            status=200 if well else 503,
            headers={"Cache-Control": "no-store"},
        )
        # Django would write an error down for each time that somebody asks.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response


def database_answers() -> bool:
    """Whether the database can be asked something."""
    try:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def has_room() -> bool:
    """Whether there is room left where the data are kept."""
    try:
        return shutil.disk_usage(settings.HEED_HOME).free >= LEAST_ROOM
    except OSError:
        return False


def note_tick() -> None:
    """Remember that the tick came to its end just now."""
    _tick_file().touch()


def has_ticked_lately() -> bool:
    """Whether the tick came to its end in the last three minutes."""
    try:
        last = datetime.fromtimestamp(_tick_file().stat().st_mtime, UTC)
    except OSError:
        return False
    # The machine's own time: the demo's clock moves, and a machine is not well because of that.
    return datetime.now(UTC) - last < LATEST_TICK_MAY_BE  # noqa: TID251


def _tick_file() -> Path:
    return Path(settings.HEED_HOME) / "last-tick"
