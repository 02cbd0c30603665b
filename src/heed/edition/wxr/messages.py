"""From an item of the file to a message of the past: or why it is none."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import nh3
from django.utils.translation import gettext as _

from heed.edition import words
from heed.edition.wxr import marking, shaping, threads
from heed.edition.wxr.reading import Author, Export, Item
from heed.edition.wxr.saying import moment_of, one_line
from heed.edition.wxr.telling import Told
from heed.moderation.guards import can_be_seen, without_controls

LONGEST_TITLE = 200
LONGEST_NAME = 120
LONGEST_SOURCE = 300
# Room for the sentence that says that there was more.
LONGEST_TEXT = words.LONGEST - 500


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the past, in Heed's own words, ready to be kept."""

    source: str
    digest: str
    title: str
    text: str
    at: datetime
    author: Author
    answers: threads.Answers
    pictures: tuple[tuple[str, str], ...]


def message(item: Item, export: Export, *, told: Told, at: datetime) -> Message | None:
    """The message that this item is, or None; either way ``told`` knows what became of it."""
    title = _title(item.said.get("title", ""))
    why_not = _why_not(item, at=at)
    if why_not:
        told.note(why_not, line=item.line, title=title)
        told.counts["comments of what was left out"] += len(item.comments)
        return None
    shaped = shaping.shape(item.said.get("html", ""), site=export.address)
    text = without_controls(marking.to_markdown(shaped))
    text, title = _with_whole_title(text, title, item=item, told=told)
    if not can_be_seen(text):
        told.note("left out: empty", line=item.line, title=title)
        return None
    moment, is_local = moment_of(item.said)
    assert moment is not None
    if is_local:
        told.note("local date", line=item.line, title=title)
    _tell_changes(shaped, item=item, title=title, told=told)
    if len(text) > LONGEST_TEXT:
        told.note("cut", line=item.line, title=title)
        text = _cut(text)
    author = _author(item.said.get("creator", ""), export)
    told.note("read")
    return Message(
        source=source_of(item, export),
        digest=digest_of(item),
        title=title or _first_words(text),
        text=text,
        at=moment,
        author=author,
        answers=threads.answers(
            item.comments, author=author, said_at=moment, told=told, title=title, at=at
        ),
        pictures=tuple(shaped.pictures),
    )


def _why_not(item: Item, *, at: datetime) -> str:
    said = item.said
    kind, status = said.get("kind", "post").strip(), said.get("status", "publish").strip()
    if kind != "post":
        known = {"page", "attachment", "nav_menu_item", "revision", "wp_block"}
        return f"left out: {kind}" if kind in known else "left out: other kind"
    if status != "publish":
        known = {"draft", "pending", "private", "future", "trash", "auto-draft"}
        return f"left out: {status}" if status in known else "left out: other state"
    if said.get("password", "").strip():
        return "left out: password"
    if shaping.is_too_much(said.get("html", "")):
        return "left out: too large"
    moment, _is_local = moment_of(said)
    if moment is None:
        return "left out: no date"
    return "left out: to come" if moment > at else ""


def _title(html: str) -> str:
    return one_line(nh3.clean(html[:10_000], tags=set()))


def _with_whole_title(text: str, title: str, *, item: Item, told: Told) -> tuple[str, str]:
    """A title that is longer than a title can be stands whole at the head of the words."""
    if len(title) <= LONGEST_TITLE:
        return text, title
    told.note("long title", line=item.line, title=title)
    whole = marking.to_markdown(
        shaping.Shaped([shaping.Block("p", [shaping.Run(title)])], told.counts, [])
    )
    return f"{whole}\n\n{text}", title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip() + "…"


def _first_words(text: str) -> str:
    line = words.to_plain(text[:2_000]).partition("\n")[0]
    return line if len(line) <= 60 else line[:60].rsplit(" ", 1)[0] + "…"


def _cut(text: str) -> str:
    kept = text[:LONGEST_TEXT]
    kept = kept[: max(kept.rfind("\n\n"), LONGEST_TEXT // 2)].rstrip()
    return kept + "\n\n" + _("(It went on; this is as much as can stand on a page here.)")


def _tell_changes(shaped: shaping.Shaped, *, item: Item, title: str, told: Told) -> None:
    for what, many in shaped.changes.items():
        told.note(f"changed: {what}", line=item.line, title=title, many=many)
    for _address, alt in shaped.pictures:
        told.note("pictures with words" if alt else "pictures without", line=item.line, title=title)
    excerpt = _title(item.said.get("excerpt", ""))
    if excerpt and excerpt[:80] not in " ".join(marking.to_text(shaped).split()):
        told.note("summaries", line=item.line, title=title)


def _author(login: str, export: Export) -> Author:
    login = one_line(login)[:LONGEST_NAME]
    known = export.authors.get(login)
    if known is None:
        return Author(login=login, name=login or _("The author is not named"))
    name = one_line(known.name)[:LONGEST_NAME]
    return Author(
        number=known.number.strip(), login=login, email=known.email.strip(), name=name or login
    )


def source_of(item: Item, export: Export) -> str:
    """The old site's own name for an item, by which it is known again."""
    said = item.said
    source = one_line(said.get("guid", "")) or f"{one_line(export.address)}#{said.get('number')}"
    if len(source) <= LONGEST_SOURCE:
        return source
    return f"sha256:{hashlib.sha256(source.encode()).hexdigest()}"


def digest_of(item: Item) -> str:
    """A fingerprint of everything that was read of an item and its comments."""
    read = hashlib.sha256()
    for said in (item.said, *(comment.said for comment in item.comments)):
        for name in sorted(said):
            read.update(f"{name}\0{said[name]}\0".encode("utf-8", "replace"))
    return read.hexdigest()
