"""The messages that are out: to list, to search, to put into the feed and on the wall."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from heed import clock
from heed.edition import addresses, words
from heed.edition.models import Comment, Edition, Origin, Reply, Series

_OUT = (Edition.State.OPEN, Edition.State.CLOSED)


@dataclass(frozen=True, slots=True)
class Listed:
    """A message as a list names it."""

    key: int
    slug: str
    title: str
    question: str
    series: str
    author: str
    author_post: str
    opened_at: datetime
    closes_at: datetime | None
    is_open: bool
    is_public: bool
    posted: int

    @property
    def year(self) -> int:
        return clock.local(self.opened_at).year


@dataclass(frozen=True, slots=True)
class Choices:
    """What the list can be narrowed to: years, newest first, and authors by slug."""

    years: tuple[int, ...]
    authors: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A message as the feed carries it."""

    title: str
    address: str
    html: str
    got_wrong: str
    protecting: str
    question: str
    author: str
    opened_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Searchable:
    """Every word of a message that its readers can see, as plain text."""

    key: int
    version: int
    title: str
    author: str
    question: str
    text: str
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a series goes out and closes, and since when answering is paused."""

    name: str
    says_on: str
    says_at: time
    closes_on: str
    closes_at: time
    paused_at: datetime | None
    is_public: bool
    needs_second_eyes: bool


def _out(*, staff: bool) -> QuerySet[Edition]:
    editions = Edition.objects.filter(state__in=_OUT)
    return editions if staff else editions.filter(visible_to="public")


def listed(
    *, staff: bool, year: int | None = None, author: str = "", skip: int = 0, most: int = 20
) -> list[Listed]:
    """Messages that are out, newest first."""
    editions = _out(staff=staff)
    if year is not None:
        editions = editions.filter(
            opened_at__gte=clock.at_local(date(year, 1, 1), time.min),
            opened_at__lt=clock.at_local(date(year + 1, 1, 1), time.min),
        )
    if author:
        editions = editions.filter(author__slug=author)
    return [_listed(row) for row in _with_counts(editions)[skip : skip + most]]


def named(slug: str, *, staff: bool) -> Listed | None:
    """One message, if this reader may see it."""
    row = _with_counts(_out(staff=staff).filter(slug=slug)).first()
    return _listed(row) if row else None


def by_key(keys: Iterable[int], *, staff: bool) -> dict[int, Listed]:
    """The messages with these keys that this reader may see."""
    rows = _with_counts(_out(staff=staff).filter(pk__in=list(keys)))
    return {row.pk: _listed(row) for row in rows}


def _with_counts(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    # Counted for each message of the page, and not over every comment of all years.
    of_one = Comment.objects.filter(edition=OuterRef("pk"), state=Comment.State.POSTED)
    posted = Subquery(of_one.values("edition").annotate(many=Count("pk")).values("many"))
    return (
        editions.select_related("series", "revision")
        .only(
            "slug", "author_name", "author_post", "opened_at", "closes_at", "state", "visible_to",
            "series__name", "revision__title", "revision__question",
        )
        .annotate(posted=Coalesce(posted, 0))
        .order_by("-opened_at", "-pk")
    )  # fmt: skip


def _listed(row: Edition) -> Listed:
    assert row.revision is not None
    assert row.opened_at is not None
    return Listed(
        key=row.pk,
        slug=row.slug or "",
        title=row.revision.title,
        question=row.revision.question,
        series=row.series.name,
        author=row.author_name,
        author_post=row.author_post,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        is_open=row.state == Edition.State.OPEN,
        is_public=row.visible_to == "public",
        posted=row.posted,  # type: ignore[attr-defined]
    )


def choices(*, staff: bool) -> Choices:
    """The years and the authors of the messages that this reader may see: one query."""
    rows = _out(staff=staff).order_by("opened_at")
    years: set[int] = set()
    authors: dict[str, str] = {}
    for opened_at, slug, name in rows.values_list("opened_at", "author__slug", "author_name"):
        assert opened_at is not None
        years.add(clock.local(opened_at).year)
        authors[slug] = name
    by_name = sorted(authors.items(), key=lambda author: author[1].casefold())
    return Choices(years=tuple(sorted(years, reverse=True)), authors=tuple(by_name))


def for_feed(*, most: int = 20) -> list[Published]:
    """The newest public messages, whole. Those that were brought in are news to nobody."""
    said_here = _out(staff=False).filter(origin=None)
    rows = said_here.select_related("revision").order_by("-opened_at", "-pk")
    return [_published(row) for row in rows.annotate(corrected_at=Max("corrections__at"))[:most]]


def _published(row: Edition) -> Published:
    revision = row.revision
    assert revision is not None
    assert row.opened_at is not None
    return Published(
        title=words.clean(revision.title),
        address=addresses.edition_page(row),
        html=words.to_html(revision.text),
        got_wrong=words.to_html(revision.got_wrong),
        protecting=words.to_html(revision.protecting),
        question=words.clean(revision.question),
        author=words.clean(row.author_name),
        opened_at=row.opened_at,
        changed_at=row.corrected_at or row.opened_at,  # type: ignore[attr-defined]
    )


def versions(*, staff: bool = True) -> dict[int, int]:
    """Which version of its page each message has now."""
    return dict(_out(staff=staff).values_list("pk", "page_version"))


def searchable(keys: Iterable[int]) -> list[Searchable]:
    """The words of these messages as their readers see them at this moment: three queries."""
    keys = list(keys)
    said: dict[int, list[str]] = {key: [] for key in keys}
    posted = Q(comment__state=Comment.State.POSTED)
    comments = Comment.objects.filter(edition__in=keys, state=Comment.State.POSTED)
    for key, text in comments.order_by("posted_at").values_list("edition_id", "text"):
        said[key].append(words.clean(text))
    replies = Reply.objects.filter(posted, comment__edition__in=keys, posted_at__isnull=False)
    for key, text in replies.order_by("posted_at").values_list("comment__edition_id", "text"):
        said[key].append(words.clean(text))
    rows = _out(staff=True).select_related("revision").filter(pk__in=keys)
    return [_searchable(row, said[row.pk]) for row in rows]


def _searchable(row: Edition, comments: list[str]) -> Searchable:
    revision = row.revision
    assert revision is not None
    texts = (revision.text, revision.got_wrong, revision.protecting)
    return Searchable(
        key=row.pk,
        version=row.page_version,
        title=words.clean(revision.title),
        author=words.clean(f"{row.author_name} {row.author_post}".strip()),
        question=words.clean(revision.question),
        text="\n".join(words.to_plain(text) for text in texts if text.strip()),
        comments=tuple(comments),
    )


def rhythms() -> list[Rhythm]:
    """When each series goes out and closes."""
    return [
        Rhythm(
            name=series.name,
            says_on=series.get_says_on_display(),
            says_at=series.says_at,
            closes_on=series.get_closes_on_display(),
            closes_at=series.closes_at,
            paused_at=series.answering_paused_at,
            is_public=series.visible_to == "public",
            needs_second_eyes=series.needs_second_eyes,
        )
        for series in Series.objects.order_by("pk")
    ]


def first_comes_at(*, at: datetime) -> datetime | None:
    """When the first message is to go out: as its author chose, or as the series has it."""
    chosen = Edition.objects.filter(state=Edition.State.SCHEDULED, publish_at__gt=at)
    moment = chosen.order_by("publish_at").values_list("publish_at", flat=True).first()
    if moment is not None:
        return moment
    slots = [clock.next_slot(at, s.says_on, s.says_at) for s in Series.objects.all()]
    return min(slots, default=None)


def brought_in() -> dict[str, str]:
    """The fingerprint of everything that was brought in, by where it was before."""
    return dict(Origin.objects.values_list("source", "digest"))
