"""A sheet for the wall of a station: the title, the question, and a code to point a phone at."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from heed import clock
from heed.edition.addresses import whole
from heed.edition.queries import archive
from heed.edition.views.reading import is_staff
from heed.people import queries as people
from heed.ui.qr import code_for
from heed.week.views.asked import fresh_for_each

# Above so many characters the words are set smaller, so that one sheet always holds them.
LONG_TITLE, VERY_LONG_TITLE = 60, 110
LONG_QUESTION = 140


@fresh_for_each
@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """One sheet of A4 for one message; once it has closed, a sentence that says so."""
    staff = is_staff(request)
    message = archive.named(slug, staff=staff)
    if message is None:
        raise Http404
    if message.closes_at is None or message.closes_at <= clock.now():
        return render(request, "week/poster_over.jinja", {"message": message})
    address = whole(reverse("edition:page", args=[slug]))
    context = {
        "message": message,
        "before_election": people.pre_election(at=clock.now()),
        "code": code_for(address),
        "typed": _without_scheme(whole(""), address, is_newest=_is_newest(slug, staff=staff)),
        "title_size": _title_size(message.title),
        "is_long_question": len(message.question) > LONG_QUESTION,
    }
    return render(request, "week/poster.jinja", context)


def _is_newest(slug: str, *, staff: bool) -> bool:
    return [message.slug for message in archive.listed(staff=staff, most=1)] == [slug]


def _without_scheme(front: str, address: str, *, is_newest: bool) -> str:
    """What somebody types: the front page for this week's message, else the whole address."""
    return (front if is_newest else address).partition("://")[2].rstrip(
        "/"
    ) or settings.HEED_ADDRESS


def _title_size(title: str) -> str:
    if len(title) <= LONG_TITLE:
        return "large"
    return "medium" if len(title) <= VERY_LONG_TITLE else "small"
