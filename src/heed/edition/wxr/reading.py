"""An export read as it streams by: no document type, no entity, nothing fetched, little held.

The format is RSS with WordPress's own elements; its version stands in their namespace. Only one
item is held at a time, with its comments.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NoReturn
from xml.parsers import expat

from heed.edition.wxr.cleaning import Clean, Mended
from heed.edition.wxr.refused import NotRead

VERSIONS = ("1.0", "1.1", "1.2")
DEEPEST = 32
# More than any message with its comments is; what is larger is no message.
LARGEST_ITEM = 48 * 1024 * 1024
LEAST_OF_COMMENT = 200
# A tag with what stands in it, or a note between two: held whole until it ends.
LONGEST_TAG = 1024 * 1024
MOST_AUTHORS = 10_000

_WP = "http://wordpress.org/export/"
_CONTENT = "http://purl.org/rss/1.0/modules/content/ encoded"
_CREATOR = "http://purl.org/dc/elements/1.1/ creator"
# What an item and a comment are asked for; everything else passes by.
_OF_ITEM = {
    "title": "title", "link": "link", "guid": "guid", "pubDate": "published",
    _CREATOR: "creator", _CONTENT: "html",
    "wp post_id": "number", "wp post_date": "local", "wp post_date_gmt": "gmt",
    "wp post_type": "kind", "wp status": "status", "wp post_password": "password",
    "excerpt encoded": "excerpt",
}  # fmt: skip
_OF_COMMENT = {
    "wp comment_id": "number", "wp comment_author": "name", "wp comment_date": "local",
    "wp comment_date_gmt": "gmt", "wp comment_content": "html", "wp comment_approved": "approved",
    "wp comment_type": "kind", "wp comment_parent": "parent", "wp comment_user_id": "person",
}  # fmt: skip
_OF_AUTHOR = {
    "wp author_id": "number", "wp author_login": "login", "wp author_email": "email",
    "wp author_display_name": "name",
}  # fmt: skip
_OF_CHANNEL = {"link": "link", "wp base_site_url": "site", "wp base_blog_url": "blog"}


@dataclass(slots=True)
class Comment:
    """A comment as it stands in the file: text as written, nothing of it believed."""

    line: int
    said: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Item:
    """An item of any type as it stands in the file, with its comments."""

    line: int
    said: dict[str, str] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who wrote on the old site."""

    number: str = ""
    login: str = ""
    email: str = ""
    name: str = ""


class Export:
    """One file. `items` may be asked for more than once; each time it is read anew."""

    def __init__(self, file: BinaryIO, *, name: str) -> None:
        self._file, self.name = file, name
        self._begin()

    def _begin(self) -> None:
        self.mended = Mended()
        self.version = ""
        self.channel: dict[str, str] = {}
        self.authors: dict[str, Author] = {}
        self._path: list[str] = []
        self._done: list[Item] = []
        self._item: Item | None = None
        self._comment: Comment | None = None
        self._author: dict[str, str] | None = None
        self._words: list[str] = []
        self._takes = False
        self._size = 0

    @property
    def address(self) -> str:
        """Where the old site was."""
        found = self.channel
        return found.get("blog") or found.get("site") or found.get("link") or ""

    def items(self, read: Callable[[int], None] | None = None) -> Iterator[Item]:
        """Every item in its order; `read` is told how many bytes more were read.

        Raises `NotRead` with one sentence that names the line.
        """
        self._begin()
        clean = Clean(self._file, name=self.name)
        self.mended = clean.mended
        parser = self._parser()
        before = given = 0
        try:
            for piece in clean.pieces():
                parser.Parse(piece, False)
                given += len(piece)
                self._refuse_endless(parser, given)
                yield from self._done
                self._done.clear()
                if read is not None:
                    here = self._file.tell()
                    read(here - before)
                    before = here
            parser.Parse(b"", True)
        except expat.ExpatError as trouble:
            raise NotRead(self._what_is_wrong(trouble)) from trouble
        if not self.version:
            self._refuse_other(parser)

    def _parser(self) -> Any:
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.EntityDeclHandler = self._refuse_doctype
        parser.ExternalEntityRefHandler = self._refuse_doctype
        parser.StartNamespaceDeclHandler = self._note_version
        parser.StartElementHandler = lambda name, _marks: self._start(parser, name)
        parser.EndElementHandler = lambda name: self._end(name)
        parser.CharacterDataHandler = self._hear
        self._where = parser
        return parser

    def _refuse_endless(self, parser: Any, given: int) -> None:
        if given - parser.CurrentByteIndex > LONGEST_TAG:
            raise NotRead(
                f"{self.name} holds a tag of more than 1 MB on line {parser.CurrentLineNumber}; "
                "no export does."
            )

    def _refuse_doctype(self, *_given: object) -> NoReturn:
        raise NotRead(
            f"{self.name} declares a document type or an entity on line "
            f"{self._where.CurrentLineNumber}; a WordPress export has none, so Heed does not read it."
        )

    def _refuse_other(self, parser: Any) -> NoReturn:
        raise NotRead(
            f"{self.name} is not a WordPress export: WordPress's own mark is missing by line "
            f"{parser.CurrentLineNumber}."
        )

    def _note_version(self, _prefix: str | None, address: str | None) -> None:
        if address is None or not address.startswith(_WP) or address.endswith("excerpt/"):
            return
        version = address.removeprefix(_WP).strip("/")
        if version not in VERSIONS:
            raise NotRead(
                f"{self.name} is a WordPress export of version {version[:20]}, on line "
                f"{self._where.CurrentLineNumber}; Heed reads {', '.join(VERSIONS)}."
            )
        self.version = version

    def _start(self, parser: Any, name: str) -> None:
        name = self._short(name)
        if not self._path and name != "rss":
            self._refuse_other(parser)
        self._path.append(name)
        depth = len(self._path)
        if depth > DEEPEST:
            raise NotRead(
                f"{self.name} is nested deeper than any export on line {parser.CurrentLineNumber}."
            )
        if depth == 3 and name == "item":
            if not self.version:
                self._refuse_other(parser)
            self._item, self._size = Item(parser.CurrentLineNumber), 0
        elif depth == 3 and name == "wp author":
            self._author = {}
        elif depth == 4 and name == "wp comment" and self._item is not None:
            self._comment = Comment(parser.CurrentLineNumber)
        self._takes = self._wanted() is not None
        self._words.clear()

    def _short(self, name: str) -> str:
        """The name without the address of its version: the three say the same things."""
        if not name.startswith(_WP):
            return name
        place, _space, bare = name.partition(" ")
        return f"excerpt {bare}" if place.endswith("excerpt/") else f"wp {bare}"

    def _wanted(self) -> tuple[dict[str, str], str] | None:
        """Where the words of the element that is open belong, and under which name."""
        name, depth = self._path[-1], len(self._path)
        places = (
            (5, self._comment.said if self._comment else None, _OF_COMMENT),
            (4, self._item.said if self._item else None, _OF_ITEM),
            (4, self._author, _OF_AUTHOR),
            (3, self.channel, _OF_CHANNEL),
        )
        for level, said, names in places:
            if depth == level and said is not None and name in names:
                return said, names[name]
        return None

    def _hear(self, words: str) -> None:
        if not self._takes:
            return
        self._weigh(len(words))
        self._words.append(words)

    def _weigh(self, more: int) -> None:
        self._size += more
        if self._size > LARGEST_ITEM:
            raise NotRead(
                f"{self.name} holds more than 48 MB in one item that ends after line "
                f"{self._where.CurrentLineNumber}; no message is as long."
            )

    def _end(self, name: str) -> None:
        wanted = self._wanted() if self._takes else None
        if wanted is not None:
            wanted[0].setdefault(wanted[1], "".join(self._words))
            self._words.clear()
        self._takes = False
        depth = len(self._path)
        name = self._path.pop()
        if depth == 4 and name == "wp comment" and self._item and self._comment:
            self._item.comments.append(self._comment)
            # Each comment weighs something even where it says nothing.
            self._weigh(LEAST_OF_COMMENT)
            self._comment = None
        elif depth == 3 and name == "item" and self._item:
            self._done.append(self._item)
            self._item = None
        elif depth == 3 and name == "wp author" and self._author is not None:
            self._keep_author(Author(**self._author))
            self._author = None

    def _keep_author(self, author: Author) -> None:
        if author.login and len(self.authors) < MOST_AUTHORS:
            self.authors.setdefault(author.login, author)

    def _what_is_wrong(self, trouble: expat.ExpatError) -> str:
        line = trouble.lineno
        if trouble.code in _ENDS_EARLY:
            return (
                f"{self.name} ends in the middle, on line {line}: it was not copied whole. "
                "Export or copy it again."
            )
        said = expat.ErrorString(trouble.code)
        return f"{self.name} is not well-formed on line {line} ({said}). Export it again."


_ENDS_EARLY = {
    expat.errors.codes[each]
    for each in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
}
