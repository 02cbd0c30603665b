"""What waits for a decision, whichever room it came from: values, blind to who wrote them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol


class Outcome(StrEnum):
    """Everything that a decision can be; an item says which of them it allows."""

    POST = "post"
    REPLY = "reply"
    GIVE = "give"
    ASK = "ask"
    PASS_ON = "pass_on"
    DO_NOT_POST = "do_not_post"
    LET_IT_STAY = "let_it_stay"
    TAKE_DOWN = "take_down"


NEEDS_REASON = (Outcome.DO_NOT_POST, Outcome.TAKE_DOWN)


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the queue. ``kind`` and ``key`` are its address, and mean nothing else."""

    kind: str
    key: str
    what: str
    since: datetime
    first_words: str
    notes: tuple[str, ...] = ()
    is_pinned: bool = False
    # It came from another system: it waits behind what people answered here.
    is_from_before_heed: bool = False

    @property
    def first_line(self) -> str:
        """The beginning, cut between two words."""
        line = " ".join(self.first_words.split())
        if len(line) <= FIRST_LINE:
            return line
        return line[:FIRST_LINE].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + "…"


FIRST_LINE = 80


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that happened to an item before: what, when, by whom, in which words."""

    what: str
    at: datetime | date
    words: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Care:
    """A step taken for somebody's safety, and who else knows of it."""

    did: str
    with_whom: str
    by: str
    at: datetime | date


@dataclass(frozen=True, slots=True)
class Card:
    """An item as it is opened. ``called`` is what the writer is called, empty where nobody knows."""

    kind: str
    key: str
    version: int
    what: str
    since: datetime
    heading: str
    words: str
    outcomes: tuple[Outcome, ...] = ()
    called: str = ""
    known_by: str = ""
    claims: str = ""
    about: str = ""
    about_address: str = ""
    before: tuple[str, ...] = ()
    their_words: str = ""
    may_be_in_danger: bool = False
    is_cared_for: bool = False
    speaks_of_harassment: bool = False
    care: tuple[Care, ...] = ()
    past: tuple[Past, ...] = ()
    # Why there is nothing to choose: already decided, or the reader's own.
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What can still be undone."""

    kind: str
    key: str
    what: str
    by: str
    done: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What a moderator chose, and the words that belong to the choice."""

    outcome: Outcome
    version: int
    reason: str = ""
    words: str = ""
    reply: str = ""
    proof: str = ""


class Refused(Exception):
    """A decision that was not taken; ``field`` is where to look, ``is_over`` that it is settled."""

    def __init__(self, sentence: str, *, field: str | None = None, is_over: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.is_over = is_over


class Source(Protocol):
    """A room that has something to decide. ``by`` is the moderator at the desk."""

    kind: str

    def items(self, *, scopes: frozenset[str] | None, at: datetime) -> list[Item]: ...

    def decided(self, *, by: Any, scopes: frozenset[str] | None, at: datetime) -> list[Decided]: ...

    def card(self, key: str, *, by: Any, at: datetime) -> Card | None: ...

    def decide(self, key: str, decision: Decision, *, by: Any, at: datetime) -> None: ...

    def undo(self, key: str, *, by: Any, at: datetime) -> None: ...

    def care_for(self, key: str, *, did: str, with_whom: str, by: Any, at: datetime) -> None: ...
