"""What is printed: a sheet for the wall, and a card for whoever goes and listens."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from heed import clock
from heed.answer.queries import hearing
from heed.answer.views.doors import is_staff
from heed.answer.views.promises import find
from heed.edition.addresses import whole
from heed.edition.queries import answers
from heed.ui.qr import code_for

STANDS_FOR = timedelta(weeks=6)
# Longer sentences than this nobody reads on a wall; the author's words go first then.
LONGEST_ON_A_WALL = 280


@never_cache
@require_safe
def wall(request: HttpRequest, series: str, number: int) -> HttpResponse:
    """You said, we heard, we did, did it help: one sheet of A4, without the person."""
    promise, at = find(request, series, number), clock.now()
    message = answers.message(promise.edition_slug)
    page = hearing.what_was_heard(message, at=at) if message else None
    if page is None or message is None or page.published_at is None:
        raise Http404
    theme = next((one for one in page.themes if _answers(one, promise.number)), None)
    if theme is None:
        raise Http404
    quoted = theme.quoted if theme.quoted and len(theme.quoted.text) <= LONGEST_ON_A_WALL else None
    unhelped = [one for one in promise.lines if one.kind in ("answered", "reopened")]
    since = unhelped[-1] if unhelped else None
    context = {
        "promise": promise,
        "is_staff": is_staff(request),
        "message": page.message,
        "quoted": quoted,
        "since": since,
        "amount": _amount(
            quoted.text if quoted else "",
            theme.title,
            promise.what,
            promise.outcome.words,
            since.words if since else "",
            hill=bool(promise.hill),
        ),
        "theme": theme,
        "heard_at": page.published_at,
        "asked": hearing.helped(series, number, at=at, person=None),
        "weeks": max(1, round(((promise.ended_at or at) - message.opened_at).days / 7)),
        "down_on": clock.local(at + STANDS_FOR).date(),
        "code": code_for(whole(reverse("answer:promise", args=[series, number]))),
        "typed": _typed(),
    }
    return render(request, "answer/wall.jinja", context)


def _answers(theme: hearing.Heard, number: int) -> bool:
    return any(one.number == number for one in theme.promises)


def _amount(*words: str, hill: bool) -> str:
    """How much stands on the sheet, which says in what size: all of it has to be read."""
    length = sum(map(len, words)) + (200 if hill else 0)
    return "" if length <= 720 else "much" if length <= 1_100 else "most"


def _typed() -> str:
    return whole("").partition("://")[2].rstrip("/")


@never_cache
@require_safe
def listening_card(request: HttpRequest, series: str, number: int) -> HttpResponse:
    """A card to take along, for a promise to go and listen."""
    promise = find(request, series, number)
    if promise.kind != "listen":
        raise Http404
    return render(request, "answer/card.jinja", {"promise": promise, "typed": _typed()})
