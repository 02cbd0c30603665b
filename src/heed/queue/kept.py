"""What the queue keeps about a person: which item they have open, for a quarter of an hour."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from heed.people import rights
from heed.people.rights import Entry, Fate, Line, Section
from heed.queue.models import Opened


def shows(person: Any) -> Iterator[Section]:
    """The items that somebody has open just now."""
    yield Section(
        key="opened",
        title=_("What you have open, where you decide"),
        models=("queue.Opened",),
        entries=tuple(
            Entry(
                title=f"{opened.kind} {opened.key}",
                lines=(Line("opened_at", _("Opened"), opened.at),),
            )
            for opened in Opened.objects.filter(person=person).order_by("at")
        ),
    )


def fate(person: Any, ends_account: bool) -> Fate:
    """Too short-lived to be worth a sentence to anybody who decides about nothing."""
    if not Opened.objects.filter(person=person).exists():
        return Fate()
    return Fate(goes=(_("Which item you have open where you decide."),))


def erases(person: Any, *, at: datetime, **_more: object) -> None:
    """Forget what somebody has open."""
    Opened.objects.filter(person=person).delete()


def parts(people: Collection[int], *, at: datetime) -> None:
    """Forget what those who leave have open."""
    Opened.objects.filter(person__in=people).delete()


KEEPING = rights.Keeping(
    room="queue",
    models=("queue.Opened",),
    shows=shows,
    fate=fate,
    erases=erases,
    parts=parts,
)
