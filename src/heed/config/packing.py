"""Pages travel compressed: one with fifty comments is then a sixth of its size."""

import io
import secrets
from collections.abc import Callable
from gzip import GzipFile

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

Answer = Callable[[HttpRequest], HttpResponse]

# Django's own middleware takes twice the time that making the page does, for a tenth less to send.
EFFORT = 3
SHORTEST = 500
LONGEST_NAME = 100
WORDS = ("text/", "application/json", "application/atom+xml", "application/javascript")


class PackWords:
    """Compresses what consists of words, for browsers that say they can unpack it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not _is_worth_it(response):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.content = packed(response.content)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))
        return response


def _is_worth_it(response: HttpResponse) -> bool:
    return (
        not response.streaming
        and len(response.content) >= SHORTEST
        and "Content-Encoding" not in response.headers
        and "ETag" not in response.headers
        and response.headers.get("Content-Type", "").startswith(WORDS)
    )


def packed(content: bytes) -> bytes:
    """The content compressed, with a name of random length in it: what it comes to then does not
    tell how much of a secret on the page somebody else has guessed."""
    out = io.BytesIO()
    name = "a" * secrets.randbelow(LONGEST_NAME)
    with GzipFile(name, mode="wb", compresslevel=EFFORT, fileobj=out, mtime=0) as file:
        file.write(content)
    return out.getvalue()
