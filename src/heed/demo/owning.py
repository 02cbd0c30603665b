"""The invented owners write about what they promised, whoever made the promise."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from heed import clock
from heed.answer.actions import keeping_promises as keeping
from heed.answer.queries import promises
from heed.answer.queries.promises import Shown
from heed.demo import listening, playing, words
from heed.demo.words.loop import Promised, Word
from heed.edition.actions import publishing
from heed.people import queries as people

_WITH_A_DAY: dict[str, Callable[..., Any]] = {
    "put_off": keeping.put_off,
    "take_up_again": keeping.take_up_again,
}
_VERBS: dict[str, Callable[..., Any]] = {
    "note": keeping.note,
    "start": keeping.start,
    "finish": keeping.finish,
    "end": keeping.end,
    "learn": keeping.learn,
    "answer_unhelped": keeping.answer_unhelped,
}


def write(promised: Promised, word: Word, *, at: datetime) -> None:
    """What was foreseen for this day, by its owner, unless that is the visitor's to write."""
    if not playing.is_played(promised.owner):
        _write(promised, word, at=at)


def write_what_was_left(promised: Promised, word: Word, *, at: datetime) -> None:
    """The same some days later, where a visitor plays its owner and wrote nothing."""
    shown = _find(promised, at=at)
    if shown is not None and clock.local(shown.last_word_at).date() < word.on:
        _write(promised, word, at=at)


def _write(promised: Promised, word: Word, *, at: datetime) -> None:
    shown = _find(promised, at=at)
    owner = people.by_email(promised.owner)
    if shown is None or owner is None:
        return
    if word.due_on:
        _WITH_A_DAY[word.how](
            promise=shown.pk, words=word.words, due_on=word.due_on, by=owner, at=at
        )
    else:
        _VERBS[word.how](promise=shown.pk, words=word.words, by=owner, at=at)


def see_to_the_rest(at: datetime) -> None:
    """What the visitor made others promise goes on too: a first step, a word in time, an end."""
    today = clock.local(at).date()
    owing = {shown.pk: owner for shown, owner in promises.words_due(at=at)}
    for one in promises.still_open(publishing.the_series().pk, at=at):
        address = words.address_of(one.owner)
        if _is_left_alone(one, address, at=at):
            continue
        owner = people.by_email(address)
        if owner is None:
            continue
        if one.due_on <= today:
            keeping.finish(
                promise=one.pk, words=_in_turn(words.DONE_AS_PROMISED, one), by=owner, at=at
            )
        elif one.state == "made" and at - one.made_at >= words.FIRST_STEP_AFTER:
            keeping.start(promise=one.pk, words=words.FIRST_STEP_TAKEN, by=owner, at=at)
        elif one.pk in owing:
            keeping.note(promise=one.pk, words=_in_turn(words.STILL_AT_IT, one), by=owner, at=at)


def _in_turn(said: tuple[str, ...], one: Shown) -> str:
    return said[one.number % len(said)]


def _is_left_alone(one: Shown, owner: str, *, at: datetime) -> bool:
    """The visitor's to write about, or somebody will, on a day that is foreseen."""
    foreseen = words.PROMISES.get(one.what)
    today = clock.local(at).date()
    is_to_come = foreseen is not None and any(word.on >= today for word in foreseen.words)
    return is_to_come or playing.is_played(owner)


def _find(promised: Promised, *, at: datetime) -> Shown | None:
    message = listening.opened_in(words.WEEK_OF[promised.what])
    made = promises.promises_of(message.pk, at=at) if message else []
    return next((one for one in made if one.what == promised.what), None)
