"""What the moderators' queue shows of paper cards: values only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from heed.edition.models import PaperCard, PaperCardEvent, Report
from heed.edition.queries.deciding import (
    FIRST_WORDS,
    Step,
    first_name,
    in_scope,
    reason_label,
    scopes_of,
    step_of,
)
from heed.moderation import danger
from heed.people.models import Person, Role

Kind = PaperCardEvent.Kind
State = PaperCard.State

_TOLD = (
    Kind.NOT_POSTED, Kind.SENT_AGAIN, Kind.POSTED, Kind.GIVEN, Kind.UNDONE, Kind.RETURNED,
    Kind.CARED_FOR, Kind.REPORTED, Kind.STAYED, Kind.TAKEN_DOWN,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card in the list of what is to be decided."""

    number: int
    since: datetime
    first_words: str
    came_before: bool
    may_be_in_danger: bool
    is_cared_for: bool


@dataclass(frozen=True, slots=True)
class Reported:
    """A posted card that somebody says should not stand, until it is decided."""

    number: int
    since: datetime
    look_by: datetime
    first_words: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about a card that can still be undone."""

    number: int
    first_words: str
    outcome: str
    entered_by: str
    by: str
    is_own: bool
    until: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A card as a moderator reads it. ``entered_by`` is a whole name, for moderators alone."""

    number: int
    version: int
    state: str
    since: datetime
    text: str
    may_be_quoted: bool
    entered_by: str
    is_own: bool
    may_be_in_danger: bool
    is_cared_for: bool
    speaks_of_harassment: bool
    outcome: str
    decided_by: str
    edition_title: str
    edition_slug: str
    reported_at: datetime | None
    report_reason: str
    report_words: str
    steps: tuple[Step, ...]


def _with_care(cards: QuerySet[PaperCard]) -> QuerySet[Any]:
    steps = PaperCardEvent.objects.filter(
        card=OuterRef("pk"), kind=Kind.CARED_FOR, at__gte=OuterRef("received_at")
    )
    return cards.annotate(is_cared_for=Exists(steps))


def waiting(*, scopes: Iterable[str] | None) -> list[Waiting]:
    """Every card that waits for a decision, oldest first."""
    rows = (
        _with_care(PaperCard.objects.filter(in_scope(scopes), state=State.WAITING))
        .annotate(first_words=Substr("text", 1, FIRST_WORDS))
        .order_by("received_at", "pk")
        .values_list(
            "pk", "received_at", "first_words", "version", "may_be_in_danger", "is_cared_for"
        )
    )
    return [
        Waiting(number, since, words, version > 0, danger_, cared)
        for number, since, words, version, danger_, cared in rows
    ]


def reported(*, scopes: Iterable[str] | None) -> list[Reported]:
    """Every posted card that was reported, the oldest report first."""
    cards = PaperCard.objects.filter(in_scope(scopes), reported_at__isnull=False)
    return [
        Reported(
            number=row.pk,
            since=row.reported_at,
            look_by=row.reported_at + Report.LOOKED_AT_WITHIN,
            first_words=row.text[:FIRST_WORDS],
        )
        for row in cards.order_by("reported_at", "pk")
        if row.reported_at is not None
    ]


def decided(by: Person, *, scopes: Iterable[str] | None, at: datetime) -> list[Decided]:
    """Decisions about cards that can still be undone, the latest first."""
    can_be_undone = Q(state=State.DECIDED, takes_effect_at__gt=at) | Q(
        state=State.TAKEN_DOWN, decided_at__gt=at - PaperCard.UNDO_FOR
    )
    rows = (
        PaperCard.objects.filter(in_scope(scopes), can_be_undone)
        .select_related("decided_by", "entered_by")
        .order_by("-decided_at", "-pk")
    )
    return [
        Decided(
            number=row.pk,
            first_words=row.text[:FIRST_WORDS],
            outcome="taken_down" if row.state == State.TAKEN_DOWN else row.outcome,
            entered_by=first_name(row.entered_by),
            by=first_name(row.decided_by),
            is_own=row.decided_by_id == by.pk,
            until=row.takes_effect_at or (row.decided_at or at) + PaperCard.UNDO_FOR,
        )
        for row in rows
    ]


def held(number: int, *, by: Person) -> Held | None:
    """The card with this number, where a moderator may read it.

    What is with the guardian, or was taken back, is not found.
    """
    row = (
        _with_care(PaperCard.objects.filter(in_scope(scopes_of(by, Role.Kind.MODERATOR))))
        .filter(pk=number)
        .exclude(state__in=[State.PASSED_ON, State.WITHDRAWN])
        .select_related("edition__revision", "decided_by", "entered_by")
        .first()
    )
    if row is None:
        return None
    assert row.edition.revision is not None
    return Held(
        number=row.pk,
        version=row.version,
        state=row.state,
        since=row.received_at,
        text=row.text,
        may_be_quoted=row.may_be_quoted,
        entered_by=row.entered_by.name if row.entered_by else "",
        is_own=row.entered_by_id == by.pk,
        may_be_in_danger=row.may_be_in_danger,
        is_cared_for=row.is_cared_for,
        speaks_of_harassment=danger.speaks_of_harassment(row.text),
        outcome=row.outcome,
        decided_by=first_name(row.decided_by),
        edition_title=row.edition.revision.title,
        edition_slug=row.edition.slug or "",
        reported_at=row.reported_at,
        report_reason=reason_label(row.report_reason),
        report_words=row.report_words,
        steps=steps_of(row.pk),
    )


def steps_of(number: int, *, words: dict[str, list[str]] | None = None) -> tuple[Step, ...]:
    """The steps in their order.

    ``words`` are those of the steps of a card that the guardian has, by the events' numbers: she
    is told who passed it to her as well.
    """
    kinds = _TOLD if words is None else (*_TOLD, Kind.PASSED_ON)
    events = PaperCardEvent.objects.filter(card=number, kind__in=kinds).select_related("by")
    return tuple(
        step_of(event, *(words or {}).get(str(event.pk), (event.words, event.detail)))
        for event in events.order_by("at", "pk")
    )
