"""What Heed keeps about somebody, shown to them alone; and its removal, at their wish."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from heed import clock
from heed.people import handing_over, leaving, rights
from heed.people.actions import CannotChangePeople
from heed.people.doors import signed_in
from heed.people.forms.rights import EraseForm, EraseSomebodyForm
from heed.people.models import Person
from heed.people.views.administering import about_somebody


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def what_is_kept(request: HttpRequest) -> HttpResponse:
    """Says what there is to have; what is sent to it asks for the page or the file."""
    if request.method == "POST":
        sections = rights.everything_about(request.who.person)
        return handing_over.answer(request, sections, back=reverse("people:me"))
    is_shared = request.session.get_expire_at_browser_close()
    context = {"is_shared": is_shared, **handing_over.why_not_all()}
    return render(request, "people/kept.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def erase_me(request: HttpRequest) -> HttpResponse:
    """Shows what would go and what would stay; what is sent to it does it."""
    person = request.who.person
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ends_account = form.cleaned_data["ends_account"]
        try:
            leaving.erase(person=person, ends_account=ends_account, by=person, at=clock.now())
        except CannotChangePeople as why:
            form.add_error(None, str(why))
        else:
            if ends_account:
                logout(request)
            return redirect("people:erased")
    return _show_fate(request, form, person, whose="own")


@never_cache
@require_http_methods(["GET", "POST"])
@about_somebody
def erase_somebody(request: HttpRequest, person: Person) -> HttpResponse:
    """The same for somebody who asked by letter."""
    form = EraseSomebodyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ends_account = form.cleaned_data["ends_account"]
        by = request.who.person
        try:
            leaving.erase(person=person, ends_account=ends_account, by=by, at=clock.now())
        except CannotChangePeople as why:
            form.add_error(None, str(why))
        else:
            return (
                redirect("people:list") if ends_account else redirect("people:person", person.slug)
            )
    return _show_fate(request, form, person, whose="theirs")


def _show_fate(
    request: HttpRequest, form: EraseForm, person: Person, *, whose: str
) -> HttpResponse:
    fate = rights.fate(person, ends_account=False)
    whole = rights.fate(person, ends_account=True)
    context = {
        "form": form,
        "person": person,
        "whose": whose,
        "fate": fate,
        "goes_too": [said for said in whole.goes if said not in fate.goes],
        "stays_then": [said for said in whole.stays if said not in fate.stays],
    }
    status = 422 if form.errors else 200
    return render(request, "people/erase.jinja", context, status=status)


@never_cache
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Says that it has been done, to whoever is still here to read it."""
    return render(request, "people/erased.jinja")
