"""How far a long command is: one line on a terminal, written over; silence everywhere else.

with stoppable("Stopped: nothing was changed."), progress("Reading", total=500) as done:
    for each in lines:
        ...
        done()
"""

import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from heed.cli.refused import Refused

LOOKS_A_SECOND = 10
CLEAR = "\r\x1b[K"


class Stopped(Refused):
    """Somebody ended the command before it was done; says what that left behind."""


@contextmanager
def progress(what: str, *, total: int | None = None) -> Iterator[Callable[..., None]]:
    """Show how much of `what` is done; call what is given back after each piece, or `(many)`.

    The line goes to standard error and is gone at the end, so that what the command itself says
    stands alone. Nothing at all is written where standard error is not a terminal.
    """
    line = _Line(what, total)
    try:
        yield line.add
    finally:
        line.clear()


@contextmanager
def stoppable(sentence: str) -> Iterator[None]:
    """Let Ctrl+C, SIGTERM and a closed terminal end what is inside, and say `sentence`.

    What is inside has to leave things whole when an exception passes through it.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    # Only the first thread may do this; in any other, somebody else has already seen to it.
    is_first = threading.current_thread() is threading.main_thread()
    wanted = (signal.SIGTERM, signal.SIGHUP) if is_first else ()
    before = {each: signal.signal(each, stop) for each in wanted}
    try:
        yield
    except KeyboardInterrupt:
        raise Stopped(sentence) from None
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


class _Line:
    def __init__(self, what: str, total: int | None) -> None:
        self.what, self.total, self.done = what, total, 0
        self.is_shown = sys.stderr.isatty()
        self.next_look = 0.0
        self.add(0)

    def add(self, many: int = 1) -> None:
        self.done += many
        now = time.monotonic()
        if self.is_shown and now >= self.next_look:
            self.next_look = now + 1 / LOOKS_A_SECOND
            width = shutil.get_terminal_size().columns - 1
            print(CLEAR + self._words()[:width], end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self.is_shown:
            print(CLEAR, end="", file=sys.stderr, flush=True)

    def _words(self) -> str:
        if not self.total:
            return f"{self.what}: {self.done:,} …" if self.done else f"{self.what} …"
        return f"{self.what}: {min(100, 100 * self.done // self.total)} % …"
