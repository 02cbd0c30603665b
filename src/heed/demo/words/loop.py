"""The shape of what the invented authors hear and promise, and of what owners write about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from heed.demo.words.told import prose


@dataclass(frozen=True, slots=True)
class Word:
    """One line about a promise: on which day, and what it says of how it stands."""

    on: date
    how: str
    words: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise, the theme that it answers (counted from 0), and every line about it."""

    theme: int
    kind: str
    what: str
    first_step: str
    owner: str
    due_on: date
    further_to: str
    is_agreed: bool
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class No:
    """What is not going to happen, why, and the office behind it."""

    theme: int
    what: str
    reason: str
    role: str


@dataclass(frozen=True, slots=True)
class Given:
    """Handed on, to whom and with which words."""

    theme: int
    to_whom: str
    words: str


@dataclass(frozen=True, slots=True)
class Theme:
    """What several said; ``who`` are their names. The last theme takes whatever is in no other."""

    title: str
    heard: str
    who: tuple[str, ...]
    landed: str
    quoted: str


@dataclass(frozen=True, slots=True)
class Listened:
    """What an author heard, and what became of it a day later."""

    title: str
    thanks: str
    not_understood: str
    themes: tuple[Theme, ...]
    then: tuple[Promised | No | Given, ...]


def listened(
    title: str,
    thanks: str,
    *themes: Theme,
    then: tuple[Promised | No | Given, ...] = (),
    not_understood: str = "",
) -> Listened:
    """What an author heard."""
    return Listened(title, prose(thanks), prose(not_understood), themes, then)


def theme(title: str, heard: str, *who: str, landed: str = "", quoted: str = "") -> Theme:
    """One theme, with the names of those who said it."""
    return Theme(title, prose(heard), who, prose(landed), quoted)


def promise(
    what: str,
    first_step: str,
    *words: Word,
    owner: str,
    by: str,
    theme: int = 0,
    kind: str = "do",
    further_to: str = "",
    is_agreed: bool = False,
) -> Promised:
    """A promise, owned by the person of that first name."""
    return Promised(
        theme=theme,
        kind=kind,
        what=what,
        first_step=first_step,
        owner=f"{owner}@saltmarsh.example",
        due_on=date.fromisoformat(by),
        further_to=further_to,
        is_agreed=is_agreed,
        words=words,
    )


def word(on: str, how: str, words: str, *, due: str = "") -> Word:
    """A line of that day; ``how`` is the verb: note, start, put_off, finish, end, learn …"""
    due_on = date.fromisoformat(due) if due else None
    return Word(date.fromisoformat(on), how, prose(words), due_on)


def no(what: str, reason: str, role: str, *, theme: int = 0) -> No:
    """An honest no."""
    return No(theme, what, prose(reason), role)


def given(to_whom: str, words: str, *, theme: int = 0) -> Given:
    """Something handed on."""
    return Given(theme, to_whom, prose(words))
