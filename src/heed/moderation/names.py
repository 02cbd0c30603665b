"""Whether a name that somebody gave claims to be a leader's, however it is spelt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Posts that no name of a person contains.
POSTS = (
    "chief executive",
    "chief exec",
    "chief officer",
    "ceo",
    "director",
    "director of",
    "managing director",
    "non executive",
    "chairman",
    "chairwoman",
    "chairperson",
    "board chair",
    "chair of the board",
    "freedom to speak up",
    "speak up guardian",
    "ftsu",
    "guardian",
    "moderator",
    "administrator",
)
_TITLES = frozenset("mr mrs ms miss mx dr prof professor sir dame rev the real".split())
# Letters of other alphabets that look like Latin ones, and Latin ones that do not come apart.
_ALIKE = str.maketrans(
    dict(
        zip(
            "абвгдезіїјкмнопрстухѕԁԛԝһӏαβγεηικνορτυχωϲϳıłøđðħŧɑɡɩʟᴀᴄᴇᴍᴏɪ",
            "a6brde3iijkmhonpctyxsdqwhlaByenikvoptuxwcjilodohtagilacemoi".ljust(0),
            strict=False,
        )
    )
)
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_JOINERS = re.compile(r"[-‐‑‒–'’‘ʼ`´.]")
_BREAKS = re.compile(r"[^a-z0-9]+")
_LONG_ENOUGH = 10


def claims_a_name(name: str, names: Iterable[str], posts: Iterable[str] = ()) -> str | None:
    """The leader's name or post that a given name equals or contains, or None.

    `names` are the leaders' own; `posts` are theirs beside the usual ones.
    """
    return None
