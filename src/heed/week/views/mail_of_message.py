"""The weekly mail for whoever writes the message: how it will look, and a block to pass on."""

from __future__ import annotations

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from heed import clock
from heed.edition.queries import mailing
from heed.edition.queries import writing as drafts
from heed.edition.views.writing_doors import of_reader, of_writer, person_of
from heed.week.mail import letter
from heed.week.mail.letter import Laid
from heed.week.mail.parts import Telling

# A mail carries its look in itself; it runs nothing, fetches nothing and sends nothing.
AS_A_MAIL = {
    "default-src": [NONE],
    "script-src": [NONE],
    "style-src": ["'unsafe-inline'"],
    "img-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
}


@of_reader
@require_safe
def preview(request: HttpRequest, edition) -> HttpResponse:  # type: ignore[no-untyped-def]
    """The mail as it will arrive: as a picture of its HTML, and as plain text."""
    context = {"edition": edition, "laid": _laid(request, edition), "sender": edition.author.name}
    return render(request, "week/mail_preview.jinja", context)


@csp_replace(AS_A_MAIL)
@xframe_options_sameorigin
@of_reader
@require_safe
def as_html(request: HttpRequest, edition) -> HttpResponse:  # type: ignore[no-untyped-def]
    """The HTML of the mail itself, to be shown in a frame."""
    return HttpResponse(_laid(request, edition).html)


def _laid(request: HttpRequest, edition) -> Laid:  # type: ignore[no-untyped-def]
    return letter.lay_out(
        _telling(edition),
        greeting=_("Dear %(name)s,") % {"name": person_of(request).first_name},
        way_out="#",
    )


def _telling(edition) -> Telling:  # type: ignore[no-untyped-def]
    at = clock.now()
    will_be = drafts.as_readers_will(edition, at=at)
    told = mailing.told(edition, closes_at=will_be.closes_at)
    return Telling(told=told, is_for_staff=True, at=at)


@of_writer
@require_safe
def block(request: HttpRequest, edition) -> HttpResponse:  # type: ignore[no-untyped-def]
    """Once it is out: text and HTML to copy into the organisation's own mail to all staff."""
    if not edition.is_published:
        raise Http404
    return render(
        request,
        "week/mail_block.jinja",
        {"edition": edition, "laid": letter.block(_telling(edition))},
    )
