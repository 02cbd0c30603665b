"""The rest of the loop for tests: answers, themes, what was heard, promises, by the product's verbs."""

from datetime import date, datetime, timedelta

from PIL import Image

from heed.answer.actions import gathering, playing_back, promising
from heed.answer.models import DonePicture, Promise, Theme
from heed.edition.models import Edition
from heed.edition.pictures import Redrawn, redrawn
from heed.edition.queries import answers
from heed.edition.queries.answers import Message
from heed.people.models import Person
from tests.factories import editions

# The message of Tuesday 24 November closes on Monday 30 at six.
READ = editions.TUESDAY + timedelta(days=7)
HEARD = READ + timedelta(days=2, hours=2)
PROMISED = HEARD + timedelta(days=1)
REASON = (
    "The car park belongs to the hospital, and its contract runs until April. We asked in August "
    "and again in October, and the answer was no both times. We ask again in March."
)


def drawn() -> Redrawn:
    """A picture as it is kept."""
    return redrawn(Image.new("RGB", (1200, 800), "#20506c"))


def picture_of_done() -> str:
    """What the newest picture with a promise is called."""
    return DonePicture.objects.latest("pk").digest


def message_of(edition: Edition) -> Message:
    found = answers.message_of(edition.pk)
    assert found is not None
    return found


def answered(
    author: Person, moderator: Person, *texts: str, at: datetime = editions.TUESDAY
) -> Message:
    """A message with an answer for each text, all posted."""
    edition = editions.opened(author, at=at)
    for number, text in enumerate(texts or ("The garage locks its toilet at eleven.",)):
        editions.posted(edition, moderator, text, name=f"Lorna Pettifer {number}")
    return message_of(edition)


def labels(message: Message, *, at: datetime = READ) -> list[str]:
    return [one.label for one in answers.answers(message.pk, at=at)]


def heard(message: Message, author: Person, *, at: datetime = HEARD) -> Theme:
    """What was heard is out: every answer in one theme. Read two days before."""
    gathering.begin_reading(message=message, by=author, at=at - timedelta(days=2))
    theme = Theme.objects.filter(edition=message.pk).first()
    assert theme is not None
    gathering.save(
        message=message,
        title="I had been counting minutes. You were telling me about miles.",
        thanks="I read all of it on the Tuesday morning, some of it twice.",
        not_understood="",
        themes=[
            gathering.Heard(
                theme=theme.pk,
                title="A break that starts far from anywhere is not a break",
                heard="I had been counting minutes.",
                landed="The line about the log stopped me.",
            )
        ],
        placed=dict.fromkeys(labels(message, at=at), theme.pk),
        version=0,
        by=author,
        at=at - timedelta(hours=1),
    )
    playing_back.publish(message=message, by=author, at=at)
    return Theme.objects.get(edition=message.pk)


def terms(**given: object) -> promising.Terms:
    values = {
        "kind": "do",
        "what": "On nights, breaks start at a place with a toilet and a kettle",
        "first_step": "Crews name such places.",
        "due_on": date(2027, 1, 31),
        **given,
    }
    return promising.Terms(**values)  # type: ignore[arg-type]


def promised(
    message: Message, theme: Theme, owner: Person, by: Person, *, at: datetime = PROMISED,
    **given: object,
) -> Promise:  # fmt: skip
    return promising.make(
        message=message, themes=[theme.pk], terms=terms(**given), owner=owner, by=by, at=at
    )
