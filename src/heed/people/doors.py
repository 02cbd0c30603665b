"""Who may come in to a page: those who are signed in, or those who hold a role."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from heed import clock
from heed.people import effort
from heed.people.models import Role
from heed.people.queries import Who
from heed.ui.views import send_again

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponse]

COUNTED = {Role.Kind.AUTHOR, Role.Kind.DRAFTER, Role.Kind.MODERATOR, Role.Kind.GUARDIAN}
HOLDERS = {
    Role.Kind.AUTHOR: _lazy("authors"),
    Role.Kind.DRAFTER: _lazy("those who type for an author"),
    Role.Kind.MODERATOR: _lazy("moderators"),
    Role.Kind.GUARDIAN: _lazy("the guardian"),
    Role.Kind.ANALYST: _lazy("analysts"),
    Role.Kind.UNIT_MANAGER: _lazy("unit managers"),
    Role.Kind.ADMINISTRATOR: _lazy("administrators"),
}


def signed_in(view: View) -> View:
    """Let in whoever is signed in; ask everybody else to sign in, and lose nothing they sent."""

    @wraps(view)
    def behind_the_door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        who = _who(request)
        if who is None:
            return _ask_to_sign_in(request)
        return view(request, *args, **kwargs)

    return behind_the_door


def for_roles(*kinds: str) -> Callable[[View], View]:
    """Let in whoever holds one of the roles, in any series; the view looks at the scope."""
    wanted = frozenset(Role.Kind(kind) for kind in kinds)

    def door(view: View) -> View:
        @wraps(view)
        def behind_the_door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            who = _who(request)
            if who is None:
                return _ask_to_sign_in(request)
            if who.waiting & wanted:
                return _lead_to_second_factor(request)
            if not who.kinds & wanted:
                raise PermissionDenied(_whose(kinds))
            if wanted & COUNTED:
                _count_minutes(who)
            return view(request, *args, **kwargs)

        return behind_the_door

    return door


def _count_minutes(who: Who) -> None:
    try:
        effort.note(person=who.person, at=clock.now())
    except DatabaseError:
        # A full disk keeps nobody from reading.
        logger.exception("The minutes that Heed took somebody could not be counted.")


def _who(request: HttpRequest) -> Who | None:
    """The `Who` itself in place of the lazy one, so that a view can pass it on."""
    who: Who | None = request.who or None  # type: ignore[attr-defined]
    if who is not None:
        who = Who(person=who.person, kinds=who.kinds, waiting=who.waiting)
        request.who = who  # type: ignore[attr-defined]
        request.user = who.person
    return who


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path(), reverse(settings.LOGIN_URL))
    return send_again(request, reason="signed out")


def _lead_to_second_factor(request: HttpRequest) -> HttpResponse:
    """Where it is set up or shown; what was sent without it is kept on a page of its own."""
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path(), reverse("people:second_factor"))
    return send_again(request, reason="second factor")


def _whose(kinds: tuple[str, ...]) -> str:
    names = [str(HOLDERS[Role.Kind(kind)]) for kind in kinds]
    if len(names) == 1:
        return _("This page is for %(holders)s.") % {"holders": names[0]}
    return _("This page is for %(holders)s and %(last)s.") % {
        "holders": ", ".join(names[:-1]),
        "last": names[-1],
    }
