"""What somebody's words did: what became of one answer, for the page that only its writer opens."""

from dataclasses import dataclass
from datetime import datetime

from heed.answer.models import Gathered, Playback
from heed.answer.queries import hearing
from heed.answer.queries.hearing import Heard
from heed.answer.queries.promises import Shown
from heed.edition.queries import answers
from heed.edition.queries.answers import Message
from heed.engines import disclosure


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one answer, once its author has said what they heard."""

    message: Message
    heard_at: datetime
    theme: Heard
    # "You and 14 to 18 others"; None where they are too few to say.
    others: tuple[int, int] | None

    @property
    def promises(self) -> tuple[Shown, ...]:
        return self.theme.promises


def became(edition: int, kind: str, key: str, *, at: datetime) -> Became | None:
    """The theme in which an answer stands and what was promised; None before that is out."""
    playback = Playback.objects.filter(edition=edition, published_at__lte=at).first()
    found = Gathered.objects.filter(kind=kind, key=key, theme__edition=edition).first()
    message = answers.message_of(edition)
    if playback is None or playback.published_at is None or found is None or message is None:
        return None
    page = hearing.what_was_heard(message, at=at)
    theme = (
        next((one for one in page.themes if one.number == found.theme_id), None) if page else None
    )
    if page is None or theme is None:
        return None
    return Became(page.message, playback.published_at, theme, _others(theme.count))


def _others(count: int) -> tuple[int, int] | None:
    try:
        others = disclosure.band(count).others()
    except disclosure.TooFewAnswers:
        return None
    return others.lowest, others.highest
