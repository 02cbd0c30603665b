"""The private page of whoever told the guardian something, and who would read it."""

from dataclasses import dataclass
from datetime import date

from heed import clock
from heed.edition.models import Comment, Confidence, ConfidenceEvent
from heed.people import queries as people
from heed.people.models import Role

Kind = ConfidenceEvent.Kind
Outcome = Confidence.Outcome
# Her own notes for somebody's safety stay hers.
_SHOWN = (
    Kind.ACKNOWLEDGED, Kind.GUARDIAN_WROTE, Kind.WRITER_WROTE, Kind.HANDED_ON, Kind.ENDED,
    Kind.TAKEN_BACK,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that happened, as its writer is shown it. ``by`` is the guardian's first name."""

    kind: str
    on: date
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class PrivatePage:
    """What the writer of a confidence is shown; never their address."""

    readers: tuple[str, ...]
    there: str
    text: str
    name: str
    came_on: date
    opened_on: date | None
    write_by: date | None
    wants_mail: bool
    steps: tuple[Said, ...]
    ended_on: date | None
    outcome: str
    how_it_ended: str
    erased_by: date | None
    is_erased: bool
    is_taken_back: bool
    was_passed: bool

    @property
    def is_open(self) -> bool:
        return self.ended_on is None


def readers() -> tuple[str, ...]:
    """The guardians who would read what is sent now, by first name."""
    return tuple(guardian.first_name for guardian in people.holders("guardian"))


def there() -> str:
    """Which guardian is away today, and who reads in her place; empty where none is away."""
    return people.who_is_there(Role.Kind.GUARDIAN, clock.local(clock.now()).date())


def of_comment(comment: Comment) -> Confidence | None:
    """The confidence that a comment became when it was passed on, the newest."""
    return comment.confidences.order_by("-pk").first()


def private_page(row: Confidence) -> PrivatePage:
    """Everything that the private page of a confidence says."""
    events = row.events.filter(kind__in=_SHOWN).select_related("by").order_by("pk")
    steps = tuple(
        Said(
            kind=event.kind,
            on=event.on,
            by=event.by.first_name if event.by else "",
            words=event.words,
        )
        for event in events
    )
    return PrivatePage(
        readers=readers(),
        there=there(),
        text=row.text,
        name=row.name,
        came_on=row.came_on,
        opened_on=row.opened_on,
        write_by=row.write_by,
        wants_mail=bool(row.email),
        steps=steps,
        ended_on=row.ended_on,
        outcome=row.outcome,
        how_it_ended=str(Outcome(row.outcome).label) if row.outcome else "",
        erased_by=row.ended_on + Confidence.KEPT_AFTER_THE_END if row.ended_on else None,
        is_erased=row.erased_on is not None,
        is_taken_back=any(step.kind == Kind.TAKEN_BACK for step in steps),
        was_passed=row.comment_id is not None,
    )
