from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import plain_site, plain_week, week

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor

__all__ = ["plain_site", "plain_week", "week"]


@pytest.fixture(scope="session")
def pseudo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue of the made language."""
    from tests.i18n import pseudo

    return pseudo.build(tmp_path_factory.mktemp("locale"), pseudo.own_messages())


@pytest.fixture
def pseudo_language(pseudo_folder: Path) -> Iterator[None]:
    """Everything speaks the made language."""
    from tests.i18n import pseudo

    with pseudo.spoken(pseudo_folder):
        yield


@pytest.fixture
def one_visitor(chromium: Browser, plain_site: str) -> Iterator[Callable[..., Visitor]]:
    """Makes the one visitor of a test, on a phone; what is looked at is the language alone."""
    from tests.journeys.visitor import Visitor

    made: list[Visitor] = []

    def make(person: object = None) -> Visitor:
        made.append(Visitor(chromium, plain_site, "phone"))
        return made[-1].signs_in_as(person) if person is not None else made[-1]  # type: ignore[arg-type]

    yield make
    for visitor in made:
        visitor.context.close()
