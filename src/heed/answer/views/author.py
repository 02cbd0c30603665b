"""The author's page of a series: where each of her messages stands, and what comes next."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from heed import clock
from heed.answer.actions import promising
from heed.answer.queries import standing as queries
from heed.answer.views.doors import person_of
from heed.edition.queries import answers
from heed.people import queries as people
from heed.people.doors import for_roles
from heed.people.models import Role


@never_cache
@for_roles("author")
@require_safe
def standing(request: HttpRequest, series: str) -> HttpResponse:
    """Say, speak, play back, promise: each message of this author, and what the series owes."""
    at, person = clock.now(), person_of(request)
    named = answers.series_named(series)
    if named is None or not people.is_kind(person, Role.Kind.AUTHOR, scope=series):
        raise Http404
    owes = queries.owes(named[0], at=at)
    found = queries.standings(person.pk, series=named[0], late=owes.late, at=at)
    steps = queries.next_steps(found, at=at)
    rest = steps[queries.AT_MOST :]
    left_behind = queries.left_behind(named[0], late=owes.late, at=at)
    context = {
        "left_behind": left_behind,
        "standings": found,
        "steps": steps[: queries.AT_MOST],
        "rest_from": rest[0].by if rest else None,
        "owes": owes,
        "series_slug": series,
        "new_at_most": promising.NEW_AT_MOST,
        "today": clock.local(at).date(),
        "at": at,
    }
    return render(request, "answer/standing.jinja", context)
