"""Who may come in: the author of a message to its answers, readers to what was heard of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from heed.answer.queries import whose
from heed.edition.actions.refusals import NotYours, Refused
from heed.edition.queries import answers
from heed.edition.queries.answers import Message
from heed.people import queries as people
from heed.people.doors import for_roles
from heed.people.models import Person, Role

View = Callable[..., HttpResponse]


def person_of(request: HttpRequest) -> Person:
    """Who is signed in, behind a door that asked."""
    person: Person = request.who.person  # type: ignore[attr-defined]
    return person


def reader_of(request: HttpRequest) -> Person | None:
    """Who reads, where somebody is signed in; without a session nobody is asked."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if request.user.is_authenticated else None  # type: ignore[return-value]


def of_author(view: View) -> View:
    """Whoever reads the message's answers; for anybody else, another author too, there is none.

    Only where nobody reads them any more, the other authors of its series find how to.
    """

    @never_cache
    @for_roles("author")
    @wraps(view)
    def behind_the_door(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        message = answers.message(slug)
        if message is None:
            raise Http404
        message = whose.now(message)
        if message.author_id != person_of(request).pk:
            return _to_take_it_on(request, message)
        return told(request, lambda: view(request, message, *args, **kwargs))

    return behind_the_door


def _to_take_it_on(request: HttpRequest, message: Message) -> HttpResponse:
    """Where nobody reads it any more, another author of the series is shown how to."""
    is_author = people.is_kind(person_of(request), Role.Kind.AUTHOR, scope=message.series_slug)
    if request.method != "GET" or not is_author or not whose.has_nobody(message):
        raise Http404
    return redirect("answer:take_on", message.slug)


def of_reader(view: View) -> View:
    """Whoever may read the message."""

    @wraps(view)
    def behind_the_door(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
        message = answers.message(slug)
        if message is None or not may_read(request, message):
            raise Http404
        return view(request, message, *args, **kwargs)

    return behind_the_door


def is_staff(request: HttpRequest) -> bool:
    """Whether somebody reads who works here: they alone are shown figures from taps."""
    return reader_of(request) is not None


def may_read(request: HttpRequest, message: Message) -> bool:
    """Whether a message is open to everybody, or this reader works here."""
    return message.is_public or is_staff(request)


def told(request: HttpRequest, do: Callable[[], HttpResponse]) -> HttpResponse:
    """Do it; what is refused is said on a page of its own."""
    try:
        return do()
    except NotYours as refusal:
        raise PermissionDenied(refusal.sentence) from refusal
    except Refused as refusal:
        return render(request, "answer/refused.jinja", {"said": refusal.sentence}, status=409)
