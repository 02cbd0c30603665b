"""The guardians' page: what was told or passed to them, and what they alone can do with it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from heed import clock
from heed.edition.actions import guarding, refusals
from heed.edition.queries import guarding as queries
from heed.edition.queries import quarters
from heed.people import queries as people
from heed.people.doors import for_roles
from heed.queue.comments import care_in, past_of
from heed.queue.forms import CareForm, NoteForm
from heed.queue.forms_guardian import CountForm, GuardianWritesForm, HandOnForm, WillWriteForm
from heed.queue.paper_cards import past_of_card
from heed.queue.views.queue import gone


@never_cache
@for_roles("guardian")
@require_GET
def with_her(request: HttpRequest) -> HttpResponse:
    """What is with the guardians, danger first, then the oldest; who they are, and by whom."""
    context = {
        "confided": sorted(queries.with_her(request.user), key=_may_wait),
        "ended": queries.ended(request.user),
        "beside": _beside(request),
        "changes": people.role_changes(kind="guardian"),
        "too_few_guardians": people.count_guardians() < people.ENOUGH_GUARDIANS,
        "quarter": quarters.quarter_of(_today()),
        "there": people.who_is_there("guardian", _today()),
    }
    return render(request, "queue/guardian.jinja", context)


@never_cache
@for_roles("guardian")
@require_GET
def item(request: HttpRequest, number: int) -> HttpResponse:
    """One thing that a guardian was told or given. That it was opened, its writer sees."""
    found = _found(request, number)
    if found.is_open and found.opened_on is None:
        guarding.note_opened(confidence=number, by=request.user, at=clock.now())
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
def acknowledge(request: HttpRequest, number: int) -> HttpResponse:
    """Say that it was read, and by when she will write."""
    return _do(request, number, guarding.acknowledge, "will_write_form", WillWriteForm)


@never_cache
@for_roles("guardian")
@require_POST
def hand_on(request: HttpRequest, number: int) -> HttpResponse:
    """Note to which office the matter went outside Heed."""
    return _do(request, number, guarding.hand_on, "hand_on_form", HandOnForm)


@never_cache
@for_roles("guardian")
@require_POST
def care_for(request: HttpRequest, number: int) -> HttpResponse:
    """Write down a step for somebody's safety."""
    return _do(request, number, guarding.care_for_writer, "care_form", CareForm)


@never_cache
@for_roles("guardian")
@require_POST
def count(request: HttpRequest, number: int) -> HttpResponse:
    """What it is counted as, and whether it ends here."""
    return _do(request, number, guarding.record, "count_form", CountForm)


@never_cache
@for_roles("guardian")
@require_http_methods(["GET", "POST"])
def return_it(request: HttpRequest, number: int) -> HttpResponse:
    """Give it back to the moderators; asked once more, on a page of its own."""
    found = _found(request, number)
    if not found.is_passed:
        raise Http404
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            guarding.return_to_queue(
                confidence=number, words=form.cleaned_data["words"], by=request.user, at=clock.now()
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
    if queries.confided(number, by=request.user) is None:
        told = _("This is not with you any more. Nothing was sent or noted.")
        return gone(request, told, back="queue:guardian")
    form = form_class(request.POST)
    if form.is_valid():
        try:
            action(confidence=number, **form.cleaned_data, by=request.user, at=clock.now())
        except refusals.Refused as refusal:
            form.add_error(getattr(refusal, "field", None), refusal.sentence)
        else:
            return redirect("queue:guardian_item", number)
    return _show(request, number, status=422, **{name: form})


def _found(request: HttpRequest, number: int) -> queries.Confided:
    found = queries.confided(number, by=request.user)
    if found is None:
        raise Http404
    return found


def _show(
    request: HttpRequest,
    number: int,
    *,
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    found = _found(request, number)
    counted = {"subjects": list(found.subjects), "detriment": found.detriment}
    context = {
        "item": found,
        "past": (past_of_card if found.is_on_paper else past_of)(found.steps),
        "care": care_in(found.steps),
        "beside": _beside(request),
        "write_form": GuardianWritesForm(initial={"seen": found.seen}),
        "will_write_form": WillWriteForm(),
        "hand_on_form": HandOnForm(),
        "count_form": CountForm(initial=counted),
        "care_form": CareForm(),
        **forms,
    }
    # Where something was written in between, what is sent next is sent having read it.
    if context["write_form"].is_bound:
        context["write_form"].has_seen(found.seen)
    return render(request, "queue/guardian_item.jinja", context, status=status)


def _beside(request: HttpRequest) -> list[str]:
    """Other guardians, by first name, who see the same page."""
    me = request.user
    return [each.first_name for each in people.holders("guardian") if each.pk != me.pk]


def _today() -> date:
    return clock.local(clock.now()).date()


def _may_wait(one: queries.Confided) -> bool:
    return one.is_cared_for or not one.may_be_in_danger
