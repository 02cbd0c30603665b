"""`heed serve`: the database brought up to date, the static files gathered, the server, the tick."""

import logging
import multiprocessing
from collections.abc import Callable
from typing import Any

from heed.cli import ground
from heed.cli.refused import Refused
from heed.cli.upgrade import Upgraded, bring_up_to_date
from heed.config import chosen

logger = logging.getLogger("heed.serve")

# Requests that one worker answers at once. Pages are made by the processor, so more would wait
# for one another; a few let a slow reader of the database stand aside.
THREADS = 4


def serve(*, may_migrate: bool = True) -> int:
    """Serve until stopped. Gives back the exit status."""
    ground.stand()
    environment = chosen.environment()
    if not ground.is_free(environment.host, environment.port):
        raise Refused(
            f"Something else already listens on {environment.host}:{environment.port}; "
            "stop it, or set HEED_PORT."
        )
    if may_migrate:
        _say(bring_up_to_date())
    else:
        ground.refuse_other_database()

    from heed.cli.static import collect
    from heed.cli.ticking import Ticking
    from heed.clock.turns import Presence

    presence = Presence()
    with ground.database_answers():
        if not presence.begin():
            raise Refused("A backup is just being restored here; serve it when that is done.")
    if not ground.has_begun():
        raise Refused("No organisation has been begun here yet: run `./heed init` first.")
    collect()
    ticking = Ticking()
    listen(
        "heed.cli.worker:application",
        environment.host,
        environment.port,
        workers=environment.workers,
        on_start=ticking.start,
        on_stop=ticking.stop,
    )
    presence.end()
    return 0


def _say(upgraded: Upgraded) -> None:
    if upgraded.kept:
        logger.warning("The database was brought up to date; before, it was %s.", upgraded.kept)


def listen(
    target: str,
    host: str,
    port: int,
    *,
    workers: int = 1,
    on_start: Callable[[], object] | None = None,
    on_stop: Callable[[], object] | None = None,
) -> None:
    """Run granian until SIGTERM or SIGINT."""
    from django.db import connections
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    # A fresh process for each worker: it shares no thread, lock or connection with this one.
    multiprocessing.set_start_method("spawn", force=True)
    connections.close_all()
    server = Server(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        websockets=False,
        # No access log: it would hold network addresses and private addresses of pages.
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=log_settings(),
    )
    if on_start:
        server.on_startup(on_start)
    if on_stop:
        server.on_shutdown(on_stop)
    server.serve()


def log_settings() -> dict[str, Any]:
    """Our own logging, in the form in which granian asks for it."""
    from django.conf import settings

    logging: dict[str, Any] = settings.LOGGING
    granian = {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
    return {**logging, "loggers": {**logging["loggers"], "_granian": granian}}
