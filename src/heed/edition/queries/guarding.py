"""What the guardians read: values for them alone, and never a writer's address."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from heed.edition.models import Confidence, ConfidenceEvent
from heed.edition.queries import deciding_paper
from heed.edition.queries.deciding import Step, first_name, scopes_of, steps_of
from heed.moderation import danger
from heed.moderation.guards import without_controls
from heed.people.models import Person, Role

Outcome = Confidence.Outcome


@dataclass(frozen=True, slots=True)
class Confided:
    """One thing that the guardians were told or given, as they alone read it.

    ``passed_by`` is the moderator's first name; ``entered_by`` the whole name of whoever typed in
    what came on paper; ``seen`` the last event that is shown.
    """

    number: int
    came_on: date
    is_passed: bool
    is_on_paper: bool
    entered_by: str
    passed_by: str
    came_in: datetime | None
    name: str
    text: str
    is_named: bool
    is_signed_in: bool
    may_be_in_danger: bool
    is_cared_for: bool
    speaks_of_harassment: bool
    edition_title: str
    edition_slug: str
    opened_on: date | None
    write_by: date | None
    subjects: tuple[str, ...]
    detriment: bool
    ended_on: date | None
    outcome: str
    is_taken_back: bool
    is_erased: bool
    seen: int
    steps: tuple[Step, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.ended_on is None


def with_her(by: Person) -> list[Confided]:
    """What is with this guardian and has not ended, oldest first."""
    rows = list(confidences_of(by).filter(ended_on=None).order_by("came_on", "pk"))
    cared = _cared_for(rows)
    return [_confided(row, is_cared_for=row.pk in cared) for row in rows]


def ended(by: Person) -> list[Confided]:
    """What has ended and is not erased yet, or was taken back lately; the latest first."""
    rows = confidences_of(by).filter(ended_on__isnull=False).exclude(outcome=Outcome.RETURNED)
    return [_confided(row) for row in rows.order_by("-ended_on", "-pk")[:50]]


def confided(number: int, *, by: Person) -> Confided | None:
    """One thing that this guardian may read; what was returned is the moderators' again."""
    row = confidences_of(by).filter(pk=number).exclude(outcome=Outcome.RETURNED).first()
    if row is None:
        return None
    steps = _steps(row)
    is_cared_for = any(step.kind == "cared_for" for step in steps)
    return _confided(row, steps=steps, is_cared_for=is_cared_for)


def confidences_of(by: Person) -> QuerySet[Confidence]:
    """Hers: all of them, or where she is the guardian of one series, what was passed from it."""
    scopes = scopes_of(by, Role.Kind.GUARDIAN)
    own = Q()
    if scopes is not None:
        own |= Q(comment__edition__series__slug__in=list(scopes))
        own |= Q(card__edition__series__slug__in=list(scopes))
    return (
        Confidence.objects.filter(own)
        .select_related("comment__edition__revision", "comment__decided_by")
        .select_related("card__edition__revision", "card__decided_by", "card__entered_by")
        .defer("email", "comment__email", "comment__edition__revision__text")
        .defer("card__edition__revision__text")
    )


def _cared_for(rows: list[Confidence]) -> set[int]:
    cared = ConfidenceEvent.objects.filter(confidence__in=rows, kind=ConfidenceEvent.Kind.CARED_FOR)
    return set(cared.values_list("confidence", flat=True))


def _confided(
    row: Confidence, *, steps: tuple[Step, ...] = (), is_cared_for: bool = False
) -> Confided:
    passed, card, kept = row.passed, row.card, _before(row)
    revision = row.edition.revision if row.edition else None
    words = " ".join([row.text, *(step.words for step in steps if step.kind == "writer_wrote")])
    last = row.events.order_by("-pk").values_list("pk", flat=True).first()
    return Confided(
        number=row.pk,
        came_on=row.came_on,
        is_passed=passed is not None,
        is_on_paper=card is not None,
        entered_by=card.entered_by.name if card and card.entered_by else "",
        passed_by=first_name(passed.decided_by) if passed else "",
        came_in=passed.received_at if passed else None,
        name=without_controls(row.name),
        text=without_controls(row.text),
        is_named=row.is_named,
        is_signed_in=kept.get("person") is not None,
        may_be_in_danger=danger.may_be_in_danger(words),
        is_cared_for=is_cared_for,
        speaks_of_harassment=danger.speaks_of_harassment(words),
        edition_title=revision.title if revision else "",
        edition_slug=(row.edition.slug or "") if row.edition else "",
        opened_on=row.opened_on,
        write_by=row.write_by,
        subjects=tuple(row.subjects.split()),
        detriment=row.detriment == "yes",
        ended_on=row.ended_on,
        outcome=str(Outcome(row.outcome).label) if row.outcome else "",
        is_taken_back=row.outcome == Outcome.TAKEN_BACK,
        is_erased=row.erased_on is not None,
        seen=last or 0,
        steps=steps,
    )


def _before(row: Confidence) -> dict:  # type: ignore[type-arg]
    return json.loads(row.before) if row.before else {}


def _steps(row: Confidence) -> tuple[Step, ...]:
    """What happened to it before, with the words that were sealed with it, and with her."""
    before: tuple[Step, ...] = ()
    said = ConfidenceEvent.objects.filter(confidence=row)
    words = _before(row).get("events", {})
    if row.comment_id is not None:
        before = steps_of(row.comment_id, words=words)
        said = ConfidenceEvent.objects.filter(confidence__comment=row.comment_id)
    elif row.card_id is not None:
        before = deciding_paper.steps_of(row.card_id, words=words)
        said = ConfidenceEvent.objects.filter(confidence__card=row.card_id)
    return before + tuple(
        Step(
            kind=event.kind,
            at=event.on,
            by=first_name(event.by),
            words=without_controls(event.words),
            detail=event.detail,
            reason="",
        )
        for event in said.select_related("by").order_by("pk")
    )
