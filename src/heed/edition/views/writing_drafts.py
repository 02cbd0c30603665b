"""The list of an author's messages, the preview, and the versions of a draft."""

from datetime import timedelta

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heed import clock
from heed.edition import pages
from heed.edition.actions import writing as actions
from heed.edition.models import Edition, Revision, Series
from heed.edition.queries import writing as queries
from heed.edition.views.writing_doors import of_reader, of_writer, person_of
from heed.people import queries as people
from heed.people.doors import for_roles, signed_in
from heed.people.models import Person

# Until then something is promised, or refused, of what people said to a message.
UNDER_DISCUSSION = timedelta(weeks=3)

NAMES = {
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("Your message"),
    "question": gettext_lazy("What do you ask?"),
    "got_wrong": gettext_lazy("What I got wrong, or found hard"),
    "protecting": gettext_lazy("What I am protecting this week"),
    "picture_alt": gettext_lazy("What the picture shows"),
}


@never_cache
@signed_in
@require_safe
def desk_of_messages(request: HttpRequest) -> HttpResponse:
    """Everything that this person writes, types, or was asked to read before it goes out."""
    person = person_of(request)
    desk = queries.desk(person)
    if not desk.to_check and not people.who_is(person).can_write:
        return _for_writers(request)
    minutes = people.minutes_this_week(person, at=clock.now())
    rows = (*desk.open, *desk.past)
    context = {
        "desk": desk,
        "minutes": minutes,
        "at": clock.now(),
        "is_owing": any(_is_under_discussion(row, person) for row in rows),
    }
    return render(request, "edition/write/desk.jinja", context)


def _is_under_discussion(row: queries.Row, author: Person) -> bool:
    """Whether its author reads, says what they heard or promises, rather than writes the next."""
    since = clock.now() - UNDER_DISCUSSION
    return row.author.pk == author.pk and row.moment is not None and row.moment > since


@for_roles("author", "drafter")
def _for_writers(request: HttpRequest) -> HttpResponse:
    raise Http404


@never_cache
@for_roles("author", "drafter")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a message, in one's own name or for the author one types for."""
    person = person_of(request)
    series = Series.objects.filter(slug=request.POST.get("series", "")).first()
    given = request.POST.get("author", "")
    authors = people.authors_for(person, scope=series.slug) if series else []
    author = next((each for each in authors if str(each.pk) == given), None)
    if series is None or author is None:
        raise Http404
    edition = actions.begin(series=series, author=author, by=person, at=clock.now())
    return redirect("edition:write", edition.pk)


@of_reader
@require_safe
def preview(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The page as readers will have it, at the width of a phone."""
    is_writer = queries.for_writing(person_of(request), edition.pk) is not None
    context = {"edition": edition, "is_writer": is_writer}
    return render(request, "edition/write/preview.jinja", context)


@csp_replace({"frame-ancestors": [SELF]})
@xframe_options_sameorigin
@of_reader
@require_safe
def as_readers_see_it(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The public page itself, before it is out; with ``?paper`` it opens the print window."""
    message = queries.as_readers_will(edition, at=clock.now())
    context = {
        "edition": edition,
        "message": message,
        "main": pages.preview(edition, message, at=clock.now()),
        "on_paper": "paper" in request.GET,
    }
    return render(request, "edition/write/as_readers.jinja", context)


@of_writer
@require_safe
def versions(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What was saved, by whom and when; with ``?older=&newer=`` what changed between two."""
    context = {"edition": edition, "versions": queries.versions(edition)}
    if "newer" in request.GET:
        older = _numbered(edition, request.GET.get("older", ""))
        newer = _numbered(edition, request.GET["newer"])
        context |= {"older": older, "newer": newer, "changes": _changes(older, newer)}
        return render(request, "edition/write/changes.jinja", context)
    return render(request, "edition/write/versions.jinja", context)


def _numbered(edition: Edition, given: str) -> Revision:
    found = queries.revision_of(edition, int(given)) if _is_number(given) else None
    if found is None:
        raise Http404
    return found


def _is_number(given: str) -> bool:
    return given.isascii() and given.isdigit() and len(given) < 9


def _changes(older: Revision, newer: Revision) -> list[tuple[str, list[queries.Piece]]]:
    found = queries.compare(older, newer)
    named = [(str(NAMES[field]), pieces) for field, pieces in found.items()]
    if older.picture_id != newer.picture_id:
        said = _("Another picture, or none.") if older.picture_id else _("A picture was put in.")
        named.append((_("Picture"), [queries.Piece(said)]))
    return named


@of_writer
@require_http_methods(["GET", "POST"])
def use_version(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    """One version as it was; "Use this one" makes it the newest, and loses nothing."""
    revision = queries.revision_of(edition, number)
    if revision is None:
        raise Http404
    if request.method == "POST":
        actions.take_up(edition=edition, number=number, by=person_of(request), at=clock.now())
        return redirect("edition:write", edition.pk)
    at = clock.now()
    message = queries.as_readers_will(edition, revision=revision, at=at)
    context = {
        "edition": edition,
        "revision": revision,
        "message": message,
        "counts": revision.pk == edition.revision_id,
    }
    return render(request, "edition/write/version.jinja", context)


@of_writer
@require_safe
def two_versions(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    """Two texts after two people, or two windows, wrote at once: both whole, choose one."""
    aside = queries.revision_of(edition, number)
    if aside is None or edition.revision is None:
        raise Http404
    standing = queries.revision_of(edition, edition.revision.number)
    assert standing is not None
    context = {
        "edition": edition,
        "sides": [
            (side, queries.as_readers_will(edition, revision=side, at=clock.now()))
            for side in (standing, aside)
        ],
        "standing": standing,
        "aside": aside,
        "changes": _changes(standing, aside),
    }
    return render(request, "edition/write/two_versions.jinja", context)
