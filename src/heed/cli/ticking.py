"""The tick: every due step, each on its own, one process at a time."""

import logging
import threading
from collections.abc import Sequence

from django.db import close_old_connections, connection

from heed import clock
from heed.cli import steps
from heed.cli.steps import Step
from heed.clock.turns import try_turn, wait_for_turn
from heed.config.health import note_tick
from heed.outbox import actions as outbox

logger = logging.getLogger("heed.tick")

MAIL_SECONDS = 5
TICK_SECONDS = 60
LOOK_AGAIN_SECONDS = 5


def tick() -> bool:
    """Everything that is due now, mail last; whether all of it could be done.

    Where another process ticks just then, this one waits for it and looks again.
    """
    with wait_for_turn("tick"):
        done = do(steps.EACH_MINUTE)
    note_tick()
    with wait_for_turn("mail"):
        return do(steps.EACH_FEW_SECONDS) and done


def do(due: Sequence[Step]) -> bool:
    """Do each step; one that fails is written down and stops none of the others."""
    all_done = True
    for name, step in due:
        try:
            step(clock.now())
        except Exception:
            # Whatever one step did wrong, the next one is due too.
            logger.exception("A step of the tick failed: %s.", name)
            all_done = False
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
    return all_done


class Ticking:
    """Ticks in the background until it is stopped; dies with the process that it runs in."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        # Mail has a thread of its own: a slow mail server must not hold up the morning's message.
        self._threads = [
            threading.Thread(target=self._repeat, args=beat, name=beat[0], daemon=True)
            for beat in (
                ("tick", TICK_SECONDS, steps.EACH_MINUTE),
                ("mail", MAIL_SECONDS, steps.EACH_FEW_SECONDS),
            )
        ]

    def start(self) -> None:
        """Tick now, and from now on."""
        outbox.go_on_sending()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let the step that is under way finish, and begin no other."""
        self._stopped.set()
        # A round of the post may have thousands of mails before it.
        outbox.finish_sending()
        for thread in self._threads:
            thread.join(timeout=30)

    def _repeat(self, name: str, seconds: int, due: Sequence[Step]) -> None:
        while not self._stopped.is_set():
            was_ours = self._once(name, due)
            # Whoever has the turn may die with it in hand; then we are soon there.
            self._stopped.wait(seconds if was_ours else min(seconds, LOOK_AGAIN_SECONDS))
        connection.close()

    def _once(self, name: str, due: Sequence[Step]) -> bool:
        try:
            close_old_connections()
            with try_turn(name) as ours:
                if ours:
                    do(due)
            if name == "tick":
                note_tick()
        except Exception:
            # The database may be away for a while; the beat goes on.
            logger.exception("The tick could not begin.")
            connection.close()
            return False
        return ours
