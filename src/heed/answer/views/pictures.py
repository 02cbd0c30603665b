"""The picture of what was done, to whoever may read the promise; and its erasing."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from heed import clock
from heed.answer.actions import keeping_promises as actions
from heed.answer.queries import picturing
from heed.answer.views.doors import person_of, told
from heed.answer.views.promises import find
from heed.edition.queries import answers
from heed.people.doors import signed_in

NAME = re.compile(r"([0-9a-f]{32})-(small|large)\.webp")
# Not for ever: what is erased here is soon gone from the browsers that showed it.
AN_HOUR = "max-age=3600"


@require_safe
def picture(request: HttpRequest, series: str, number: int, name: str) -> HttpResponse:
    """One size of it."""
    found = NAME.fullmatch(name)
    shown = find(request, series, number)
    data = picturing.drawn(shown.pk, *found.groups()) if found else None
    if data is None:
        raise Http404
    message = answers.message(shown.edition_slug)
    whose = "public" if message is not None and message.is_public else "private"
    response = HttpResponse(data, content_type="image/webp")
    response["Cache-Control"] = f"{whose}, {AN_HOUR}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@signed_in
def erase(request: HttpRequest, series: str, number: int, digest: str) -> HttpResponse:
    """Erase it, for everybody."""
    shown = find(request, series, number)

    def do() -> HttpResponse:
        actions.erase_picture(
            promise=shown.pk, digest=digest, by=person_of(request), at=clock.now()
        )
        return redirect("answer:promise", series, number)

    return told(request, do)
