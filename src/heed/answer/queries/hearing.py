"""What was heard of a message, as everybody reads it once it is out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from heed import clock
from heed.answer import hills, sentences
from heed.answer.models import Became, Playback, Tap, Tapped, Theme
from heed.answer.queries import gathering, promises, whose
from heed.answer.queries.promises import No, Shown
from heed.edition.queries import answers
from heed.edition.queries.answers import Answer, Message


@dataclass(frozen=True, slots=True)
class Given:
    """Handed on: to whom, and what was said to them."""

    to_whom: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """One theme as everybody reads it."""

    number: int
    title: str
    heard: str
    landed: str
    count: int
    quoted: Answer | None
    promises: tuple[Shown, ...]
    noes: tuple[No, ...]
    handed_on: tuple[Given, ...]
    still_thinking: str
    still_thinking_at: datetime | None

    @property
    def became(self) -> bool:
        """Whether a promise, a no or somebody else has it."""
        return bool(self.promises or self.noes or self.handed_on)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with one tap; ``figure`` once it is published, ``is_open`` before."""

    number: int
    kind: str
    is_open: bool
    has_answered: bool
    closes_at: datetime
    figure: dict[str, Any]
    promise: int | None = None
    what: str = ""

    @property
    def headline(self) -> str:
        """What most said, where a figure may be shown."""
        return sentences.headline(self.figure)

    @property
    def sentence(self) -> str:
        """The rest of the figure, or why there is none."""
        return sentences.sentence(self.figure)

    @property
    def in_one_line(self) -> str:
        """The same in one line, for a list."""
        return sentences.in_one_line(self.figure)

    @property
    def hill(self) -> str:
        """The picture of how many said yes; empty where there is no figure."""
        return hills.of(self.figure)


@dataclass(frozen=True, slots=True)
class WhatIHeard:
    """The whole page."""

    message: Message
    title: str
    thanks: str
    not_understood: str
    published_at: datetime | None
    count: int
    in_none: int
    themes: tuple[Heard, ...]
    understood: Asked | None
    cards: int = 0
    promised: int = 0

    @property
    def comments(self) -> int:
        """How many answered under their names."""
        return self.count - self.cards

    @property
    def promised_at(self) -> datetime | None:
        """When the last promise or no was added, where that was on a later day."""
        moments = [one.made_at for theme in self.themes for one in theme.promises]
        moments += [one.at for theme in self.themes for one in theme.noes]
        out = self.published_at
        later = [
            one for one in moments if out and clock.local(one).date() > clock.local(out).date()
        ]
        return max(later, default=None)

    @property
    def unanswered(self) -> tuple[Heard, ...]:
        """The themes of which nothing has become yet."""
        return tuple(one for one in self.themes if not one.became)


def what_was_heard(
    message: Message, *, at: datetime, person: int | None = None, is_draft: bool = False
) -> WhatIHeard | None:
    """The page of what was heard, with whoever says it in the place of the message's author.

    None while it is not out, but for its author's own draft.
    """
    playback = Playback.objects.filter(edition=message.pk).first()
    if playback is None or (playback.published_at is None and not is_draft):
        return None
    found = answers.answers(message.pk, at=at)
    where = gathering.theme_of_each(message.pk)
    by_label = {one.label: one for one in found}
    shown = {one.pk: one for one in promises.promises_of(message.pk, at=at)}
    ends = Became.objects.select_related("refusal__edition", "handed_on").order_by("pk")
    rows = Theme.objects.filter(edition=message.pk).prefetch_related(Prefetch("became", ends))
    themes = [_theme(row, where, by_label, shown) for row in rows]
    return WhatIHeard(
        message=whose.who_heard(message, published_at=playback.published_at),
        title=playback.title,
        thanks=playback.thanks,
        not_understood=playback.not_understood,
        published_at=playback.published_at,
        count=len(found),
        in_none=sum(1 for one in found if one.label not in where),
        themes=tuple(themes),
        understood=understood(message.pk, at=at, person=person),
        cards=sum(1 for one in found if one.kind == answers.PAPER),
        promised=len(shown),
    )


def _theme(
    row: Theme, where: dict[str, int], by_label: dict[str, Answer], shown: dict[int, Shown]
) -> Heard:
    quoted = by_label.get(row.quoted) if where.get(row.quoted) == row.pk else None
    became = row.became.all()
    handed_on = [one.handed_on for one in became if one.handed_on]
    return Heard(
        number=row.pk,
        title=row.title,
        heard=row.heard,
        landed=row.landed,
        count=sum(1 for label, theme in where.items() if theme == row.pk and label in by_label),
        # Whoever withdrew it, or took the tick back, is not quoted any more.
        quoted=quoted if quoted and quoted.may_be_quoted else None,
        promises=tuple(shown[one.promise_id] for one in became if one.promise_id),
        noes=tuple(promises.no(one.refusal) for one in became if one.refusal),
        handed_on=tuple(Given(one.to_whom, one.words, one.at) for one in handed_on),
        still_thinking=row.still_thinking,
        still_thinking_at=row.still_thinking_at,
    )


def heard_by(slug: str) -> str:
    """Who says what was heard of a message; empty while it cannot be read."""
    out = Playback.objects.filter(edition__slug=slug).exclude(published_at=None)
    names = out.annotate(name=whose.signed("published_at")).values_list("name", flat=True)
    return next(iter(names), "")


def understood(edition: int, *, at: datetime, person: int | None = None) -> Asked | None:
    """Whether people say that the author understood what they meant."""
    tap = Tap.objects.filter(kind=Tap.Kind.UNDERSTOOD, edition=edition).first()
    return asked(tap, at=at, person=person) if tap else None


def helped_with(edition: int, *, at: datetime, staff: bool = True) -> list[Asked]:
    """The promises about which everybody is asked with this message whether they helped.

    Unless for ``staff``, without those of messages that only staff may read.
    """
    readable = answers.readable(staff=staff, through="promise__edition")
    taps = Tap.objects.filter(readable, kind=Tap.Kind.HELPED, edition=edition, opens_at__lte=at)
    return [asked(tap, at=at) for tap in taps.select_related("promise").order_by("pk")]


def asked(tap: Tap, *, at: datetime, person: int | None = None) -> Asked:
    """A question as a page shows it to this person, or to anybody."""
    has_answered = person is not None and Tapped.objects.filter(tap=tap, person=person).exists()
    return Asked(
        number=tap.pk,
        kind=tap.kind,
        is_open=tap.closes_at > at,
        has_answered=has_answered,
        closes_at=tap.closes_at,
        figure=tap.figure,
        promise=tap.promise.number if tap.promise else None,
        what=tap.promise.what if tap.promise else "",
    )


@dataclass(frozen=True, slots=True)
class Where:
    """On which page a question stands."""

    kind: str
    slug: str
    series_slug: str
    promise: int


def question(number: int) -> Where | None:
    """Where a question stands, by its number."""
    tap = Tap.objects.filter(pk=number).select_related("edition__series", "promise").first()
    if tap is None:
        return None
    return Where(
        kind=tap.kind,
        slug=tap.edition.slug or "",
        series_slug=tap.edition.series.slug,
        promise=tap.promise.number if tap.promise else 0,
    )


def on_shift(*, at: datetime, person: int | None = None) -> Asked | None:
    """What unit managers are asked about time on shift; None while nothing is asked."""
    newest = Tap.objects.filter(kind=Tap.Kind.ON_SHIFT, opens_at__lte=at, closes_at__gt=at)
    tap = newest.order_by("-opens_at").first()
    return asked(tap, at=at, person=person) if tap else None


def helped(series_slug: str, promise: int, *, at: datetime, person: int | None) -> Asked | None:
    """What everybody was last asked about a promise."""
    taps = Tap.objects.filter(
        kind=Tap.Kind.HELPED,
        promise__series__slug=series_slug,
        promise__number=promise,
        opens_at__lte=at,
    )
    newest = taps.select_related("promise").order_by("-opens_at").first()
    return asked(newest, at=at, person=person) if newest else None
