"""The guardian's pages for paper cards that were passed to her."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from heed import clock
from heed.edition.actions import deciding_paper as actions
from heed.edition.actions import refusals
from heed.edition.queries import deciding_paper as queries
from heed.people import queries as people
from heed.people.doors import for_roles
from heed.queue.comments import care_in
from heed.queue.forms import CareForm, NoteForm
from heed.queue.paper_cards import past_of_card


@never_cache
@for_roles("guardian")
@require_GET
def card(request: HttpRequest, number: int) -> HttpResponse:
    """One card that was passed to her."""
    return _show(request, number)


@never_cache
@for_roles("guardian")
@require_POST
def hand_on(request: HttpRequest, number: int) -> HttpResponse:
    """Note that the matter was taken on outside Heed."""
    return _do(request, number, actions.hand_on, "hand_on_form", NoteForm)


@never_cache
@for_roles("guardian")
@require_POST
def care_for(request: HttpRequest, number: int) -> HttpResponse:
    """Write down a step for somebody's safety."""
    return _do(request, number, actions.care_for, "care_form", CareForm)


@never_cache
@for_roles("guardian")
@require_http_methods(["GET", "POST"])
def return_it(request: HttpRequest, number: int) -> HttpResponse:
    """Give it back to the moderators; asked once more, on a page of its own."""
    found = queries.passed_card(number, by=request.user)
    if found is None:
        raise Http404
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_to_queue(
                card=number, words=form.cleaned_data["words"], by=request.user, at=clock.now()
            )
        except refusals.Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("queue:guardian")
    context = {"item": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "queue/guardian_card_return.jinja", context, status=status)


def _do(
    request: HttpRequest,
    number: int,
    action: Callable[..., None],
    name: str,
    form_class: type[Any],
) -> HttpResponse:
    if queries.passed_card(number, by=request.user) is None:
        raise Http404
    form = form_class(request.POST)
    if form.is_valid():
        try:
            action(card=number, **form.cleaned_data, by=request.user, at=clock.now())
        except refusals.Refused as refusal:
            form.add_error(getattr(refusal, "field", None), refusal.sentence)
        else:
            return redirect("queue:guardian_card", number)
    return _show(request, number, status=422, **{name: form})


def _show(request: HttpRequest, number: int, *, status: int = 200, **forms: Any) -> HttpResponse:
    found = queries.passed_card(number, by=request.user)
    if found is None:
        raise Http404
    me = request.user
    context = {
        "item": found,
        "past": past_of_card(found.steps),
        "care": care_in(found.steps),
        "beside": [one.first_name for one in people.holders("guardian") if one.pk != me.pk],
        "hand_on_form": NoteForm(),
        "care_form": CareForm(),
        **forms,
    }
    return render(request, "queue/guardian_card.jinja", context, status=status)
