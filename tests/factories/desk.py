"""What the tests of the queue begin with: a message that is out, and comments on it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from heed import clock
from heed.edition.actions import commenting, deciding
from heed.edition.models import Comment, Edition
from tests import people
from tests.factories import editions

NOW = editions.TUESDAY + timedelta(hours=2)
EMAIL = "gareth@private.example"


@dataclass
class Story:
    """A message by Ama is out; `now` is the present, and moves when it is told to."""

    cast: people.Cast
    edition: Edition
    now: datetime = NOW
    _sent: int = field(default=0)

    def pass_time(self, **length: float) -> datetime:
        """Let time go by, and everything that is due happen."""
        self.now += timedelta(**length)
        deciding.apply_due(at=self.now)
        return self.now

    def comment(
        self, text: str = "The chairs at Thornsea are broken.", name: str = "Gareth Sollom", **more
    ) -> Comment:
        """Somebody answers the message."""
        self._sent += 1
        sent = commenting.Sent(
            name=name, email=more.pop("email", EMAIL), text=text, ticket=f"t{self._sent}", **more
        )
        return commenting.receive(edition=self.edition, sent=sent, at=self.now)

    def posted(self, text: str = "The chairs at Thornsea are broken.", **more) -> Comment:
        """A comment that stands on the page."""
        comment = self.comment(text, **more)
        self.decide(comment, "posted")
        self.pass_time(minutes=5)
        comment.refresh_from_db()
        return comment

    def decide(self, comment: Comment, outcome: str, **more) -> Comment:
        """Joe decides about a comment as it stands."""
        comment.refresh_from_db()
        return deciding.decide(
            comment=comment,
            outcome=outcome,
            by=more.pop("by", self.cast.joe),
            at=self.now,
            version=comment.version,
            **more,
        )


def begin() -> Story:
    """The cast, the series and a message that went out a moment ago."""
    cast = people.cast()
    story = Story(cast=cast, edition=editions.opened(cast.ama))
    clock.set_source(lambda: story.now)
    return story
