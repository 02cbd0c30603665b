"""The pages for what went wrong. None of them loses a word that somebody typed."""

from __future__ import annotations

import errno
import logging
import sys
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

# What the page "Send it again" carries: more than any form of Heed takes, and a bound all the same.
MOST_FIELDS = 200
LARGEST_NAME = 200
LARGEST_TOTAL = 400_000
LONG_TEXT = 60
TRY_AGAIN_AFTER = 120
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}
READ_ONLY = "25006"
TICKET = "csrfmiddlewaretoken"
AGAIN = "sent-again"
# Parts of the names of fields that are sent on and not shown: codes, addresses, tickets.
NOT_SHOWN = ("code", "email", "key", "next", "password", "ticket", "token")
UNREADABLE = (
    MultiPartParserError,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
    UnreadablePostError,
)


@dataclass(frozen=True)
class Typed:
    """One text field of a form that could not be taken."""

    name: str
    text: str
    is_shown: bool


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where more was sent than a form can take."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return too_large(request, exception)
    return render(request, "ui/400.jinja", status=400, using="jinja2")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the sentence of the refusal where there is one."""
    said = str(exception) if exception and exception.args else ""
    return render(request, "ui/403.jinja", {"said": said}, status=403, using="jinja2")


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return render(request, "ui/404.jinja", status=404, using="jinja2")


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """413."""
    return render(request, "ui/413.jinja", status=413, using="jinja2")


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where nothing can be saved just now: made without a session, the database or any
    other room; what was typed is on it."""
    is_passing = cannot_save(sys.exc_info()[1])
    page = loader.get_template("ui/500.jinja", using="jinja2")
    response = HttpResponse(
        page.render({**_kept(request), "is_passing": is_passing}),
        status=503 if is_passing else 500,
        headers={"Cache-Control": "no-store"},
    )
    if is_passing:
        response.headers["Retry-After"] = str(TRY_AGAIN_AFTER)
    return response


def cannot_save(error: BaseException | None) -> bool:
    """Whether the disk is full or may only be read, or the database is away: it will pass, and it
    is the fault of nothing that was sent."""
    if isinstance(error, OperationalError):
        return True
    if isinstance(error, InternalError):
        return getattr(error.__cause__, "sqlstate", None) == READ_ONLY
    return isinstance(error, OSError) and error.errno in NO_ROOM


def _kept(request: HttpRequest | None) -> dict[str, Any]:
    """What was posted, to be sent once more; nothing where even that cannot be read."""
    try:
        if request is None or request.method != "POST" or _is_from_elsewhere(request):
            return {}
        typed, is_cut = _typed(request)
        ticket = Typed(TICKET, request.POST.get(TICKET, ""), is_shown=False)
        return {"typed": [*typed, ticket], "is_cut": is_cut, "address": request.get_full_path()}
    except Exception:
        logger.exception("What was typed could not be put on the page that tells of an error.")
        return {}


def send_again(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its ticket or after its session: all that was typed, one button.

    With `reason` "second factor" or "signed out" the page says what to do in another tab first. Signing in changes
    the ticket, so that form comes here once more and is then told that it can be sent.
    What another site sent is not offered again: one press would do what that site wanted done.
    """
    if _is_from_elsewhere(request):
        said = _("Another site sent this form in your name. Nothing was done with it.")
        return permission_denied(request, PermissionDenied(said))
    typed, is_cut = _typed(request)
    is_here = bool(getattr(request, "user", None) and request.user.is_authenticated)
    context = {
        "typed": typed,
        "is_cut": is_cut,
        "address": request.get_full_path(),
        "again": AGAIN,
        "is_signed_out": reason == "signed out",
        "lacks_second_factor": reason == "second factor",
        "is_back": is_here and reason != "signed out" and _posted(request).get(AGAIN) is not None,
        "has_files": _has_files(request),
    }
    return render(request, "ui/send_again.jinja", context, status=403, using="jinja2")


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this; an old browser says nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    own = f"{request.scheme}://{request.get_host()}"
    return origin is not None and origin not in (own, *settings.CSRF_TRUSTED_ORIGINS)


def _typed(request: HttpRequest) -> tuple[list[Typed], bool]:
    """The posted texts, and whether there were more than can be carried."""
    fields = [
        (name, text)
        for name, texts in _posted(request).items()
        if name not in (TICKET, AGAIN) and len(name) <= LARGEST_NAME
        for text in texts
    ]
    kept: list[Typed] = []
    room = LARGEST_TOTAL
    is_cut = len(fields) > MOST_FIELDS
    for name, text in fields[:MOST_FIELDS]:
        whole = text.replace("\0", "")
        is_cut = is_cut or len(whole) > room
        whole = whole[:room]
        room -= len(whole)
        kept.append(Typed(name, whole, _is_shown(name, whole)))
    return kept, is_cut


def _posted(request: HttpRequest) -> dict[str, list[str]]:
    try:
        return {name: [str(text) for text in texts] for name, texts in request.POST.lists()}
    except UNREADABLE:
        return {}


def _is_shown(name: str, text: str) -> bool:
    is_long = len(text) > LONG_TEXT or "\n" in text.strip()
    return is_long and not any(part in name.lower() for part in NOT_SHOWN)


def _has_files(request: HttpRequest) -> bool:
    try:
        return bool(request.FILES)
    except UNREADABLE:
        return False
