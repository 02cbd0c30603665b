"""Reading a message: no account, no cookie, one query."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from heed import clock
from heed.edition import pages
from heed.edition.models import Edition
from heed.edition.queries import reading


def has_session(request: HttpRequest) -> bool:
    """Whether the reader carries a session; one who does not is never asked who they are."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def is_staff(request: HttpRequest) -> bool:
    """Whether the reader is signed in as somebody who works here."""
    return has_session(request) and request.user.is_authenticated


def show(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The public page of a message, as this reader may see it."""
    if edition.visible_to != "public" and not is_staff(request):
        raise Http404
    at = clock.now()
    if is_staff(request):
        response = HttpResponse(pages.for_somebody(request, edition, at=at))
    else:
        response = HttpResponse(pages.for_anybody(edition, at=at))
    response["Cache-Control"] = "no-cache, private"
    return response


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One message, whichever week it is from."""
    edition = reading.find_page(slug, for_known=has_session(request))
    if edition is None:
        raise Http404
    return show(request, edition)
