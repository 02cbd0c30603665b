"""What the invented people told the guardian in the weeks before the visitor came."""

from datetime import date, datetime, time
from typing import Any

from heed import clock
from heed.demo import words
from heed.edition.actions import confiding, guarding
from heed.edition.queries import guarding as with_her
from heed.people import queries as people

NADIA = "nadia@saltmarsh.example"


def confide() -> None:
    """Tell the guardian what was foreseen, and let her do what she did with it."""
    nadia = people.by_email(NADIA)
    assert nadia is not None
    _answer_what_was_passed(nadia)
    for number, one in enumerate(words.TO_THE_GUARDIAN):
        told = confiding.Told(text=one.text, name=one.name, ticket=f"told:{number}")
        confidence = confiding.confide(told=told, at=_at(one.came_on)).pk
        if one.opened_on is not None:
            _take_up(confidence, one, nadia, at=_at(one.opened_on))


def _answer_what_was_passed(nadia: Any) -> None:
    for one in with_her.with_her(nadia):
        at = _at(one.came_on)
        guarding.note_opened(confidence=one.number, by=nadia, at=at)
        guarding.write_as_guardian(
            confidence=one.number, words=words.WHAT_SHE_WROTE_TO_UNA, by=nadia, at=at
        )


def _take_up(confidence: int, one: words.Exchange, nadia: Any, *, at: datetime) -> None:
    guarding.note_opened(confidence=confidence, by=nadia, at=at)
    guarding.write_as_guardian(confidence=confidence, words=one.answers, by=nadia, at=at)
    if one.goes_on:
        confiding.write_to_guardian(confidence=confidence, words=one.goes_on, at=at)
    if one.will_write:
        guarding.acknowledge(confidence=confidence, write_by=one.will_write, by=nadia, at=at)
    if one.office:
        guarding.hand_on(confidence=confidence, words=one.office, by=nadia, at=at)
        guarding.record(
            confidence=confidence,
            subjects=one.subjects,
            detriment=True,
            outcome="handed_on",
            by=nadia,
            at=at,
        )


def _at(day: date) -> datetime:
    return clock.at_local(day, time(11))
