"""Who may come in to the pages of a message that is not out yet: its writers, and who checks it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from heed.edition.actions.refusals import NotYours, Refused
from heed.edition.queries import writing as queries
from heed.people.doors import for_roles, signed_in
from heed.people.models import Person

View = Callable[..., HttpResponse]


def person_of(request: HttpRequest) -> Person:
    """Who is signed in; every view behind these doors has somebody."""
    person: Person = request.who.person  # type: ignore[attr-defined]
    return person


def of_writer(view: View) -> View:
    """The message's author and those who type for them; for any other author it does not exist."""
    return never_cache(for_roles("author", "drafter")(_with(queries.for_writing, view)))


def of_reader(view: View) -> View:
    """Its writers, and the colleague who was asked to read it before it goes out."""
    return never_cache(signed_in(_with(queries.for_reading, view)))


def of_checker(view: View) -> View:
    """The colleague who was asked to read it before it goes out."""
    return never_cache(signed_in(_with(queries.for_checking, view)))


def _with(find: Callable[..., Any], view: View) -> View:
    @wraps(view)
    def of_this_message(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        edition = find(person_of(request), pk)
        if edition is None:
            raise Http404
        try:
            return view(request, edition, *args, **kwargs)
        except NotYours as refusal:
            raise PermissionDenied(refusal.sentence) from refusal
        except Refused as refusal:
            context = {"said": refusal.sentence, "edition": edition}
            return render(request, "edition/write/refused.jinja", context, status=409)

    return of_this_message
