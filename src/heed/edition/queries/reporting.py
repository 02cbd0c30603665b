"""Reports of posted comments, and posted comments that somebody wants gone: values only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from heed.edition.models import Comment, Report
from heed.edition.queries.deciding import (
    Decided,
    first_name,
    in_scope,
    reason_label,
    scopes_of,
)
from heed.moderation.guards import without_controls
from heed.people.models import Person, Role

State = Comment.State

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Reported:
    """A posted comment that somebody says should not stand."""

    number: int
    since: datetime
    look_by: datetime
    asked_by_role: str
    reason: str
    words: str
    outcome: str
    decided_by: str
    name: str
    text: str
    is_own: bool
    is_on_the_page: bool
    edition_title: str
    edition_slug: str


@dataclass(frozen=True, slots=True)
class Found:
    """A posted comment that was looked for."""

    number: int
    name: str
    text: str
    posted_at: datetime | None
    edition_title: str


def reports(*, scopes: Iterable[str] | None) -> list[Reported]:
    """Open reports of comments that are on the page, oldest first."""
    rows = _reports(scopes).filter(outcome=Report.Outcome.OPEN, comment__state=State.POSTED)
    return [_reported(row) for row in rows.order_by("received_at", "pk")]


def decided_reports(by: Person, *, scopes: Iterable[str] | None, at: datetime) -> list[Decided]:
    """Decisions about reports that can still be undone, the latest first."""
    rows = (
        _reports(scopes)
        .filter(
            outcome__in=[Report.Outcome.STAYED, Report.Outcome.TAKEN_DOWN],
            decided_at__gt=at - Comment.UNDO_FOR,
            decided_at__lte=at,
        )
        .exclude(comment__state__in=[State.PASSED_ON, State.WITHDRAWN])
    )
    return [
        Decided(
            number=row.pk,
            name=row.comment.name,
            outcome=row.outcome,
            by=first_name(row.decided_by),
            is_own=row.decided_by_id == by.pk,
            until=(row.decided_at or at) + Comment.UNDO_FOR,
        )
        for row in rows.order_by("-decided_at", "-pk")
    ]


def reported(number: int, *, by: Person) -> Reported | None:
    """The report with this number, where a moderator may read it."""
    row = (
        _reports(scopes_of(by, Role.Kind.MODERATOR))
        .filter(pk=number)
        .exclude(comment__state__in=[State.PASSED_ON, State.WITHDRAWN])
        .exclude(comment__state=State.WAITING)
        .first()
    )
    return _reported(row, by=by) if row else None


def _reports(scopes: Iterable[str] | None) -> QuerySet[Report]:
    return (
        Report.objects.filter(in_scope(scopes, "comment__edition__series__slug__in"))
        .select_related("comment__edition__revision", "decided_by")
        .defer("comment__email", "comment__email_digest", "comment__edition__revision__text")
    )


def _reported(row: Report, *, by: Person | None = None) -> Reported:
    comment = row.comment
    assert comment.edition.revision is not None
    return Reported(
        number=row.pk,
        since=row.received_at,
        look_by=row.received_at + Report.LOOKED_AT_WITHIN,
        asked_by_role=row.asked_by_role,
        reason=reason_label(row.reason),
        words=row.words,
        outcome=row.outcome,
        decided_by=first_name(row.decided_by),
        name=comment.name,
        text=comment.text,
        is_own=by is not None and comment.person_id == by.pk,
        is_on_the_page=comment.state == State.POSTED,
        edition_title=comment.edition.revision.title,
        edition_slug=comment.edition.slug or "",
    )


def posted(number: int, *, by: Person) -> Found | None:
    """The posted comment with this number, where this moderator decides about it."""
    return next(iter(_posted(by, Q(pk=number))), None)


def posted_like(words: str, *, by: Person) -> list[Found]:
    """Posted comments whose name or text holds these words, the latest first."""
    if not words.strip():
        return []
    return _posted(by, Q(name__icontains=words.strip()) | Q(text__icontains=words.strip()))


def _posted(by: Person, which: Q) -> list[Found]:
    rows = (
        Comment.objects.filter(which, in_scope(scopes_of(by, Role.Kind.MODERATOR)))
        .filter(state=State.POSTED)
        .order_by("-posted_at", "-pk")
        .values_list("pk", "name", "text", "posted_at", "edition__revision__title")
    )
    return [
        Found(number, without_controls(name), without_controls(text), posted_at, title)
        for number, name, text, posted_at, title in rows[:MOST_FOUND]
    ]
