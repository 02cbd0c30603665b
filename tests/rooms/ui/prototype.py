"""Invented pages that show every part of the look, made with the real base page and served small."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

from django.contrib.staticfiles.finders import find
from django.template import engines
from django.utils.safestring import mark_safe

import heed.ui

urlpatterns: list[Any] = []  # the addresses of a site without any room

PAGES = Path(__file__).parent / "pages"
STATIC = Path(heed.ui.__file__).parent / "static"
SALTMARSH = SimpleNamespace(
    name="Saltmarsh Ambulance Service",
    guardian_name="Nadia Farrow",
    guardian_phone="01632 960 114",
    guardian_email="guardian@saltmarsh.example",
    staff_line_name="Saltmarsh staff line",
    staff_line_phone="01632 960 150",
    staff_line_hours="7am to 11pm",
)
JOE = SimpleNamespace(
    first_name="Joe", can_write=True, can_decide=True, is_guardian=False, is_administrator=True
)


def page(name: str, **context: Any) -> str:
    """One of the invented pages as HTML."""
    given = {
        "organisation": lambda: SALTMARSH,
        "page_address": lambda name: f"/{name.split(':')[1]}",
        "static": "/static/{}".format,
        "csrf_input": mark_safe('<input type="hidden" name="csrfmiddlewaretoken" value="t">'),
    }
    template = engines["jinja2"].env.from_string((PAGES / f"{name}.jinja").read_text("utf-8"))
    return template.render({**given, **context})


class _Answer(BaseHTTPRequestHandler):
    def __init__(self, pages: dict[str, str], *args: Any) -> None:
        self.pages = pages
        super().__init__(*args)

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        file = find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if isinstance(file, str):
            file = Path(file)
            self._send(file.read_bytes(), guess_type(file.name)[0] or "font/woff2")
        elif path in self.pages:
            self._send(self.pages[path].encode(), "text/html; charset=utf-8")
        else:
            self.send_error(404)

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header(
            "Content-Security-Policy",
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:",
        )
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def served(pages: dict[str, str], port: int = 0) -> Iterator[str]:
    """Serve pages and the static files on this machine; gives the address."""
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Answer, pages))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
