"""The demo's one worker: the pages and the tick in one process, so that one clock moves both."""

from heed.cli.worker import application

__all__ = ["application"]

from heed.cli.ticking import Ticking, tick
from heed.demo.moves import beat_with

beat_with(tick)
Ticking().start()
