"""What the moderators' queue shows of comments: values only.

Nothing here reads a writer's address, and nothing finds what was passed to the guardian.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from heed.edition.models import Comment, CommentEvent, PaperCardEvent
from heed.moderation import danger
from heed.moderation.reasons import Reason
from heed.people.models import Person, Role

Kind = CommentEvent.Kind
State = Comment.State

FIRST_WORDS = 200
_TOLD = (
    Kind.ASKED, Kind.ANSWERED, Kind.NOT_POSTED, Kind.SENT_AGAIN, Kind.POSTED, Kind.UNDONE,
    Kind.RETURNED, Kind.NAME_CHECKED, Kind.CARED_FOR, Kind.REPORTED, Kind.STAYED, Kind.TAKEN_DOWN,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a comment. ``by`` is a first name, empty for the writer.

    ``at`` is only a day for what happened while the guardian had it.
    """

    kind: str
    at: datetime | date
    by: str
    words: str
    detail: str
    reason: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A comment in the list of what is to be decided."""

    number: int
    since: datetime
    name: str
    first_words: str
    came_before: bool
    is_from_before_heed: bool
    may_be_in_danger: bool
    is_cared_for: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that can still be undone, on a comment or on a report of one."""

    number: int
    name: str
    outcome: str
    by: str
    is_own: bool
    until: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """A comment as a moderator reads it, with all that happened to it so far."""

    number: int
    version: int
    state: str
    since: datetime
    name: str
    text: str
    is_signed_in: bool
    is_own: bool
    is_from_before_heed: bool
    claims: str
    may_be_in_danger: bool
    is_cared_for: bool
    speaks_of_harassment: bool
    outcome: str
    decided_by: str
    reason: str
    words_to_writer: str
    edition_title: str
    edition_slug: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Moderators:
    """Who else decides, and about which series this moderator does; None stands for all."""

    beside: tuple[str, ...]
    scopes: frozenset[str] | None


def moderators(by: Person) -> Moderators:
    """The moderators of the same series, by first name, and the scopes of ``by``."""
    roles = list(
        Role.objects.filter(kind=Role.Kind.MODERATOR, person__is_active=True)
        .select_related("person")
        .order_by("person__name")
    )
    own = {role.scope for role in roles if role.person_id == by.pk}
    scopes = None if "" in own else frozenset(own)
    beside = {
        role.person_id: role.person.first_name
        for role in roles
        if role.person_id != by.pk and (scopes is None or role.scope in {"", *scopes})
    }
    return Moderators(beside=tuple(beside.values()), scopes=scopes)


def scopes_of(by: Person, kind: str) -> frozenset[str] | None:
    """The series in which somebody holds a role; None stands for all."""
    found = set(by.roles.filter(kind=kind).values_list("scope", flat=True))
    return None if "" in found else frozenset(found)


def in_scope(scopes: Iterable[str] | None, path: str = "edition__series__slug__in") -> Q:
    """Only what belongs to these series."""
    return Q() if scopes is None else Q(**{path: list(scopes)})


def _with_care(comments: QuerySet[Comment]) -> QuerySet[Any]:
    steps = CommentEvent.objects.filter(
        comment=OuterRef("pk"), kind=Kind.CARED_FOR, at__gte=OuterRef("received_at")
    )
    return comments.annotate(is_cared_for=Exists(steps))


def waiting(*, scopes: Iterable[str] | None) -> list[Waiting]:
    """Every comment that waits for a decision, oldest first; those from before Heed last."""
    rows = (
        _with_care(Comment.objects.filter(in_scope(scopes), state=State.WAITING))
        .annotate(
            first_words=Substr("text", 1, FIRST_WORDS),
            is_from_before_heed=Q(edition__origin__isnull=False),
        )
        .order_by("is_from_before_heed", "received_at", "pk")
        .values_list(
            "pk", "received_at", "name", "first_words", "version", "may_be_in_danger",
            "is_cared_for", "is_from_before_heed",
        )
    )  # fmt: skip
    return [
        Waiting(number, since, name, words, version > 0, before, danger_, cared)
        for number, since, name, words, version, danger_, cared, before in rows
    ]


def decided(by: Person, *, scopes: Iterable[str] | None, at: datetime) -> list[Decided]:
    """Decisions about comments that can still be undone, the latest first."""
    rows = (
        Comment.objects.filter(in_scope(scopes), state=State.DECIDED, takes_effect_at__gt=at)
        .select_related("decided_by")
        .only("pk", "name", "outcome", "takes_effect_at", "decided_by__name")
        .order_by("-decided_at", "-pk")
    )
    return [
        Decided(
            number=row.pk,
            name=row.name,
            outcome=row.outcome,
            by=first_name(row.decided_by),
            is_own=row.decided_by_id == by.pk,
            until=row.takes_effect_at or at,
        )
        for row in rows
    ]


def held(number: int, *, by: Person) -> Held | None:
    """The comment with this number, where a moderator may read it.

    What is with the guardian, or was there when its writer took it back, is not found.
    """
    row = (
        _with_care(Comment.objects.filter(in_scope(scopes_of(by, Role.Kind.MODERATOR)), pk=number))
        .exclude(state__in=[State.PASSED_ON, State.WITHDRAWN])
        .select_related("edition__revision", "edition__origin", "decided_by")
        .defer("email", "email_digest", "edition__revision__text")
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
        name=row.name,
        text=row.text,
        is_signed_in=row.was_signed_in,
        is_own=row.person_id == by.pk,
        is_from_before_heed=hasattr(row.edition, "origin"),
        claims=row.claims,
        may_be_in_danger=row.may_be_in_danger,
        is_cared_for=row.is_cared_for,
        speaks_of_harassment=danger.speaks_of_harassment(row.text),
        outcome=row.outcome,
        decided_by=first_name(row.decided_by),
        reason=reason_label(row.reason),
        words_to_writer=row.words_to_writer,
        edition_title=row.edition.revision.title,
        edition_slug=row.edition.slug or "",
        steps=steps_of(row.pk),
    )


def first_name(person: Person | None) -> str:
    """Empty for nobody: the writer, or a moderator who has left."""
    return person.first_name if person else ""


def reason_label(reason: str) -> str:
    """A reason of the closed list in words."""
    return str(Reason(reason).label) if reason else ""


def steps_of(number: int, *, words: dict[str, list[str]] | None = None) -> tuple[Step, ...]:
    """The steps in their order.

    ``words`` are those of the steps of a comment that the guardian has, by the events' numbers:
    she is told who passed it to her as well.
    """
    kinds = _TOLD if words is None else (*_TOLD, Kind.PASSED_ON)
    events = CommentEvent.objects.filter(comment=number, kind__in=kinds).select_related("by")
    return tuple(
        step_of(event, *(words or {}).get(str(event.pk), (event.words, event.detail)))
        for event in events.order_by("at", "pk")
    )


def step_of(event: CommentEvent | PaperCardEvent, words: str, detail: str) -> Step:
    """An event as a step, with these words."""
    return Step(
        kind=event.kind,
        at=event.at,
        by=first_name(event.by),
        words=words,
        detail=detail,
        reason=reason_label(event.reason),
    )
