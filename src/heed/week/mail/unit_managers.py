"""What those who manage a unit are asked in their weekly mail, once a month: one tap.

All of them are asked alike as long as the question is open, also who has answered it on the page
before: else a mail that is kept would show who had, when that is long forgotten elsewhere.
"""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from heed.answer.actions import asking
from heed.answer.queries import hearing
from heed.edition.addresses import whole
from heed.ui.formatting import day_and_month
from heed.week.mail import wording

_BREAK = Markup("<br>\n")


def asks(*, at: datetime) -> dict[int, tuple[str, str]]:
    """Text and HTML for each unit manager while they are asked; empty at all other times."""
    asked = hearing.on_shift(at=at)
    if asked is None:
        return {}
    said = _(
        "You manage a unit. In the last four weeks, were people in it given time on shift to read "
        "the message and answer it? You can say so until %(day)s, with one tap. Whoever has "
        "done so need not do it again."
    ) % {"day": day_and_month(asked.closes_at)}
    place, says = whole(reverse("answer:on_shift")), _("Say so with one tap")
    text = wording.in_short_lines(f"{said}\n{place}")
    html = _BREAK + _BREAK + escape(said) + _BREAK + wording.link(place, says)
    return dict.fromkeys(asking.unit_managers(), (text, wording.in_short_lines(str(html))))
