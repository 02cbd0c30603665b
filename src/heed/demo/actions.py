"""Preparing the demo: Saltmarsh Ambulance Service, twelve weeks of it, from a seed."""

from datetime import datetime, timedelta
from datetime import time as clock_time

from django.db import transaction

from heed import clock
from heed.answer.actions import asking, freezing
from heed.demo import confiding, crowd, staffing, time, words, writing
from heed.demo.personas import PERSONAS
from heed.edition.actions import deciding, deciding_paper, paper, publishing
from heed.edition.queries import reading
from heed.people import actions as people
from heed.people import queries as find
from heed.week.actions import subscribing

BEV = "bev@saltmarsh.example"
MODERATORS = ("joe@saltmarsh.example", crowd.MARTA)
DAY, EVENING = timedelta(days=1), clock_time(18)


def prepare() -> bool:
    """Make the demo's organisation unless it is there; gives back whether it was made."""
    if find.about_organisation().name == words.ORGANISATION:
        return False
    time.leap(words.opening_of(words.PAST_WEEKS[0]) - DAY)
    with transaction.atomic():
        _organisation()
        staffing.staff()
        _live_until(time.BEGINS_AT)
        confiding.confide()
        _weekly_mail()
        writing.write(words.DRAFT, at=time.BEGINS_AT - timedelta(days=3))
    time.leap(time.BEGINS_AT)
    return True


def _live_until(end: datetime) -> None:
    """Day by day: a message each week, and everything that comes of it."""
    past = dict(zip(words.PAST_WEEKS, words.PAST, strict=True))
    opens = {words.opening_of(week): week for week in past}
    at = words.opening_of(words.PAST_WEEKS[0])
    while at < end:
        if at in opens:
            _live_through(opens[at], past[opens[at]])
        evening = min(clock.at_local(clock.local(at).date(), EVENING), end)
        time.leap(evening)
        crowd.act(until=evening)
        asking.whether_it_helped(at=evening)
        asking.whether_there_was_time(at=evening)
        asking.release_due(at=evening)
        freezing.freeze_due(at=evening)
        at = clock.at_local(clock.local(at).date() + DAY, words.OPENS_AT)


def _organisation() -> None:
    people.begin_organisation(name=words.ORGANISATION, contact_email="heed@saltmarsh.example")
    people.describe_organisation(by=None, **words.ABOUT)
    publishing.begin_series(name=words.SERIES)


def _weekly_mail() -> None:
    """Everybody whom a visitor can be gets the weekly mail; writing to all 5,000 would take a while."""
    named = [find.by_email(persona.email) for persona in PERSONAS]
    subscribing.enrol([person.pk for person in named if person], at=time.BEGINS_AT)


def _live_through(week: str, message: words.Written) -> None:
    """One past week: written, opened, answered, decided about and closed."""
    slot = words.opening_of(week)
    writing.go_out(message, at=slot - timedelta(hours=20), when=slot)
    publishing.open_due(at=slot)
    edition = reading.newest(for_staff=True)
    assert edition is not None
    for number, said in enumerate(message.said):
        at = slot + timedelta(hours=said.hours)
        comment = crowd.comment(said, f"past:{week}:{number}", slug=edition.slug or "", at=at)
        decided_at = at + timedelta(minutes=said.minutes)
        crowd.decide(comment, by=MODERATORS[number % len(MODERATORS)], at=decided_at)
        deciding.apply_due(at=decided_at + deciding.UNDO_FOR)
        if said.reply:
            _reply(message, comment, said.reply, at=decided_at + timedelta(hours=2))
    _write_on_paper(week, at=slot + timedelta(days=2))
    publishing.close_due(at=slot + timedelta(days=6, hours=22))


def _write_on_paper(week: str, *, at: datetime) -> None:
    """What crews wrote on paper that week, typed in by Bev and decided about by Joe."""
    on_paper = words.ON_PAPER.get(week, ())
    edition, bev = reading.newest(for_staff=True), find.by_email(BEV)
    if not on_paper or edition is None or bev is None:
        return
    cards = [paper.OnPaper(card.text, card.may_be_quoted) for card in on_paper]
    for card in paper.enter(edition=edition, cards=cards, ticket=f"past:{week}", by=bev, at=at):
        crowd.decide_card(card.pk, by=MODERATORS[0], at=at + timedelta(hours=1))
    deciding_paper.apply_due(at=at + timedelta(hours=1) + deciding_paper.UNDO_FOR)


def _reply(message: words.Written, comment: int, text: str, *, at: datetime) -> None:
    author = find.by_email(message.email)
    assert author is not None
    deciding.reply(comment=comment, text=text, by=author, at=at)
