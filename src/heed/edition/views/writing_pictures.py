"""The picture of a message, by a name that never means another picture."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from heed.edition.models import Picture
from heed.edition.models._series import Visibility
from heed.edition.queries import writing as queries
from heed.edition.views.reading import is_staff
from heed.edition.views.writing_doors import person_of

NAME = re.compile(r"([0-9a-f]{32})-(small\.webp|large\.webp|shared\.jpg)")
KINDS = {"webp": "image/webp", "jpg": "image/jpeg"}
FOR_EVER = "max-age=31536000, immutable"


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """One size of a picture, to whoever may read the message that it stands in."""
    found = NAME.fullmatch(name)
    if found is None:
        raise Http404
    size, _dot, kind = found[2].partition(".")
    pictures = queries.picture_named(found[1])
    is_public = any(_is_public(each) for each in pictures)
    if not is_public and not _may_see(request, pictures):
        raise Http404
    response = HttpResponse(bytes(getattr(pictures[0], size)), content_type=KINDS[kind])
    response["Cache-Control"] = f"{'public' if is_public else 'private'}, {FOR_EVER}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _is_public(shown: Picture) -> bool:
    return queries.is_shown(shown) and shown.edition.visible_to == Visibility.PUBLIC


def _may_see(request: HttpRequest, pictures: list[Picture]) -> bool:
    if not is_staff(request):
        return False
    return any(
        queries.is_shown(each) or queries.for_reading(person_of(request), each.edition_id)
        for each in pictures
    )
