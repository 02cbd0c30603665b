"""Which of the two databases is asked."""

from collections.abc import Iterable
from typing import Protocol

from django.db import connection

from heed.week.search import postgres, sqlite
from heed.week.search.asking import Term


class Engine(Protocol):
    """What a database has to be able to answer."""

    def find(self, terms: Iterable[Term], keys: Iterable[int]) -> list[tuple[int, int]]:
        """(key, version) of the messages among ``keys`` that hold every term, the best first."""

    def tidy(self) -> None:
        """Leave nothing of words that were taken out of the index."""


def engine() -> Engine:
    """The engine of the database in use."""
    return postgres if connection.vendor == "postgresql" else sqlite
