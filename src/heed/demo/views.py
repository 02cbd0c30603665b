"""The demo's own pages: become somebody, let time pass, read the mail."""

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from heed.demo import moves, playing
from heed.demo.models import Letter
from heed.demo.personas import by_slug
from heed.moderation.guards import plain_to_html
from heed.people import queries as people
from heed.people import sessions
from heed.week.views.mail_of_message import AS_A_MAIL

SHOWN = 100


# No token: pages without a session have no cookie for it to be held against, and the people
# whom a visitor becomes here are invented.
@csrf_exempt
@require_POST
def become(request: HttpRequest, slug: str) -> HttpResponse:
    """Sign in as a persona, or as nobody."""
    if slug == "anybody":
        logout(request)
        response = redirect("/")
        response.delete_cookie(settings.SESSION_COOKIE_NAME)
        return response
    persona = by_slug(slug)
    person = people.by_email(persona.email) if persona else None
    if persona is None or person is None:
        raise Http404
    playing.begin(persona.email)
    _begin_session(request, person)
    return redirect(reverse(persona.begins_at))


def _begin_session(request: HttpRequest, person: Any) -> None:
    logout(request)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    sessions.settle(request, person)


@csrf_exempt
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Let time pass, and come back to where the visitor was."""
    who = request.who and request.who.person  # type: ignore[attr-defined]
    if not moves.make(request.POST.get("to", "")):
        raise Http404
    if who:
        # A session that ended meanwhile would end the visit: whoever somebody was, they stay.
        _begin_session(request, who)
    back = request.POST.get("back", "/")
    return redirect(back if sessions.is_own_path(back) else "/")


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every mail that anybody received, newest first."""
    return render(
        request, "demo/mailbox.jinja", {"letters": Letter.objects.order_by("-at", "-pk")[:100]}
    )


@csp_replace(AS_A_MAIL)
@xframe_options_sameorigin
@require_safe
def letter_as_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML of a mail, to be shown in a frame: it runs nothing and fetches nothing."""
    found = Letter.objects.filter(pk=pk).exclude(html="").first()
    if found is None:
        raise Http404
    return HttpResponse(found.html)


@require_safe
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as it arrived."""
    found = Letter.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    words = plain_to_html(found.text)
    return render(request, "demo/letter.jinja", {"letter": found, "words": words})
