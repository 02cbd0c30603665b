"""Full text in PostgreSQL: a column of weighted words that the database keeps up itself."""

from collections.abc import Iterable

from django.db import connection

from heed.week.search.asking import Term

# How much a word weighs in comments (D), text (C), author and question (B), title (A).
_WEIGHTS = "{0.1, 0.2, 0.5, 1.0}"
_FIND = """
    SELECT key, version FROM week_indexedmessage, CAST(%s AS tsquery) AS wanted
    WHERE fulltext @@ wanted AND key = ANY(%s)
    ORDER BY ts_rank(CAST(%s AS real[]), fulltext, wanted) DESC, key DESC
"""


def find(terms: Iterable[Term], keys: Iterable[int]) -> list[tuple[int, int]]:
    """(key, version) of the messages among ``keys`` that hold every term, the best first."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [_question(terms), list(keys), _WEIGHTS])
        return cursor.fetchall()


def tidy() -> None:
    """Nothing to do: the index is cleared as rows are."""


def _question(terms: Iterable[Term]) -> str:
    """Folded words hold letters and figures only, so a quoted one cannot end its quotes."""
    return " & ".join(_term(term) for term in terms)


def _term(term: Term) -> str:
    whole = "(" + " <-> ".join(f"'{word}'" for word in term.words) + ")"
    return f"({whole} | '{term.beginning}':*)" if term.beginning else whole
