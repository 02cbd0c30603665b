"""Paper cards, dates and the weekly mail, in whatever database it is called in."""

from datetime import datetime, timedelta

from heed.answer.actions import asking, freezing, keeping_promises, promising
from heed.answer.models import AuthorWeeks, TakenOn
from heed.answer.queries import hearing
from heed.edition.models import Edition
from heed.people import setting_dates
from heed.week.actions import removing, subscribing, telling
from heed.week.hours import Hours
from tests import people
from tests.factories import loop
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
    _close_the_loop(edition, cast)


def _tell(cast: people.Cast, at: datetime) -> None:
    sam = subscribing.begin(person=cast.sam.pk, at=at - timedelta(weeks=1))
    subscribing.choose_hours(subscription=sam, hours=Hours("0123456", 0, 24), at=at)
    subscribing.begin(person=cast.bev.pk, at=at)
    subscribing.stop_for(person=cast.bev.pk, at=at)
    subscribing.ask(address="lorna@private.example", at=at)
    assert telling.tell(at=at) == 1


def _close_the_loop(edition: Edition, cast: people.Cast) -> None:
    """What was heard, a promise with a word about it, a no, handed on, and a tap."""
    edition = Edition.objects.get(pk=edition.pk)
    assert edition.closes_at is not None
    message, at = loop.message_of(edition), edition.closes_at + timedelta(days=4)
    theme = loop.heard(message, cast.ama, at=at)
    due_on = (at + timedelta(days=60)).date()
    later = at + timedelta(days=2)
    promise = loop.promised(message, theme, cast.bev, cast.ama, at=later, due_on=due_on)
    keeping_promises.start(promise=promise, words="Crews named 23.", by=cast.bev, at=later)
    keeping_promises.finish(
        promise=promise, words="Nine doors have a key.", by=cast.bev, at=later,
        picture=loop.drawn(), shows="A “key” ŵ ☂",
    )  # fmt: skip
    given = {"message": message, "themes": [theme.pk], "by": cast.ama, "at": later}
    promising.say_no(what="Parking", reason=loop.REASON, role="director of estates", **given)
    promising.hand_on(to_whom="payroll", words="They answer by Friday.", **given)
    question = hearing.understood(message.pk, at=at)
    assert question is not None
    asking.tap(tap=question.number, answer="partly", by=cast.sam, at=later)
    assert freezing.freeze_due(at=at + timedelta(weeks=3))
    TakenOn.objects.create(
        edition=edition, by=cast.sam, name=cast.sam.name, post=cast.sam.post, at=later
    )
    AuthorWeeks.objects.create(minutes=40, weeks=3)
