"""The invented crowd: it comments as time passes, Marta decides what Joe leaves, authors take turns.

Everything it does goes through the same actions as a person's own doing, once, at its moment.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from heed.clock import working
from heed.demo import words
from heed.demo.models import Act
from heed.edition.actions import (
    commenting,
    deciding,
    deciding_paper,
    guarding,
    publishing,
    writing,
)
from heed.edition.actions.refusals import Refused
from heed.edition.queries import calendar, reading
from heed.edition.queries import deciding as to_decide
from heed.edition.queries import deciding_paper as cards_to_decide
from heed.people import queries as people

MARTA = "marta@saltmarsh.example"
# Joe has the first word; what he has left for this many working hours, Marta decides.
JOES_HOURS = 9
AUTHORS_WRITE_BEFORE = timedelta(hours=18)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that the crowd will do at a moment."""

    key: str
    at: datetime
    do: Callable[..., object]


def act(*, until: datetime) -> None:
    """Do everything that the crowd has not done yet and whose moment has come."""
    due = sorted((one for one in _planned() if one.at <= until), key=lambda one: one.at)
    done = set(Act.objects.filter(key__in=[one.key for one in due]).values_list("key", flat=True))
    for one in due:
        if one.key not in done:
            Act.objects.create(key=one.key)
            _try(one)
    _marta_decides(until)


def due_after(moment: datetime) -> list[datetime]:
    """When the crowd will next do something."""
    return [one.at for one in _planned() if one.at > moment]


def _try(one: Due) -> None:
    try:
        one.do(at=one.at)
    except Refused:
        # As with people: the message may have closed, or the week may be taken.
        return


def _planned() -> Iterator[Due]:
    for week, message in words.NEXT.items():
        slot = words.opening_of(week)
        yield Due(
            f"message:{week}", slot - AUTHORS_WRITE_BEFORE, partial(write, message, when=slot)
        )
    newest = calendar.last_opened()
    if newest is None:
        return
    slug, opened_at = newest
    for number, said in enumerate(words.comments_on(slug)):
        at = opened_at + timedelta(hours=said.hours)
        key = f"comment:{slug}:{number}"
        yield Due(key, at, partial(comment, said, key, slug=slug))


def comment(said: words.Said, key: str, *, slug: str, at: datetime) -> int:
    """Send a comment as its writer would; gives back its number."""
    edition = reading.find(slug)
    assert edition is not None
    sent = commenting.Sent(
        name=said.name, email=said.email, text=said.text, ticket=key, wants_mail=said.wants_mail
    )
    return commenting.receive(edition=edition, sent=sent, at=at).pk


def _marta_decides(until: datetime) -> None:
    for one in to_decide.waiting(scopes=None):
        if working.working_hours_between(one.since, until) >= JOES_HOURS:
            decide(one.number, by=MARTA, at=until)
    for card in cards_to_decide.waiting(scopes=None):
        if working.working_hours_between(card.since, until) >= JOES_HOURS:
            decide_card(card.number, by=MARTA, at=until)


def decide_card(number: int, *, by: str, at: datetime) -> None:
    """Post a paper card that may be quoted, give any other to the author; help comes first."""
    moderator = people.by_email(by)
    held = cards_to_decide.held(number, by=moderator) if moderator else None
    if moderator is None or held is None or held.is_own:
        return
    if held.may_be_in_danger and not held.is_cared_for:
        deciding_paper.care_for(
            card=number, did=words.CARE, with_whom=words.CARE_WITH, by=moderator, at=at
        )
    deciding_paper.decide(
        card=number,
        outcome="posted" if held.may_be_quoted else "given",
        by=moderator,
        at=at,
        version=held.version,
    )


def decide(number: int, *, by: str, at: datetime) -> None:
    """Decide as was foreseen for these words; where somebody may be in danger, help comes first."""
    moderator = people.by_email(by)
    held = to_decide.held(number, by=moderator) if moderator else None
    if moderator is None or held is None:
        return
    if held.may_be_in_danger and not held.is_cared_for:
        guarding.care_for(
            comment=number, did=words.CARE, with_whom=words.CARE_WITH, by=moderator, at=at
        )
    said = words.what_was_said(held.name, held.text)
    if held.claims and said.becomes == "posted":
        said = replace(said, becomes="asked", words=words.WHO_ARE_YOU)
    deciding.decide(
        comment=number,
        outcome=said.becomes,
        by=moderator,
        at=at,
        version=held.version,
        reason=said.reason,
        words=said.words,
    )


def write(message: words.Written, *, at: datetime, when: datetime | None) -> None:
    """Write a message as its author would; published at ``when``, or left a draft."""
    author = people.by_email(message.email)
    if author is None:
        return
    edition = writing.begin(series=publishing.the_series(), author=author, by=author, at=at)
    written = writing.Words(
        title=message.title,
        text=message.text,
        question=message.question,
        got_wrong=message.got_wrong,
        protecting=message.protecting,
    )
    writing.save(edition=edition, words=written, based_on=1, by=author, at=at)
    if when is not None:
        publishing.publish(edition=edition, by=author, at=at, when=when)
