"""Whether a name that somebody gave claims to be a leader's, however it is spelt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Posts that no name of a person contains.
POSTS = (
    "chief executive",
    "chief exec",
    "chief officer",
    "chief operating officer",
    "chief medical officer",
    "chief people officer",
    "ceo",
    "director",
    "director of",
    "managing director",
    "non executive",
    "chairman",
    "chairwoman",
    "chairperson",
    "the chair",
    "chair of",
    "freedom to speak up",
    "speak up guardian",
    "ftsu",
    "guardian",
    "moderator",
    "administrator",
)
_TITLES = "mr mrs ms miss mx dr prof professor sir dame rev"

# Each pair is a letter that is not Latin, or does not come apart, and the one it is taken for.
_PAIRS = (
    "Аa Вb Еe Ѕs Іi Јj Кk Мm Нh Оo Рp Сc Тt Уy Хx Һh Ԁd Ԛq Ԝw Ӏl Гr Ьb "
    "аa вb еe ѕs іi јj кk мm нh оo рp сc тt уy хx һh ԁd ԛq ԝw ӏl гr ьb "
    "Αa Βb Εe Ζz Ηh Ιi Κk Μm Νn Οo Ρp Τt Υy Χx αa βb γy εe ηn ιi κk νv οo ρp τt υu χx ωw ϲc ϳj "
    "ԱU աw ոn սu օo ցg հh յj ıi Łl łl Øo øo Đd đd ðd Ħh ħh ɑa ɡg ɩi "
    "ᴀa ʙb ᴄc ᴅd ᴇe ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz "
    "0o 1l 3e 4a 5s 7t @a $s !i |l"
)
_ALIKE = str.maketrans(
    {"æ": "ae", "Æ": "ae", "œ": "oe", **{pair[0]: pair[1] for pair in _PAIRS.split()}}
)
_CAPITAL_INSIDE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_JOINERS = re.compile("[-‐‑‒–'’‘ʼ`´.]")
_NOT_SEEN = re.compile("[\u115f\u1160\u3164\uffa0\u2800]")
_LONGEST = 200
_LONG_ENOUGH = 10


def claims_a_name(name: str, names: Iterable[str], posts: Iterable[str] = ()) -> str | None:
    """The leader's name or post that a given name equals or contains, or None.

    `names` are the leaders' own; `posts` are theirs beside the usual ones. Look-alike letters,
    accents, spacing and what cannot be seen make no difference.
    """
    given = _words(name)
    if not given:
        return None
    people = _without_titles(given)
    for leader in names:
        if _is_named(people, _of_leaders(leader)[0]):
            return leader
    # A hyphen joins two names ("Lee-Brown") but parts a name from a post ("Mensah-CEO").
    apart = _words(name.replace("-", " "))
    for post in (*posts, *POSTS):
        if _holds(apart, _of_leaders(post)[1]):
            return post
    return None


def _is_named(given: list[str], leader: list[str]) -> bool:
    """Whether the given words name this leader, in either order, initials left out."""
    if not leader:
        return False
    if "".join(given) == "".join(leader):
        return True
    full, wanted = _without_initials(given), _without_initials(leader)
    return len(wanted) > 1 and (_contains(full, wanted) or _contains(full, wanted[::-1]))


def _holds(given: list[str], post: list[str]) -> bool:
    if not post:
        return False
    whole, wanted = "".join(given), "".join(post)
    return (
        _contains(given, post)
        or whole == wanted
        or (len(wanted) >= _LONG_ENOUGH and wanted in whole)
    )


def _contains(words: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    return any(words[i : i + size] == wanted for i in range(len(words) - size + 1))


def _words(name: str) -> list[str]:
    """The words of a name as a hasty reader sees them."""
    seen = unicodedata.normalize("NFKC", name[:_LONGEST])
    seen = "".join(c for c in seen if unicodedata.category(c) not in {"Cf", "Cc"})
    seen = _CAPITAL_INSIDE.sub(" ", _NOT_SEEN.sub("", seen))
    bare = unicodedata.normalize("NFKD", seen.translate(_ALIKE)).translate(_ALIKE)
    bare = "".join(c for c in bare if not unicodedata.combining(c)).casefold()
    bare = _JOINERS.sub("", bare).replace("i", "l").replace("rn", "m").replace("vv", "w")
    return re.findall("[a-z0-9]+", bare)


@lru_cache(maxsize=512)
def _of_leaders(name: str) -> tuple[list[str], list[str]]:
    """The words of a leader's name or post, without titles and with them."""
    return _without_titles(_words(name)), _words(name.replace("-", " "))


def _without_titles(words: list[str]) -> list[str]:
    return [word for word in words if word not in _FOLDED_TITLES] or words


def _without_initials(words: list[str]) -> list[str]:
    longer = [word for word in words if len(word) > 1]
    return longer if len(longer) > 1 else words


_FOLDED_TITLES = set(_words(_TITLES))
