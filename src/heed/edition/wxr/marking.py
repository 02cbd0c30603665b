"""Blocks as the Markdown that a message is kept in, and as plain text for a comment.

What is written is what the author's editor would write of the same words, so that a message that
was brought in can be opened and corrected there like any other.
"""

import re
import unicodedata

from heed.edition.words import MOST_LINKS
from heed.edition.wxr.shaping import Block, Run, Shaped
from heed.moderation.guards import without_controls

Sign = tuple[str, bool, str]

_MARK = re.compile(r"[\\*\[\]<]")
_BEGINS = re.compile(r"^(?:(#{1,6}|[-+])(?= |$)|(>))")
_NUMBER = re.compile(r"^(\d{1,9})([.)])(?= |$)")
_HASHES_LAST = re.compile(r"(^|\s)(#+)$")
_LIKE_AN_ENTITY = re.compile(r"&(?=#?\w+;)")
_ODD_IN_ADDRESS = str.maketrans(
    {" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", "\n": "", "\t": ""}
)


def to_markdown(shaped: Shaped) -> str:
    """The words in Markdown. With more links than the page follows, they are written out."""
    text = _Writer(writes_out_links=False).blocks(shaped.blocks)
    if text.count("[") > MOST_LINKS:
        shaped.changes["many links"] += 1
        text = _Writer(writes_out_links=True).blocks(shaped.blocks)
    return text


def to_text(shaped: Shaped) -> str:
    """The words alone, a paragraph or item a line with an empty line between; links in full."""
    return "\n\n".join(_plain(shaped.blocks))


def _plain(blocks: list[Block]) -> list[str]:
    said: list[str] = []
    for block in blocks:
        parts = _lines(_signs(block.runs, writes_out_links=True))
        said.extend("".join(sign for sign, _strong, _href in part) for part in parts)
        said.extend(_plain(block.parts))
    return said


def _signs(runs: list[Run], *, writes_out_links: bool) -> list[Sign]:
    found: list[Sign] = []
    for place, run in enumerate(runs):
        href = "" if writes_out_links else run.href
        found.extend((sign, run.is_strong, href) for sign in without_controls(run.text))
        follows = runs[place + 1].href if place + 1 < len(runs) else ""
        if writes_out_links and run.href and run.href != follows:
            whole = "".join(each.text for each in runs[: place + 1] if each.href == run.href)
            if run.href.strip("/") not in (whole.strip().strip("/"), f"mailto:{whole.strip()}"):
                found.extend((sign, False, "") for sign in f" ({run.href})")
    return found


def _lines(found: list[Sign]) -> list[list[Sign]]:
    """One space for several, none at the ends of a line; two breaks part two paragraphs."""
    kept: list[Sign] = []
    for each in found:
        if each[0] == "\n":
            while kept and kept[-1][0] == " ":
                kept.pop()
            kept.append(each)
        elif each[0].isspace():
            if kept and not kept[-1][0].isspace():
                kept.append((" ", each[1], each[2]))
        else:
            kept.append(each)
    parts: list[list[Sign]] = [[]]
    breaks = 0
    for each in kept:
        if each[0] == "\n":
            breaks += 1
            continue
        if parts[-1] and breaks == 1:
            parts[-1].append(("\n", False, ""))
        elif parts[-1] and breaks:
            parts.append([])
        breaks = 0
        parts[-1].append(each)
    for part in parts:
        while part and part[-1][0].isspace():
            part.pop()
    return [part for part in parts if part]


def _is_word(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LN"


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


def _settle(part: list[Sign]) -> list[Sign]:
    """Strong words begin and end where CommonMark sees the stars: at a letter, or beside a space."""
    part = list(part)
    start = 0
    while start < len(part):
        if not part[start][1]:
            start += 1
            continue
        end = start
        while end < len(part) and part[end][1] and part[end][2] == part[start][2]:
            end += 1
        first, last = start, end
        while first < last and _cannot_bound(part, first, first - 1):
            part[first] = (part[first][0], False, part[first][2])
            first += 1
        while last > first and _cannot_bound(part, last - 1, last):
            last -= 1
            part[last] = (part[last][0], False, part[last][2])
        start = end
    return part


def _cannot_bound(part: list[Sign], at: int, beside: int) -> bool:
    sign, _strong, href = part[at]
    if sign.isspace():
        return True
    near = part[beside] if 0 <= beside < len(part) else None
    return _is_mark(sign) and near is not None and near[2] == href and _is_word(near[0])


class _Writer:
    def __init__(self, *, writes_out_links: bool) -> None:
        self.writes_out_links = writes_out_links

    def blocks(self, parts: list[Block], *, is_item: bool = False) -> str:
        out, last, is_other = "", "", False
        for block in parts:
            is_list = block.kind in ("ul", "ol")
            is_other = is_list and block.kind == last and not is_other
            made = self._made(block, is_other=is_other)
            full = [text for text in made if text.strip()]
            if not full:
                continue
            is_close = is_item and last == "p" and is_list
            out += ("\n" if is_close else "\n\n") * bool(out) + "\n\n".join(full)
            last = block.kind
        return out

    def _made(self, block: Block, *, is_other: bool) -> list[str]:
        if block.kind in ("h2", "h3"):
            text = " ".join(" ".join(self._paragraphs(block)).split("\n"))
            text = _HASHES_LAST.sub(r"\1\\\2", text)
            return [f"{'#' * int(block.kind[1])} {text}"] if text else []
        if block.kind == "blockquote":
            inner = self.blocks(block.parts)
            return [_indented(inner, "> ", "> ")] if inner else []
        if block.kind in ("ul", "ol"):
            return [self._list(block, is_other=is_other)]
        return self._paragraphs(block)

    def _list(self, block: Block, *, is_other: bool) -> str:
        inner = [self.blocks(item.parts, is_item=True) for item in block.parts]
        items = []
        for number, text in enumerate((text for text in inner if text), start=1):
            if block.kind == "ol":
                mark = f"{number}{')' if is_other else '.'} "
            else:
                mark = "* " if is_other else "- "
            items.append(_indented(text, mark, " " * len(mark)))
        return "\n".join(items)

    def _paragraphs(self, block: Block) -> list[str]:
        signs = _signs(block.runs, writes_out_links=self.writes_out_links)
        made = [self._inline(_settle(part)) for part in _lines(signs)]
        return ["\n".join(_begun(line) for line in text.split("\n")) for text in made]

    def _inline(self, part: list[Sign]) -> str:
        out, at = "", 0
        while at < len(part):
            href, inner, is_strong = part[at][2], "", False
            while at < len(part) and part[at][2] == href:
                if part[at][1] != is_strong:
                    inner += "**"
                    is_strong = part[at][1]
                inner += _escaped(part, at)
                at += 1
            inner += "**" if is_strong else ""
            out += f"[{inner}]({_address(href)})" if href and inner.strip() else inner
        return out


def _escaped(part: list[Sign], at: int) -> str:
    sign = part[at][0]
    if _MARK.match(sign):
        return f"\\{sign}"
    if sign == "_":
        inside = 0 < at < len(part) - 1 and all(_is_word(part[n][0]) for n in (at - 1, at + 1))
        return sign if inside else f"\\{sign}"
    return sign


def _address(href: str) -> str:
    return _LIKE_AN_ENTITY.sub(r"\\&", href.translate(_ODD_IN_ADDRESS))


def _begun(line: str) -> str:
    """A line that would begin a list, a heading or a quote begins with words."""
    line = _BEGINS.sub(r"\\\g<0>", line)
    return _NUMBER.sub(r"\1\\\2", line)


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{rest if at else first}{line}".rstrip() for at, line in enumerate(lines))
