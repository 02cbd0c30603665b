"""What a check says."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


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
