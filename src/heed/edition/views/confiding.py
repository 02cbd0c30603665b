"""To the guardian: the form, and the private page of whoever sent it."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from heed import clock
from heed.edition import addresses, sentences
from heed.edition.actions import confiding as actions
from heed.edition.actions.refusals import CommentNotTaken, Refused
from heed.edition.forms.commenting import new_ticket
from heed.edition.forms.confiding import ConfideForm, WriteForm
from heed.edition.models import Confidence
from heed.edition.queries import confiding as queries
from heed.edition.views.commenting import guarded_by_ticket, private
from heed.moderation import danger


@never_cache
@guarded_by_ticket
@require_http_methods(["GET", "POST"])
def confide(request: HttpRequest) -> HttpResponse:
    """The form that only the guardian reads. It never closes, and belongs to no message."""
    at = clock.now()
    if request.method == "GET":
        return _show_form(request, ConfideForm(at=at, initial={"ticket": new_ticket(at=at)}))
    form = ConfideForm(request.POST, at=at)
    if not form.is_valid():
        return _show_form(request, form, status=422)
    given = form.cleaned_data
    if danger.may_be_in_danger(given["text"]) and not given["seen_card"]:
        form.data["seen_card"] = "yes"
        return _show_form(request, form, shows_card=True)
    told = actions.Told(
        text=given["text"], name=given["name"], email=given["email"], ticket=form.ticket_id
    )
    try:
        confidence = actions.confide(told=told, at=at)
    except CommentNotTaken as refusal:
        form.add_error(refusal.field, refusal.sentence)
        return _show_form(request, form, status=422)
    address = reverse("edition:private_page", args=[addresses.confidence_key(confidence)])
    return redirect(f"{address}?new")


def _show_form(
    request: HttpRequest, form: ConfideForm, *, shows_card: bool = False, status: int = 200
) -> HttpResponse:
    if form.is_bound:
        form.renew()
    context = {
        "form": form,
        "readers": queries.readers(),
        "there": queries.there(),
        "shows_card": shows_card,
        "danger_rules": danger.for_the_browser(),
    }
    response = render(request, "edition/to_the_guardian.jinja", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


_private = partial(private, find=addresses.confidence_by_key)


@_private
@require_GET
def private_page(request: HttpRequest, key: str, found: Confidence) -> HttpResponse:
    """What the guardian did with it and wrote, for whoever told her."""
    return _show_private(request, key, found)


def _show_private(
    request: HttpRequest,
    key: str,
    found: Confidence,
    *,
    form: WriteForm | None = None,
    shows_card: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": queries.private_page(found),
        "key": key,
        "address": addresses.private_page(found),
        "is_new": "new" in request.GET,
        "write_form": form or WriteForm(),
        "is_sent": "sent" in request.GET and form is None,
        "shows_card": shows_card,
        "step_names": sentences.with_the_guardian(),
        "danger_rules": danger.for_the_browser(),
    }
    return render(request, "edition/private_page.jinja", context, status=status)


@_private
@require_POST
def write(request: HttpRequest, key: str, found: Confidence) -> HttpResponse:
    """The writer goes on."""
    form = WriteForm(request.POST.copy())
    if not form.is_valid():
        return _show_private(request, key, found, form=form, status=422)
    words = form.cleaned_data["words"]
    if danger.may_be_in_danger(words) and not form.cleaned_data["seen_card"]:
        form.data["seen_card"] = "yes"
        return _show_private(request, key, found, form=form, shows_card=True)
    try:
        actions.write_to_guardian(confidence=found, words=words, at=clock.now())
    except Refused as refusal:
        form.add_error(getattr(refusal, "field", None), refusal.sentence)
        found.refresh_from_db()
        return _show_private(request, key, found, form=form, status=422)
    return redirect(f"{reverse('edition:private_page', args=[key])}?sent")


@_private
@require_POST
def take_back(request: HttpRequest, key: str, found: Confidence) -> HttpResponse:
    """The writer takes it back, and every word is erased."""
    actions.take_back(confidence=found, at=clock.now(), whole="knows" not in request.POST)
    return redirect("edition:private_page", key)
