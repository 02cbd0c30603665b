from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor
    from tests.journeys.week import Week


@pytest.fixture(params=["phone", "desk"])
def size(request: pytest.FixtureRequest) -> str:
    """The phone and the desk: each journey is made on both."""
    return str(request.param)


@pytest.fixture
def plain_site(site: str, settings: object) -> str:
    """Heed over plain HTTP on this machine: its cookies travel without encryption."""
    settings.SESSION_COOKIE_SECURE = False  # type: ignore[attr-defined]
    settings.CSRF_COOKIE_SECURE = False  # type: ignore[attr-defined]
    settings.SECURE_SSL_REDIRECT = False  # type: ignore[attr-defined]
    settings.CSRF_TRUSTED_ORIGINS = [site]  # type: ignore[attr-defined]
    return site


@pytest.fixture
def week(plain_site: str) -> Iterator[Week]:
    """The cast on Monday morning, the series, and no message yet."""
    # Django is not ready yet when this file is read.
    from tests.journeys import week as weeks

    with weeks.begin() as week:
        yield week


@pytest.fixture
def plain_week(db: None) -> Iterator[Week]:
    """The same week for a test that needs no browser."""
    from tests.journeys import week as weeks

    with weeks.begin() as week:
        yield week


@pytest.fixture
def somebody(chromium: Browser, plain_site: str, size: str) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors: `somebody()` has no account, `somebody(cast.joe)` is signed in.

    At the end everything is told that was wrong with any page that any of them came to.
    """
    from tests.journeys.visitor import Visitor

    visitors: list[Visitor] = []

    def make(person: object = None, *, at: str = size, **options: bool) -> Visitor:
        visitor = Visitor(chromium, plain_site, at, **options)
        visitors.append(visitor)
        return visitor.signs_in_as(person) if person is not None else visitor  # type: ignore[arg-type]

    yield make
    trouble: list[str] = []
    for visitor in visitors:
        visitor.context.close()
        trouble += visitor.trouble
    assert not trouble, "\n" + "\n".join(dict.fromkeys(trouble))
