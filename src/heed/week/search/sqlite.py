"""Full text in SQLite: an FTS5 table that points at the folded words."""

import json
from collections.abc import Iterable

from django.db import connection

from heed.week.search.asking import Term

# How much a word weighs in title, author, question, text, comments.
_WEIGHTS = "10.0, 6.0, 5.0, 2.0, 1.0"
_FIND = f"""
    SELECT m.key, m.version
    FROM week_fulltext JOIN week_indexedmessage m ON m.key = week_fulltext.rowid
    WHERE week_fulltext MATCH %s AND m.key IN (SELECT value FROM json_each(%s))
    ORDER BY bm25(week_fulltext, {_WEIGHTS}), m.key DESC
"""  # noqa: S608  the weights stand above


def find(terms: Iterable[Term], keys: Iterable[int]) -> list[tuple[int, int]]:
    """(key, version) of the messages among ``keys`` that hold every term, the best first."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [_question(terms), json.dumps(list(keys))])
        return cursor.fetchall()


def tidy() -> None:
    """Merge the index into one piece: until then it keeps words that were taken out."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO week_fulltext(week_fulltext) VALUES('optimize')")


def _question(terms: Iterable[Term]) -> str:
    """Folded words hold letters and figures only, so a quoted one cannot end its quotes."""
    return " AND ".join(_term(term) for term in terms)


def _term(term: Term) -> str:
    whole = '"' + " ".join(term.words) + '"'
    return f'({whole} OR "{term.beginning}" *)' if term.beginning else whole
