"""One's own page: what Heed knows of you, what it cost you, and the way out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from heed import clock
from heed.people import actions, dates, own_parts, queries
from heed.people.doors import signed_in
from heed.people.forms.administering import PortraitForm
from heed.people.models import Person
from heed.people.portraits import CannotUsePicture

A_YEAR = 365 * 24 * 60 * 60


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """Your page; what is sent to it is a portrait."""
    form = PortraitForm()
    if request.method == "POST":
        form = PortraitForm(request.POST, request.FILES)
        if take_portrait(form, request.who.person):
            return redirect("people:me")
    person = queries.person_by_slug(request.who.person.slug)
    assert person is not None
    minutes = queries.minutes_this_week(request.who.person, at=clock.now())
    context = {
        "person": person,
        "form": form,
        "minutes": minutes,
        "matters": dates.can_be_away(person),
        "absences": dates.absences_of(person, on=clock.local(clock.now()).date()),
        "moderates_untrained": dates.moderates_untrained(person),
        "trained_on": dates.trained_on(person),
        "parts": own_parts.on_the_page_of(request),
    }
    return render(request, "people/me.jinja", context)


def take_portrait(form: PortraitForm, person: Person) -> bool:
    """Keep what was sent, or say in the form why not."""
    if not form.is_valid():
        return False
    try:
        actions.show_portrait(person=person, sent=form.cleaned_data["picture"].read())
    except CannotUsePicture as why:
        form.add_error("picture", str(why))
        return False
    return True


@require_POST
@signed_in
def take_my_portrait_away(request: HttpRequest) -> HttpResponse:
    actions.take_portrait_away(person=request.who.person)
    return redirect("people:me")


@require_POST
@signed_in
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this person, on every device."""
    actions.sign_out_everywhere(person=request.who.person)
    return redirect("people:sign_in")


@require_GET
def portrait(request: HttpRequest, digest: str) -> HttpResponse:
    """A picture under the name of its content: it may be kept for ever."""
    data = queries.portrait(digest)
    if data is None:
        raise Http404
    return HttpResponse(
        data,
        content_type="image/webp",
        headers={"Cache-Control": f"public, max-age={A_YEAR}, immutable"},
    )
