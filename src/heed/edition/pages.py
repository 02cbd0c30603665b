"""The stored public page of a message, and what is put into it for each reader.

A reader without a session is given the page as it was last made, with a fresh ticket for the
comment form in it; it is made again when something on it changed, and every few minutes while the
message is open, because it says "one is being read" and "Tuesday, 11.20am".
"""

import logging
import re
from datetime import datetime, timedelta
from functools import cache
from threading import Lock

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, transaction
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language
from markupsafe import Markup

from heed import seal
from heed.edition import addresses, sentences, slots
from heed.edition.forms.commenting import CommentForm, new_ticket
from heed.edition.models import Edition, StoredPage
from heed.edition.queries import reading
from heed.moderation import danger

logger = logging.getLogger(__name__)

FRESH_FOR = timedelta(minutes=5)
FRESH_FOR_CLOSED = timedelta(hours=1)
_making = Lock()
_FORM = "<!--heed:form-->"
_REPLY = re.compile(r"<!--heed:reply:(.*?)-->")
# What only people who work here are shown: figures from taps.
_STAFF = re.compile(r"<!--heed:staff:(.*?)-->", re.DOTALL)
_HIDDEN = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">')


@cache
def _place(what: str) -> str:
    """Stands where something of the reader's own goes, as the whole value of a field."""
    return f"{what}-" + seal.digest(f"place of the {what}", purpose="stored-page")


def _put(page: str, what: str, words: str) -> str:
    """Put something into its place. Quotation marks stand around a place and cannot stand in a
    comment, so that even somebody who has read a stored page writes no place of their own."""
    return page.replace(f'"{_place(what)}"', f'"{escape(words)}"')


def for_anybody(edition: Edition, *, at: datetime) -> str:
    """The whole page for a reader without a session."""
    return _put(_stored(edition, at=at).whole, "ticket", new_ticket(at=at))


def for_somebody(request: HttpRequest, edition: Edition, *, at: datetime) -> str:
    """The page for a signed-in reader: the same words, their own header and form."""
    page = _stored(edition, at=at)
    who = request.who  # type: ignore[attr-defined]
    may_reply = who is not None and (who.can_decide or who.person.pk == edition.author_id)
    main = _REPLY.sub(r"\1" if may_reply else "", page.main)
    main = _STAFF.sub(r"\1" if who is not None else "", main)
    own = {"ticket": new_ticket(at=at), "csrf": get_token(request)}
    if who is not None:
        own |= {"name": who.name, "email": who.person.email or ""}
    for what, words in own.items():
        main = _put(main, what, words)
    assert edition.revision is not None
    return _whole(main, title=edition.revision.title, head=page.head, request=request)


def preview(edition: Edition, message: reading.Message, *, at: datetime) -> str:
    """The main part of the page, from words that may not be out yet; nothing can be sent from it."""
    main = render_to_string("edition/_message.jinja", _context(edition, message, at=at))
    stands_here = render_to_string("edition/_no_form_yet.jinja")
    return _bare(main).replace(_FORM, stands_here)


def _bare(main: str) -> str:
    """Without what only some readers are shown."""
    return _STAFF.sub("", _REPLY.sub("", main))


def _stored(edition: Edition, *, at: datetime) -> StoredPage:
    made_of = _made_of(edition, edition, at=at)
    page = getattr(edition, "stored_page", None)
    if page is not None and page.made_of == made_of:
        return page
    # Of all who come at once, one makes the page; the others wait here and find it made.
    with _making:
        page = StoredPage.objects.select_related("edition").filter(edition=edition).first()
        if page is not None and page.made_of == _made_of(page.edition, edition, at=at):
            return page
        return _make(edition, made_of=made_of, at=at)


def _make(edition: Edition, *, made_of: str, at: datetime) -> StoredPage:
    edition = reading.with_everything(edition)
    message = reading.message(edition, at=at)
    context = _context(edition, message, at=at)
    main = render_to_string("edition/_message.jinja", context)
    head = render_to_string("edition/_head.jinja", context)
    bare = _bare(main).replace(_FORM, _form(edition, at=at))
    made = {
        "made_of": made_of,
        "main": main.replace(_FORM, _form(edition, at=at, is_known=True)),
        "head": head,
        "whole": _whole(bare, title=message.title, head=head),
    }
    try:
        _keep(edition, made)
    except DatabaseError:
        # A full disk keeps nobody from reading.
        logger.exception("The page of a message could not be stored.")
    return StoredPage(edition=edition, **made)


@transaction.atomic
def _keep(edition: Edition, made: dict[str, str]) -> None:
    """Store a page, unless something on it has changed while it was made.

    What has left the page in the meantime must not be kept in a copy that nobody may open again.
    """
    held = Edition.objects.select_for_update(of=("self",), no_key=True)
    now = held.only("page_version").get(pk=edition.pk)
    if now.page_version == edition.page_version:
        StoredPage.objects.update_or_create(edition=edition, defaults=made)


def _made_of(edition: Edition, asked: Edition, *, at: datetime) -> str:
    """What a page of this edition depends on. ``asked`` carries which notice holds now."""
    build = f"{get_language()}.{_build()}.{getattr(asked, 'notice_stamp', None) or ''}"
    is_open = edition.state == Edition.State.OPEN
    if is_open and edition.closes_at is not None and edition.closes_at <= at:
        return f"{edition.page_version}.closed.{build}"
    stretch = FRESH_FOR if is_open else FRESH_FOR_CLOSED
    bucket = int(at.timestamp() // stretch.total_seconds())
    return f"{edition.page_version}.{bucket}.{build}"


@cache
def _build() -> str:
    """Changes with the style sheets, the scripts and the settings that pages are made with."""
    parts = [
        getattr(staticfiles_storage, "manifest_hash", ""),
        settings.HEED_ADDRESS,
        str(settings.HEED_NHS_IDENTITY),
    ]
    return seal.digest("|".join(parts), purpose="stored-page")[:12]


def _context(edition: Edition, message: reading.Message, *, at: datetime) -> dict:
    return {
        "message": message,
        "came_in": sentences.what_came_in(message.came_in),
        "slots": {slot: Markup(html) for slot, html in slots.filled(edition, at=at).items()},
        "address": addresses.edition_page(edition) if edition.slug else "",
        "shared_picture": addresses.shared_picture(message.picture.digest)
        if message.picture
        else "",
    }


def _form(edition: Edition, *, at: datetime, is_known: bool = False) -> str:
    """The form with places in it; somebody who is known finds their name and address there."""
    initial = {what: _place(what) for what in ("ticket", *(("name", "email") if is_known else ()))}
    context = {
        "form": CommentForm(at=at, initial=initial),
        "slug": edition.slug,
        "danger_rules": danger.for_the_browser(),
        "csrf_input": _HIDDEN.format(_place("csrf")) if is_known else "",
    }
    return render_to_string("edition/_comment_form.jinja", context)


def _whole(main: str, *, title: str, head: str, request: HttpRequest | None = None) -> str:
    context = {"main": main, "title": title, "head": head}
    return render_to_string("edition/page.jinja", context, request=request)
