"""Places in a message that a higher room fills: what happened since last time, what was heard.

A room says in its `apps.py` what to put there (`fill`). A room whose content changed says so with
`actions.publishing.touch`, so that the stored page is made again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from heed.edition.models import Comment, Edition
from heed.edition.queries import answers

# Since last time stands below the message, what was heard below the comments.
SINCE, HEARD = "since", "heard"


@dataclass(frozen=True, slots=True)
class About:
    """The message whose place is filled; ``opened_at`` is None while it is not out."""

    edition: int
    series: int
    opened_at: datetime | None
    in_spite: str
    is_public: bool


Fill = Callable[..., str]
_fills: dict[str, list[Fill]] = {SINCE: [], HEARD: []}


def fill(slot: str, with_what: Fill) -> None:
    """Fill a place with this as well; called as ``with_what(about, at=moment)``, gives HTML."""
    if with_what not in _fills[slot]:
        _fills[slot].append(with_what)


def filled(edition: Edition, *, at: datetime) -> dict[str, str]:
    """The HTML for each place of this message; empty where nobody has anything to say."""
    # What a draft that was taken back once said to everybody is not said any more.
    is_on_its_way = edition.state == Edition.State.SCHEDULED or edition.is_published
    in_spite = edition.in_spite if is_on_its_way else ""
    is_public = edition.visible_to == "public"
    about = About(edition.pk, edition.series_id, edition.opened_at, in_spite, is_public)
    return {slot: "".join(one(about, at=at) for one in fills) for slot, fills in _fills.items()}


_tells: list[Fill] = []


def tell_writers(what_became: Fill) -> None:
    """Say this too on the page that only a writer opens; called as ``what_became(answer, edition,
    at=moment)``, gives HTML."""
    if what_became not in _tells:
        _tells.append(what_became)


def told_to_writer(comment: Comment, *, at: datetime) -> str:
    """What became of a posted comment in higher rooms; empty while nothing did."""
    if comment.state != Comment.State.POSTED or comment.posted_at is None:
        return ""
    answer = answers.of_comment(comment)
    return "".join(tell(answer, comment.edition_id, at=at) for tell in _tells)
