"""A message as the weekly mail tells it: its words alone, never a comment's."""

from dataclasses import dataclass
from datetime import datetime

from heed.edition import addresses, words
from heed.edition.models import Edition


@dataclass(frozen=True, slots=True)
class Told:
    """The words of one message, cleaned, and who signs them. ``address`` is empty for a draft."""

    key: int
    series: str
    series_slug: str
    title: str
    text: str
    got_wrong: str
    protecting: str
    question: str
    author: str
    author_post: str
    opened_at: datetime | None
    closes_at: datetime | None
    is_public: bool
    has_picture: bool
    address: str


def newest(*, staff: bool, since: datetime) -> Told | None:
    """The last message that opened after a moment, among those that these readers may see.

    What was brought in from before Heed is no news.
    """
    editions = Edition.objects.filter(
        state__in=[Edition.State.OPEN, Edition.State.CLOSED], opened_at__gt=since, origin=None
    )
    if not staff:
        editions = editions.filter(visible_to="public")
    edition = editions.select_related("series", "revision").order_by("-opened_at", "-pk").first()
    return told(edition) if edition is not None else None


def told(edition: Edition, *, closes_at: datetime | None = None) -> Told:
    """One message as it is told, out or not; ``closes_at`` for one that is not."""
    revision = edition.revision
    assert revision is not None
    return Told(
        key=edition.pk,
        series=words.clean(edition.series.name),
        series_slug=edition.series.slug,
        title=words.clean(revision.title),
        text=words.clean(revision.text),
        got_wrong=words.clean(revision.got_wrong),
        protecting=words.clean(revision.protecting),
        question=words.clean(revision.question),
        author=words.clean(edition.author_name or edition.author.name),
        author_post=words.clean(edition.author_post or edition.author.post),
        opened_at=edition.opened_at,
        closes_at=edition.closes_at or closes_at,
        is_public=edition.visible_to == "public",
        has_picture=revision.picture_id is not None,
        address=addresses.edition_page(edition) if edition.slug else "",
    )
