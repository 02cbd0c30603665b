"""What other rooms put on one's own page: each gives HTML for whoever looks at it."""

from collections.abc import Callable

from django.http import HttpRequest

Part = Callable[[HttpRequest], str]

_parts: list[Part] = []


def add(part: Part) -> None:
    """Add a part; called once, as a room is made ready."""
    if part not in _parts:
        _parts.append(part)


def on_the_page_of(request: HttpRequest) -> list[str]:
    """Every part, for whoever is signed in."""
    return [part(request) for part in _parts]
