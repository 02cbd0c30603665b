"""What somebody typed into the search box, read without ever failing on it."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heed.engines.folding import LONGEST_WORD, composed, letters, words_in

LONGEST = 200
MOST_WORDS = 12
SHORTEST_BEGINNING = 2
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')


class NothingToLookFor(Exception):
    """The search cannot be made; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that stand next to each other.

    ``beginning`` is what was typed of a last word that may not be finished: a word that begins
    so is found too.
    """

    words: tuple[str, ...]
    beginning: str = ""


def read(typed: str) -> tuple[Term, ...]:
    """The terms that a message must all contain. Raises `NothingToLookFor`."""
    if len(typed) > LONGEST:
        raise NothingToLookFor(
            _("That is a long text to look for. Take a few words of it, up to %(most)s characters.")
            % {"most": LONGEST}
        )
    text = composed(typed)
    terms = []
    rest = 0
    for quoted in _QUOTED.finditer(text):
        terms += _single(text[rest : quoted.start()])
        terms += _phrase(quoted[1])
        rest = quoted.end()
    terms += _single(text[rest:], is_unfinished=not text[-1:].isspace())
    if not terms:
        raise NothingToLookFor(_("Type a word to look for."))
    return tuple(dict.fromkeys(terms))[:MOST_WORDS]


def _single(text: str, *, is_unfinished: bool = False) -> list[Term]:
    words = list(words_in(text))
    terms = [Term((word.folded,)) for word in words]
    if is_unfinished and words:
        typed = letters(text[words[-1].begins : words[-1].ends])[:LONGEST_WORD]
        if len(typed) >= SHORTEST_BEGINNING:
            terms[-1] = Term((words[-1].folded,), beginning=typed)
    return terms


def _phrase(text: str) -> list[Term]:
    words = tuple(word.folded for word in words_in(text))[:MOST_WORDS]
    return [Term(words)] if words else []
