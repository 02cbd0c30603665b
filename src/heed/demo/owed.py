"""What those whom the visitor plays owe one another: to read, to be understood, to promise, to keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from heed.answer.actions import promising
from heed.answer.queries import hearing, promises
from heed.answer.queries.hearing import WhatIHeard
from heed.demo import playing, words
from heed.demo.personas import PERSONAS, Persona, by_email
from heed.demo.time import BEGINS_AT
from heed.edition.actions import publishing
from heed.edition.queries import answers
from heed.edition.queries.answers import Message
from heed.people import queries as people

SAM = "sam@saltmarsh.example"
LOOK_BACK = timedelta(weeks=3)
# A promise is left in peace for some days before the strip speaks of it.
LEFT_IN_PEACE = timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody has to do next, said of them and to them; or the move that it waits for."""

    theirs: str
    yours: str = ""
    email: str = ""
    page: str = ""
    move: str = ""


def what_is_owed(at: datetime) -> Owed | None:
    """The next step of the newest message whose author the visitor plays; None where all is done."""
    for message, author in _played(at):
        if message.closes_at > at:
            continue
        heard = hearing.what_was_heard(message, at=at)
        if heard is None:
            return _reads(message, author)
        found = _is_understood(message, author, at=at) or _promises(heard, author, at=at)
        if found is not None:
            return found
    return None


def _played(at: datetime) -> Iterator[tuple[Message, Persona]]:
    authors = [one for one in PERSONAS if "author" in one.roles and playing.is_played(one.email)]
    known = {person.pk: one for one in authors if (person := people.by_email(one.email))}
    series = publishing.the_series().pk
    for message in answers.messages_of_series(series, since=at - LOOK_BACK) if known else ():
        if message.author_id in known and message.opened_at > BEGINS_AT:
            yield message, known[message.author_id]


def _reads(message: Message, author: Persona) -> Owed:
    return Owed(
        theirs=_("%(name)s reads what people said") % {"name": author.first_name},
        yours=_("you read what people said"),
        email=author.email,
        page=reverse("answer:reading", args=[message.slug]),
    )


def _is_understood(message: Message, author: Persona, *, at: datetime) -> Owed | None:
    sam = people.by_email(SAM)
    asked = hearing.understood(message.pk, at=at, person=sam.pk) if sam else None
    if asked is None or asked.has_answered or not asked.is_open:
        return None
    said = {"author": author.first_name}
    return Owed(
        theirs=_("Sam reads what %(author)s heard") % said,
        yours=_("you say if %(author)s understood") % said,
        email=SAM,
        page=reverse("answer:heard", args=[message.slug]),
    )


def _promises(heard: WhatIHeard, author: Persona, *, at: datetime) -> Owed | None:
    if any(one.promises or one.noes or one.handed_on for one in heard.themes):
        return None
    opens = promising.opens_at(heard.message)
    if opens is not None and opens > at:
        return Owed(theirs=_("promises open"), move="morning")
    return Owed(
        theirs=_("%(name)s promises, or says no") % {"name": author.first_name},
        yours=_("you promise, or say no"),
        email=author.email,
        page=reverse("answer:heard", args=[heard.message.slug]),
    )


def unkept(at: datetime) -> Owed | None:
    """A promise that the visitor made, of which its owner has not said yet how it goes."""
    for one in promises.still_open(publishing.the_series().pk, at=at):
        owner = by_email(words.address_of(one.owner))
        is_new = one.state == "made" and at - one.made_at >= LEFT_IN_PEACE
        if owner and is_new and one.what not in words.PROMISES:
            return Owed(
                theirs=_("%(name)s says how it goes") % {"name": owner.first_name},
                yours=_("you say how it goes"),
                email=owner.email,
                page=reverse("answer:promise", args=[one.series_slug, one.number]),
            )
    return None
