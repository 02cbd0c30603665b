"""Looking for words in the messages."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from heed.edition.views.reading import is_staff
from heed.week.forms import SearchForm
from heed.week.queries import searching
from heed.week.search.asking import NothingToLookFor
from heed.week.views.asked import fresh_for_each, page_asked_for


@fresh_for_each
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Look for words; without any, the empty box."""
    if "q" not in request.GET:
        return render(request, "week/search.jinja", {"form": SearchForm()})
    form = SearchForm(request.GET)
    if form.is_valid():
        try:
            return _show(request, form)
        except NothingToLookFor as nothing:
            form.add_error("q", nothing.sentence)
    return render(request, "week/search.jinja", {"form": form}, status=422)


def _show(request: HttpRequest, form: SearchForm) -> HttpResponse:
    typed = form.cleaned_data["q"]
    found = searching.search(typed, staff=is_staff(request), page=page_asked_for(request))
    context = {
        "form": form,
        "found": found,
        "typed": typed,
        "better": _address(typed, found.page - 1) if found.page > 1 else "",
        "further": _address(typed, found.page + 1) if found.page < found.pages else "",
    }
    return render(request, "week/search.jinja", context)


def _address(typed: str, page: int) -> str:
    return f"{reverse('week:search')}?{urlencode({'q': typed, 'page': page})}"
