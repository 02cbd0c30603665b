"""Where an author's messages stand between said and promised, and what comes next by which day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from heed import clock
from heed.answer.models import Playback, Promise, Theme
from heed.answer.queries import gathering, hearing, owing, promises
from heed.answer.queries.promises import Shown
from heed.edition.queries import answers
from heed.edition.queries.answers import Message

# The message of Tuesday closes on Monday; what was heard is out on the Thursday after that, and
# what is promised a fortnight after it was said.
HEARD_AFTER_CLOSING = timedelta(days=3)
PROMISED_AFTER_OPENING = timedelta(days=14)
SHOWN_FOR = timedelta(weeks=6)
AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """One message in its four stages: said, spoken to, played back, promised."""

    message: Message
    is_open: bool
    came_in: int
    in_none: int
    is_begun: bool
    heard_at: datetime | None
    # When it goes out by itself; and when it was to, and did not.
    publish_at: datetime | None
    held_at: datetime | None
    heard_by: date
    is_heard_late: bool
    # What said yes to "did she understand", once that is published.
    understood: str
    # Themes without a promise, a no or somebody who has it; those among them still thought about.
    without_end: int
    still_thinking: int
    is_promise_late: bool
    promised: int
    promised_by: date

    @property
    def mark_of_speaking(self) -> str:
        return "started" if self.is_open else "done"

    @property
    def mark_of_hearing(self) -> str:
        if self.heard_at:
            return "done"
        if self.is_heard_late:
            return "late"
        return "started" if self.is_begun else "made"

    @property
    def mark_of_promising(self) -> str:
        if not self.heard_at:
            return "made"
        if self.is_promise_late:
            return "late"
        return "started" if self.without_end else "done"

    @property
    def goes_by_itself(self) -> bool:
        """Whether what was heard goes out and nothing waits for its author before that."""
        return self.publish_at is not None and not self.in_none

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is left for its author."""
        return self.mark_of_promising == "done"


@dataclass(frozen=True, slots=True)
class Next:
    """One thing that waits for the author: until which day, and for which message."""

    kind: str
    by: date
    is_late: bool
    standing: Standing


@dataclass(frozen=True, slots=True)
class Owes:
    """What the series owes, whoever wrote the message: the first three stop the next one."""

    left: tuple[Shown, ...]
    stale: tuple[Shown, ...]
    late: tuple[owing.Late, ...]
    soon: tuple[Shown, ...]

    def __bool__(self) -> bool:
        return bool(self.left or self.stale or self.late or self.soon)


def standings(author: int, *, series: int, at: datetime) -> list[Standing]:
    """The messages of an author in the last weeks, the newest first."""
    messages = answers.messages_by(author, since=at - SHOWN_FOR)
    late = {one.slug for one in owing.late_answers(series, at=at)}
    return [
        _standing(one, is_late=one.slug in late, at=at)
        for one in messages
        if one.series_id == series
    ]


def _standing(message: Message, *, is_late: bool, at: datetime) -> Standing:
    today = clock.local(at).date()
    playback = Playback.objects.filter(edition=message.pk).first() or Playback()
    found = answers.answers(message.pk, at=at)
    where = gathering.theme_of_each(message.pk)
    themes = list(Theme.objects.filter(edition=message.pk).exclude(title=""))
    ended = set(
        Theme.objects.filter(edition=message.pk, became__isnull=False).values_list("pk", flat=True)
    )
    open_themes = [theme for theme in themes if theme.pk not in ended]
    promised_by = (clock.local(message.opened_at) + PROMISED_AFTER_OPENING).date()
    heard_by = min((clock.local(message.closes_at) + HEARD_AFTER_CLOSING).date(), promised_by)
    asked = hearing.understood(message.pk, at=at)
    return Standing(
        message=message,
        is_open=message.closes_at > at,
        came_in=len(found),
        in_none=sum(1 for one in found if one.label not in where),
        is_begun=playback.first_read_at is not None,
        heard_at=playback.published_at,
        publish_at=playback.publish_at,
        held_at=playback.held_at,
        heard_by=heard_by,
        is_heard_late=bool(found) and playback.published_at is None and heard_by < today,
        understood=asked.headline if asked else "",
        without_end=len(open_themes),
        still_thinking=sum(1 for theme in open_themes if theme.still_thinking_at),
        is_promise_late=is_late and playback.published_at is not None,
        promised=len(promises.promises_of(message.pk, at=at)),
        promised_by=promised_by,
    )


def next_steps(found: list[Standing], *, at: datetime) -> list[Next]:
    """What the author does next, the day that comes first at the top."""
    today = clock.local(at).date()
    steps = []
    for one in found:
        if one.heard_at is None and (one.came_in or one.is_open) and not one.goes_by_itself:
            steps.append(Next("hear", one.heard_by, one.is_heard_late, one))
        elif one.heard_at and (
            one.is_promise_late or (one.without_end and one.promised_by >= today)
        ):
            steps.append(Next("promise", one.promised_by, one.is_promise_late, one))
    return sorted(steps, key=lambda step: step.by)


def owes(series: int, *, at: datetime) -> Owes:
    """What stands in the way of the next message, and what soon will."""
    left = owing.without_owner(series)
    stale = owing.stale(series, at=at)
    named = {one.pk for one in [*left, *stale]}
    due = promises.words_due_of(series, at=at, within=promises.SOON)
    return Owes(
        left=_shown(left, at=at),
        stale=_shown([one for one in stale if one not in left], at=at),
        late=tuple(owing.late_answers(series, at=at)),
        soon=tuple(one for one in due if one.pk not in named),
    )


def _shown(rows: list[Promise], *, at: datetime) -> tuple[Shown, ...]:
    chosen = Promise.objects.filter(pk__in=[row.pk for row in rows]).order_by("last_word_at")
    return tuple(promises.as_they_stood(chosen, at=at))
