"""What every attack begins with: a message that is out, a draft, and somebody of each role."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

Browser = Callable[..., Client]


class Encrypted(Client):
    """A browser that speaks https, as every browser has to."""

    def generic(self, *given: Any, **options: Any) -> Any:
        return super().generic(*given, **{**options, "secure": True})


@pytest.fixture
def story(db: None) -> Iterator[Any]:
    from heed import clock
    from tests.factories import desk

    yield desk.begin()
    clock.set_source(None)


@pytest.fixture
def browser(story: Any) -> Browser:
    """A browser in which somebody is signed in: `browser("joe")`, or nobody: `browser()`."""
    from tests.people import sign_in

    def open_for(name: str = "", *, is_checked: bool = False) -> Client:
        client = Encrypted(enforce_csrf_checks=is_checked)
        client.defaults["HTTP_HOST"] = "heed.example"
        return sign_in(client, getattr(story.cast, name)) if name else client

    return open_for
