"""The invented crowd: it comments as time passes, Marta decides what Joe leaves, authors take turns.

Everything it does goes through the same actions as a person's own doing, once, at its moment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from heed.clock import working
from heed.demo import words
from heed.demo.models import Act
from heed.edition.actions import commenting, deciding, publishing, writing
from heed.edition.actions.refusals import Refused
from heed.edition.queries import deciding as to_decide
from heed.edition.queries import reading
from heed.people import queries as people
from heed.people.models import Person

MARTA = "marta@saltmarsh.example"
# Joe has the first word; what he has left for this many working hours, Marta decides.
JOES_HOURS = 9
AUTHORS_WRITE_BEFORE = timedelta(hours=18)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that the crowd will do at a moment."""

    key: str
    at: datetime
    do: Callable[[datetime], object]


def act(*, until: datetime) -> int:
    """Do everything that the crowd has not done yet and whose moment has come."""
    due = sorted((act for act in _planned(until) if act.at <= until), key=lambda act: act.at)
    done = set(Act.objects.filter(key__in=[act.key for act in due]).values_list("key", flat=True))
    for one in due:
        if one.key not in done:
            Act.objects.create(key=one.key)
            _try(one)
    return _marta_decides(until) + len(due) - len(done)


def _try(one: Due) -> None:
    try:
        one.do(one.at)
    except Refused:
        # As with people: the message may have closed, or the week may be taken.
        return


def _planned(until: datetime) -> list[Due]:
    planned = []
    edition = reading.newest(for_staff=True)
    if edition is not None and edition.opened_at is not None:
        opened_at = edition.opened_at
        for number, said in enumerate(words.comments_on(edition.slug or "")):
            planned.append(
                Due(
                    key=f"{edition.slug}:{number}",
                    at=opened_at + timedelta(hours=said.hours),
                    do=lambda at, said=said, edition=edition, number=number: _comment(
                        edition, said, number, at=at
                    ),
                )
            )
    return planned + _next_messages(until)


def _comment(edition, said: words.Said, number: int, *, at: datetime) -> None:  # type: ignore[no-untyped-def]
    sent = commenting.Sent(
        name=said.name,
        email=said.email,
        text=said.text,
        ticket=f"crowd:{edition.slug}:{number}",
        wants_mail=said.wants_mail,
    )
    commenting.receive(edition=edition, sent=sent, at=at)


def _marta_decides(until: datetime) -> int:
    marta = people.by_email(MARTA)
    decided = 0
    for one in to_decide.waiting(scopes=None) if marta else ():
        waited = working.working_hours_between(one.since, until)
        held = to_decide.held(one.number, by=marta) if waited >= JOES_HOURS else None
        if held is None:
            continue
        said = words.what_was_said(held.name, held.text)
        try:
            deciding.decide(
                comment=held.number,
                outcome=said.becomes,
                by=marta,
                at=until,
                version=held.version,
                reason=said.reason,
                words=said.words,
            )
        except Refused:
            continue
        decided += 1
    return decided


def _next_messages(until: datetime) -> list[Due]:
    planned = []
    for week, message in words.NEXT.items():
        slot = words.opening_of(week)
        planned.append(
            Due(
                key=f"message:{week}",
                at=slot - AUTHORS_WRITE_BEFORE,
                do=lambda at, message=message, slot=slot: _publish(message, slot, at=at),
            )
        )
    return planned


def _publish(message: words.Written, slot: datetime, *, at: datetime) -> None:
    author = people.by_email(message.email)
    if author is not None:
        write(message, author=author, at=at, when=slot)


def write(message: words.Written, *, author: Person, at: datetime, when: datetime | None) -> None:
    """Write a message as its author would; published at ``when``, or left a draft."""
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
