"""What was passed to the guardian, for her alone: values only, and never the writer's address."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from heed.edition.models import Comment
from heed.edition.queries.deciding import Step, first_name, in_scope, scopes_of, steps_of
from heed.moderation import danger
from heed.moderation.guards import without_controls
from heed.people.models import Person, Role

State = Comment.State


@dataclass(frozen=True, slots=True)
class Passed:
    """What the guardian was given, as she alone reads it."""

    number: int
    since: datetime
    came_in: datetime
    by: str
    name: str
    text: str
    is_signed_in: bool
    may_be_in_danger: bool
    speaks_of_harassment: bool
    edition_title: str
    edition_slug: str
    steps: tuple[Step, ...] = ()


def passed_on(by: Person) -> list[Passed]:
    """What was passed to this guardian and is still with her, oldest first."""
    rows = _passed(by).order_by("decided_at", "pk")
    return [_to_guardian(row) for row in rows]


def passed(number: int, *, by: Person) -> Passed | None:
    """One thing that is with this guardian."""
    row = _passed(by).filter(pk=number).first()
    return _to_guardian(row, steps=steps_of(row.pk, for_guardian=True)) if row else None


def _passed(by: Person) -> QuerySet[Comment]:
    scopes = scopes_of(by, Role.Kind.GUARDIAN)
    return (
        Comment.objects.filter(in_scope(scopes), state=State.PASSED_ON)
        .select_related("edition__revision", "decided_by")
        .defer("email", "edition__revision__text")
    )


def _to_guardian(row: Comment, *, steps: tuple[Step, ...] = ()) -> Passed:
    assert row.edition.revision is not None
    return Passed(
        number=row.pk,
        since=row.decided_at or row.received_at,
        came_in=row.received_at,
        by=first_name(row.decided_by),
        name=without_controls(row.name),
        text=without_controls(row.text),
        is_signed_in=row.person_id is not None,
        may_be_in_danger=row.may_be_in_danger,
        speaks_of_harassment=danger.speaks_of_harassment(row.text),
        edition_title=row.edition.revision.title,
        edition_slug=row.edition.slug or "",
        steps=steps,
    )
