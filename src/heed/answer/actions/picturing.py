"""A picture with what was done: drawn anew, and described."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from heed.answer.models import DonePicture, PromiseWord
from heed.edition.actions.refusals import DecisionUnclear
from heed.edition.pictures import Redrawn
from heed.people.portraits import is_drawn

LONGEST_DESCRIPTION = 300


def keep(word: PromiseWord, picture: Redrawn, shows: str) -> DonePicture:
    """Let a picture stand with the line that says what changed. ``shows`` says what is on it."""
    shows = " ".join(shows.split())[:LONGEST_DESCRIPTION]
    if not shows:
        raise DecisionUnclear(
            _("Say what the picture shows, for people who cannot see it."), field="shows"
        )
    return DonePicture.objects.create(
        word=word,
        digest=digest_of(picture.small, picture.large),
        small=picture.small,
        large=picture.large,
        width=picture.width,
        height=picture.height,
        shows=shows,
    )


def digest_of(small: bytes, large: bytes) -> str:
    """The name of a picture, made of its two sizes."""
    return hashlib.sha256(small + large).hexdigest()[:32]


def what_is_wrong(row: Mapping[str, Any]) -> str:
    """What is wrong with a row of an export that says that it is such a picture; or nothing."""
    if digest_of(row["small"], row["large"]) != row["digest"]:
        return "its pictures are not the ones that its digest names"
    if not (is_drawn(row["small"], "WEBP") and is_drawn(row["large"], "WEBP")):
        return "its pictures are not pictures as Heed draws them"
    return ""
