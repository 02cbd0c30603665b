"""What an administrator has to show: the assessment as a sheet, and what was erased."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from heed import clock
from heed.people.doors import for_roles
from heed.week import assessment as sheet
from heed.week import retention


@never_cache
@require_safe
@for_roles("administrator")
def removed(request: HttpRequest) -> HttpResponse:
    """How much was erased, week by week."""
    at = clock.now()
    context = {"weeks": retention.weeks(at=at), "told": retention.told(at=at)}
    return render(request, "week/removed.jinja", context)


@never_cache
@require_safe
@for_roles("administrator")
def assessment(request: HttpRequest) -> HttpResponse:
    """The data-protection impact assessment, filled as far as Heed knows, to print and to sign."""
    context = {"sheet": sheet.assessment(), "today": clock.now()}
    return render(request, "week/assessment.jinja", context)
