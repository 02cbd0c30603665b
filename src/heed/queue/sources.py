"""Where the queue's items come from, in this one place, and the desk that is made of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from heed import clock
from heed.edition.queries import deciding, pace
from heed.people import queries as people
from heed.queue.comments import Comments
from heed.queue.items import Decided, Item, Source
from heed.queue.paper_cards import PaperCards
from heed.queue.reports import Reports

SOURCES: list[Source] = [Comments(), Reports(), PaperCards()]


@dataclass(frozen=True, slots=True)
class Desk:
    """What one moderator has before them."""

    items: tuple[Item, ...]
    decided: tuple[Decided, ...]
    beside: tuple[str, ...]
    oldest: timedelta | None
    this_week: timedelta | None
    last_week: timedelta | None
    took_today: timedelta
    took_this_week: timedelta

    def after(self, kind: str, key: str) -> Item | None:
        """The item that follows in the list."""
        return self._beside(kind, key, 1)

    def before(self, kind: str, key: str) -> Item | None:
        """The item that goes before in the list."""
        return self._beside(kind, key, -1)

    def _beside(self, kind: str, key: str, step: int) -> Item | None:
        places = [n for n, item in enumerate(self.items) if (item.kind, item.key) == (kind, key)]
        if not places or not 0 <= places[0] + step < len(self.items):
            return None
        return self.items[places[0] + step]

    def just_decided(self, kind: str, key: str) -> Decided | None:
        """The decision that was taken a moment ago, while it can be undone."""
        return next((d for d in self.decided if (d.kind, d.key) == (kind, key)), None)


def source(kind: str) -> Source | None:
    """The source whose items have this kind."""
    return next((each for each in SOURCES if each.kind == kind), None)


def _turn(item: Item) -> tuple[bool, bool, datetime]:
    return not item.is_pinned, item.is_from_before_heed, item.since


def desk(*, by: Any, at: datetime) -> Desk:
    """Everything that waits for this moderator: what may mean danger first, then the oldest."""
    moderators = deciding.moderators(by)
    scopes = moderators.scopes
    items = [item for each in SOURCES for item in each.items(scopes=scopes, at=at)]
    decided = [one for each in SOURCES for one in each.decided(by=by, scopes=scopes, at=at)]
    weeks = [clock.iso_week(at), clock.iso_week(at - timedelta(days=7))]
    this_week, last_week = pace.times_to_a_decision(weeks, scopes=scopes)
    took_today, took_this_week = people.time_taken(by, at=at)
    return Desk(
        items=tuple(sorted(items, key=_turn)),
        decided=tuple(sorted(decided, key=lambda one: one.until, reverse=True)),
        beside=moderators.beside,
        oldest=max(
            (at - item.since for item in items if not item.is_from_before_heed), default=None
        ),
        this_week=this_week,
        last_week=last_week,
        took_today=took_today,
        took_this_week=took_this_week,
    )
