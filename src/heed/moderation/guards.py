"""What can be told from a text alone: pure functions, in time that grows with its length only."""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

from heed.moderation.names import POSTS, claims_a_name

__all__ = [
    "POSTS",
    "can_be_seen",
    "claims_a_name",
    "comparable",
    "link_count",
    "plain_to_html",
    "without_controls",
]

# Control characters but for tab and new line, and those that turn the direction of writing.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_LINK_BEGINS = re.compile(r"https?://|(?<![\w./])www\.[\w-]")
_LINK = re.compile(r"https?://[^\s<>\"'`\\“”‘«»]{1,2000}", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10}\.?(?::[0-9]{1,5})?", re.IGNORECASE)
_AFTER_A_LINK = ".,;:!?…*_"


def comparable(text: str) -> str:
    """A text reduced to what a reader takes from it, for comparing; never kept in its place."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(c for c in folded if unicodedata.category(c) != "Cf").split())


def link_count(text: str) -> int:
    """How many web addresses stand in a text, those written without http:// included."""
    return len(_LINK_BEGINS.findall(comparable(text)))


def without_controls(text: str) -> str:
    """The text without characters that cannot be seen or that turn the direction of others."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def can_be_seen(text: str) -> bool:
    """Whether there is anything in a text but space and characters that nobody sees."""
    return any(not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in text)


def plain_to_html(text: str) -> Markup:
    """Plain text as paragraphs. Web addresses are shown whole, and can be followed.

    Everything is escaped; an address that hides where it leads is left as text.
    """
    paragraphs: list[list[Markup]] = [[]]
    for line in without_controls(text).split("\n"):
        line = line.strip()
        if line:
            paragraphs[-1].append(_linked(line))
        elif paragraphs[-1]:
            paragraphs.append([])
    return Markup("\n").join(
        Markup("<p>{}</p>").format(Markup("<br>\n").join(lines)) for lines in paragraphs if lines
    )


def _linked(line: str) -> Markup:
    out: list[Markup] = []
    done = 0
    for match in _LINK.finditer(line):
        address = _without_the_sentence(match[0])
        out.append(escape(line[done : match.start()]))
        out.append(_link(address))
        done = match.start() + len(address)
    out.append(escape(line[done:]))
    return Markup("").join(out)


def _without_the_sentence(address: str) -> str:
    """The address without the full stop or bracket of the sentence around it."""
    unopened = {c: address.count(c) - address.count(o) for o, c in ("()", "[]", "{}")}
    end = len(address)
    while end:
        last = address[end - 1]
        if unopened.get(last, 0) > 0:
            unopened[last] -= 1
        elif last not in _AFTER_A_LINK:
            break
        end -= 1
    return address[:end]


def _link(address: str) -> Markup:
    host = re.split(r"[/?#]", address.partition("://")[2], maxsplit=1)[0]
    if not _HOST.fullmatch(host):
        return escape(address)
    return Markup('<a href="{0}" rel="nofollow ugc noopener">{0}</a>').format(address)
