"""Somebody asked a moderator to take something down: written down, then decided like any report."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heed import clock
from heed.edition.actions import refusals, reporting
from heed.edition.queries import reporting as queries
from heed.people.doors import for_roles
from heed.queue.forms import AskedForm, SearchForm


@never_cache
@for_roles("moderator")
@require_http_methods(["GET"])
def find(request: HttpRequest) -> HttpResponse:
    """Find the posted comment that it is about."""
    form = SearchForm(request.GET if "words" in request.GET else None)
    found = None
    if form.is_valid():
        found = queries.posted_like(form.cleaned_data["words"], by=request.user)
    status = 422 if form.is_bound and not form.is_valid() else 200
    context = {"form": form, "found": found}
    return render(request, "queue/asked_find.jinja", context, status=status)


@never_cache
@for_roles("moderator")
@require_http_methods(["GET", "POST"])
def write_down(request: HttpRequest, number: int) -> HttpResponse:
    """Write down which role asked, and why; the decision comes on the next page."""
    comment = queries.posted(number, by=request.user)
    if comment is None:
        raise Http404
    form = AskedForm(request.POST or None)
    if form.is_valid():
        try:
            asked = reporting.ask_from_above(
                comment=number, **form.cleaned_data, by=request.user, at=clock.now()
            )
        except refusals.Refused as refusal:
            form.add_error(getattr(refusal, "field", None), refusal.sentence)
        else:
            return redirect("queue:item", "report", str(asked.pk))
    context = {"form": form, "comment": comment}
    return render(
        request, "queue/asked.jinja", context, status=422 if request.method == "POST" else 200
    )
