"""Preparing the demo: Saltmarsh Ambulance Service, twelve weeks of it, from a seed."""

import random
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.text import slugify

from heed.demo import crowd, time, words
from heed.demo.personas import PERSONAS
from heed.edition.actions import commenting, deciding, publishing
from heed.edition.actions.refusals import Refused
from heed.edition.queries import reading
from heed.people import actions as people
from heed.people import queries as find
from heed.people.models import Person, Role

SEED = 1948
PEOPLE = 5_000
UNITS = 120
STEPS_OF_A_WEEK = timedelta(hours=6)


def prepare(*, fresh: bool = False) -> bool:
    """Make the demo's organisation unless it is there; gives back whether it was made."""
    if find.about_organisation().name == words.ORGANISATION:
        return False
    time.leap(words.opening_of(words.PAST_WEEKS[0]) - timedelta(days=1))
    with transaction.atomic():
        _organisation()
        _staff()
        for week, message in zip(words.PAST_WEEKS, words.PAST, strict=True):
            _live_through(week, message)
        ama = find.by_email(words.DRAFT.email)
        assert ama is not None
        crowd.write(words.DRAFT, author=ama, at=time.BEGINS_AT - timedelta(days=3), when=None)
    time.leap(time.BEGINS_AT)
    return True


def _organisation() -> None:
    people.begin_organisation(name=words.ORGANISATION, contact_email="heed@saltmarsh.example")
    people.describe_organisation(by=None, **words.ABOUT)
    publishing.begin_series(name=words.SERIES)


def _staff() -> None:
    chance = random.Random(SEED)
    units = people.build_units(words.unit_tree(UNITS, chance))
    for persona in PERSONAS:
        _give_roles(
            people.welcome(name=persona.name, email=persona.email, post=persona.post), persona.roles
        )
    for name, post, *roles in words.COLLEAGUES:
        email = f"{slugify(name.split()[0])}@saltmarsh.example"
        _give_roles(people.welcome(name=name, email=email, post=post), tuple(roles))
    people.welcome_many(words.crew(PEOPLE - len(PERSONAS) - len(words.COLLEAGUES), units, chance))


def _give_roles(person: Person, roles: tuple[str, ...]) -> None:
    for kind in roles:
        if kind == Role.Kind.DRAFTER:
            people.give_role(person=person, kind=kind, types_for=find.by_email(words.DRAFT.email))
        else:
            people.give_role(person=person, kind=kind)


def _live_through(week: str, message: words.Written) -> None:
    """One past week: written, opened, answered, decided about and closed."""
    author = find.by_email(message.email)
    joe = find.by_email("joe@saltmarsh.example")
    assert author is not None and joe is not None
    slot = words.opening_of(week)
    crowd.write(message, author=author, at=slot - timedelta(hours=20), when=slot)
    publishing.open_due(at=slot)
    edition = reading.newest(for_staff=True)
    assert edition is not None
    for number, said in enumerate(message.said):
        _said(edition, said, number, by=joe, author=author, at=slot + timedelta(hours=said.hours))
    deciding.apply_due(at=slot + timedelta(days=6))
    publishing.close_due(at=slot + timedelta(days=6, hours=22))


def _said(
    edition, said: words.Said, number: int, *, by: Person, author: Person, at: datetime
) -> None:  # type: ignore[no-untyped-def]
    sent = commenting.Sent(
        name=said.name, email=said.email, text=said.text, ticket=f"past:{edition.slug}:{number}"
    )
    comment = commenting.receive(edition=edition, sent=sent, at=at)
    if said.becomes == "waiting":
        return
    decided_at = at + timedelta(minutes=said.minutes)
    deciding.decide(
        comment=comment,
        outcome=said.becomes,
        by=by,
        at=decided_at,
        version=comment.version,
        reason=said.reason,
        words=said.words,
    )
    deciding.apply_due(at=decided_at + deciding.UNDO_FOR)
    if said.reply:
        try:
            deciding.reply(
                comment=comment, text=said.reply, by=author, at=decided_at + timedelta(hours=2)
            )
        except Refused:
            return
