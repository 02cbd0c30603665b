"""Opening a message although something is owed: with a sentence that everybody reads."""

from datetime import datetime

from heed.edition import gates
from heed.edition.actions.refusals import StillOwed
from heed.edition.models import Edition
from heed.moderation.guards import comparable

# A sentence that explains something to everybody; fewer letters are a shrug.
IN_SPITE_AT_LEAST = 30


def said_in_spite(edition: Edition, words: str, *, names_nobody: bool, at: datetime) -> str:
    """What readers are told of why it opens although something is owed; empty where nothing is.

    Raises `StillOwed` for what is firm, for too few words, and for a colleague's name.
    """
    stops = gates.stops(edition, at=at)
    words = " ".join(words.split())
    if not stops:
        return ""
    if any(stop.is_firm for stop in stops) or not words:
        raise StillOwed(stops)
    if len(comparable(words)) < IN_SPITE_AT_LEAST:
        raise StillOwed(stops, field="in_spite")
    named = "" if names_nobody else gates.named_in(words, stops)
    if named:
        raise StillOwed(stops, field="in_spite", named=named)
    return words
