"""Preparing the demo: Saltmarsh Ambulance Service, twelve weeks of it, from a seed."""

import random
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.text import slugify

from heed import clock
from heed.demo import confiding, crowd, time, words
from heed.demo.personas import PERSONAS
from heed.edition.actions import deciding, deciding_paper, paper, publishing
from heed.edition.queries import reading
from heed.people import actions as people
from heed.people import queries as find
from heed.people import setting_dates as dates
from heed.week.actions import subscribing

SEED = 1948
PEOPLE = 5_000
UNITS = 120
BEV = "bev@saltmarsh.example"
MODERATORS = ("joe@saltmarsh.example", crowd.MARTA)


def prepare() -> bool:
    """Make the demo's organisation unless it is there; gives back whether it was made."""
    if find.about_organisation().name == words.ORGANISATION:
        return False
    time.leap(words.opening_of(words.PAST_WEEKS[0]) - timedelta(days=1))
    with transaction.atomic():
        _organisation()
        _staff()
        for week, message in zip(words.PAST_WEEKS, words.PAST, strict=True):
            _live_through(week, message)
        confiding.confide()
        _weekly_mail()
        crowd.write(words.DRAFT, at=time.BEGINS_AT - timedelta(days=3), when=None)
    time.leap(time.BEGINS_AT)
    return True


def _organisation() -> None:
    people.begin_organisation(name=words.ORGANISATION, contact_email="heed@saltmarsh.example")
    people.describe_organisation(by=None, **words.ABOUT)
    publishing.begin_series(name=words.SERIES)


def _staff() -> None:
    chance = random.Random(SEED)  # noqa: S311  an invented crowd, the same every time
    units = people.build_units(words.unit_tree(UNITS, chance))
    named = [(one.name, one.email, one.post, one.roles) for one in PERSONAS]
    named += [
        (name, f"{slugify(name.split()[0])}@saltmarsh.example", post, tuple(roles))
        for name, post, *roles in words.COLLEAGUES
    ]
    for name, email, post, roles in named:
        person = people.welcome(name=name, email=email, post=post)
        for kind in roles:
            types_for = find.by_email(words.DRAFT.email) if kind == "drafter" else None
            people.give_role(person=person, kind=kind, types_for=types_for)
        if "moderator" in roles:
            dates.say_trained(person=person, at=clock.now())
    people.welcome_many(words.crew(PEOPLE - len(named), units, chance))


def _weekly_mail() -> None:
    """Everybody whom a visitor can be gets the weekly mail; writing to all 5,000 would take a while."""
    named = [find.by_email(persona.email) for persona in PERSONAS]
    subscribing.enrol([person.pk for person in named if person], at=time.BEGINS_AT)


def _live_through(week: str, message: words.Written) -> None:
    """One past week: written, opened, answered, decided about and closed."""
    slot = words.opening_of(week)
    crowd.write(message, at=slot - timedelta(hours=20), when=slot)
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
