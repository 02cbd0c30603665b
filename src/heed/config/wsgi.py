"""What the server calls. The settings module was chosen by the command that started it."""

import logging
import sys
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

pages = get_wsgi_application()
logger = logging.getLogger("heed.wsgi")

LAST_WORD = b"Something failed on our side. It has been written down. Try again in a few minutes.\n"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The pages; where even the page that says sorry fails, one plain sentence."""
    try:
        return pages(environ, start_response)
    except Exception:
        logger.exception("The page that tells people of an error failed itself.")
        start_response(
            "500 Internal Server Error",
            [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")],
            sys.exc_info(),
        )
        return [LAST_WORD]
