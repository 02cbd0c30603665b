"""The guardian's page: what was passed to her, and what she alone can do with it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from heed import clock
from heed.edition.actions import guarding, refusals
from heed.edition.queries import guarding as queries
from heed.people import queries as people
from heed.people.doors import for_roles
from heed.queue.comments import care_in, past_of
from heed.queue.forms import CareForm, GuardianWritesForm, NoteForm


@never_cache
@for_roles("guardian")
@require_GET
def passed_on(request: HttpRequest) -> HttpResponse:
    """What is with her, oldest first."""
    context = {"passed": queries.passed_on(request.user), "beside": _beside(request)}
    return render(request, "queue/guardian.jinja", context)


@never_cache
@for_roles("guardian")
@require_GET
def item(request: HttpRequest, number: int) -> HttpResponse:
    """One thing that was passed to her."""
    return _show(request, number)


@never_cache
@for_roles("guardian")
@require_POST
def write(request: HttpRequest, number: int) -> HttpResponse:
    """Write to the writer, on their private page."""
    return _do(request, number, guarding.write_as_guardian, "write_form", GuardianWritesForm)


@never_cache
@for_roles("guardian")
@require_POST
def hand_on(request: HttpRequest, number: int) -> HttpResponse:
    """Note that the matter was taken on outside Heed."""
    return _do(request, number, guarding.hand_on, "hand_on_form", NoteForm)


@never_cache
@for_roles("guardian")
@require_POST
def care_for(request: HttpRequest, number: int) -> HttpResponse:
    """Write down a step for somebody's safety."""
    return _do(request, number, guarding.care_for, "care_form", CareForm)


@never_cache
@for_roles("guardian")
@require_http_methods(["GET", "POST"])
def return_it(request: HttpRequest, number: int) -> HttpResponse:
    """Give it back to the moderators; asked once more, on a page of its own."""
    found = queries.passed(number, by=request.user)
    if found is None:
        raise Http404
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            guarding.return_to_queue(
                comment=number, words=form.cleaned_data["words"], by=request.user, at=clock.now()
            )
        except refusals.Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("queue:guardian")
    context = {"item": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "queue/guardian_return.jinja", context, status=status)


def _do(
    request: HttpRequest,
    number: int,
    action: Callable[..., None],
    name: str,
    form_class: type[Any],
) -> HttpResponse:
    """Do what was sent, or show it again with what has to be put right."""
    if queries.passed(number, by=request.user) is None:
        raise Http404
    form = form_class(request.POST)
    if form.is_valid():
        try:
            action(comment=number, **form.cleaned_data, by=request.user, at=clock.now())
        except refusals.Refused as refusal:
            form.add_error(getattr(refusal, "field", None), refusal.sentence)
        else:
            return redirect("queue:guardian_item", number)
    return _show(request, number, status=422, **{name: form})


def _show(
    request: HttpRequest,
    number: int,
    *,
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    found = queries.passed(number, by=request.user)
    if found is None:
        raise Http404
    context = {
        "item": found,
        "past": past_of(found.steps),
        "care": care_in(found.steps),
        "beside": _beside(request),
        "write_form": GuardianWritesForm(),
        "hand_on_form": NoteForm(),
        "care_form": CareForm(),
        **forms,
    }
    return render(request, "queue/guardian_item.jinja", context, status=status)


def _beside(request: HttpRequest) -> list[str]:
    """Other guardians, by first name, who see the same page."""
    me = request.user
    return [each.first_name for each in people.holders("guardian") if each.pk != me.pk]
