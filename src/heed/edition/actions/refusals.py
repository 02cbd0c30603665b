"""Why something cannot be done; each sentence can be shown to the person who tried."""

from collections.abc import Sequence

from heed.edition.gates import Stop


class Refused(Exception):
    """The common kind of every refusal in this room."""

    @property
    def sentence(self) -> str:
        return str(self)


class NotYours(Refused):
    """Somebody tried what only another role, or another person, may do."""


class CannotPublish(Refused):
    """Something about the message must be put right before it can go out."""


class NotNow(Refused):
    """The message or the comment is in a state in which this cannot be done."""


class CommentNotTaken(Refused):
    """A comment did not get in; ``field`` is the form field that the sentence belongs to."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class SomebodyElseDecided(Refused):
    """Another moderator was quicker; nothing was changed."""


class DecisionUnclear(Refused):
    """A decision lacks what it needs; ``field`` is the form field to look at."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class StillOwed(Refused):
    """The series owes something, and the message cannot open before it has a word about it.

    ``stops`` says what; ``field`` is the form field whose words were too few, or which name a
    colleague: ``named``, as they name them.
    """

    def __init__(self, stops: Sequence[Stop], *, field: str | None = None, named: str = "") -> None:
        super().__init__(" ".join(stop.sentence for stop in stops))
        self.stops = tuple(stops)
        self.field = field
        self.named = named
