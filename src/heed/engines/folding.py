"""Words as search compares them: without case, accents and the s of a plural.

Both databases are given folded words, and what is marked in a result is found with the same
folding, so that a hit and its mark never disagree.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BETWEEN = re.compile(r"[\W_]+")
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


def letters(text: str) -> str:
    """One word, or many run together, without case, accents and apostrophes: letters and figures
    alone."""
    if text.isascii():
        apart = text.lower()
    else:
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return apart if apart.isalnum() else _BETWEEN.sub("", apart)


def may_hold(text: str) -> Callable[[str], bool]:
    """Tells in a fraction of the time of `words_in` that a folded word does not stand in a text;
    it may be wrong where it says that one does."""
    plain = text.replace("'", "").replace("’", "")
    together = plain.lower() if plain.isascii() else letters(plain)
    # All words that are folded to one begin with it, but for the y of "berries".
    return lambda folded: folded.removesuffix("y") in together


def _singular(word: str) -> str:
    """The rules of Harman, "How effective is suffixing?", JASIS 42, 1991: plurals and no more."""
    if len(word) < 4 or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word if word.endswith(("eies", "aies")) else f"{word[:-3]}y"
    if word.endswith("es"):
        return word if word.endswith(("aes", "ees", "oes")) else word[:-1]
    return word if word.endswith(("us", "ss")) else word[:-1]
