"""What a search found: cut from the words as they stand now, never from the index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from heed.edition.queries.archive import Searchable
from heed.engines.folding import Word, composed, may_hold, words_in
from heed.week.search.asking import Term

WORDS_AROUND = 14
LONGEST_PIECE = 320


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a text with what was looked for marked; ``is_comment``: a reader wrote it."""

    html: Markup
    is_comment: bool = False


def holds_all(terms: Iterable[Term], message: Searchable) -> bool:
    """Whether the words that stand now hold every term."""
    parts = [_folded(part) for part in _parts(message)]
    return all(any(_places(term, part) for part in parts) for term in terms)


def marked(terms: Sequence[Term], text: str) -> Markup:
    """A short text, whole, with what was looked for marked."""
    text = composed(text)
    words = list(words_in(text))
    return _with_marks(text, 0, len(text), [words[at] for at in sorted(_hits(terms, words))])


def best_cut(terms: Sequence[Term], message: Searchable) -> Cut:
    """The piece of the message, or else of a comment, that holds most of what was looked for."""
    pieces = [(composed(text), is_comment) for text, is_comment in _cuttable(message)]
    # Those that may hold most are read first, and none that cannot hold more than the best. Of two
    # that hold as much the first stays: the message goes before its comments.
    may_be = sorted(((_at_most(terms, text), -at) for at, (text, _) in enumerate(pieces)))
    best = (-1, 0)
    for most, before in reversed(may_be):
        if (most, before) > best:
            folded = [word.folded for word in words_in(pieces[-before][0])]
            best = max(best, (sum(1 for term in terms if _places(term, folded)), before))
    text, is_comment = pieces[-best[1]]
    return Cut(_cut(terms, text, list(words_in(text))), is_comment)


def _at_most(terms: Iterable[Term], text: str) -> int:
    """A text holds no more of the terms than this; told without parting it into words."""
    holds = may_hold(text)
    return sum(
        all(map(holds, term.words)) or bool(term.beginning and holds(term.beginning))
        for term in terms
    )


def _cuttable(message: Searchable) -> list[tuple[str, bool]]:
    own = [(message.text, False), (message.question, False)]
    return own + [(comment, True) for comment in message.comments]


def _parts(message: Searchable) -> list[str]:
    return [message.title, message.author, message.question, message.text, *message.comments]


def _folded(text: str) -> list[str]:
    return [word.folded for word in words_in(composed(text))]


def _places(term: Term, folded: Sequence[str]) -> list[int]:
    """Where a term begins among folded words."""
    if term.beginning:
        return [
            at
            for at, word in enumerate(folded)
            if word == term.words[0] or word.startswith(term.beginning)
        ]
    size = len(term.words)
    first = term.words[0]
    return [
        at
        for at, word in enumerate(folded)
        if word == first and tuple(folded[at : at + size]) == term.words
    ]


def _hits(terms: Iterable[Term], words: Sequence[Word]) -> set[int]:
    folded = [word.folded for word in words]
    return {
        at + step
        for term in terms
        for at in _places(term, folded)
        for step in range(len(term.words))
    }


def _cut(terms: Iterable[Term], text: str, words: Sequence[Word]) -> Markup:
    hits = sorted(_hits(terms, words))
    if not words:
        return Markup()
    middle = _densest(hits)
    first = max(0, middle - WORDS_AROUND)
    last = min(len(words) - 1, middle + 2 * WORDS_AROUND)
    begins = words[first].begins if first else 0
    ends = words[last].ends if last < len(words) - 1 else len(text)
    ends = min(ends, begins + LONGEST_PIECE + (words[middle].begins - begins))
    shown = [words[at] for at in hits if first <= at <= last]
    piece = _with_marks(text, begins, ends, shown)
    before = Markup("… ") if begins else Markup("")
    return before + piece + (Markup(" …") if ends < len(text) else Markup(""))


def _densest(hits: Sequence[int]) -> int:
    """The hit after which most others follow closely."""
    if not hits:
        return 0
    return max(hits, key=lambda at: (sum(at <= other <= at + WORDS_AROUND for other in hits), -at))


def _with_marks(text: str, begins: int, ends: int, words: Iterable[Word]) -> Markup:
    pieces: list[Markup] = []
    done = begins
    for word in words:
        if word.ends > ends:
            break
        pieces.append(escape(text[done : word.begins]))
        pieces.append(Markup("<mark>{}</mark>").format(text[word.begins : word.ends]))
        done = word.ends
    pieces.append(escape(text[done:ends]))
    return Markup("").join(pieces)
