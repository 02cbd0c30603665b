"""The messages as an Atom feed: the public ones, without comments and without anybody's address."""

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from heed.edition.addresses import whole
from heed.edition.queries import archive
from heed.edition.queries.archive import Published
from heed.people.queries import about_organisation
from heed.ui.feeds import Atom


class LatestMessages(Feed):
    """The newest public messages, whole."""

    feed_type = Atom

    def title(self) -> str:
        return _("%(name)s: the leadership message") % {"name": about_organisation().name}

    def link(self) -> str:
        return whole(reverse("week:front"))

    def feed_url(self) -> str:
        return whole(reverse("week:feed"))

    def items(self) -> list[Published]:
        return archive.for_feed()

    def item_title(self, item: Published) -> str:
        return item.title

    def item_description(self, item: Published) -> str:
        return render_to_string("week/_feed_item.jinja", {"message": item})

    def item_link(self, item: Published) -> str:
        return item.address

    def item_guid(self, item: Published) -> str:
        return item.address

    def item_author_name(self, item: Published) -> str:
        return item.author

    def item_pubdate(self, item: Published):
        return item.opened_at

    def item_updateddate(self, item: Published):
        return item.changed_at


_feed = LatestMessages()


@require_safe
@conditional_page
def latest_messages(request: HttpRequest):
    """The feed, or 304 where the reader's copy is still true."""
    return _feed(request)
