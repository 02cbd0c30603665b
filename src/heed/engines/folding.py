"""Words as search compares them: without case, accents and the s of a plural.

Both databases are given folded words, and what is marked in a result is found with the same
folding, so that a hit and its mark never disagree.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and where it stood in the text."""

    folded: str
    begins: int
    ends: int


def composed(text: str) -> str:
    """The text with each accent joined to its letter; the places of `words_in` are places in this."""
    return unicodedata.normalize("NFC", text)


def words_in(text: str) -> Iterator[Word]:
    """The words of a composed text, folded, in order."""
    for found in _WORD.finditer(text):
        folded = fold(found[0])
        if folded:
            yield Word(folded, found.start(), found.end())


def folded_text(text: str) -> str:
    """The folded words of a text, a space between each."""
    return " ".join(word.folded for word in words_in(composed(text)))


def fold(word: str) -> str:
    """One word without case, accents, apostrophes and plural."""
    return _singular(letters(word))[:LONGEST_WORD]


def letters(word: str) -> str:
    """One word without case, accents and apostrophes: letters and figures alone."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(character for character in apart if character.isalnum())


def _singular(word: str) -> str:
    """The rules of Harman, "How effective is suffixing?", JASIS 42, 1991: plurals and no more."""
    if len(word) < 4 or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word if word.endswith(("eies", "aies")) else f"{word[:-3]}y"
    if word.endswith("es"):
        return word if word.endswith(("aes", "ees", "oes")) else word[:-1]
    return word if word.endswith(("us", "ss")) else word[:-1]
