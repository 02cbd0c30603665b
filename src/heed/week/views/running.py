"""Looking after Heed: what administrators do, and how the mail is doing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from heed import clock
from heed.outbox import actions as outbox
from heed.outbox import queries as post
from heed.people.doors import for_roles
from heed.week.queries import subscriptions

administrators = for_roles("administrator")


@never_cache
@administrators
@require_safe
def running(request: HttpRequest) -> HttpResponse:
    """One list of what there is to look after."""
    return render(request, "week/running.jinja")


@never_cache
@administrators
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """What waits, what could not be sent, what was perhaps sent, and how much mail there is."""
    return _show(request)


def _show(request: HttpRequest, *, refused: str = "", status: int = 200) -> HttpResponse:
    at = clock.now()
    context = {
        "waits": post.waits(at=at),
        "dead": [(one, post.kind_label(one.kind)) for one in post.dead(since=at - outbox.KEPT_FOR)],
        "perhaps": post.perhaps_sent(),
        "weeks": subscriptions.weeks(at=at),
        "subscribed": subscriptions.count_subscribed(),
        "refused": refused,
    }
    return render(request, "week/running_mail.jinja", context, status=status)


@never_cache
@administrators
@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send what was perhaps sent once more."""
    try:
        outbox.send_again(mail=pk, at=clock.now())
    except outbox.NothingToDecide as why:
        return _show(request, refused=str(why), status=409)
    return redirect("week:running_mail")


@never_cache
@administrators
@require_POST
def let_be(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a mail at "perhaps sent"."""
    try:
        outbox.let_be(mail=pk, at=clock.now())
    except outbox.NothingToDecide as why:
        return _show(request, refused=str(why), status=409)
    return redirect("week:running_mail")
