"""The part of the weekly mail about the week before: how much came in, and what was done."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed.edition.addresses import whole
from heed.edition.queries import ledger
from heed.ui.formatting import number_word
from heed.week.mail import wording
from heed.week.mail.parts import Part, Telling


def what_came_in(telling: Telling) -> Part | None:
    """One sentence about last week, where something came in."""
    last_week = ledger.ledger(at=telling.at, weeks=2).weeks[1].figures
    if not last_week.received:
        return None
    sentence = ngettext(
        "%(came)s comment came in last week: %(posted)s posted, %(not_posted)s not posted.",
        "%(came)s comments came in last week: %(posted)s posted, %(not_posted)s not posted.",
        last_week.received,
    ) % {
        "came": number_word(last_week.received, start=True),
        "posted": number_word(last_week.posted) if last_week.posted else _("none"),
        "not_posted": number_word(last_week.not_posted) if last_week.not_posted else _("none"),
    }
    return Part(
        title=_("What came in and what we did"),
        html=wording.said_by_heed(sentence),
        text=sentence,
        link=whole(reverse("week:ledger")),
        link_says=_("Every figure, and each reason"),
    )
