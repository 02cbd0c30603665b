"""What stops the next message of a series from opening, in sentences for its author."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed.answer.models import Promise
from heed.answer.queries import owing
from heed.edition.gates import Stop
from heed.ui.formatting import number_word


def what_is_owed(series: int, *, at: datetime) -> list[Stop]:
    """Owners who left, promises without a word for 28 days, answers without an end for 14."""
    stops = [_left(promise) for promise in owing.without_owner(series)]
    stops += [_stale(promise, at=at) for promise in owing.stale(series, at=at)]
    return stops + [_late(late) for late in owing.late_answers(series, at=at)]


def _page(promise: Promise) -> str:
    return reverse("answer:promise", args=[promise.series.slug, promise.number])


def _left(promise: Promise) -> Stop:
    sentence = _("%(owner)s, who owns “%(what)s”, has left. It needs another owner.") % {
        "owner": promise.owner.name,
        "what": promise.what,
    }
    return Stop(sentence=sentence, page=_page(promise), is_firm=True, person=promise.owner.name)


def _stale(promise: Promise, *, at: datetime) -> Stop:
    days = (at - promise.last_word_at).days
    sentence = _("“%(what)s” has had no word for %(days)s days. %(owner)s owns it.") % {
        "what": promise.what,
        "days": days,
        "owner": promise.owner.name,
    }
    return Stop(sentence=sentence, page=_page(promise), person=promise.owner.name)


def _late(late: owing.Late) -> Stop:
    sentence = (_nobody_reads if late.has_nobody else _somebody_reads)(late.count) % {
        "count": number_word(late.count, start=True),
        "title": late.title,
        "author": late.author,
    }
    page = reverse("answer:reading", args=[late.slug])
    return Stop(sentence=sentence, page=page, person=late.author)


def _somebody_reads(count: int) -> str:
    return ngettext(
        "%(count)s answer to “%(title)s” has waited for an end for more than 14 days. "
        "%(author)s reads it.",
        "%(count)s answers to “%(title)s” have waited for an end for more than 14 days. "
        "%(author)s reads them.",
        count,
    )


def _nobody_reads(count: int) -> str:
    return ngettext(
        "%(count)s answer to “%(title)s” has waited for an end for more than 14 days. "
        "%(author)s no longer writes in this series: another author can take it on.",
        "%(count)s answers to “%(title)s” have waited for an end for more than 14 days. "
        "%(author)s no longer writes in this series: another author can take them on.",
        count,
    )
