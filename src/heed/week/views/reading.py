"""This week's message, and the earlier ones."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from heed import clock
from heed.edition.queries import archive as messages
from heed.edition.queries import reading as edition_reading
from heed.edition.views import reading as edition_pages
from heed.week.forms import NarrowForm
from heed.week.views.asked import fresh_for_each, page_asked_for

A_PAGE = 20


@fresh_for_each
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """This week's message, or, before there is one, the day on which it comes."""
    newest = edition_reading.newest(for_staff=edition_pages.is_staff(request))
    if newest is not None:
        return edition_pages.show(request, newest)
    comes_at = messages.first_comes_at(at=clock.now())
    return render(request, "week/first_day.jinja", {"comes_at": comes_at})


@fresh_for_each
@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """Every message that this reader may see, newest first, by year and author."""
    staff = edition_pages.is_staff(request)
    choices = messages.choices(staff=staff)
    narrowed = {name: request.GET[name] for name in ("year", "author") if request.GET.get(name)}
    page = page_asked_for(request)
    found = _listed(choices, narrowed, staff=staff, skip=(page - 1) * A_PAGE)
    context = {
        "listed": found[:A_PAGE],
        "form": NarrowForm(choices, initial=narrowed),
        "is_narrowed": bool(narrowed),
        "has_choice": len(choices.years) > 1 or len(choices.authors) > 1,
        "newer": _address(narrowed, page - 1) if page > 1 else "",
        "older": _address(narrowed, page + 1) if len(found) > A_PAGE else "",
    }
    return render(request, "week/archive.jinja", context)


def _listed(
    choices: messages.Choices, narrowed: dict[str, str], *, staff: bool, skip: int
) -> list[messages.Listed]:
    """One more than a page holds, so that the page knows whether there are older ones."""
    years = {str(year): year for year in choices.years}
    if "year" in narrowed and narrowed["year"] not in years:
        return []
    if "author" in narrowed and narrowed["author"] not in dict(choices.authors):
        return []
    return messages.listed(
        staff=staff,
        year=years.get(narrowed.get("year", "")),
        author=narrowed.get("author", ""),
        skip=skip,
        most=A_PAGE + 1,
    )


def _address(narrowed: dict[str, str], page: int) -> str:
    asked = dict(narrowed) | ({"page": str(page)} if page > 1 else {})
    path = reverse("week:archive")
    return f"{path}?{urlencode(asked)}" if asked else path
