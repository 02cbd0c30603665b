"""What came of the messages, for the page of figures: of the organisation, never of a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext as _

from heed import clock
from heed.answer.models import Frozen, Promise, Tap
from heed.answer.queries import hearing, listing
from heed.answer.queries.hearing import Asked
from heed.edition.queries import answers

MESSAGES, TOLD, HELPED = 12, 12, 6
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
class Sorted:
    """The promises of a series, parted by kind, age or year: (value, its name, how many)."""

    by: str
    rows: tuple[tuple[str, str, int], ...]

    @property
    def label(self) -> str:
        """What they are parted by, as the page calls it."""
        return {"kind": _("By kind"), "age": _("By age"), "year": _("By year")}[self.by]


@dataclass(frozen=True, slots=True)
class OfMessage:
    """The frozen figures of one message, named by its day; None for what is not made yet."""

    opened_on: date
    answers: int | None = None
    in_time: int | None = None
    still_open: int | None = None
    late: int | None = None
    mails_a_person: float | None = None
    # Too few people were sent any for a figure.
    has_too_few_mails: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What people tapped, as it was published, and with the message of which day it was asked."""

    asked: Asked
    opened_on: date
    released_on: date
    series_slug: str


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Everything for the page; what people tapped is empty but for staff. Newest first."""

    messages: tuple[OfMessage, ...]
    states: tuple[States, ...]
    otherwise: dict[str, tuple[Sorted, ...]]
    minutes: int | None
    minutes_of: int | None
    minutes_on: date | None
    understood: tuple[Told, ...] = ()
    helped: tuple[Told, ...] = ()
    on_shift: tuple[Told, ...] = ()

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
    return Outcomes(
        messages=_messages(at=at),
        states=tuple(by_state(staff=staff, at=at)),
        otherwise=sorted_otherwise(staff=staff, at=at),
        minutes=minutes.value["minutes"] if minutes else None,
        minutes_of=minutes.value["messages"] if minutes else None,
        minutes_on=clock.local(minutes.at).date() if minutes else None,
        understood=_told(Tap.Kind.UNDERSTOOD, TOLD, at=at) if staff else (),
        helped=_told(Tap.Kind.HELPED, HELPED, at=at) if staff else (),
        on_shift=_told(Tap.Kind.ON_SHIFT, TOLD, at=at) if staff else (),
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


def sorted_otherwise(*, staff: bool, at: datetime) -> dict[str, tuple[Sorted, ...]]:
    """The promises of each series, by its address: by kind, age and year, what there is of each."""
    made = Promise.objects.filter(answers.readable(staff=staff)).aggregate(
        first=Min("made_at"), last=Max("made_at")
    )
    if made["first"] is None:
        return {}
    first, last = (clock.local(made[name]).year for name in ("first", "last"))
    ways: dict[str, list[tuple[str, str, Q]]] = {
        "kind": [(kind.value, str(kind.label), Q(kind=kind)) for kind in Promise.Kind],
        "age": [(age, said, listing.of_age(age, at=at)) for age, said in listing.ages()],
        "year": [(str(n), str(n), listing.of_year(n)) for n in range(last, first - 1, -1)],
    }
    asked = {f"{by}_{value}": q for by, each in ways.items() for value, _said, q in each}
    return {
        slug: tuple(
            Sorted(
                by=by,
                rows=tuple(
                    (value, said, counts[f"{by}_{value}"])
                    for value, said, _q in each
                    if counts[f"{by}_{value}"]
                ),
            )
            for by, each in ways.items()
        )
        for slug, _name, counts in _counted(asked, staff=staff)
    }


def _counted(named: dict[str, Q], *, staff: bool) -> list[tuple[str, str, dict[str, int]]]:
    rows = (
        Promise.objects.filter(answers.readable(staff=staff))
        .values("series__slug", "series__name")
        .annotate(**{name: Count("pk", filter=asked) for name, asked in named.items()})
        .order_by("series")
    )
    return [
        (row["series__slug"], row["series__name"], {name: row[name] for name in named})
        for row in rows
    ]


def _messages(*, at: datetime) -> tuple[OfMessage, ...]:
    """By message, the newest first: from what was frozen alone."""
    lately = answers.messages_since(at - LOOK_BACK)
    values: dict[int, dict[str, dict[str, Any]]] = {}
    found = Frozen.objects.filter(edition__in=[one.pk for one in lately], kind__in=_SHOWN)
    for edition, kind, value in found.values_list("edition", "kind", "value"):
        values.setdefault(edition, {})[kind] = value
    made = [one for one in lately if one.pk in values]
    return tuple(_of_message(values[one.pk], one.opened_at) for one in made[:MESSAGES])


_SHOWN = (Kind.ANSWERS, Kind.PROMISES, Kind.MAILS)


def _of_message(values: dict[str, dict[str, Any]], opened_at: datetime) -> OfMessage:
    said, mails = values.get(Kind.ANSWERS, {}), values.get(Kind.MAILS, {})
    stood = values.get(Kind.PROMISES)
    return OfMessage(
        opened_on=clock.local(opened_at).date(),
        answers=said.get("answers"),
        in_time=said.get("in_time"),
        still_open=None if stood is None else _open(stood),
        late=None if stood is None else stood.get(listing.LATE, 0),
        mails_a_person=mails.get("a_person"),
        has_too_few_mails="too_few" in mails,
    )


def _open(stood: dict[str, int]) -> int:
    return stood.get(listing.LATE, 0) + stood.get(listing.UNDER_WAY, 0)


def _told(kind: str, most: int, *, at: datetime) -> tuple[Told, ...]:
    """What was published of the questions of a kind, the newest first: one query."""
    rows = Tap.objects.filter(kind=kind).exclude(released_at=None)
    rows = rows.select_related("edition__series", "promise")
    return tuple(
        Told(
            asked=hearing.asked(tap, at=at),
            opened_on=clock.local(tap.edition.opened_at or tap.opens_at).date(),
            released_on=clock.local(tap.released_at or at).date(),
            series_slug=tap.edition.series.slug,
        )
        for tap in rows.order_by("-released_at", "-pk")[:most]
    )
