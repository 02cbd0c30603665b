"""What the tests of this room share: the cast, and the afternoon of a Wednesday."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from heed import clock

NOW = datetime(2026, 11, 25, 14, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture(autouse=True)
def wednesday_afternoon():
    clock.set_source(lambda: NOW)
    yield NOW
    clock.set_source(None)


@pytest.fixture
def cast(db):
    # Django is not ready yet when this file is read.
    from tests import people

    return people.cast()
