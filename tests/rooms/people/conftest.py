"""The cast, for the tests of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.people import Cast


@pytest.fixture
def people(db: None) -> Cast:
    from tests.people import cast  # Django is not set up yet when this file is read

    return cast()
