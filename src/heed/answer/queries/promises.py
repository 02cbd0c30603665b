"""Promises as readers see them: what stands now, and what stood on any day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from heed import clock
from heed.answer import hills, sentences
from heed.answer.models import Promise, PromiseWord, Refusal, Tap
from heed.answer.queries import whose
from heed.edition.queries import answers

Kind = PromiseWord.Kind
State = Promise.State
STALE_AFTER = timedelta(days=28)
ASKED_AHEAD = timedelta(days=4)
# Whom an author might ask themselves before their next message.
SOON = ASKED_AHEAD + timedelta(days=7)
# A mail comes weekly and not in a week without a message, and a day earlier or later with the hours
# of whoever gets it: so early that one comes in time although the next does not come at all.
ASKED_BY_MAIL = ASKED_AHEAD + timedelta(weeks=2, days=1)
_SHOWN = (
    "pk", "number", "kind", "further_to", "what", "first_step", "owner_post", "due_on", "made_at",
    "why_at_once", "owner__name", "series__slug", "edition__slug",
)  # fmt: skip
_ENDING = {Kind.DONE: State.DONE, Kind.ENDED: State.ENDED, Kind.LEARNED: State.LEARNED}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened to a promise."""

    kind: str
    at: datetime
    words: str
    owner_name: str
    due_on: date | None

    @property
    def label(self) -> str:
        """What happened, in the words of the screen."""
        return str(Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Shown:
    """A promise as it stood at a moment. ``mark`` is the word on the screen, "late" included."""

    pk: int
    number: int
    series_slug: str
    edition_slug: str
    author: str
    kind: str
    further_to: str
    what: str
    first_step: str
    owner: str
    owner_post: str
    due_on: date
    state: str
    is_late: bool
    made_at: datetime
    last_word_at: datetime
    ended_at: datetime | None
    why_at_once: str
    lines: tuple[Line, ...]
    helped: dict[str, Any] | None = None
    helped_at: datetime | None = None

    @property
    def mark(self) -> str:
        return "late" if self.is_late else self.state

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def word_due_on(self) -> date:
        """The last day on which a word keeps it from stopping the next message."""
        return clock.local(self.last_word_at + STALE_AFTER).date() - timedelta(days=1)

    @property
    def is_answered(self) -> bool:
        """Whether everybody has said, since it was done, whether it helped."""
        if self.ended_at is None or self.helped_at is None:
            return False
        return self.helped_at > self.ended_at

    @property
    def helped_short(self) -> str:
        """Whether it helped, in one line, once everybody was told."""
        return sentences.short(self.helped) if self.helped else ""

    @property
    def outcome(self) -> Line:
        """What was said when it ended, or last before that; not what was answered later."""
        said = [line for line in self.lines if line.words and line.kind in _ENDING]
        return said[-1] if said else self.last

    @property
    def headline(self) -> str:
        """Whether it helped most people; empty where there is no figure."""
        return sentences.headline(self.helped or {})

    @property
    def sentence(self) -> str:
        """The rest of that figure, or why there is none."""
        return sentences.sentence(self.helped or {})

    @property
    def hill(self) -> str:
        """The picture of how many it helped; empty where there is no figure."""
        return hills.of(self.helped or {})

    @property
    def last(self) -> Line:
        """The newest line that says something."""
        said = [line for line in self.lines if line.words]
        return said[-1] if said else self.lines[-1]


@dataclass(frozen=True, slots=True)
class No:
    """An honest no, as everybody reads it."""

    what: str
    reason: str
    role: str
    at: datetime
    edition_slug: str


@dataclass(frozen=True, slots=True)
class Since:
    """Since last time: in the order done, under way, late, no."""

    done: tuple[Shown, ...] = ()
    under_way: tuple[Shown, ...] = ()
    late: tuple[Shown, ...] = ()
    ended: tuple[Shown, ...] = ()
    noes: tuple[No, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.done or self.under_way or self.late or self.ended or self.noes)


def since_last_time(
    series: int, *, since: datetime | None, at: datetime, staff: bool = True
) -> Since:
    """What stood at a moment, and what ended after ``since``; from lines that never change.

    Unless for ``staff``, without what came of messages that only staff may read.
    """
    readable = answers.readable(staff=staff)
    begun = since or at - timedelta(days=14)
    # Whether it helped was told since: it stands once more, with what was said.
    told = Tap.objects.filter(
        promise__series=series, released_at__gt=begun, released_at__lte=at
    ).values_list("promise", flat=True)
    still = Q(ended_at=None) | Q(ended_at__gt=begun) | Q(pk__in=list(told))
    rows = Promise.objects.filter(still, readable, series=series, made_at__lte=at)
    # In the order of that moment: a day that was put off later moves nothing.
    found = sorted(as_they_stood(rows, at=at), key=lambda one: (one.due_on, one.number))
    lately = [one for one in found if one.is_open or _is_news(one, since=begun)]
    noes = Refusal.objects.filter(readable, edition__series=series, at__lte=at)
    if since is not None:
        noes = noes.filter(at__gt=since)
    return Since(
        done=tuple(one for one in lately if one.state == State.DONE),
        under_way=tuple(one for one in lately if one.is_open and not one.is_late),
        late=tuple(one for one in lately if one.is_late),
        ended=tuple(one for one in lately if one.state in (State.ENDED, State.LEARNED)),
        noes=tuple(no(row) for row in noes.select_related("edition")),
    )


def _is_news(one: Shown, *, since: datetime) -> bool:
    """It ended since, or what people said of it was told since; what ended later is no news yet."""
    return any(moment is not None and moment > since for moment in (one.ended_at, one.helped_at))


def promise(series_slug: str, number: int, *, at: datetime) -> Shown | None:
    """One promise with all that happened to it."""
    rows = Promise.objects.filter(series__slug=series_slug, number=number)
    return next(iter(as_they_stood(rows, at=at)), None)


def promises_of(edition: int, *, at: datetime) -> list[Shown]:
    """The promises that a message brought about."""
    return as_they_stood(Promise.objects.filter(edition=edition).order_by("number"), at=at)


def still_open(series: int, *, at: datetime) -> list[Shown]:
    """The open promises of a series, the one due first at the top."""
    rows = Promise.objects.filter(series=series, ended_at=None).order_by("due_on", "number")
    return as_they_stood(rows, at=at)


def owned_by(person: int, *, at: datetime) -> list[Shown]:
    """The open promises that somebody owns, the one due first at the top."""
    rows = Promise.objects.filter(owner=person, ended_at=None).order_by("due_on", "number")
    return as_they_stood(rows, at=at)


def words_due(*, at: datetime, within: timedelta = ASKED_AHEAD) -> list[tuple[Shown, int]]:
    """(promise, its owner's key) of the open ones that need a word within so many days, the one
    that needs it first at the top."""
    due = _need_a_word(at=at, within=within)
    owners = dict(due.values_list("pk", "owner"))
    return [(one, owners[one.pk]) for one in as_they_stood(due, at=at)]


def words_due_of(series: int, *, at: datetime, within: timedelta) -> list[Shown]:
    """Of one series, those that need a word within so many days."""
    return as_they_stood(_need_a_word(at=at, within=within).filter(series=series), at=at)


def _need_a_word(*, at: datetime, within: timedelta) -> QuerySet[Promise]:
    rows = Promise.objects.filter(ended_at=None, last_word_at__lte=at + within - STALE_AFTER)
    return rows.order_by("last_word_at", "number")


def in_this_order(keys: Iterable[int], *, at: datetime) -> list[Shown]:
    """The promises with these keys as they stood at a moment."""
    keys = list(keys)
    found = {one.pk: one for one in as_they_stood(Promise.objects.filter(pk__in=keys), at=at)}
    return [found[key] for key in keys]


def as_they_stood(chosen: QuerySet[Promise], *, at: datetime) -> list[Shown]:
    """Promises with what had happened to them by a moment, and what people said: three queries."""
    rows = list(chosen.values(*_SHOWN, author=whose.signed("made_at")))
    keys = [row["pk"] for row in rows]
    lines: dict[int, list[Line]] = {key: [] for key in keys}
    words = PromiseWord.objects.filter(promise__in=keys, at__lte=at).order_by("at", "pk")
    for key, *line in words.values_list("promise", "kind", "at", "words", "owner_name", "due_on"):
        lines[key].append(Line(*line))
    taps = Tap.objects.filter(promise__in=keys, released_at__lte=at).order_by("released_at", "pk")
    # The last one stays.
    told = {key: tap for key, *tap in taps.values_list("promise", "figure", "released_at")}
    return [
        _as_it_stood(row, lines[row["pk"]], *told.get(row["pk"], (None, None)), at=at)
        for row in rows
    ]


def _as_it_stood(
    row: dict[str, Any],
    lines: list[Line],
    helped: dict[str, Any] | None,
    helped_at: datetime | None,
    *,
    at: datetime,
) -> Shown:
    state, ended_at, owner, due_on = State.MADE.value, None, row["owner__name"], row["due_on"]
    for line in lines:
        owner, due_on = line.owner_name or owner, line.due_on or due_on
        if line.kind in (Kind.STARTED, Kind.REOPENED):
            state, ended_at = State.STARTED.value, None
        elif line.kind in _ENDING:
            state, ended_at = _ENDING[Kind(line.kind)].value, line.at
    return Shown(
        pk=row["pk"],
        number=row["number"],
        series_slug=row["series__slug"],
        edition_slug=row["edition__slug"] or "",
        author=row["author"],
        kind=row["kind"],
        further_to=row["further_to"],
        what=row["what"],
        first_step=row["first_step"],
        owner=owner,
        owner_post=row["owner_post"],
        due_on=due_on,
        state=state,
        is_late=ended_at is None and due_on < clock.local(at).date(),
        made_at=row["made_at"],
        last_word_at=lines[-1].at if lines else row["made_at"],
        ended_at=ended_at,
        why_at_once=row["why_at_once"],
        lines=tuple(lines),
        helped=helped,
        helped_at=helped_at,
    )


def no(row: Refusal) -> No:
    """An honest no as a value."""
    return No(
        what=row.what, reason=row.reason, role=row.role, at=row.at,
        edition_slug=row.edition.slug or "",
    )  # fmt: skip
