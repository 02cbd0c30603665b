"""The comments of one post: which are posted, which wait, and who answers whom.

Heed has one reply under a comment, by the message's author. Every other answer becomes a comment
of its own that names whom it answers. What stands above is looked up, never walked, so a comment
whose parent is missing, comes later or is its own child is treated like any other.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from heed.edition.words import LONGEST_COMMENT
from heed.edition.wxr import marking, shaping
from heed.edition.wxr.reading import Author, Comment
from heed.edition.wxr.saying import moment_of, one_line
from heed.edition.wxr.telling import Told
from heed.moderation.guards import can_be_seen, without_controls

LONGEST_NAME = 80
LONGEST_REPLY = 2_000
_POSTED, _WAITING = {"1", "approved", "approve"}, {"0", "hold", "unapproved"}
_LEFT_OUT = {"spam": "spam", "trash": "trash", "post-trashed": "trash"}
_KINDS = {"", "comment"}
_ECHOES = {"pingback", "trackback", "pings"}


@dataclass(slots=True)
class Said:
    """One comment. ``reply`` is the author's answer under it."""

    name: str
    text: str
    at: datetime
    is_posted: bool
    reply: "Said | None" = None


@dataclass(frozen=True, slots=True)
class Answers:
    """Every comment of a post in the order in which they were written."""

    said: tuple[Said, ...] = ()


@dataclass(slots=True)
class _Found:
    said: Said
    number: str
    parent: str
    is_author: bool
    became_reply: bool = False


def answers(
    comments: list[Comment],
    *,
    author: Author,
    said_at: datetime,
    told: Told,
    title: str,
    at: datetime,
) -> Answers:
    """What was answered, as Heed keeps it; ``told`` knows of everything that was left out."""
    found: list[_Found] = []
    for comment in comments:
        why_not = _why_not(comment)
        if why_not:
            told.note(why_not, line=comment.line, title=title)
            continue
        one = _found(comment, author=author, said_at=said_at, told=told, title=title, at=at)
        if one is not None:
            found.append(one)
            told.note("comments posted" if one.said.is_posted else "comments waiting")
    found.sort(key=lambda one: one.said.at)
    return Answers(tuple(_threaded(found, told=told)))


def _why_not(comment: Comment) -> str:
    kind = comment.said.get("kind", "").strip()
    if kind not in _KINDS:
        return "comment left out: echo" if kind in _ECHOES else "comment left out: other"
    if shaping.is_too_much(comment.said.get("html", "")):
        return "comment left out: too large"
    state = comment.said.get("approved", "").strip()
    if state in _LEFT_OUT:
        return f"comment left out: {_LEFT_OUT[state]}"
    return "" if state in _POSTED | _WAITING else "comment left out: unknown state"


def _found(
    comment: Comment, *, author: Author, said_at: datetime, told: Told, title: str, at: datetime
) -> _Found | None:
    said = comment.said
    text = plain(said.get("html", ""))
    if not can_be_seen(text):
        told.note("comment left out: empty", line=comment.line, title=title)
        return None
    moment, is_local = moment_of(said)
    if moment is None or moment > at:
        told.note("comment without date", line=comment.line, title=title)
        moment, is_local = said_at, False
    if is_local:
        told.note("local date of a comment", line=comment.line, title=title)
    name = one_line(said.get("name", ""))[:LONGEST_NAME].strip()
    person = said.get("person", "").strip()
    return _Found(
        said=Said(
            name=name if can_be_seen(name) else _("No name given"),
            text=text,
            at=moment,
            is_posted=said.get("approved", "").strip() in _POSTED,
        ),
        number=said.get("number", "").strip(),
        parent=said.get("parent", "").strip(),
        is_author=bool(author.number) and person == author.number and person != "0",
    )


def plain(html: str) -> str:
    """The words of a comment as plain text; a link is followed by where it leads."""
    if "<" not in html and "&" not in html:
        return without_controls(html).strip()
    return without_controls(marking.to_text(shaping.shape(html))).strip()


def _threaded(found: list[_Found], *, told: Told) -> list[Said]:
    by_number = {one.number: one for one in found if one.number}
    for one in found:
        above = by_number.get(one.parent)
        if above is not None and _can_be_its_reply(one, above):
            above.said.reply = one.said
            one.became_reply = True
            told.note("replies")
    listed: list[Said] = []
    for one in found:
        if one.became_reply:
            continue
        above = by_number.get(one.parent)
        if one.parent not in ("", "0"):
            told.note("answers" if above else "answers to nothing here")
        is_named = above is not None and above.said.is_posted and above.said.name != one.said.name
        if above is not None and is_named:
            one.said.text = _("To %(name)s:") % {"name": above.said.name} + f"\n\n{one.said.text}"
        listed.extend(_in_parts(one.said, told=told))
    return listed


def _can_be_its_reply(one: _Found, above: _Found) -> bool:
    return (
        one.is_author
        and one is not above
        and one.said.is_posted
        and above.said.is_posted
        and not above.became_reply
        and above.said.reply is None
        and one.said.reply is None
        and len(one.said.text) <= LONGEST_REPLY
    )


def _in_parts(said: Said, *, told: Told) -> list[Said]:
    """A comment that is longer than one can be, as several that follow one another."""
    if len(said.text) <= LONGEST_COMMENT:
        return [said]
    told.note("long comments")
    parts, rest = [], said.text
    while rest:
        most = LONGEST_COMMENT
        cut = len(rest) if len(rest) <= most else max(rest.rfind(" ", 0, most), most // 2)
        parts.append(Said(said.name, rest[:cut].strip(), said.at, said.is_posted))
        rest = rest[cut:].strip()
    parts[0].reply = said.reply
    return [part for part in parts if can_be_seen(part.text)]
