"""The administrator's pages: people, their roles, and the organisation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from heed import clock
from heed.people import actions, dates, directory, queries, second_factor, sessions
from heed.people.actions import CannotChangePeople
from heed.people.doors import for_roles
from heed.people.forms.administering import (
    OrganisationForm,
    PersonForm,
    PortraitForm,
    RoleForm,
    SearchForm,
)
from heed.people.models import Person, Role
from heed.people.owning import owned_by
from heed.people.views.own import take_portrait

View = Callable[..., HttpResponse]

administrators = for_roles(Role.Kind.ADMINISTRATOR)
get_or_post = require_http_methods(["GET", "POST"])


def about_somebody(view: View) -> View:
    """An administrator's page about one person, whose slug is in the address."""

    @never_cache
    @administrators
    @wraps(view)
    def found(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        person = queries.person_by_slug(slug)
        if person is None:
            raise Http404
        return view(request, person, **kwargs)

    return found


@never_cache
@require_GET
@administrators
def everybody(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    people = queries.find_people(words)
    return render(
        request,
        "people/list.jinja",
        {
            "form": form,
            "uncovered": dates.uncovered(on=clock.local(clock.now()).date()),
            "words": words,
            "with_roles": [person for person in people if person.has_role],
            "others": [person for person in people if not person.has_role],
            "count": len(people),
            "too_few_guardians": queries.count_guardians() < queries.ENOUGH_GUARDIANS,
            "all": queries.count_people(words) if len(people) == queries.SHOWN else len(people),
            "left_behind": () if words else queries.left_behind(),
        },
    )


@never_cache
@get_or_post
@administrators
def add(request: HttpRequest) -> HttpResponse:
    form = PersonForm(_sent(request))
    if form.is_valid():
        try:
            return redirect("people:person", actions.welcome(**form.details()).slug)
        except CannotChangePeople as why:
            form.add_error("email", str(why))
    return render(request, "people/add.jinja", {"form": form})


@require_GET
@about_somebody
def person(request: HttpRequest, person: Person) -> HttpResponse:
    return _page_of(request, person)


@get_or_post
@about_somebody
def change(request: HttpRequest, person: Person) -> HttpResponse:
    form = PersonForm(_sent(request), person=person)
    if form.is_valid():
        try:
            actions.describe_person(person=person, **form.details(), at=clock.now())
            return redirect("people:person", person.slug)
        except CannotChangePeople as why:
            form.add_error("email", str(why))
    return render(request, "people/change.jinja", {"form": form, "person": person})


@require_POST
@about_somebody
def give_role(request: HttpRequest, person: Person) -> HttpResponse:
    form = RoleForm(request.POST, person=person)
    if form.is_valid():
        try:
            actions.give_role(
                person=person, **form.cleaned_data, by=request.who.person, at=clock.now()
            )
            return redirect("people:person", person.slug)
        except CannotChangePeople as why:
            form.add_error(None, str(why))
    return _page_of(request, person, role_form=form)


@require_POST
@about_somebody
def take_role(request: HttpRequest, person: Person, pk: int) -> HttpResponse:
    role = queries.role_of(person, pk)
    if role is not None:
        try:
            actions.take_role(role=role, by=request.who.person, at=clock.now())
        except CannotChangePeople as why:
            return _page_of(request, person, refusal=str(why))
    return redirect("people:person", person.slug)


@require_POST
@about_somebody
def portrait(request: HttpRequest, person: Person) -> HttpResponse:
    form = PortraitForm(request.POST, request.FILES)
    if take_portrait(form, person):
        return redirect("people:person", person.slug)
    return _page_of(request, person, portrait_form=form)


@require_POST
@about_somebody
def take_portrait_away(request: HttpRequest, person: Person) -> HttpResponse:
    actions.take_portrait_away(person=person)
    return redirect("people:person", person.slug)


@get_or_post
@about_somebody
def part_with(request: HttpRequest, person: Person) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        try:
            actions.part_with(person=person, by=request.who.person, at=clock.now())
            return redirect("people:person", person.slug)
        except CannotChangePeople as why:
            refusal = str(why)
    owned = owned_by([person.pk]).get(person.pk, ())
    context = {"person": person, "refusal": refusal, "owned": owned}
    return render(request, "people/part_with.jinja", context, status=409 if refusal else 200)


@require_POST
@about_somebody
def welcome_back(request: HttpRequest, person: Person) -> HttpResponse:
    try:
        actions.welcome_back(person=person)
    except CannotChangePeople as why:
        return _page_of(request, person, refusal=str(why))
    return redirect("people:person", person.slug)


@never_cache
@get_or_post
@administrators
def organisation(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(_sent(request), about=queries.about_organisation())
    if form.is_valid():
        actions.describe_organisation(by=request.who.person, **form.cleaned_data)
        return redirect("people:organisation")
    return _page_of_organisation(request, form)


@never_cache
@require_POST
@administrators
def ask_second_factor(request: HttpRequest) -> HttpResponse:
    """Whether those who decide about others need a second factor."""
    try:
        second_factor.ask_of_deciders(
            wanted=request.POST.get("wanted") == "yes",
            is_twofold=bool(request.session.get(sessions.TWOFOLD)),
        )
    except second_factor.CannotGoWithout as why:
        form = OrganisationForm(about=queries.about_organisation())
        return _page_of_organisation(request, form, refusal=str(why))
    return redirect("people:organisation")


@require_POST
@about_somebody
def unlink(request: HttpRequest, person: Person) -> HttpResponse:
    directory.unlink(person=person)
    return redirect("people:person", person.slug)


@require_POST
@about_somebody
def take_second_factor_away(request: HttpRequest, person: Person) -> HttpResponse:
    if person == request.who.person:
        # One's own is shown once more first: this may be somebody at a computer left open.
        return redirect("people:no_second_factor")
    second_factor.take_away(person=person, by=request.who.person, at=clock.now())
    return redirect("people:person", person.slug)


def _page_of_organisation(
    request: HttpRequest, form: OrganisationForm, *, refusal: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "refusal": refusal,
        "missing": dates.missing_before_live(),
        "is_asked": second_factor.is_asked(),
    }
    return render(request, "people/organisation.jinja", context, status=409 if refusal else 200)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, even where that is nothing."""
    return request.POST if request.method == "POST" else None


def _page_of(
    request: HttpRequest,
    person: Person,
    *,
    role_form: RoleForm | None = None,
    portrait_form: PortraitForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    """Somebody's page, with whatever form was sent and could not be taken."""
    context = {
        "person": person,
        "role_form": role_form or RoleForm(person=person),
        "portrait_form": portrait_form or PortraitForm(),
        "form": role_form or portrait_form,
        "changes": queries.role_changes(person=person),
        "refusal": refusal,
        "matters": dates.can_be_away(person),
        "absences": dates.absences_of(person, on=clock.local(clock.now()).date()),
        "trained_on": dates.trained_on(person),
        "owned": owned_by([person.pk]).get(person.pk, ()),
    }
    return render(request, "people/person.jinja", context, status=409 if refusal else 200)
