"""The pages of dates: one's own absences, somebody else's, the days before an election."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from heed import clock
from heed.people import dates as queries
from heed.people import setting_dates as actions
from heed.people.doors import signed_in
from heed.people.forms.dates import AbsenceForm, PreElectionForm
from heed.people.models import Person
from heed.people.views.administering import about_somebody, administrators, get_or_post


def _today() -> Any:
    return clock.local(clock.now()).date()


@never_cache
@get_or_post
@signed_in
def away(request: HttpRequest) -> HttpResponse:
    """When one is away oneself."""
    return _away(request, request.who.person, back="people:away")


@get_or_post
@about_somebody
def away_of(request: HttpRequest, person: Person) -> HttpResponse:
    """When somebody else is away, entered by an administrator."""
    return _away(request, person, back="people:away_of")


def _away(request: HttpRequest, person: Person, *, back: str) -> HttpResponse:
    by: Person = request.who.person  # type: ignore[attr-defined]
    sent = request.method == "POST"
    form = AbsenceForm(request.POST if sent else None)
    if sent and form.is_valid():
        try:
            actions.go_away(person=person, **form.cleaned_data, by=by, at=clock.now())
        except actions.CannotSetDates as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            return redirect(back, *([person.slug] if back == "people:away_of" else []))
    kinds = [role.kind for role in person.roles.all() if role.kind in queries.COVERED]
    context = {
        "person": person,
        "is_own": back == "people:away",
        "form": form,
        "matters": queries.can_be_away(person),
        "absences": queries.absences_of(person, on=_today()),
        "uncovered": queries.uncovered(on=_today(), kinds=dict.fromkeys(kinds)),
    }
    return render(request, "people/away.jinja", context, status=422 if sent else 200)


@never_cache
@require_POST
@signed_in
def be_there(request: HttpRequest, number: int) -> HttpResponse:
    """Take an absence of one's own away."""
    _take_away(request, request.who.person, number)
    return redirect("people:away")


@require_POST
@about_somebody
def be_there_of(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """Take somebody's absence away."""
    _take_away(request, person, number)
    return redirect("people:away_of", person.slug)


def _take_away(request: HttpRequest, person: Person, number: int) -> None:
    absence = queries.absence_of(person, number)
    if absence is None:
        raise Http404
    actions.be_there(absence=absence, by=request.who.person)  # type: ignore[attr-defined]


@never_cache
@require_POST
@signed_in
def say_trained(request: HttpRequest) -> HttpResponse:
    """A moderator says that they were trained."""
    actions.say_trained(person=request.who.person, at=clock.now())
    return redirect("people:me")


@never_cache
@get_or_post
@administrators
def pre_election(request: HttpRequest) -> HttpResponse:
    """Set the days before an election; see what is set, and who set it."""
    sent = request.method == "POST"
    form = PreElectionForm(request.POST if sent else None)
    if sent and form.is_valid():
        try:
            actions.set_pre_election(**form.cleaned_data, by=request.who.person, at=clock.now())
        except actions.CannotSetDates as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            return redirect("people:pre_election")
    context = {
        "form": form,
        "periods": queries.pre_elections(on=_today()),
        "changes": queries.pre_election_changes(),
        "now": queries.pre_election(at=clock.now()),
    }
    return render(request, "people/pre_election.jinja", context, status=422 if sent else 200)


@never_cache
@get_or_post
@administrators
def change_pre_election(request: HttpRequest, number: int) -> HttpResponse:
    """Shorten or move the days, or put the notice in other words."""
    period = queries.pre_election_numbered(number)
    if period is None:
        raise Http404
    sent = request.method == "POST"
    initial = {"from_on": period.from_on, "to_on": period.to_on, "notice": period.notice}
    form = PreElectionForm(request.POST if sent else None, initial=initial)
    if sent and form.is_valid():
        try:
            actions.change_pre_election(
                number=number, **form.cleaned_data, by=request.who.person, at=clock.now()
            )
        except actions.CannotSetDates as refusal:
            form.add_error(refusal.field, refusal.sentence)
        else:
            return redirect("people:pre_election")
    context = {"form": form, "period": period}
    status = 422 if sent else 200
    return render(request, "people/change_pre_election.jinja", context, status=status)


@never_cache
@require_POST
@administrators
def remove_pre_election(request: HttpRequest, number: int) -> HttpResponse:
    """Take the days away; comments open at once."""
    try:
        actions.remove_pre_election(number=number, by=request.who.person, at=clock.now())
    except actions.CannotSetDates as refusal:
        raise Http404 from refusal
    return redirect("people:pre_election")
