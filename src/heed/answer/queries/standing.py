"""Where an author's messages stand between said and promised, and what comes next by which day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count

from heed import clock
from heed.answer.models import Gathered, Playback, Promise, Tap, Theme
from heed.answer.queries import hearing, owing, promises, whose
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
    # When promises open; None while what was heard is not out.
    opens_at: datetime | None
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


def standings(
    author: int, *, series: int, late: Collection[owing.Late], at: datetime
) -> list[Standing]:
    """The messages of an author in the last weeks, the newest first: nine queries, however many.

    ``late`` are the answers of the series that wait for an end.
    """
    found = whose.written_or_taken_on_by(author, since=at - SHOWN_FOR)
    return _standings([one for one in found if one.series_id == series], late, at=at)


def left_behind(series: int, *, late: Collection[owing.Late], at: datetime) -> list[Standing]:
    """The messages that nobody reads any more and of which something is left to do, however old
    what is late; another author can take each on."""
    slugs = {one.slug for one in late}
    messages = [
        one
        for one in answers.messages_of_series(series, since=at - owing.LOOK_BACK)
        if one.slug in slugs or one.opened_at >= at - SHOWN_FOR
    ]
    if not messages:
        return []
    messages = whose.without_author(whose.each_now(messages), series_slug=messages[0].series_slug)
    found = _standings(messages, late, at=at)
    return [one for one in found if (one.came_in or one.is_open) and not one.is_over]


def _standings(
    messages: list[Message], late: Collection[owing.Late], *, at: datetime
) -> list[Standing]:
    if not messages:
        return []
    kept = _kept([one.pk for one in messages], at=at)
    slugs = {one.slug for one in late}
    return [_standing(one, kept, is_late=one.slug in slugs, at=at) for one in messages]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of some messages, by the number of each."""

    playbacks: dict[int, Playback]
    labels: dict[int, list[str]]
    gathered: set[str]
    open_themes: dict[int, list[datetime | None]]
    understood: dict[int, Tap]
    promised: dict[int, int]


def _kept(editions: list[int], *, at: datetime) -> _Kept:
    labels: dict[int, list[str]] = {edition: [] for edition in editions}
    for edition, label in answers.labels(editions, before=at):
        labels[edition].append(label)
    gathered = Gathered.objects.filter(theme__edition__in=editions)
    open_themes: dict[int, list[datetime | None]] = {edition: [] for edition in editions}
    themes = Theme.objects.filter(edition__in=editions, became=None).exclude(title="")
    for edition, thinking_at in themes.values_list("edition", "still_thinking_at"):
        open_themes[edition].append(thinking_at)
    taps = Tap.objects.filter(kind=Tap.Kind.UNDERSTOOD, edition__in=editions)
    made = Promise.objects.filter(edition__in=editions).values_list("edition")
    return _Kept(
        playbacks={one.edition_id: one for one in Playback.objects.filter(edition__in=editions)},
        labels=labels,
        gathered={f"{kind}-{key}" for kind, key in gathered.values_list("kind", "key")},
        open_themes=open_themes,
        understood={tap.edition_id: tap for tap in taps},
        promised=dict(made.annotate(Count("pk")).order_by()),
    )


def _standing(message: Message, kept: _Kept, *, is_late: bool, at: datetime) -> Standing:
    today = clock.local(at).date()
    playback = kept.playbacks.get(message.pk) or Playback()
    came_in, open_themes = kept.labels[message.pk], kept.open_themes[message.pk]
    promised_by = (clock.local(message.opened_at) + PROMISED_AFTER_OPENING).date()
    heard_by = min((clock.local(message.closes_at) + HEARD_AFTER_CLOSING).date(), promised_by)
    tap = kept.understood.get(message.pk)
    return Standing(
        message=message,
        is_open=message.closes_at > at,
        came_in=len(came_in),
        in_none=sum(1 for label in came_in if label not in kept.gathered),
        is_begun=playback.first_read_at is not None,
        heard_at=playback.published_at,
        publish_at=playback.publish_at,
        held_at=playback.held_at,
        heard_by=heard_by,
        is_heard_late=bool(came_in) and playback.published_at is None and heard_by < today,
        understood=hearing.asked(tap, at=at).headline if tap else "",
        without_end=len(open_themes),
        still_thinking=sum(1 for thinking_at in open_themes if thinking_at),
        is_promise_late=is_late and playback.published_at is not None,
        opens_at=playback.promises_open_at,
        promised=kept.promised.get(message.pk, 0),
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
