"""What happened to the promises of a series as an Atom feed: the public ones, and no figure from
taps."""

from datetime import datetime

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from heed import clock
from heed.answer.queries import listing
from heed.answer.queries.promises import Line, Shown
from heed.edition.addresses import whole
from heed.edition.queries import answers
from heed.people.queries import about_organisation
from heed.ui.feeds import Atom

Item = tuple[Shown, Line]


class _Series:
    """The series that a feed is of."""

    def __init__(self, slug: str) -> None:
        named = answers.series_named(slug)
        if named is None:
            raise Http404
        self.slug = slug
        self.number, self.name = named


class NewestLines(Feed):
    """One entry for each thing that happened to a promise, the newest first."""

    feed_type = Atom

    def get_object(self, _request: HttpRequest, series: str) -> _Series:
        return _Series(series)

    def title(self, of: _Series) -> str:
        return _("%(name)s: what we promised (%(series)s)") % {
            "name": about_organisation().name,
            "series": of.name,
        }

    def link(self, of: _Series) -> str:
        return whole(reverse("answer:promises", args=[of.slug]))

    def feed_url(self, of: _Series) -> str:
        return whole(reverse("answer:promises_feed", args=[of.slug]))

    def items(self, of: _Series) -> list[Item]:
        return listing.newest_lines(of.number, at=clock.now())

    def item_title(self, item: Item) -> str:
        shown, line = item
        label = line.label[:1].upper() + line.label[1:]
        return _("%(happened)s: %(what)s") % {"happened": label, "what": shown.what}

    def item_description(self, item: Item) -> str:
        # Atom carries HTML here, and what somebody wrote is words.
        return escape(item[1].words)

    def item_link(self, item: Item) -> str:
        shown, _line = item
        return whole(reverse("answer:promise", args=[shown.series_slug, shown.number]))

    def item_guid(self, item: Item) -> str:
        return f"{self.item_link(item)}#{item[1].at.isoformat()}"

    def item_pubdate(self, item: Item) -> datetime:
        return item[1].at

    def item_updateddate(self, item: Item) -> datetime:
        return item[1].at


_feed = NewestLines()


@require_safe
@conditional_page
def promises_feed(request: HttpRequest, series: str) -> HttpResponse:
    """The feed, or 304 where the reader's copy is still true."""
    return _feed(request, series=series)
