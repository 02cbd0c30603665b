"""The cast, for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from heed import clock

if TYPE_CHECKING:
    from tests.people import Cast


@pytest.fixture
def people(db: None) -> Cast:
    from tests.people import cast  # Django is not set up yet when this file is read

    return cast()


@pytest.fixture
def monday_morning() -> Iterator[datetime]:
    monday = datetime.fromisoformat("2026-11-23T10:20:30.123456+00:00")
    clock.set_source(lambda: monday)
    yield monday
    clock.set_source(None)
