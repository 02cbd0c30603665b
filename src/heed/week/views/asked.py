"""What an address asks for, read so that nothing in it can fail."""

from django.http import HttpRequest

LAST_PAGE = 10_000


def page_asked_for(request: HttpRequest) -> int:
    """The number of the page in the address; the first where it names none."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 5 else 1
    return min(max(number, 1), LAST_PAGE)
