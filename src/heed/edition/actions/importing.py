"""Bringing in what was said before Heed: messages that are over, with what was answered."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from heed.edition.actions import publishing, writing
from heed.edition.actions.refusals import NotNow
from heed.edition.models import Comment, Edition, Origin, Picture, Reply, Revision, Series
from heed.edition.pictures import Redrawn
from heed.edition.queries import archive
from heed.edition.wxr import messages
from heed.edition.wxr.messages import Message
from heed.edition.wxr.reading import Export
from heed.edition.wxr.telling import Told
from heed.edition.wxr.threads import Said
from heed.edition.wxr.uploads import first_picture
from heed.moderation import danger, guards
from heed.people import actions as people
from heed.people import queries as who
from heed.people.models import Person

AT_ONCE = 500


def bring_in_all(
    *,
    export: Export,
    series: str,
    told: Told,
    at: datetime,
    is_trial: bool,
    read: Callable[[int], None],
    uploads: Path | None = None,
) -> None:
    """Bring in every message of an export that is not here yet, each in one transaction.

    What was brought in before stays as it is, also where the file now says something else:
    moderators may have decided about it since. A trial tells the same and changes nothing.
    ``uploads`` is a copy of the old site's folder of pictures.
    """
    into = _series(series)
    here = archive.brought_in()
    for item in export.items(read):
        source = messages.source_of(item, export)
        if source in here:
            told.note("here")
            if here[source] != messages.digest_of(item):
                told.note("changed since", line=item.line, title=item.said.get("title", ""))
            continue
        message = messages.message(item, export, told=told, at=at)
        if message is None:
            continue
        picture = first_picture(message.pictures, uploads, told=told) if uploads else None
        if not is_trial:
            bring_in(message=message, series=into, site=export.address, at=at, picture=picture)
        here[source] = message.digest
        told.note("new")


def _series(slug: str) -> Series:
    found = Series.objects.filter(slug=slug).first() if slug else None
    if found is not None:
        return found
    names = list(Series.objects.order_by("pk").values_list("slug", flat=True))
    if slug or len(names) != 1:
        raise NotNow(
            _("Name the series that it belongs to: --series %(names)s")
            % {"names": _(" or ").join(names)}
        )
    return publishing.the_series()


@transaction.atomic
def bring_in(
    *,
    message: Message,
    series: Series,
    site: str,
    at: datetime,
    picture: tuple[Redrawn, str] | None = None,
) -> Edition:
    """Keep one message of the past, closed, with its comments: all of it or nothing.

    What waits for a decision goes to the moderators, behind what waits for an answer this week.
    No address of a writer is kept, nothing is mailed, and nothing is counted as said to Heed.
    """
    author = people.remember(
        name=message.author.name,
        email=message.author.email,
        known_as=f"{site} {message.author.login}",
    )
    edition = Edition.objects.create(
        series=series,
        author=author,
        author_name=message.author.name,
        visible_to=series.visible_to,
        begun_at=message.at,
    )
    words = writing.Words(title=message.title, text=message.text)
    if picture is not None:
        words = _with_picture(words, edition, *picture)
    edition.revision = Revision.objects.create(
        edition=edition, number=1, at=message.at, **asdict(words)
    )
    last = max((said.at for said in message.answers.said), default=message.at)
    edition.state = Edition.State.CLOSED
    edition.opened_at = message.at
    edition.closes_at = edition.closed_at = max(last, message.at)
    edition.slug = publishing.free_slug(edition)
    edition.save()
    Origin.objects.create(edition=edition, source=message.source, digest=message.digest, at=at)
    _keep_answers(edition, message.answers.said, author=author)
    return edition


def _with_picture(
    words: writing.Words, edition: Edition, redrawn: Redrawn, alt: str
) -> writing.Words:
    picture = Picture.objects.create(
        edition=edition,
        digest=redrawn.digest,
        small=redrawn.small,
        large=redrawn.large,
        shared=redrawn.shared,
        width=redrawn.width,
        height=redrawn.height,
    )
    shown = writing.with_picture(words, picture, alt=alt[:300])
    return replace(shown, picture_is_decorative=not alt)


def _keep_answers(edition: Edition, answered: tuple[Said, ...], *, author: Person) -> None:
    leaders = who.names_that_lead() if any(not said.is_posted for said in answered) else []
    comments = Comment.objects.bulk_create(
        [_comment(edition, said, leaders=leaders) for said in answered], batch_size=AT_ONCE
    )
    replies = [
        Reply(
            comment=comment,
            by=author,
            name=edition.author_name,
            is_author=True,
            text=said.reply.text,
            html=guards.plain_to_html(said.reply.text),
            at=said.reply.at,
            posted_at=said.reply.at,
        )
        for comment, said in zip(comments, answered, strict=True)
        if said.reply is not None
    ]
    Reply.objects.bulk_create(replies, batch_size=AT_ONCE)


def _comment(edition: Edition, said: Said, *, leaders: list[tuple[str, str]]) -> Comment:
    comment = Comment(edition=edition, name=said.name, text=said.text, received_at=said.at)
    if said.is_posted:
        comment.state = Comment.State.POSTED
        comment.outcome = Comment.Outcome.POSTED
        comment.posted_at = comment.decided_at = said.at
        comment.html = guards.plain_to_html(said.text)
    else:
        names = [name for name, _post in leaders]
        posts = [post for _name, post in leaders if post]
        comment.claims = guards.claims_a_name(said.name, names, posts) or ""
        comment.may_be_in_danger = danger.may_be_in_danger(said.text)
    return comment
