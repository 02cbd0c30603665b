"""The one place where sums become figures that may be published.

A figure is made once, by `heed.engines.disclosure`, and stored as it was published. What was too
few to publish is stored as that, and nothing else of it is kept.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from heed.answer.models import Tap
from heed.engines import disclosure

PEOPLE_AT_LEAST = disclosure.THRESHOLD
NO_OPINION = frozenset({Tap.Answer.CANNOT_SAY.value, Tap.Answer.NOT_MINE.value})


def a_person(mails: int, people: int) -> dict[str, Any]:
    """What is published of how many mails went to how many people: mails for each of them."""
    try:
        reached = disclosure.band(people)
    except disclosure.TooFewAnswers:
        return {"too_few": disclosure.THRESHOLD}
    return {"a_person": round(mails / people, 1), "people": asdict(reached)}


def frozen(counted: Mapping[str, int]) -> dict[str, Any]:
    """What is published of these sums, for ever: `disclosure.Shares` as plain values, or that too
    few people answered."""
    try:
        made = disclosure.shares(dict(counted), no_opinion=NO_OPINION & counted.keys())
    except disclosure.TooFewAnswers:
        return {"too_few": disclosure.THRESHOLD}
    return asdict(made)
