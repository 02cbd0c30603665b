"""The guardians' counts of a quarter: on the page, and as a file for the national collection."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from heed import clock
from heed.edition.queries import quarters
from heed.people.doors import for_roles
from heed.ui.spreadsheets import as_csv


@never_cache
@for_roles("guardian")
@require_GET
def show(request: HttpRequest, name: str) -> HttpResponse:
    """How many came, what they were about, how they ended."""
    return render(request, "queue/guardian_quarter.jinja", {"quarter": _quarter(request, name)})


@never_cache
@for_roles("guardian")
@require_GET
def download(request: HttpRequest, name: str) -> HttpResponse:
    """The same counts as a file: words of Heed's own and figures, nothing that anybody typed."""
    found = _quarter(request, name)
    lines = [
        (found.name, table, count.key, count.count)
        for table in ("came", "about", "ended")
        for count in getattr(found, table)
    ]
    return as_csv(f"guardian-{found.name}.csv", [("quarter", "table", "line", "count"), *lines])


def _quarter(request: HttpRequest, name: str) -> quarters.Quarter:
    found = quarters.quarter(name, by=request.user, today=clock.local(clock.now()).date())
    if found is None:
        raise Http404
    return found
