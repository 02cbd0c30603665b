"""The queue: what waits, one item of it, and the decision about it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from heed import clock
from heed.people import queries as people
from heed.people.doors import for_roles
from heed.queue import actions, queries, sources
from heed.queue.forms import CareForm, DecisionForm
from heed.queue.items import Card, Outcome, Refused, Source
from heed.ui.formatting import first_name


@never_cache
@for_roles("moderator")
@require_http_methods(["GET"])
def desk(request: HttpRequest) -> HttpResponse:
    """What waits; beside it, where there is room, the first of it opened."""
    desk = sources.desk(by=request.user, at=clock.now())
    card = None
    if desk.items:
        first = desk.items[0]
        card = _source(first.kind).card(first.key, by=request.user, at=clock.now())
    return _show(request, card, desk=desk, is_list=True)


@never_cache
@for_roles("moderator")
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """One item: read it, decide about it."""
    card = _source(kind).card(key, by=request.user, at=clock.now())
    if request.method == "POST":
        return _decide(request, kind, key, card)
    if card is None:
        raise Http404
    return _show(request, card)


def _decide(request: HttpRequest, kind: str, key: str, card: Card | None) -> HttpResponse:
    if card is None:
        return gone(request)
    if not card.outcomes:
        return _show(request, card, typed=_typed(request), status=409)
    form = _form(card, request.POST)
    if not form.is_valid():
        return _show(request, card, form=form, status=422)
    decision = form.decision()
    if decision.outcome == Outcome.PASS_ON and "sure" not in request.POST:
        return render(request, "queue/pass_on.jinja", {"card": card, "form": form})
    try:
        _source(kind).decide(key, decision, by=request.user, at=clock.now())
    except Refused as refusal:
        return _refused(request, kind, key, refusal)
    if decision.outcome == Outcome.PASS_ON:
        return redirect(f"{reverse('queue:list')}?passed")
    return _next(request, f"{kind}.{key}")


def _refused(request: HttpRequest, kind: str, key: str, refusal: Refused) -> HttpResponse:
    """Nothing was decided: show how the item stands now, and everything that was typed."""
    card = _source(kind).card(key, by=request.user, at=clock.now())
    if card is None:
        return gone(request, refusal.sentence)
    if not card.outcomes:
        return _show(request, card, typed=_typed(request), told=refusal.sentence, status=409)
    # What changed meanwhile is decided about anew, as it now reads.
    form = _form(card, {**request.POST.dict(), "version": str(card.version)})
    form.is_valid()
    form.refuse(refusal.sentence, refusal.field)
    return _show(request, card, form=form, status=409 if refusal.is_over else 422)


def _next(request: HttpRequest, done: str) -> HttpResponse:
    items = sources.desk(by=request.user, at=clock.now()).items
    where = reverse("queue:item", args=[items[0].kind, items[0].key]) if items else None
    return redirect(f"{where or reverse('queue:list')}?done={done}")


@never_cache
@for_roles("moderator")
@require_POST
def undo(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Take back a decision within five minutes."""
    source = _source(kind)
    card = source.card(key, by=request.user, at=clock.now())
    if card is None:
        raise Http404
    try:
        source.undo(key, by=request.user, at=clock.now())
    except Refused as refusal:
        return _show(request, card, told=refusal.sentence, status=409)
    return redirect("queue:item", kind, key)


@never_cache
@for_roles("moderator")
@require_POST
def care_for(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Write down a step for somebody's safety."""
    source = _source(kind)
    card = source.card(key, by=request.user, at=clock.now())
    form = CareForm(request.POST)
    if card is None:
        return gone(request)
    if not form.is_valid():
        return _show(request, card, care_form=form, status=422)
    given = form.cleaned_data
    try:
        source.care_for(
            key, did=given["did"], with_whom=given["with_whom"], by=request.user, at=clock.now()
        )
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return _show(request, card, care_form=form, status=409)
    return redirect("queue:item", kind, key)


def _source(kind: str) -> Source:
    source = sources.source(kind)
    if source is None:
        raise Http404
    return source


def _form(card: Card, data: Any) -> DecisionForm:
    return DecisionForm(data, card=card, guardian=guardian_name())


def guardian_name() -> str:
    """What the guardian is called where something goes to her."""
    name = people.about_organisation().guardian_name
    return first_name(name) if name else ""


def _show(
    request: HttpRequest,
    card: Card | None,
    *,
    form: DecisionForm | None = None,
    care_form: CareForm | None = None,
    desk: sources.Desk | None = None,
    is_list: bool = False,
    typed: tuple[str, ...] = (),
    told: str = "",
    status: int = 200,
) -> HttpResponse:
    at = clock.now()
    desk = desk or sources.desk(by=request.user, at=at)
    guardian = guardian_name()
    opened: list[queries.OpenedBy] = []
    if card is not None and card.outcomes:
        opened = queries.opened_by_others(kind=card.kind, key=card.key, by=request.user, at=at)
        actions.note_opened(kind=card.kind, key=card.key, by=request.user, at=at)
        form = form or DecisionForm(card=card, guardian=guardian)
    kind, _dot, key = request.GET.get("done", "").partition(".")
    context = {
        "desk": desk,
        "there": people.who_is_there("moderator", clock.local(at).date()),
        "card": card,
        "form": form,
        "care_form": care_form or CareForm(),
        "opened": opened,
        "is_list": is_list,
        "done": desk.just_decided(kind, key),
        "was_passed_on": "passed" in request.GET,
        "guardian": guardian,
        "typed": typed,
        "told": told,
    }
    return render(request, "queue/desk.jinja", context, status=status)


def gone(request: HttpRequest, told: str = "", *, back: str = "queue:list") -> HttpResponse:
    """The item is nobody's here any more; what was typed is given back."""
    context = {"typed": _typed(request), "told": told, "here": back}
    return render(request, "queue/gone.jinja", context, status=404)


def _typed(request: HttpRequest) -> tuple[str, ...]:
    names = ("question", "reply", "words", "where", "proof", "did", "with_whom")
    return tuple(words for name in names if (words := request.POST.get(name, "").strip()))
