"""The demo's one worker: the pages and the tick in one process, so that one clock moves both."""

from heed.cli.worker import application

__all__ = ["application"]

from heed.cli.ticking import tick
from heed.demo import moves

moves.beat_with(tick)
moves.run_on()
