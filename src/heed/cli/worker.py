"""What granian's workers load: the pages, in a process that ends with the one that started it."""

import multiprocessing
import os
import threading

from heed.config.wsgi import application

__all__ = ["application"]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()
