"""A day of a real installation, as the administrator's guide tells it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.cli.conftest import until
from tests.day.place import Place, begun, code_in
from tests.journeys.visitor import Visitor
from tests.rooms.outbox.conftest import Postbox

pytestmark = pytest.mark.journey


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[Place, Postbox]]:
    with begun(tmp_path) as ready:
        yield ready


@pytest.fixture
def somebody(chromium: Browser, place: tuple[Place, Postbox]) -> Iterator[Callable[..., Visitor]]:
    visitors: list[Visitor] = []

    def make(*, size: str = "phone") -> Visitor:
        visitor = Visitor(chromium, place[0].address, size, ignore_https_errors=True)
        visitors.append(visitor)
        return visitor

    yield make
    trouble: list[str] = []
    for visitor in visitors:
        visitor.context.close()
        trouble += visitor.trouble
    assert not trouble, "\n" + "\n".join(dict.fromkeys(trouble))


def newest_to(postbox: Postbox, address: str) -> str:
    mails = [mail for mail in postbox.arrived if mail["To"] == address]
    return code_in(mails[-1])


def signs_in(visitor: Visitor, postbox: Postbox, address: str) -> Visitor:
    """By a code that comes by mail."""
    before = len(postbox.arrived)
    visitor.opens("/sign-in/").writes("Your work email address", address)
    visitor.presses("Send me a code")
    assert until(lambda: len(postbox.arrived) > before, 20)
    return visitor.writes("Your code", newest_to(postbox, address)).presses("Sign in")


def test_a_day(place: tuple[Place, Postbox], somebody: Callable[..., Visitor]) -> None:
    heed, postbox = place
    heed.does(
        *("init", "--organisation", "Saltmarsh Ambulance Service"),
        *("--administrator", "Tariq Haddad", "--email", "tariq@saltmarsh.example"),
        *("--series", "The leadership message"),
    )
    heed.serves()
    tariq = signs_in(somebody(size="desk"), postbox, "tariq@saltmarsh.example")
    tariq.opens("/organisation/").shoots("day-organisation")
