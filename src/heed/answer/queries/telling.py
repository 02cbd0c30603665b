"""What became of what people said, for the weekly mail: what was heard and promised since the last.

Each message tells what came out between the message before it and itself, so that nothing is told
twice, and everybody is told the same, whenever their mail is made.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from heed import clock
from heed.answer.models import Playback, Promise, Refusal, Theme
from heed.answer.queries import hearing, promises, whose
from heed.answer.queries.promises import No, Shown
from heed.edition.queries import answers
from heed.edition.queries.answers import Message

# How far back the first message looks.
FIRST_LOOK = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class HeardOf:
    """What an author heard: its title, and the theme titles in her order."""

    message: Message
    title: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One promise of which everybody is asked with this message whether it helped."""

    what: str
    number: int
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Became:
    """What became of the themes since the message before."""

    heard: tuple[HeardOf, ...] = ()
    promised: tuple[Shown, ...] = ()
    done: tuple[Shown, ...] = ()
    late: tuple[Shown, ...] = ()
    ended: tuple[Shown, ...] = ()
    noes: tuple[No, ...] = ()
    asked: tuple[Question, ...] = ()


def became(
    series_slug: str, *, edition: int, opened_at: datetime | None, is_for_staff: bool, at: datetime
) -> Became:
    """What the mail about a message tells; ``opened_at`` is None while it is a draft.

    Those who do not work here are told nothing of a message that is for staff.
    """
    named = answers.series_named(series_slug)
    if named is None:
        return Became()
    series = named[0]
    until = opened_at or at
    since = answers.previous_opened_at(series, before=until) or until - FIRST_LOOK
    between = (since, until)
    visible = Q() if is_for_staff else Q(edition__visible_to="public")
    moved = _promises(series, visible, since=since, until=until)
    noes = Refusal.objects.filter(visible, edition__series=series, at__gt=since, at__lte=until)
    return Became(
        heard=_heard(series, visible, between),
        promised=tuple(one for one in moved if one.is_open and since < one.made_at <= until),
        done=tuple(one for one in moved if one.state == "done"),
        late=tuple(one for one in moved if one.is_late),
        ended=tuple(one for one in moved if one.state in ("ended", "learned")),
        noes=tuple(promises.no(row) for row in noes.select_related("edition")),
        asked=_asked(edition, is_for_staff=is_for_staff, at=at),
    )


def _heard(series: int, visible: Q, between: tuple[datetime, datetime]) -> tuple[HeardOf, ...]:
    rows = Playback.objects.filter(
        visible, edition__series=series, published_at__gt=between[0], published_at__lte=between[1]
    )
    told = []
    told_of = rows.order_by("published_at").values_list("edition_id", "title", "published_at")
    for edition, title, published_at in told_of:
        message = answers.message_of(edition)
        if message is not None:
            message = whose.who_heard(message, published_at=published_at)
            themes = Theme.objects.filter(edition=edition).values_list("title", flat=True)
            told.append(HeardOf(message, title, tuple(filter(None, themes))))
    return tuple(told)


def _promises(series: int, visible: Q, *, since: datetime, until: datetime) -> list[Shown]:
    """Those that were made, ended, or became late in between, as they stood at its end."""
    first, last = clock.local(since).date(), clock.local(until).date()
    moved = (
        Q(made_at__gt=since, made_at__lte=until)
        | Q(ended_at__gt=since)
        | Q(due_on__gte=first, due_on__lt=last)
    )
    rows = Promise.objects.filter(visible, moved, series=series, made_at__lte=until)
    found = promises.as_they_stood(rows.order_by("due_on", "number"), at=until)
    return [one for one in found if one.is_open or (one.ended_at and one.ended_at > since)]


def _asked(edition: int, *, is_for_staff: bool, at: datetime) -> tuple[Question, ...]:
    """Only people who work here can answer, so nobody else is asked."""
    if not is_for_staff:
        return ()
    return tuple(
        Question(one.what, one.promise or 0, one.closes_at)
        for one in hearing.helped_with(edition, at=at)
        if one.is_open
    )
