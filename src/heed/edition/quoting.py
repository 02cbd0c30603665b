"""Taking out of an answer what it repeats of words that were removed at their writer's wish."""

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# So many words in a row are a quotation; fewer are the language that everybody shares.
A_QUOTATION = 4
CUT = "[…]"

Token = tuple[int, int, str]


def without_quotations(text: str, *, said: Iterable[str], names: Iterable[str] = ()) -> str:
    """``text`` without what it repeats of what was ``said``, and without these ``names``.

    What was said in fewer than four words is found whole. Of a name each part is found, where it
    begins with a capital letter.
    """
    tokens = _tokens(text)
    cut = set()
    for words in said:
        cut |= _repeated(tokens, [word for _start, _end, word in _tokens(words)])
    parts = {word for name in names for _start, _end, word in _tokens(name) if len(word) > 2}
    cut |= {
        n for n, (start, _end, word) in enumerate(tokens) if word in parts and text[start].isupper()
    }
    return _without(text, tokens, cut) if cut else text


def _tokens(text: str) -> list[Token]:
    return [(m.start(), m.end(), _folded(m[0])) for m in _WORD.finditer(text)]


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word.replace("’", "'")).casefold()


def _repeated(tokens: list[Token], said: list[str]) -> set[int]:
    length = min(A_QUOTATION, len(said))
    if not length:
        return set()
    runs = {tuple(said[n : n + length]) for n in range(len(said) - length + 1)}
    words = [word for _start, _end, word in tokens]
    return {
        place
        for n in range(len(words) - length + 1)
        if tuple(words[n : n + length]) in runs
        for place in range(n, n + length)
    }


def _without(text: str, tokens: list[Token], cut: set[int]) -> str:
    kept, at, n = [], 0, 0
    while n < len(tokens):
        if n not in cut:
            n += 1
            continue
        kept.append(text[at : tokens[n][0]])
        while n + 1 in cut:
            n += 1
        at = tokens[n][1]
        kept.append(CUT)
        n += 1
    return "".join([*kept, text[at:]])
