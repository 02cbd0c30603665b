"""What stands on one's own page: the promises that somebody owns, and what they are asked."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from heed import clock
from heed.answer.actions import asking
from heed.answer.queries import hearing, promises
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


def asked_on_shift(request: HttpRequest) -> str:
    """What unit managers are asked once a month; nothing for anybody else, or once they answered."""
    person = person_of(request)
    asked = hearing.on_shift(at=clock.now(), person=person.pk)
    if asked is None or asked.has_answered or not asking.is_unit_manager(person):
        return ""
    return render_to_string("answer/_on_shift.jinja", {"asked": asked}, request=request)
