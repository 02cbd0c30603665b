"""Says to every page who is looking, and asks the database only when a page wants to know."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from heed.people import queries, sessions

Answer = Callable[[HttpRequest], HttpResponse]


class KnowWho:
    """Sets `request.who`: None without a session cookie, else looked up when it is first used.

    Test it by its truth (`if request.who`); behind a door it is always a `Who`.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.who = None  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            request.who = SimpleLazyObject(lambda: _look_up(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _look_up(request: HttpRequest) -> queries.Who | None:
    if not request.user.is_authenticated:
        return None
    return queries.who_is(request.user, is_twofold=bool(request.session.get(sessions.TWOFOLD)))
