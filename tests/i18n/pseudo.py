"""A language made at test time: every letter is another one, so that English stands out.

What Heed says is taken from its sources, what Django and the sign-in library say from the
catalogues that they bring; each sentence is dressed so that it can still be read.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import allauth
import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import override_settings
from django.urls import get_resolver
from django.utils import translation
from django.utils.translation import trans_real

import heed

LANGUAGE, FOLDER = "en-xa", "en_XA"
SOURCE = Path(heed.__file__).parent
METHODS = [("**/jinja2/**.jinja", "jinja2"), ("**.py", "python")]
OPTIONS = {
    "**/jinja2/**.jinja": {
        "trim_blocks": "true",
        "lstrip_blocks": "true",
        "newstyle_gettext": "true",
        "silent": "false",
    }
}
KEYWORDS = {
    "_": None,
    "_lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
LETTERS = dict(
    zip(
        map(ord, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "åƀçđéƒĝħíĵķĺɱñöþɋŕšţúṽŵẋýžÅƁÇĐÉƑĜĦÍĴĶĹṀÑÖÞɊŔŠŢÚṼŴẊÝŽ",
        strict=True,
    )
)
# What a sentence carries that is no word: places for values, marks of HTML, spelled characters.
KEPT = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|%\{\w+\}|\{\w*\}|<[^>]*>|&#?\w+;")


@dataclass(frozen=True)
class Message:
    """A sentence as it stands in the sources."""

    where: str
    id: str | tuple[str, ...]
    context: str | None


def dressed(text: str) -> str:
    """The same sentence in other letters, a third longer, as many languages are."""
    parts: list[str] = []
    at = 0
    for kept in [*KEPT.finditer(text), None]:
        words = text[at : kept.start() if kept else len(text)]
        parts.append(re.sub(r"[aeiou]", r"\g<0>\g<0>", words).translate(LETTERS))
        if kept:
            parts.append(kept[0])
            at = kept.end()
    return "".join(parts)


def own_messages() -> list[Message]:
    """Everything that Heed asks to be translated."""
    found = extract_from_dir(
        str(SOURCE),
        method_map=METHODS,
        options_map=OPTIONS,
        keywords=KEYWORDS,
        strip_comment_tags=True,
    )
    return [
        Message(where, said, context) for where, _line, said, _comments, context in found if said
    ]


def _messages_of_libraries() -> Iterator[Message]:
    for folder in (Path(django.__file__).parent / "conf", Path(allauth.__file__).parent):
        for path in folder.glob("locale/en/LC_MESSAGES/django.po"):
            with path.open("rb") as file:
                for message in read_po(file):
                    if message.id:
                        yield Message(str(path), message.id, message.context)


def build(folder: Path, messages: Iterable[Message]) -> Path:
    """Write the catalogue, and give the folder that settings name."""
    catalog = Catalog(locale="en", domain="django")
    for message in [*_messages_of_libraries(), *messages]:
        forms = message.id if isinstance(message.id, tuple) else (message.id,)
        said = tuple(dressed(form) for form in forms)
        catalog.add(
            message.id,
            said if isinstance(message.id, tuple) else said[0],
            context=message.context,
        )
    place = folder / FOLDER / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "django.mo").open("wb") as file:
        write_mo(file, catalog)
    return folder


def _forget() -> None:
    trans_real._translations = {}  # type: ignore[attr-defined]
    trans_real._default = None  # type: ignore[attr-defined]
    translation.deactivate()
    for cached in (
        trans_real.translation_catalog_exists,
        trans_real.get_languages,
        trans_real._get_supported_language_variant,
    ):
        cached.cache_clear()


@contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """Everything speaks the language of this folder."""
    # Whatever is put into a language once, when its code is read, is put into English here.
    assert get_resolver().url_patterns
    languages = [(LANGUAGE, "Pseudo"), *settings.LANGUAGES]
    with override_settings(LANGUAGE_CODE=LANGUAGE, LANGUAGES=languages, LOCALE_PATHS=[str(folder)]):
        _forget()
        try:
            yield
        finally:
            _forget()
    _forget()
