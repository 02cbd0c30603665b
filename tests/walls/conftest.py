"""Walls that are walked in a full week."""

from tests.journeys.conftest import plain_week

__all__ = ["plain_week"]
