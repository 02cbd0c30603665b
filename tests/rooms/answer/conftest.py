"""What the tests of this room share: the cast, and a clock that each test may move."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from heed import clock

READ = datetime(2026, 12, 1, 9, 0, tzinfo=ZoneInfo("Europe/London"))


class Hands:
    """The hands of the clock."""

    def __init__(self):
        self.at = READ

    def __call__(self):
        return self.at


@pytest.fixture(autouse=True)
def hands():
    hands = Hands()
    clock.set_source(hands)
    yield hands
    clock.set_source(None)


@pytest.fixture
def cast(db):
    # Django is not ready yet when this file is read.
    from tests import people

    return people.cast()
