"""What came of the messages, for the page of figures: of the organisation, never of a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count

from heed import clock
from heed.answer.models import Frozen, Promise, Tap
from heed.answer.queries import hearing, listing
from heed.answer.queries.hearing import Asked
from heed.edition.queries import answers

MESSAGES, HELPED = 12, 6
LOOK_BACK = timedelta(weeks=26)
Kind = Frozen.Kind


@dataclass(frozen=True, slots=True)
class States:
    """How many promises of a series are in which state now."""

    series_slug: str
    series: str
    counts: tuple[tuple[str, int], ...]

    @property
    def rows(self) -> list[tuple[str, str, int]]:
        """(state, its name, how many), in the order of the page."""
        counts = dict(self.counts)
        return [(state, label, counts[state]) for state, label in listing.states()]

    @property
    def count(self) -> int:
        return sum(many for _state, many in self.counts)


@dataclass(frozen=True, slots=True)
class OfMessage:
    """The frozen figures of one message, named by its day; None for what is not made yet."""

    opened_on: date
    answers: int | None = None
    in_time: int | None = None
    still_open: int | None = None
    late: int | None = None
    mails: int | None = None
    people: int | None = None

    @property
    def mails_a_person(self) -> float | None:
        """To one decimal; None where nobody was sent any."""
        return round(self.mails / self.people, 1) if self.mails and self.people else None


@dataclass(frozen=True, slots=True)
class Helped:
    """What people said of a promise that was done."""

    asked: Asked
    series_slug: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Everything for the page; ``understood`` and ``helped`` are empty but for staff."""

    messages: tuple[OfMessage, ...]
    states: tuple[States, ...]
    minutes: int | None
    minutes_of: int | None
    understood: Asked | None = None
    understood_on: date | None = None
    helped: tuple[Helped, ...] = ()

    @property
    def answers(self) -> int:
        return sum(one.answers or 0 for one in self.messages)

    @property
    def in_time(self) -> int:
        return sum(one.in_time or 0 for one in self.messages)


def outcomes(*, staff: bool, at: datetime) -> Outcomes:
    """The frozen figures of the newest twelve messages, promises as they stand, and for staff what
    people tapped."""
    minutes = Frozen.objects.filter(kind=Kind.MINUTES).order_by("-at").first()
    told = _understood() if staff else None
    return Outcomes(
        messages=_messages(at=at),
        states=tuple(by_state(staff=staff, at=at)),
        minutes=minutes.value["minutes"] if minutes else None,
        minutes_of=minutes.value["messages"] if minutes else None,
        understood=hearing.asked(told, at=at) if told else None,
        understood_on=clock.local(told.opens_at).date() if told else None,
        helped=_helped(at=at) if staff else (),
    )


def frozen_of(editions: Collection[int]) -> set[tuple[int, str]]:
    """Which figures of these messages were made."""
    return set(Frozen.objects.filter(edition__in=editions).values_list("edition", "kind"))


def by_state(*, staff: bool, at: datetime) -> list[States]:
    """The promises of each series by where they stand, every state named: one query."""
    rows = Promise.objects.filter(answers.readable(staff=staff)).order_by("series")
    groups = rows.values_list(
        "series__slug", "series__name", "state", listing.in_state(listing.LATE, at=at)
    )
    named = [state for state, _label in listing.states()]
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for slug, name, state, is_late, many in groups.annotate(many=Count("pk")):
        of_series = counts.setdefault((slug, name), dict.fromkeys(named, 0))
        if state in Promise.OPEN:
            state = listing.LATE if is_late else listing.UNDER_WAY
        of_series[state] += many
    return [States(slug, name, tuple(count.items())) for (slug, name), count in counts.items()]


def _messages(*, at: datetime) -> tuple[OfMessage, ...]:
    """By message, the newest first: from what was frozen alone."""
    lately = answers.messages_since(at - LOOK_BACK)
    values: dict[int, dict[str, dict[str, int]]] = {}
    found = Frozen.objects.filter(edition__in=[one.pk for one in lately])
    for edition, kind, value in found.values_list("edition", "kind", "value"):
        values.setdefault(edition, {})[kind] = value
    made = [one for one in lately if one.pk in values]
    return tuple(_of_message(values[one.pk], one.opened_at) for one in made[:MESSAGES])


def _of_message(values: dict[str, dict[str, int]], opened_at: datetime) -> OfMessage:
    said, mails = values.get(Kind.ANSWERS, {}), values.get(Kind.MAILS, {})
    stood = values.get(Kind.PROMISES)
    return OfMessage(
        opened_on=clock.local(opened_at).date(),
        answers=said.get("answers"),
        in_time=said.get("in_time"),
        still_open=None if stood is None else _open(stood),
        late=None if stood is None else stood.get(listing.LATE, 0),
        mails=mails.get("mails"),
        people=mails.get("people"),
    )


def _open(stood: dict[str, int]) -> int:
    return stood.get(listing.LATE, 0) + stood.get(listing.UNDER_WAY, 0)


def _understood() -> Tap | None:
    told = Tap.objects.filter(kind=Tap.Kind.UNDERSTOOD).exclude(released_at=None)
    return told.order_by("-released_at").first()


def _helped(*, at: datetime) -> tuple[Helped, ...]:
    told = Tap.objects.filter(kind=Tap.Kind.HELPED).exclude(released_at=None)
    rows = told.select_related("promise__series").order_by("-released_at", "-pk")[:HELPED]
    return tuple(
        Helped(asked=hearing.asked(tap, at=at), series_slug=tap.promise.series.slug)
        for tap in rows
        if tap.promise
    )
