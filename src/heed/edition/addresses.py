"""The addresses of this room's pages, whole, for mails and feeds."""

from django.conf import settings
from django.urls import reverse

from heed.edition.actions.commenting import key_of
from heed.edition.models import Comment, Edition
from heed.edition.queries.reading import Drawn


def whole(path: str) -> str:
    """A path of this site as people outside it type it."""
    return f"{settings.HEED_ADDRESS.rstrip('/')}{path}"


def writers_page(comment: Comment) -> str:
    """The private address of whoever wrote the comment."""
    return whole(reverse("edition:writers_page", args=[key_of(comment)]))


def edition_page(edition: Edition) -> str:
    """The public address of a message."""
    return whole(reverse("edition:page", args=[edition.slug]))


def shared_picture(picture: Drawn) -> str:
    """The address of the picture that a link to the message shows elsewhere."""
    return whole(reverse("edition:picture", args=[f"{picture.digest}-shared.jpg"]))
