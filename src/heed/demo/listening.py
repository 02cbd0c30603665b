"""The invented authors read what people said, say what they heard, and promise or say no."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from heed.answer.actions import gathering, playing_back, promising
from heed.answer.queries import gathering as laid_out
from heed.answer.queries import hearing
from heed.demo import playing, words
from heed.edition.actions import publishing
from heed.edition.queries import answers
from heed.edition.queries.answers import Answer, Message
from heed.people import queries as people


def opened_in(week: str) -> Message | None:
    """The message that went out in that week, by whomever."""
    slot = words.opening_of(week)
    found = answers.messages_of_series(publishing.the_series().pk, since=slot)
    return next((one for one in found if one.opened_at == slot), None)


def message_of(week: str) -> Message | None:
    """The message of that week, if it is by whom was foreseen, and not the visitor's to play."""
    author = words.author_of(week)
    found, person = opened_in(week), people.by_email(author)
    if found is None or person is None or playing.is_played(author):
        return None
    return found if found.author_id == person.pk else None


def read(week: str, *, at: datetime) -> None:
    """Its author has the answers before them for the first time."""
    message = message_of(week)
    if message:
        gathering.begin_reading(message=message, by=_author(week), at=at)


def hear(week: str, *, at: datetime) -> None:
    """Its author gathers the answers, and says to everybody what they heard."""
    message, heard, author = message_of(week), words.HEARD[week], _author(week)
    if message is None:
        return
    gathering.begin_reading(message=message, by=author, at=at)
    while len(laid_out.reading(message, at=at).themes) < len(heard.themes):
        gathering.one_more(message=message, by=author)
    reading = laid_out.reading(message, at=at)
    numbers = [one.number for one in reading.themes]
    said = answers.answers(message.pk, at=at)
    where = {one.label: numbers[_theme_of(one, heard)] for one in said}
    gathering.save(
        message=message,
        title=heard.title,
        thanks=heard.thanks,
        not_understood=heard.not_understood,
        themes=[
            _written(theme, number, said)
            for theme, number in zip(heard.themes, numbers, strict=False)
        ],
        placed=where,
        version=reading.version,
        by=author,
        at=at,
    )
    playing_back.publish(message=message, by=author, at=at)


def _theme_of(answer: Answer, heard: words.Listened) -> int:
    last = len(heard.themes) - 1
    return next(
        (
            number
            for number, theme in enumerate(heard.themes)
            if any(answer.name == who or answer.text.startswith(who) for who in theme.who)
        ),
        last,
    )


def _written(theme: words.Theme, number: int, said: list[Answer]) -> gathering.Heard:
    quoted = next((one.label for one in said if theme.quoted and one.name == theme.quoted), "")
    return gathering.Heard(
        theme=number, title=theme.title, heard=theme.heard, landed=theme.landed, quoted=quoted
    )


def answer(week: str, number: int, *, at: datetime) -> None:
    """What became of a theme: a promise, a no, or somebody else has it."""
    message, then = message_of(week), words.HEARD[week].then[number]
    heard = hearing.what_was_heard(message, at=at) if message else None
    if message is None or heard is None:
        return
    title = words.HEARD[week].themes[then.theme].title
    themes = [one.number for one in heard.themes if one.title == title]
    doing: Callable[..., Any] = partial(_doing(then), message=message, themes=themes)
    doing(by=_author(week), at=at)


def _doing(then: words.Promised | words.No | words.Given) -> Callable[..., Any]:
    if isinstance(then, words.No):
        return partial(promising.say_no, what=then.what, reason=then.reason, role=then.role)
    if isinstance(then, words.Given):
        return partial(promising.hand_on, to_whom=then.to_whom, words=then.words)
    terms = promising.Terms(
        kind=then.kind,
        what=then.what,
        first_step=then.first_step,
        due_on=then.due_on,
        further_to=then.further_to,
    )
    return partial(
        promising.make, terms=terms, owner=people.by_email(then.owner), is_agreed=then.is_agreed
    )


def _author(week: str) -> Any:
    return people.by_email(words.author_of(week))
