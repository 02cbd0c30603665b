"""What pages that differ from reader to reader share, and what an address asks for."""

from django.http import HttpRequest
from django.views.decorators.cache import cache_control

LAST_PAGE = 10_000

# Staff see more than others do: no copy of a page may be kept for somebody else.
fresh_for_each = cache_control(no_cache=True, private=True)


def page_asked_for(request: HttpRequest) -> int:
    """The number of the page in the address; the first where it names none."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 5 else 1
    return min(max(number, 1), LAST_PAGE)
