"""What of this room must be made anew, or looked at, when an export is read back.

A file can say anything. What goes onto a page as it stands is therefore never read from one: it is
made again from the words. A picture is taken only where it is what Heed itself would have drawn.
"""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from heed.edition.models import Comment, PaperCard
from heed.moderation.guards import plain_to_html
from heed.people.portraits import is_drawn

Row = Mapping[str, Any]


def _page_words_of_comment(row: Row) -> str:
    return plain_to_html(row["text"]) if row["state"] == Comment.State.POSTED else ""


def _page_words_of_card(row: Row) -> str:
    return plain_to_html(row["text"]) if row["state"] == PaperCard.State.POSTED else ""


def _page_words_of_reply(row: Row) -> str:
    return plain_to_html(row["text"])


def _what_is_wrong_with_picture(row: Row) -> str:
    parts = [(row["small"], "WEBP"), (row["large"], "WEBP"), (row["shared"], "JPEG")]
    if hashlib.sha256(b"".join(data for data, _kind in parts)).hexdigest()[:32] != row["digest"]:
        return "its pictures are not the ones that its digest names"
    if not all(is_drawn(data, kind) for data, kind in parts):
        return "its pictures are not pictures as Heed draws them"
    return ""


# By the label of the field: how its value is made from the rest of the row.
MADE_ANEW: dict[str, Callable[[Row], str]] = {
    "edition.Comment.html": _page_words_of_comment,
    "edition.PaperCard.html": _page_words_of_card,
    "edition.Reply.html": _page_words_of_reply,
}
# By the label of the model: a sentence's end where the row cannot be true, or nothing.
LOOKED_AT: dict[str, Callable[[Row], str]] = {
    "edition.Picture": _what_is_wrong_with_picture,
}
