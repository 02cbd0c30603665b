"""What the pages of the week ask: the search."""

from dataclasses import dataclass

from markupsafe import Markup

from heed.edition.queries import archive
from heed.week.search import asking, cutting
from heed.week.search.engine import engine

A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Hit:
    """A message that was found, with its title and a piece of its words, marked."""

    message: archive.Listed
    title: Markup
    cut: cutting.Cut


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits, and how many there are in all."""

    hits: tuple[Hit, ...]
    count: int
    page: int
    pages: int


def search(typed: str, *, staff: bool, page: int = 1) -> Found:
    """What this reader finds for these words, the best first. Raises `NothingToLookFor`.

    The index may be a minute behind. So only messages that this reader may see now are looked in,
    one whose page has changed since is read again, and every piece shown is cut from the words as
    they stand at this moment.
    """
    terms = asking.read(typed)
    versions = archive.versions(staff=staff)
    if not versions:
        return Found(hits=(), count=0, page=1, pages=1)
    rows = engine().find(terms, versions)
    keys = _still_true(terms, rows, versions)
    pages = max(1, -(-len(keys) // A_PAGE))
    page = min(max(page, 1), pages)
    shown = keys[(page - 1) * A_PAGE : page * A_PAGE]
    return Found(hits=_hits(terms, shown, staff=staff), count=len(keys), page=page, pages=pages)


def _still_true(
    terms: tuple[asking.Term, ...], rows: list[tuple[int, int]], versions: dict[int, int]
) -> list[int]:
    stale = [key for key, version in rows if versions[key] != version]
    again = archive.searchable(stale) if stale else []
    true = {message.key for message in again if cutting.holds_all(terms, message)}
    return [key for key, version in rows if versions[key] == version or key in true]


def _hits(terms: tuple[asking.Term, ...], keys: list[int], *, staff: bool) -> tuple[Hit, ...]:
    if not keys:
        return ()
    listed = archive.by_key(keys, staff=staff)
    words = {message.key: message for message in archive.searchable(keys)}
    return tuple(
        Hit(
            message=listed[key],
            title=cutting.marked(terms, words[key].title),
            cut=cutting.best_cut(terms, words[key]),
        )
        for key in keys
        if key in listed and key in words
    )
