"""What a check says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

SECONDS_APART, MANY_APART = 5, 60
SET_CLOCK = "sudo timedatectl set-ntp true"


class Word(Enum):
    """How a thing is."""

    FINE = "fine"
    LOOK_AT = "look at"
    WRONG = "wrong"


WORDS = {word: word.value for word in Word}


@dataclass(frozen=True, slots=True)
class Finding:
    """How a thing is, in a sentence, and the line that mends it."""

    word: Word
    sentence: str
    mend: str = ""


Check = Callable[[], Finding]


def fine(sentence: str) -> Finding:
    return Finding(Word.FINE, sentence)


def look_at(sentence: str, mend: str = "") -> Finding:
    return Finding(Word.LOOK_AT, sentence, mend)


def wrong(sentence: str, mend: str = "") -> Finding:
    return Finding(Word.WRONG, sentence, mend)


def told_apart(theirs: datetime, who: str) -> Finding | None:
    """What there is to say where somebody's clock and this machine's differ."""
    ours = datetime.now(UTC)  # noqa: TID251  the machine's own
    apart = abs((theirs - ours).total_seconds())
    if apart <= SECONDS_APART:
        return None
    said = f"this machine and {who} are {apart:.0f} seconds apart"
    return wrong(said, SET_CLOCK) if apart > MANY_APART else look_at(said, SET_CLOCK)
