"""What the author has before them: the answers, the themes, and which answer stands where."""

from dataclasses import dataclass
from datetime import datetime

from heed.answer.models import Gathered, Playback, Theme
from heed.edition.queries import answers
from heed.edition.queries.answers import Answer, Message


@dataclass(frozen=True, slots=True)
class Gathering:
    """One theme with the answers that stand in it."""

    number: int
    place: int
    title: str
    heard: str
    landed: str
    quoted: str
    answers: tuple[Answer, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it and nothing was written about it."""
        return not (self.title or self.heard or self.landed or self.answers)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that came in on one message, and how far it is gathered."""

    message: Message
    themes: tuple[Gathering, ...]
    in_order: tuple[Answer, ...]
    in_none: tuple[Answer, ...]
    title: str
    thanks: str
    not_understood: str
    version: int
    first_read_at: datetime | None
    published_at: datetime | None
    # When it goes out by itself; and when it was to, and did not.
    publish_at: datetime | None
    held_at: datetime | None
    # Comments that are not decided yet, and since when the oldest of them waits.
    waiting: int
    waits_since: datetime | None

    @property
    def is_draft(self) -> bool:
        """Whether its words can still be changed."""
        return self.published_at is None and self.publish_at is None

    @property
    def count(self) -> int:
        """How many answers there are in all."""
        return len(self.in_order)


def reading(message: Message, *, at: datetime) -> Reading:
    """What the author reads and has written so far: five queries."""
    playback = Playback.objects.filter(edition=message.pk).first() or Playback()
    where = theme_of_each(message.pk)
    found = answers.answers(message.pk, at=at)
    waiting, waits_since = answers.still_waiting(message.pk)
    themes = tuple(
        Gathering(
            number=theme.pk,
            place=place,
            title=theme.title,
            heard=theme.heard,
            landed=theme.landed,
            quoted=theme.quoted,
            answers=tuple(one for one in found if where.get(one.label) == theme.pk),
        )
        for place, theme in enumerate(Theme.objects.filter(edition=message.pk), 1)
    )
    return Reading(
        message=message,
        themes=themes,
        in_order=tuple(found),
        in_none=tuple(one for one in found if one.label not in where),
        title=playback.title,
        thanks=playback.thanks,
        not_understood=playback.not_understood,
        version=playback.version,
        first_read_at=playback.first_read_at,
        published_at=playback.published_at,
        publish_at=playback.publish_at,
        held_at=playback.held_at,
        waiting=waiting,
        waits_since=waits_since,
    )


def theme_of_each(edition: int) -> dict[str, int]:
    """In which theme each gathered answer of a message stands, by the answer's label."""
    rows = Gathered.objects.filter(theme__edition=edition).values_list("kind", "key", "theme")
    return {f"{kind}-{key}": theme for kind, key, theme in rows}
