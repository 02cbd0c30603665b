"""WordPress's HTML, blocks and shortcodes as a few plain shapes: paragraphs, lists, quotes.

The HTML is first put in order by nh3, so that whatever was in it, what is walked here is a small,
well-formed piece. Every change that a reader would notice is counted under its name.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import urljoin

import nh3
from django.utils.translation import gettext as _

from heed.edition.words import LINKS

DEEPEST = 40
# More than this no page shows, and no person wrote.
LARGEST, MOST_TAGS = 1024 * 1024, 20_000

_BLOCKS = {
    "p", "div", "figure", "figcaption", "section", "article", "header", "footer", "aside", "main",
    "address", "details", "summary", "dl", "dt", "dd", "center", "pre", "table", "caption", "thead",
    "tbody", "tfoot", "tr", "ul", "ol", "li", "blockquote", "hr",
    "h1", "h2", "h3", "h4", "h5", "h6",
}  # fmt: skip
_INLINE = {"a", "strong", "b", "em", "i", "br", "img", "iframe", "video", "audio", "source",
           "del", "s", "code", "sup", "sub"}  # fmt: skip
_CELLS = {"td", "th"}
TAGS = _BLOCKS | _INLINE | _CELLS
_GONE_WITH_THEIR_WORDS = {"script", "style"}
_COUNTED = {
    "em": "slanted", "i": "slanted", "del": "struck", "s": "struck", "code": "code", "pre": "code",
    "sup": "raised", "sub": "raised",
}  # fmt: skip

_SHORT = re.compile(
    r"(?<!\[)\[(/?)(caption|wp_caption|gallery|playlist|embed|audio|video)((?:\s[^\[\]]{0,2000})?)/?\](?!\])"
)
_IN_SHORT = re.compile(r"""([a-z0-9_]{1,20})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")
_OTHER_SHORT = re.compile(r"(?<!\[)\[/?[a-z][a-z0-9]*[_-][a-z0-9_-]+(?:\s[^\[\]]{0,500})?\]")
_EMBED = re.compile(r"(?<!\[)\[embed[^\[\]]{0,300}\]\s*([^\s\[\]<>\"]{1,2000})\s*\[/embed\]")
_ADDRESS_ALONE = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
_RUN_OF_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Run:
    """A stretch of words in one strength, with where it leads; a line break is "\\n"."""

    text: str
    is_strong: bool = False
    href: str = ""


@dataclass(slots=True)
class Block:
    """A paragraph, heading, list, item or quote. ``kind``: p, h2, h3, ul, ol, li, blockquote."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    parts: list["Block"] = field(default_factory=list)


@dataclass(slots=True)
class Shaped:
    """What came out: blocks, how often what was simplified, and the pictures that stay behind."""

    blocks: list[Block]
    changes: Counter[str]
    pictures: list[tuple[str, str]]


def is_too_much(html: str) -> bool:
    """Whether this is larger than anything that somebody wrote by hand."""
    return len(html) > LARGEST or html.count("<") > MOST_TAGS


def shape(html: str, *, site: str = "") -> Shaped:
    """The HTML of a post as blocks. ``site`` is where links without a host lead to."""
    changes: Counter[str] = Counter()
    has_blocks = "<!-- wp:" in html
    lowered = html.lower()
    for tag in ("<script", "<style", "<form", "<object", "<svg"):
        changes["active"] += lowered.count(tag)
    text = _SHORT.sub(lambda found: _short(found, changes), _EMBED.sub(_embedded, html))
    changes["shortcodes"] += len(_OTHER_SHORT.findall(text))
    clean = nh3.clean(
        text,
        tags=TAGS,
        clean_content_tags=_GONE_WITH_THEIR_WORDS,
        attributes={
            "a": {"href"},
            "img": {"src", "alt"},
            **{tag: {"src"} for tag in ("iframe", "video", "audio", "source")},
        },
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    walker = _Walker(changes, site=site, breaks_at_lines=not has_blocks)
    walker.feed(clean)
    walker.close()
    walker.end()
    return Shaped(walker.root.parts, +changes, walker.pictures)


def _short(found: re.Match[str], changes: Counter[str]) -> str:
    closing, name = found[1], found[2]
    given = {
        key: unescape(quoted or single or bare)
        for key, quoted, single, bare in _IN_SHORT.findall(found[3])
    }
    if name in ("caption", "wp_caption"):
        if closing:
            return "</figure>"
        said = given.get("caption", "")
        return f"<figure><p>{escape(said)}</p>" if said else "<figure>"
    if closing:
        return ""
    if name in ("gallery", "playlist"):
        changes["galleries"] += 1
        return ""
    source = next((given[key] for key in ("src", "mp4", "mp3", "m4a", "webm") if key in given), "")
    return f'<p><a href="{escape(source)}">{escape(source)}</a></p>' if source else ""


def _embedded(found: re.Match[str]) -> str:
    address = escape(unescape(found[1]))
    return f'<p><a href="{address}">{address}</a></p>'


class _Walker(HTMLParser):
    """Builds the blocks. Elements that mean nothing here are passed through, never their words."""

    def __init__(self, changes: Counter[str], *, site: str, breaks_at_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.changes, self.site, self.breaks_at_lines = changes, site, breaks_at_lines
        self.root = Block("root")
        self.pictures: list[tuple[str, str]] = []
        self._open: list[Block] = [self.root]
        self._runs: list[Run] = []
        self._heading = ""
        self._strong = 0
        self._links: list[str] = []
        self._pre = 0
        self._table: list[tuple[bool, list[list[Run]]]] | None = None
        self._tables = 0
        self._captions: list[list[Run]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _COUNTED:
            self.changes[_COUNTED[tag]] += 1
        if tag in _BLOCKS or tag in _CELLS:
            self._begin_block(tag)
        elif tag == "br":
            self._say("\n")
        elif tag in ("strong", "b"):
            self._strong += 1
        elif tag == "a":
            self._links.append(self._leads_to(given.get("href", "")))
        elif tag == "img":
            self._picture(given.get("src", ""), given.get("alt", ""))
        elif tag in ("iframe", "video", "audio", "source") and given.get("src"):
            self._frame(given["src"])

    def handle_endtag(self, tag: str) -> None:
        if tag in ("strong", "b"):
            self._strong = max(0, self._strong - 1)
        elif tag == "a" and self._links:
            self._links.pop()
        elif tag in _BLOCKS or tag in _CELLS:
            self._end_block(tag)

    def handle_data(self, data: str) -> None:
        if not self._pre and not self.breaks_at_lines:
            self._say(_RUN_OF_SPACE.sub(" ", data))
            return
        # In the older way of writing an empty line parts paragraphs, as WordPress shows them.
        lines = data.replace("\r\n", "\n").replace("\r", "\n")
        if not self._runs and not self._pre:
            lines = lines.lstrip("\n")
        for number, part in enumerate(re.split(r"\n[ \t]*\n\s*", lines)):
            if number:
                self._flush()
            self._say(part)

    def _say(self, words: str) -> None:
        if words:
            href = self._links[-1] if self._links else ""
            self._runs.append(Run(words, self._strong > 0 and not self._heading, href))

    def _begin_block(self, tag: str) -> None:
        self._pre += tag == "pre"
        if tag == "table":
            self._begin_table()
        elif tag == "tr" and self._table is not None:
            self._table.append((True, []))
        elif tag == "caption" and self._table is not None:
            self._runs = []
            self._captions.append(self._runs)
        elif tag in _CELLS and self._table:
            is_head, cells = self._table[-1]
            self._table[-1] = (is_head and tag == "th", [*cells, []])
            self._runs = self._table[-1][1][-1]
        elif self._table is not None:
            self._say(" ")
        elif tag in ("ul", "ol", "li", "blockquote"):
            self._flush()
            self._push(tag)
        else:
            self._flush()
            if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                self._heading = "h2" if tag in ("h1", "h2") else "h3"

    def _end_block(self, tag: str) -> None:
        self._pre = max(0, self._pre - (tag == "pre"))
        if tag == "table":
            self._end_table()
        elif self._table is not None:
            if tag not in ("tr", *_CELLS):
                self._say(" ")
        else:
            self._flush()
            if tag in ("ul", "ol", "li", "blockquote"):
                self._pop(tag)
            elif tag.startswith("h") and tag != "hr":
                self._heading = ""

    def _push(self, tag: str) -> None:
        if len(self._open) > DEEPEST:
            return
        here = self._open[-1]
        if tag == "li" and here.kind not in ("ul", "ol"):
            self._push("ul")
            here = self._open[-1]
        if tag in ("ul", "ol", "blockquote") and here.kind in ("ul", "ol"):
            self._push("li")
            here = self._open[-1]
        block = Block(tag)
        here.parts.append(block)
        self._open.append(block)

    def _pop(self, tag: str) -> None:
        kinds = [block.kind for block in self._open]
        if tag in kinds:
            del self._open[len(kinds) - 1 - kinds[::-1].index(tag) :]

    def _flush(self) -> None:
        if self._table is not None:
            return
        runs, self._runs = self._runs, []
        if not any(run.text.strip() for run in runs):
            return
        whole = "".join(run.text for run in runs).strip()
        if _ADDRESS_ALONE.fullmatch(whole):
            # WordPress shows what such an address leads to; here it can at least be followed.
            runs = [Run(whole, href=whole)]
        here = self._open[-1]
        if here.kind in ("ul", "ol"):
            self._push("li")
            here = self._open[-1]
        here.parts.append(Block(self._heading or "p", runs))

    def _leads_to(self, href: str) -> str:
        if not href:
            self.changes["links"] += 1
            return ""
        try:
            whole = href if LINKS.match(href) else urljoin(self.site, href)
        except ValueError:
            whole = ""
        if not LINKS.match(whole) or href.startswith("#"):
            self.changes["links"] += 1
            return ""
        return whole

    def _picture(self, source: str, alt: str) -> None:
        alt = " ".join(alt.split())
        self.pictures.append((source, alt))
        if alt:
            self._runs.append(Run(" " + _("(Picture: %(alt)s)") % {"alt": alt} + " "))

    def _frame(self, source: str) -> None:
        address = self._leads_to(source)
        if address:
            self.changes["frames"] += 1
            self._flush()
            self._runs.append(Run(address, href=address))
            self._flush()

    def _begin_table(self) -> None:
        self._tables += 1
        if self._table is None:
            self._flush()
            self._table = []
        self.changes["tables"] += 1

    def _end_table(self) -> None:
        self._tables = max(0, self._tables - 1)
        if self._tables or self._table is None:
            return
        rows, self._table = self._table, None
        captions, self._captions = self._captions, []
        for caption in captions:
            self._runs = caption
            self._flush()
        self._runs = []
        items = [Block("li", parts=[Block("p", runs)]) for runs in _rows_said(rows)]
        if items:
            self._open[-1].parts.append(Block("ul", parts=items))

    def end(self) -> None:
        """What was still open at the end."""
        self._tables = 1 if self._table is not None else 0
        self._end_table()
        self._flush()


def _rows_said(rows: list[tuple[bool, list[list[Run]]]]) -> Iterator[list[Run]]:
    """Each row of a table as one line, every cell after the heading of its column."""
    rows = [(is_head, cells) for is_head, cells in rows if any(_words(cell) for cell in cells)]
    heads: list[str] = []
    if len(rows) > 1 and rows[0][0]:
        heads = [_words(cell) for cell in rows[0][1]]
        rows = rows[1:]
    for _is_head, cells in rows:
        said: list[Run] = []
        for place, cell in enumerate(cells):
            if not _words(cell):
                continue
            if said:
                said.append(Run("; "))
            if place < len(heads) and heads[place]:
                said.append(Run(f"{heads[place]}: "))
            said.extend(cell)
        yield said


def _words(cell: list[Run]) -> str:
    return " ".join("".join(run.text for run in cell).split())
