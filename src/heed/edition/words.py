"""The words of a message: Markdown in, a small and safe piece of HTML out.

Of Markdown this keeps paragraphs, line breaks, two levels of heading, lists, quotes, links and
strong words. Whatever else somebody types stays on the page as they typed it, so that nothing of
a message ever disappears between the editor and its readers.
"""

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from heed.moderation.guards import without_controls

TAGS = {"p", "br", "h2", "h3", "ul", "ol", "li", "blockquote", "a", "strong"}
LINKS = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@)", re.IGNORECASE)
# Deeper than any list that a person writes, and shallow enough to be read in an instant.
DEEPEST = 6
LONGEST = 64 * 1024
LONGEST_COMMENT = 4000
# Each bracket is looked at against each that follows; with more than this they are brackets only.
MOST_LINKS = 300
# Brysbaert, "How many words do we read per minute?", Journal of Memory and Language 109, 2019:
# silent reading of non-fiction in English, mean of adults.
WORDS_A_MINUTE = 238

_LEFT_AS_TYPED = [
    "code", "fence", "hr", "html_block", "html_inline", "lheading", "reference", "backticks",
    "entity",
]  # fmt: skip
_MARK = re.compile(r">[ \t]*|[-+*](?:[ \t]+|$)|\d{1,9}[.)](?:[ \t]+|$)")
_MARKS = re.compile(rf"([ \t]*)((?:{_MARK.pattern})*)")
_WORD = re.compile(r"\w(?:[\w’'\-]*\w)?")
_TAG = re.compile(r"<[^>]*>")
_BLOCK_ENDS = re.compile(r"</(?:p|h2|h3|li|blockquote)>|<br>")


class _Renderer(RendererHTML):
    """What people type as a picture or as slanted words comes out as plain words."""

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return str(escape(tokens[idx].content))

    def em_open(self, *_: Any) -> str:
        return ""

    em_close = em_open


def to_html(markdown: str) -> Markup:
    """The message as HTML that may stand on a page: cleaned twice, links to the web and mail only."""
    text = _shallow(clean(markdown))
    rendered = _parser(text.count("[") <= MOST_LINKS).render(text)
    return Markup(
        nh3.clean(
            rendered,
            tags=TAGS,
            attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="noopener",
        ).strip()
    )


def to_plain(markdown: str) -> str:
    """The message as plain text, a paragraph or a list item a line: for mail, search and sharing."""
    marked = _BLOCK_ENDS.sub("\n", to_html(markdown))
    lines = (" ".join(line.split()) for line in unescape(_TAG.sub("", marked)).split("\n"))
    return "\n".join(line for line in lines if line)


def word_count(markdown: str) -> int:
    """How many words a reader meets."""
    return len(_WORD.findall(to_plain(markdown)))


def reading_minutes(markdown: str) -> int:
    """Whole minutes it takes to read, at least one."""
    return max(1, math.ceil(word_count(markdown) / WORDS_A_MINUTE))


def clean(text: str) -> str:
    """Text without what no person types: control characters and marks that turn writing around."""
    return without_controls(text)[:LONGEST]


def _shallow(text: str) -> str:
    """Keep what stands at the start of each line to `DEEPEST` levels, and every word after it."""
    return "\n".join(_shallow_line(line) for line in text.split("\n"))


def _shallow_line(line: str) -> str:
    found = _MARKS.match(line)
    if found is None or len(found[0]) <= DEEPEST:
        return line
    marks = _MARK.findall(found[2])
    return found[1][: 3 * DEEPEST] + "".join(marks[:DEEPEST]) + line[found.end() :]


@lru_cache(maxsize=2)
def _parser(has_links: bool) -> MarkdownIt:
    options = {"html": False, "breaks": True, "maxNesting": 7 * DEEPEST}
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer)
    parser.disable(_LEFT_AS_TYPED if has_links else [*_LEFT_AS_TYPED, "link", "image"])
    parser.validateLink = _is_a_link  # type: ignore[method-assign]
    parser.core.ruler.push("two_levels", _two_levels)
    return parser


def _is_a_link(url: str) -> bool:
    return LINKS.match(url) is not None


def _two_levels(state: Any) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h2" if token.tag in ("h1", "h2") else "h3"
