"""The demo's strip, put above the header of every page; the pages themselves know nothing of it."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html

from heed import clock
from heed.demo import moves, strip
from heed.demo.personas import PERSONAS

Answer = Callable[[HttpRequest], HttpResponse]
# The link that skips to the words stays the first thing that a keyboard reaches.
_ABOVE = re.compile(r"<body[^>]*>\s*(?:<a class=\"nhsuk-skip-link\"[^>]*>[^<]*</a>)?")


class ShowStrip:
    """Adds the strip, its style sheet and its script to every page of HTML."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if not is_page or response.streaming or "Content-Encoding" in response:
            return response
        page = response.content.decode()
        if "masthead" not in page:
            # The HTML of a mail, in a frame: no page of Heed's.
            return response
        head = format_html(
            '<link rel="stylesheet" href="{}"><script src="{}" defer></script></head>',
            static("demo/demo.css"),
            static("demo/demo.js"),
        )
        page = page.replace("</head>", head, 1)
        response.content = _ABOVE.sub(lambda above: above[0] + _strip(request), page, count=1)
        if "Content-Length" in response:
            response["Content-Length"] = str(len(response.content))
        return response


def _strip(request: HttpRequest) -> str:
    who = getattr(request, "who", None) or None
    return render_to_string(
        "demo/_strip.jinja",
        {
            "now": clock.now(),
            "who": who,
            "here": request.get_full_path(),
            "next": strip.next_step(who),
            "moves": moves.offered(),
            "personas": PERSONAS,
        },
    )
