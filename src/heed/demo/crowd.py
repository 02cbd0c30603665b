"""The invented crowd: it comments as time passes, Marta decides what Joe leaves, authors take turns.

Everything it does goes through the same actions as a person's own doing, once, at its moment.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import partial

from heed import clock
from heed.clock import working
from heed.demo import listening, owning, tapping, words, writing
from heed.demo.models import Act
from heed.edition.actions import (
    commenting,
    deciding,
    deciding_paper,
    guarding,
)
from heed.edition.actions.refusals import Refused
from heed.edition.queries import calendar, reading
from heed.edition.queries import deciding as to_decide
from heed.edition.queries import deciding_paper as cards_to_decide
from heed.people import queries as people

MARTA = "marta@saltmarsh.example"
# Joe has the first word; what he has left for this many working hours, Marta decides.
JOES_HOURS = 9
AUTHORS_DRAFT_BEFORE = timedelta(days=4, hours=18)
AUTHORS_WRITE_BEFORE = timedelta(hours=18)
# What the visitor could have written, as somebody who owns a promise, is written for them then.
LEFT_TO_THE_VISITOR = timedelta(days=3)
OWNERS_WRITE_AT, NOON = time(10), time(12)
# A message closes on Monday at six; on Tuesday its author reads it, and on Wednesday promises.
READS_AFTER = timedelta(days=7, hours=2)
HEARS_AFTER = timedelta(days=7, hours=6)
PROMISES_AFTER = timedelta(days=8, hours=1)


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
    """When time has to stop for the crowd; all else it does at the next full hour."""
    return [one.at for one in (*_messages(), *_comments()) if one.at > moment]


def _try(one: Due) -> None:
    try:
        one.do(at=one.at)
    except Refused:
        # As with people: the message may have closed, or the week may be taken.
        return


def _planned() -> Iterator[Due]:
    yield from _messages()
    yield from _comments()
    yield from _heard()
    today = clock.local(clock.now()).date()
    noon = clock.at_local(today, NOON)
    yield Due(f"taps:{today}", noon, lambda at: tapping.tap(at))
    yield Due(f"owners:{today}", noon, lambda at: owning.see_to_the_rest(at))


def _comments() -> Iterator[Due]:
    newest = calendar.last_opened()
    if newest is None:
        return
    slug, opened_at = newest
    for number, said in enumerate(words.comments_on(slug)):
        at = opened_at + timedelta(hours=said.hours)
        key = f"comment:{slug}:{number}"
        yield Due(key, at, partial(comment, said, key, slug=slug))


def _messages() -> Iterator[Due]:
    for week, message in words.NEXT.items():
        slot = words.opening_of(week)
        if message.is_drafted_early:
            yield Due(f"draft:{week}", slot - AUTHORS_DRAFT_BEFORE, partial(writing.write, message))
        yield Due(
            f"message:{week}",
            slot - AUTHORS_WRITE_BEFORE,
            partial(writing.go_out, message, when=slot),
        )


def _heard() -> Iterator[Due]:
    for week, heard in words.HEARD.items():
        slot = words.opening_of(week)
        yield Due(f"read:{week}", slot + READS_AFTER, partial(listening.read, week))
        yield Due(f"heard:{week}", slot + HEARS_AFTER, partial(listening.hear, week))
        for number in range(len(heard.then)):
            at = slot + PROMISES_AFTER + number * timedelta(hours=1)
            yield Due(f"then:{week}:{number}", at, partial(listening.answer, week, number))
    for promised in words.PROMISES.values():
        for number, word in enumerate(promised.words):
            at = clock.at_local(word.on, OWNERS_WRITE_AT)
            key = f"word:{promised.what}:{number}"[:120]
            yield Due(key, at, partial(owning.write, promised, word))
            left = partial(owning.write_what_was_left, promised, word)
            key = f"left:{number}:{promised.what}"[:120]
            yield Due(key, at + LEFT_TO_THE_VISITOR, left)


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
