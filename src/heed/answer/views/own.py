"""What stands on one's own page about promises."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from heed import clock
from heed.answer.queries import promises
from heed.answer.views.doors import person_of


def owned(request: HttpRequest) -> str:
    """The open promises that somebody owns; nothing for whoever owns none."""
    at = clock.now()
    found = promises.owned_by(person_of(request).pk, at=at)
    if not found:
        return ""
    found.sort(key=lambda one: (one.word_due_on, one.number))
    context = {"owned": found, "today": clock.local(at).date()}
    return render_to_string("answer/_own_promises.jinja", context, request=request)
