"""The guardians' counts of a quarter: on the page, and as a file for the national collection."""

import csv
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from heed import clock
from heed.edition.queries import quarters
from heed.people.doors import for_roles


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
    file = StringIO()
    lines = csv.writer(file)
    lines.writerow(["quarter", "table", "line", "count"])
    for table in ("came", "about", "ended"):
        for count in getattr(found, table):
            lines.writerow([found.name, table, count.key, count.count])
    answer = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="guardian-{found.name}.csv"'
    return answer


def _quarter(request: HttpRequest, name: str) -> quarters.Quarter:
    found = quarters.quarter(name, by=request.user, today=clock.local(clock.now()).date())
    if found is None:
        raise Http404
    return found
