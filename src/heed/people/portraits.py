"""A portrait is made anew from what was sent: a small square, without anything else of the file."""

from __future__ import annotations

import hashlib
import io
import threading
import warnings
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

SIDE = 144
LARGEST_KEPT = 5_000
LARGEST_DRAWN = 200_000
LARGEST_SENT = 12 * 1024 * 1024
MOST_PIXELS = 30_000_000
# Of what cannot be opened small: four bytes for each pixel, several times over.
MOST_UNSCALED = 16_000_000
TAKEN = ("JPEG", "PNG", "WEBP")
ACCEPT = "image/jpeg,image/png,image/webp"
PAPER = "#fdfcf8"
# Faces are above the middle of a picture that stands upright.
CENTRE = (0.5, 0.35)


# Some kilobytes can unpack to hundreds of megabytes; so one picture is open at a time, in all rooms.
one_at_a_time = threading.Lock()


class CannotUsePicture(Exception):
    """A file from which no portrait can be made; the sentence says why."""


def remake(sent: bytes) -> bytes:
    """A square WebP of at most 5 kB from a JPEG, PNG or WebP; raises `CannotUsePicture`."""
    if len(sent) > LARGEST_SENT:
        raise CannotUsePicture(_("This file is larger than 12 MB. Choose a smaller picture"))
    try:
        with one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _encode(_square(_open(sent)))
    except (
        Image.DecompressionBombWarning,
        Image.DecompressionBombError,
        MemoryError,
    ):
        raise _too_many_pixels() from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise CannotUsePicture(
            _("This is not a picture that we can read. Choose a JPEG, PNG or WebP file")
        ) from None


def digest(person_pk: int, data: bytes) -> str:
    """The name under which a portrait is served; another picture has another name."""
    return hashlib.sha256(f"{person_pk}:".encode() + data).hexdigest()[:32]


def is_drawn(data: bytes, kind: str) -> bool:
    """Whether this is a whole picture of this kind, of a size that Heed keeps."""
    if len(data) > LARGEST_DRAWN:
        return False
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            image.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True


def what_is_wrong(row: Mapping[str, Any]) -> str:
    """The end of a sentence where a portrait that was read in is not one that Heed drew."""
    if digest(row["person_id"], row["data"]) != row["digest"]:
        return "its picture is not the one that its digest names"
    return "" if is_drawn(row["data"], "WEBP") else "its picture is not one that Heed drew"


def _open(sent: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(sent), formats=TAKEN)
    width, height = picture.size
    # The size stands in the head of the file, so nothing is unpacked before it is known.
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()
    if picture.format != "JPEG" and width * height > MOST_UNSCALED:
        raise CannotUsePicture(
            _("This picture is larger than 16 million pixels. Save it as a JPEG and choose that")
        )
    picture.draft("RGB", (SIDE * 2, SIDE * 2))
    return picture


def _square(picture: Image.Image) -> Image.Image:
    picture = ImageOps.exif_transpose(picture)
    picture = ImageOps.fit(
        picture.convert("RGBA"), (SIDE, SIDE), Image.Resampling.LANCZOS, centering=CENTRE
    )
    flat = Image.new("RGB", picture.size, PAPER)
    flat.paste(picture, mask=picture.getchannel("A"))
    return flat


def _encode(picture: Image.Image) -> bytes:
    for quality in (84, 72, 58, 40, 20, 5):
        kept = io.BytesIO()
        picture.save(kept, "WEBP", quality=quality, method=6)
        if kept.tell() <= LARGEST_KEPT:
            break
    return kept.getvalue()


def _too_many_pixels() -> CannotUsePicture:
    return CannotUsePicture(
        _("This picture is larger than 30 million pixels. Choose a smaller one")
    )
