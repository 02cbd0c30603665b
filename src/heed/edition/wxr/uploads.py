"""The pictures of the old site, where somebody copied its folder of uploads; nothing is fetched."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from heed.edition.pictures import NoPicture, Redrawn, redraw
from heed.edition.wxr.telling import Told

# WordPress names a smaller copy after its size; the original is the better one to draw anew.
_SMALLER = re.compile(r"-\d{1,5}x\d{1,5}(?=\.[A-Za-z]{3,4}$)")


def first_picture(
    pictures: tuple[tuple[str, str], ...], folder: Path, *, told: Told
) -> tuple[Redrawn, str] | None:
    """The first of these pictures that the folder holds, drawn anew, with its description."""
    for source, alt in pictures:
        file = find(source, folder)
        if file is None:
            continue
        try:
            with file.open("rb") as opened:
                redrawn = redraw(opened)
        except (NoPicture, OSError):
            told.note("pictures not usable")
            continue
        told.note("pictures kept")
        return redrawn, alt
    return None


def find(source: str, folder: Path) -> Path | None:
    """The file that an address on the old site names, if it lies in the folder and nowhere else."""
    try:
        inside = unquote(urlsplit(source).path).partition("/uploads/")[2]
        if not inside:
            return None
        home = folder.resolve()
        for name in (_SMALLER.sub("", inside), inside):
            file = (home / name).resolve()
            if file.is_relative_to(home) and file.is_file():
                return file
    except (ValueError, OSError):
        return None
    return None
