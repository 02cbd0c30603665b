"""The second factor: asked for when somebody signs in, set up and given up on a page of their own."""

import segno
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heed import clock
from heed.people import second_factor, sessions, stages
from heed.people.doors import signed_in
from heed.people.forms.second_factor import FiguresForm, SetUpForm
from heed.people.second_factor import NotTheCode

get_or_post = require_http_methods(["GET", "POST"])


@never_cache
@get_or_post
def enter(request: HttpRequest) -> HttpResponse:
    """The second page of signing in, for whoever has a second factor."""
    stage = stages.waiting(request)
    if stage is None:
        return redirect("people:sign_in")
    form = FiguresForm(request.POST if request.method == "POST" else None)
    if _is_shown(form, stage.login.user):
        return stage.passed()
    return render(request, "people/enter_second_factor.jinja", {"form": form})


@never_cache
@get_or_post
@signed_in
def look_after(request: HttpRequest) -> HttpResponse:
    """Set one up; or, in a session that began without it, show it; or see how it stands."""
    person = request.who.person
    wanted = request.GET.get("next")
    wanted = wanted if sessions.is_own_path(wanted) else ""
    here = reverse("people:second_factor") + (f"?{urlencode({'next': wanted})}" if wanted else "")
    context = {
        "next": wanted,
        "here": here,
        "is_asked": bool(request.who.waiting),
        "is_twofold": bool(request.session.get(sessions.TWOFOLD)),
    }
    if not second_factor.has_one(person):
        return _set_up(request, context)
    form = FiguresForm(request.POST if request.method == "POST" else None)
    if _is_shown(form, person):
        request.session.cycle_key()
        request.session[sessions.TWOFOLD] = True
        return redirect(wanted or "people:second_factor")
    context |= {"form": form, "spare": second_factor.spare_left(person)}
    return render(request, "people/second_factor.jinja", context)


def _set_up(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    person = request.who.person
    form = SetUpForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        try:
            spare = second_factor.set_up(
                person=person, secret=form.secret, code=form.cleaned_data["code"], at=clock.now()
            )
        except NotTheCode as why:
            form.add_error("code", str(why))
        else:
            update_session_auth_hash(request, person)
            request.session[sessions.TWOFOLD] = True
            return render(request, "people/spare_codes.jinja", {**context, "spare": spare})
    address = second_factor.address_of(form.secret, person)
    context |= {
        "form": form,
        "secret": form.secret,
        "code": segno.make(address, error="m", micro=False).svg_data_uri(border=0, scale=4),
        "address": address,
    }
    return render(request, "people/set_up_second_factor.jinja", context)


@never_cache
@get_or_post
@signed_in
def go_without(request: HttpRequest) -> HttpResponse:
    """Take it away, with a last code from it."""
    person = request.who.person
    if not second_factor.has_one(person):
        return redirect("people:second_factor")
    form = FiguresForm(request.POST if request.method == "POST" else None)
    if _is_shown(form, person):
        second_factor.take_away(person=person, by=person, at=clock.now())
        update_session_auth_hash(request, person)
        request.session.pop(sessions.TWOFOLD, None)
        return redirect("people:me")
    context = {"form": form, "is_asked": second_factor.is_asked()}
    return render(request, "people/no_second_factor.jinja", context)


def _is_shown(form: FiguresForm, person: object) -> bool:
    """Whether the form holds a right code; where not, it says so."""
    if not form.is_valid():
        return False
    try:
        second_factor.show(person=person, code=form.cleaned_data["code"], at=clock.now())
    except NotTheCode as why:
        form.add_error("code", str(why))
        return False
    return True
