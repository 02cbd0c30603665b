"""The words of a message for a mail: HTML that carries its look in itself, and plain text."""

from __future__ import annotations

import re
import textwrap
from html import unescape
from html.parser import HTMLParser

from markupsafe import Markup, escape

from heed.edition.words import to_html

LONGEST_LINE = 900
# Without quotation marks: a line of mail may end between the words of a name.
SERIF = "Georgia, Times New Roman, serif"
SANS = "Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"
WORDS = f"margin: 0 0 16px; font: 19px/1.55 {SERIF}; color: #1b2a2c;"
_LOOK = {
    "p": WORDS,
    "li": f"margin: 0 0 8px; font: 19px/1.55 {SERIF}; color: #1b2a2c;",
    "ul": "margin: 0 0 16px; padding: 0 0 0 24px;",
    "ol": "margin: 0 0 16px; padding: 0 0 0 24px;",
    "blockquote": "margin: 0 0 16px; padding: 0 0 0 16px; border-left: 2px solid #0d4f55;",
    "h2": f"margin: 24px 0 8px; font: bold 21px/1.3 {SANS}; color: #1b2a2c;",
    "h3": f"margin: 24px 0 8px; font: bold 19px/1.3 {SANS}; color: #1b2a2c;",
    "a": "color: #0d4f55; text-decoration: underline;",
}
_CLASS = {"a": "tide"}
_TAG = re.compile(r"<(p|li|ul|ol|blockquote|h2|h3|a)(?=[ >])")


def in_html(markdown: str) -> Markup:
    """Markdown as HTML that needs no style sheet."""
    return Markup(_TAG.sub(_dressed, to_html(markdown)))


def line_in_html(text: str) -> Markup:
    """One plain sentence of a person as a paragraph."""
    return Markup('<p class="ink" style="{}">{}</p>').format(WORDS, text)


def said_by_heed(text: str) -> Markup:
    """One sentence of Heed's own as a paragraph."""
    style = f"margin: 0 0 12px; font: 17px/1.5 {SANS}; color: #1b2a2c;"
    return Markup('<p class="ink" style="{}">{}</p>').format(style, text)


def said_of(before: str, wrote: str, after: str) -> Markup:
    """A sentence of Heed's own around words that somebody wrote."""
    words = Markup('<span style="font: 19px/1.5 {}">{}</span>').format(SERIF, wrote)
    style = f"margin: 0 0 12px; font: 17px/1.5 {SANS}; color: #1b2a2c;"
    said = Markup("\n").join(part for part in (before, words if wrote else "", after) if part)
    return Markup('\n<p class="ink" style="{}">{}</p>').format(style, said)


def way_to(address: str, says: str) -> Markup:
    """A link as a paragraph of its own."""
    style = f"margin: 0 0 16px; font: bold 17px/1.5 {SANS};"
    return Markup('\n<p style="{}">{}</p>').format(style, link(address, says))


def link(address: str, says: str) -> Markup:
    """A link inside a line."""
    return Markup('<a class="tide" href="{}" style="{}">{}</a>').format(address, _LOOK["a"], says)


def heading(text: str) -> Markup:
    """A heading above words that somebody wrote."""
    return Markup('\n<h2 class="ink" style="{}">{}</h2>\n').format(_LOOK["h2"], text)


def signed(name: str, post: str) -> Markup:
    """Who wrote it, under their words."""
    name_look = f"margin: 24px 0 0; font: bold 17px/1.5 {SANS}; color: #1b2a2c;"
    post_look = f"margin: 0 0 24px; font: 16px/1.5 {SANS}; color: #4b595a;"
    return Markup('\n<p class="ink" style="{}">{}</p>\n<p class="soft" style="{}">{}</p>\n').format(
        name_look, name, post_look, post
    )


def in_text(markdown: str) -> str:
    """Markdown as plain text: paragraphs apart, lists with their marks, links written out."""
    reader = _Reader()
    reader.feed(str(to_html(markdown)))
    reader.close()
    return reader.text()


def in_short_lines(text: str) -> str:
    """The same words in lines that mail can carry as they are (RFC 5322: 998 bytes at most).

    A longer line would have to be recoded, and its copies would differ by more than their places.
    """
    return "\n".join(short for line in text.split("\n") for short in _short(line))


def _short(line: str) -> list[str]:
    size = len(line.encode())
    if size <= LONGEST_LINE:
        return [line]
    # Counted for the widest letter, so that each piece keeps within the bytes.
    widest = max(len(letter.encode()) for letter in line)
    return textwrap.wrap(
        line, LONGEST_LINE // widest, break_long_words=False, break_on_hyphens=False
    )


def _dressed(tag: re.Match[str]) -> str:
    name = tag[1]
    return f'<{name} class="{_CLASS.get(name, "ink")}" style="{escape(_LOOK[name])}"'


class _Reader(HTMLParser):
    """Reads the small HTML of a message: nothing else comes out of `to_html`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[str] = []
        self._is_item: list[bool] = []
        self._line = ""
        self._marks: list[str] = []
        self._counts: list[int | None] = []
        self._address = ""
        self._link_said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("ul", "ol"):
            self._end()
            start = int(given.get("start") or 1)
            self._counts.append(start if tag == "ol" else None)
        elif tag == "li":
            self._end()
            count = self._counts[-1] if self._counts else None
            self._marks.append("- " if count is None else f"{count}. ")
            if count is not None:
                self._counts[-1] = count + 1
        elif tag == "blockquote":
            self._end()
            self._marks.append("> ")
        elif tag == "br":
            self._line += "\n"
        elif tag == "a":
            self._address, self._link_said = unescape(given.get("href") or ""), ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "h2", "h3"):
            self._end()
        elif tag in ("li", "blockquote"):
            self._end()
            if self._marks:
                self._marks.pop()
        elif tag in ("ul", "ol"):
            self._end()
            if self._counts:
                self._counts.pop()
        elif tag == "a":
            address = self._address.removeprefix("mailto:")
            if address != self._link_said.strip():
                self._line += f" ({address})"
            self._address = ""

    def handle_data(self, data: str) -> None:
        if self._address:
            self._link_said += data
        self._line += data.replace("\n", " ")

    def _end(self) -> None:
        lines = [" ".join(line.split()) for line in self._line.strip().split("\n")]
        self._line = ""
        if not any(lines):
            return
        mark = "".join(self._marks)
        rest = "".join("> " if one == "> " else " " * len(one) for one in self._marks)
        self._is_item.append(bool(self._counts))
        self._blocks.append("\n".join(
            f"{mark if number == 0 else rest}{line}" for number, line in enumerate(lines)
        ))  # fmt: skip
        # What follows in the same item stands under its first words, not under a mark of its own.
        self._marks = ["> " if one == "> " else " " * len(one) for one in self._marks]

    def text(self) -> str:
        self._end()
        text = ""
        for number, block in enumerate(self._blocks):
            # The items of a list stand close together.
            is_next_item = number and self._is_item[number] and self._is_item[number - 1]
            text += ("\n" if is_next_item else "\n\n" if number else "") + block
        return text
