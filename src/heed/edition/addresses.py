"""The addresses of this room's pages, whole, for mails, feeds and the writer of a comment."""

from django.conf import settings
from django.urls import reverse

from heed import seal
from heed.edition.models import Comment, Confidence, Edition


def whole(path: str) -> str:
    """A path of this site as people outside it type it."""
    return f"{settings.HEED_ADDRESS.rstrip('/')}{path}"


def key_of(comment: Comment) -> str:
    """The unguessable part of the writer's private address; nothing stored gives it away."""
    return seal.ticket("comment", str(comment.pk))


def by_key(key: str) -> Comment | None:
    """The comment that a private address belongs to."""
    try:
        (pk,) = seal.read_ticket("comment", key)
    except seal.BadTicket:
        return None
    return Comment.objects.select_related("edition__series").filter(pk=pk).first()


def writers_page(comment: Comment) -> str:
    """The private address of whoever wrote the comment."""
    return whole(reverse("edition:writers_page", args=[key_of(comment)]))


def confidence_key(confidence: Confidence) -> str:
    """The same for what somebody told the guardian; made from a random word, not from a number."""
    return seal.ticket("confidence", confidence.reference)


def confidence_by_key(key: str) -> Confidence | None:
    """The confidence that a private address belongs to."""
    try:
        (reference,) = seal.read_ticket("confidence", key)
    except (seal.BadTicket, ValueError):
        return None
    found = Confidence.objects.select_related("comment__edition__series")
    return found.filter(reference=reference).first()


def private_page(confidence: Confidence) -> str:
    """The private address of whoever told the guardian something."""
    return whole(reverse("edition:private_page", args=[confidence_key(confidence)]))


def edition_page(edition: Edition) -> str:
    """The public address of a message."""
    return whole(reverse("edition:page", args=[edition.slug]))


def shared_picture(digest: str) -> str:
    """The address of the picture that a link to the message shows elsewhere."""
    return whole(reverse("edition:picture", args=[f"{digest}-shared.jpg"]))
