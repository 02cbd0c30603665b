"""House rules, privacy, promises, cookies, accessibility: made from what is true here."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heed import clock
from heed.edition.actions import commenting, keeping
from heed.edition.queries import archive, ledger
from heed.moderation.reasons import Reason, default_words
from heed.week import cookies as device
from heed.week import privacy as kept
from heed.week import retention

# When the accessibility of these pages was last looked at as a whole.
ACCESSIBILITY_REVIEWED_ON = date(2026, 11, 23)


@require_safe
def house_rules(request: HttpRequest) -> HttpResponse:
    """Who reads what comes in, what is posted, and every reason for which something is not."""
    context = {
        "reasons": [(reason.label, default_words(reason)) for reason in Reason],
        "rhythms": archive.rhythms(),
        "pauses_after_days": keeping.UNHEARD_FOR_DAYS,
        "undo_for": ledger.UNDO_FOR,
        "looked_at_within": ledger.LOOKED_AT_WITHIN,
        "longest": commenting.LONGEST,
        "most_links": commenting.MOST_LINKS,
    }
    return render(request, "week/house_rules.jinja", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about whom, for how long, and who sees it."""
    context = {
        "groups": kept.groups(),
        "address_days": keeping.ADDRESS_KEPT.days,
        "words_days": keeping.WORDS_KEPT.days,
        "erased": retention.told(at=clock.now()),
    }
    return render(request, "week/privacy.jinja", context)


@require_safe
def promise(request: HttpRequest) -> HttpResponse:
    """What the organisation can and cannot promise to whoever writes, by law."""
    hours = round(ledger.LOOKED_AT_WITHIN.total_seconds() / 3600)
    return render(request, "week/promise.jinja", {"hours": hours})


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """What Heed asks a browser to keep."""
    return render(request, "week/cookies.jinja", {"cookies": device.cookies()})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far everybody can use these pages, and whom to tell where somebody cannot."""
    context = {"address": settings.HEED_ADDRESS, "reviewed_on": ACCESSIBILITY_REVIEWED_ON}
    return render(request, "week/accessibility.jinja", context)
