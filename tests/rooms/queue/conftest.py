from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from heed import clock

if TYPE_CHECKING:
    from tests.factories.desk import Story


@pytest.fixture
def story(db: None) -> Iterator["Story"]:
    """A message is out, and people may answer."""
    from tests.factories import desk

    yield desk.begin()
    clock.set_source(None)


def _signed_in(person: object) -> Client:
    from tests import people

    return people.sign_in(Client(), person)  # type: ignore[arg-type]


@pytest.fixture
def joe(story: "Story") -> Client:
    """Joe, a moderator, is signed in."""
    return _signed_in(story.cast.joe)


@pytest.fixture
def marta(story: "Story") -> Client:
    """Marta, the other moderator, is signed in."""
    return _signed_in(story.cast.marta)


@pytest.fixture
def nadia(story: "Story") -> Client:
    """Nadia, the guardian, is signed in."""
    return _signed_in(story.cast.nadia)
