"""What an author, those who type for them and a second pair of eyes may see of a message."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from django.db.models import Q

from heed import clock
from heed.edition import words
from heed.edition.models import Edition, Picture, Revision, Series
from heed.edition.queries import reading
from heed.people import queries as people
from heed.people.models import Person

STRETCH = timedelta(minutes=15)
WEEKS_AHEAD = 26
OPEN_FOR_AT_LEAST = timedelta(days=3)
SHOWN_PAST = 12
FIELDS = ("title", "text", "question", "got_wrong", "protecting", "picture_alt")
FORMED = ("text", "got_wrong", "protecting")
# Fewer words than this between two changes read better as part of them.
LEAST_THAT_STAYED = 6
# Longer texts are compared less finely, so that no pair of them takes more than a moment.
FINE = 3_000

State = Edition.State


@dataclass(frozen=True, slots=True)
class Row:
    """One message on the author's list."""

    pk: int
    slug: str
    title: str
    author: Person
    state: str
    words: int
    moment: datetime | None
    changed_at: datetime | None
    checker: str
    checker_words: str
    is_checked: bool
    held_at: datetime | None


@dataclass(frozen=True, slots=True)
class Desk:
    """The messages that somebody writes, types or checks."""

    under_way: tuple[Row, ...]
    scheduled: tuple[Row, ...]
    open: tuple[Row, ...]
    past: tuple[Row, ...]
    to_check: tuple[Row, ...]
    may_begin: tuple[tuple[Series, Person], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """The last of what one person saved in a quarter of an hour."""

    number: int
    by: str
    at: datetime
    words: int
    is_aside: bool
    counts: bool
    before: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a comparison: ``change`` is "in", "out" or empty."""

    text: str
    change: str = ""


def desk(person: Person) -> Desk:
    """Everything that this person writes, types or was asked to check."""
    places = [
        (series, author)
        for series in Series.objects.order_by("name")
        for author in people.authors_for(person, scope=series.slug)
    ]
    mine = Q(pk__in=[])
    for series, author in places:
        mine |= Q(series=series, author=author)
    editions = Edition.objects.select_related("author", "revision", "checker").order_by("-pk")
    rows = [_row(edition) for edition in editions.filter(mine | Q(author=person))]
    to_check = editions.filter(checker=person, state=State.CHECKING)
    return Desk(
        under_way=_in(rows, State.DRAFT, State.CHECKING),
        scheduled=_in(rows, State.SCHEDULED),
        open=_in(rows, State.OPEN),
        past=_in(rows, State.CLOSED)[:SHOWN_PAST],
        to_check=tuple(_row(edition) for edition in to_check),
        may_begin=tuple(places),
    )


def _in(rows: Iterable[Row], *states: str) -> tuple[Row, ...]:
    return tuple(row for row in rows if row.state in states)


def _row(edition: Edition) -> Row:
    revision = edition.revision
    assert revision is not None
    return Row(
        pk=edition.pk,
        slug=edition.slug or "",
        title=revision.title,
        author=edition.author,
        state=edition.state,
        words=words.word_count(revision.text),
        moment=edition.opened_at or edition.publish_at,
        changed_at=revision.at,
        checker=edition.checker.first_name if edition.checker else "",
        checker_words=edition.checker_words,
        is_checked=edition.checked_at is not None,
        held_at=edition.held_at if edition.state == State.DRAFT else None,
    )


def for_writing(person: Person, pk: int) -> Edition | None:
    """The message, if it is this person's own or one that they type."""
    edition = _found(pk)
    if edition is None:
        return None
    if edition.author_id == person.pk:
        return edition
    authors = people.authors_for(person, scope=edition.series.slug)
    return edition if edition.author in authors else None


def for_reading(person: Person, pk: int) -> Edition | None:
    """The message, if this person writes it or is asked to read it before it goes out.

    Whoever has said what they think reads no further: what is written then is not for them.
    """
    edition = for_writing(person, pk)
    if edition is not None:
        return edition
    asked = for_checking(person, pk)
    return asked if asked is not None and asked.state == State.CHECKING else None


def for_checking(person: Person, pk: int) -> Edition | None:
    """The message, if this person is its second pair of eyes and it is not out yet."""
    edition = _found(pk)
    if edition is None or edition.checker_id != person.pk or edition.is_published:
        return None
    return edition


def _found(pk: int) -> Edition | None:
    related = ("series", "author", "author__portrait", "revision", "revision__picture", "checker")
    return Edition.objects.select_related(*related).filter(pk=pk).first()


def missing_before_the_first() -> list[str]:
    """What the organisation lacks, in sentences, until its very first message is out."""
    is_out = Edition.objects.filter(state__in=[State.OPEN, State.CLOSED]).exists()
    return [] if is_out else people.missing_before_live()


def was_held_before_election(edition: Edition) -> bool:
    """Whether it did not go out in days in which a second person has to read it."""
    return edition.held_at is not None and people.pre_election(at=edition.held_at) is not None


def writers_of(edition: Edition) -> list[str]:
    """First names of everybody who sees the draft, the author first."""
    roles = edition.author.drafters.filter(scope__in=["", edition.series.slug])
    drafters = [role.person for role in roles.select_related("person").order_by("person__name")]
    seen = dict.fromkeys([edition.author, *drafters])
    return [person.first_name for person in seen if person.is_active]


def may_check(edition: Edition, *, by: Person) -> list[Person]:
    """Colleagues who already work with messages, who could be a second pair of eyes."""
    kinds = ("author", "drafter", "moderator")
    found = {
        person.pk: person
        for kind in kinds
        for person in people.holders(kind, scope=edition.series.slug)
    }
    rest = [person for pk, person in found.items() if pk not in (by.pk, edition.author_id)]
    return sorted(rest, key=lambda person: person.name)


def next_free_slot(edition: Edition, *, after: datetime) -> datetime:
    """The series' next moment in a week in which no other message goes out."""
    series = edition.series
    taken = series.editions.exclude(pk=edition.pk).filter(publish_at__isnull=False)
    weeks = {
        clock.iso_week(moment)
        for moment in taken.filter(publish_at__gt=after - timedelta(days=8)).values_list(
            "publish_at", flat=True
        )
        if moment is not None
    }
    slot = clock.next_slot(after, series.says_on, series.says_at)
    for _week in range(WEEKS_AHEAD):
        if clock.iso_week(slot) not in weeks:
            return slot
        slot = clock.next_slot(slot, series.says_on, series.says_at)
    return slot


def closes_after(edition: Edition, moment: datetime) -> datetime:
    """Until when the message takes answers if it goes out at this moment."""
    series = edition.series
    return clock.next_slot(moment + OPEN_FOR_AT_LEAST, series.closes_on, series.closes_at)


def as_readers_will(
    edition: Edition, *, revision: Revision | None = None, at: datetime
) -> reading.Message:
    """The message as it will stand once it is out, dated with the day on which it goes out."""
    shown = revision or edition.revision
    message = reading.message(edition, revision=shown, at=at)
    if edition.is_published and message.is_open:
        return message
    moment = edition.publish_at or next_free_slot(edition, after=at)
    closes_at = closes_after(edition, moment)
    return replace(
        message,
        at=moment,
        closes_at=closes_at,
        is_open=True,
        is_paused=False,
        before_election=people.pre_election(at=moment),
    )


def revision_of(edition: Edition, number: int) -> Revision | None:
    """One version of the message's words."""
    return edition.revisions.select_related("by", "picture").filter(number=number).first()


def newest_aside(edition: Edition) -> Revision | None:
    """What was kept aside later than the version that counts, if somebody has yet to look at it."""
    assert edition.revision is not None
    later = edition.revisions.filter(is_aside=True, number__gt=edition.revision.number)
    return later.select_related("by").order_by("-number").first()


def versions(edition: Edition) -> list[Version]:
    """The history, newest first: of each person's quarter of an hour the last version."""
    kept: list[Revision] = []
    for revision in edition.revisions.select_related("by").order_by("number"):
        if kept and _is_same_stretch(kept[-1], revision):
            kept[-1] = revision
        else:
            kept.append(revision)
    befores = [0, *(revision.number for revision in kept)]
    shown = [
        Version(
            number=revision.number,
            by=revision.by.first_name if revision.by else "",
            at=revision.at,
            words=words.word_count(revision.text),
            is_aside=revision.is_aside,
            counts=revision.pk == edition.revision_id,
            before=before,
        )
        for revision, before in zip(kept, befores, strict=False)
    ]
    return shown[::-1]


def _is_same_stretch(one: Revision, other: Revision) -> bool:
    return (
        one.by_id == other.by_id
        and one.is_aside == other.is_aside
        and _quarter(one.at) == _quarter(other.at)
    )


def _quarter(moment: datetime) -> int:
    return int(moment.timestamp() // STRETCH.total_seconds())


def compare(older: Revision, newer: Revision) -> dict[str, list[Piece]]:
    """What changed between two versions, word by word, field by field; only fields that differ.

    A message is compared as its readers meet it; where only its form changed, nothing is marked.
    """
    found = {}
    for field in FIELDS:
        before, after = getattr(older, field), getattr(newer, field)
        if before != after:
            if field in FORMED:
                before, after = words.to_plain(before), words.to_plain(after)
            found[field] = pieces(before, after)
    return found


def pieces(before: str, after: str) -> list[Piece]:
    """Two texts as one: what stayed, what was taken out, what was put in."""
    old, new = _tokens(before), _tokens(after)
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > FINE)
    found: list[Piece] = []
    out = put = ""
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal" and (m - k >= LEAST_THAT_STAYED or k == 0 or m == len(new)):
            found += _changed(out, put)
            out = put = ""
            found.append(Piece("".join(new[k:m])))
        else:
            out += "".join(old[i:j])
            put += "".join(new[k:m])
    return found + _changed(out, put)


def _changed(out: str, put: str) -> list[Piece]:
    return [Piece(text, change) for text, change in ((out, "out"), (put, "in")) if text]


def _tokens(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def picture_named(digest: str) -> list[Picture]:
    """The picture in each message that has it."""
    related = ("edition", "edition__series", "edition__revision")
    return list(Picture.objects.select_related(*related).filter(digest=digest))


def is_shown(picture: Picture) -> bool:
    """Whether the picture stands in a message that is out."""
    edition = picture.edition
    in_use = edition.revision is not None and edition.revision.picture_id == picture.pk
    return edition.is_published and in_use
