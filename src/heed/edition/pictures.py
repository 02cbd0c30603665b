"""One picture, drawn anew: three sizes, and nothing else of the file that somebody chose."""

import hashlib
import io
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from heed.people.portraits import MOST_UNSCALED, one_at_a_time

LARGEST_FILE = 12 * 1024 * 1024
MOST_PIXELS = 50_000_000
NARROWEST = 100
KINDS = ("JPEG", "PNG", "WEBP")
SMALL = (480, 10_000)
LARGE = (960, 70_000)
SHARED = ((1200, 630), 90_000)
QUALITIES = range(82, 29, -8)
_UNREADABLE = (
    OSError, SyntaxError, ValueError, KeyError, IndexError, EOFError, OverflowError,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


class NoPicture(Exception):
    """The file cannot become a picture of the message; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A picture in three sizes. ``small`` and ``large`` are WebP, ``shared`` is JPEG."""

    digest: str
    small: bytes
    large: bytes
    shared: bytes
    width: int
    height: int


def redraw(file: BinaryIO) -> Redrawn:
    """Draw the picture anew, turned the right way up. Raises `NoPicture`.

    The camera's notes (place, time, owner) and whatever else was in the file stay behind.
    """
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise NoPicture(_("This file is larger than 12 MB. Choose a smaller one."))
    with one_at_a_time:
        return redrawn(_opened(data))


def redrawn(image: Image.Image) -> Redrawn:
    """The three sizes of a picture that is upright, opaque and in RGB."""
    large = _webp(image, *LARGE)
    small = _webp(image, *SMALL)
    shared = _shared(image)
    with Image.open(io.BytesIO(large), formats=["WEBP"]) as drawn:
        width, height = drawn.size
    digest = hashlib.sha256(small + large + shared).hexdigest()[:32]
    return Redrawn(digest, small, large, shared, width, height)


def _opened(data: bytes) -> Image.Image:
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        raise NoPicture(
            _(
                "This is an HEIC photo, which browsers cannot show. Save it as a JPEG and choose that."
            )
        )
    try:
        image = Image.open(io.BytesIO(data), formats=KINDS)
    except _UNREADABLE as trouble:
        raise NoPicture(
            _("Heed cannot read this as a picture. Choose a JPEG, PNG or WebP file.")
        ) from trouble
    with image:
        if image.width * image.height > MOST_PIXELS:
            raise NoPicture(_("This picture has more than 50 million dots. Choose a smaller one."))
        if image.format != "JPEG" and image.width * image.height > MOST_UNSCALED:
            raise NoPicture(
                _("This picture has more than 16 million dots. Save it as a JPEG and choose that.")
            )
        if min(image.size) < NARROWEST:
            raise NoPicture(
                _("This picture is too small to see: it is less than 100 dots wide or high.")
            )
        return _upright(image)


def _upright(image: Image.Image) -> Image.Image:
    try:
        image.draft("RGB", (2 * LARGE[0], 2 * LARGE[0]))
        image.load()
        turned = ImageOps.exif_transpose(image)
        return _opaque(_in_common_colours(turned))
    except (*_UNREADABLE, MemoryError) as trouble:
        raise NoPicture(
            _("This picture is damaged, or did not arrive whole. Choose it again.")
        ) from trouble


def _in_common_colours(image: Image.Image) -> Image.Image:
    """Colours that a phone wrote for its own screen, as every screen shows them."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        common = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, given, common, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image


def _opaque(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("RGB")
    return image.convert("RGB")


def _webp(image: Image.Image, width: int, most_bytes: int) -> bytes:
    width = min(width, image.width)
    while True:
        height = max(1, round(image.height * width / image.width))
        drawn = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
        for quality in QUALITIES:
            made = _encoded(drawn, "WEBP", quality=quality, method=4)
            if len(made) <= most_bytes:
                return made
        width = round(width * 0.8)


def _shared(image: Image.Image) -> bytes:
    size, most_bytes = SHARED
    drawn = ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    for quality in QUALITIES:
        made = _encoded(drawn, "JPEG", quality=quality, optimize=True, progressive=True)
        if len(made) <= most_bytes:
            return made
    soft = drawn.resize((size[0] // 3, size[1] // 3)).resize(size)
    return _encoded(soft, "JPEG", quality=QUALITIES[-1], optimize=True)


def _encoded(image: Image.Image, kind: str, **how: int) -> bytes:
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    kept = io.BytesIO()
    clean.save(kept, kind, **how)
    return kept.getvalue()
