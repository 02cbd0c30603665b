"""Paper cards, dates and the weekly mail, in whatever database it is called in."""

from datetime import datetime, timedelta

from heed.edition.models import Edition
from heed.people import setting_dates
from heed.week.actions import removing, subscribing, telling
from heed.week.hours import Hours
from tests import people
from tests.factories import paper as cards


def fill(edition: Edition, cast: people.Cast, *, at: datetime) -> None:
    """A card of every fate, every kind of date, and mail to Sam; Bev stopped hers."""
    posted, not_posted, hers, _waits = cards.entered(
        edition, cast.bev, "Mend <b> the kettle.", "Mill Road.", "Hers.", "Waits.", quote=True
    )
    cards.decide(posted, cast.joe, "posted")
    cards.decide(not_posted, cast.joe, "not_posted")
    cards.decide(hers, cast.joe, "passed_on")
    first, last = at.date() + timedelta(days=30), at.date() + timedelta(days=40)
    setting_dates.say_trained(person=cast.joe, at=at)
    setting_dates.go_away(person=cast.joe, from_on=first, to_on=last, by=cast.joe, at=at)
    setting_dates.set_pre_election(
        from_on=first, to_on=last, notice="Closed.", by=cast.tariq, at=at
    )
    removing.note_removed({"mail": 2}, at=at)
    _tell(cast, at)


def _tell(cast: people.Cast, at: datetime) -> None:
    sam = subscribing.begin(person=cast.sam.pk, at=at - timedelta(weeks=1))
    subscribing.choose_hours(subscription=sam, hours=Hours("0123456", 0, 24), at=at)
    subscribing.begin(person=cast.bev.pk, at=at)
    subscribing.stop_for(person=cast.bev.pk, at=at)
    subscribing.ask(address="lorna@private.example", at=at)
    assert telling.tell(at=at) == 1
