"""Pictures of what was done."""

from dataclasses import dataclass
from datetime import datetime

from heed.answer.models import DonePicture

SIZES = ("small", "large")


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture as a page shows it; its bytes have an address of their own."""

    digest: str
    shows: str
    width: int
    height: int


def pictures_of(promise: int) -> dict[datetime, Pictured]:
    """The pictures of a promise, by the moment of the line that each stands with."""
    rows = DonePicture.objects.filter(word__promise=promise)
    found = rows.values_list("word__at", "digest", "shows", "width", "height")
    return {at: Pictured(*rest) for at, *rest in found}


def drawn(promise: int, digest: str, size: str) -> bytes | None:
    """One size of a picture of this promise; None where there is none."""
    rows = DonePicture.objects.filter(word__promise=promise, digest=digest)
    found = rows.values_list(size, flat=True).first()
    return None if found is None else bytes(found)
