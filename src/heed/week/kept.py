"""What the pages of the week keep about a person: the weekly mail, and copies of words."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from heed.people import rights
from heed.people.rights import Entry, Fate, Line, Section
from heed.week.actions import removing, searching, subscribing
from heed.week.hours_said import hours_in_words
from heed.week.models import Subscription
from heed.week.queries import subscriptions


def shows(person: Any) -> Iterator[Section]:
    """Whether somebody gets the weekly mail, in which hours, and in which weeks it was sent."""
    yield Section(
        key="weekly_mail",
        title=_("The weekly mail"),
        models=("week.Subscription", "week.Digest"),
        entries=tuple(_subscription(row) for row in Subscription.objects.filter(person=person)),
    )


def _subscription(row: Subscription) -> Entry:
    sent = tuple(
        Entry(
            title=_("Week %(week)s") % {"week": digest.week},
            lines=(Line("at", _("When"), digest.at),),
        )
        for digest in row.digests.order_by("at")
    )
    return Entry(
        title=str(row.get_state_display()),
        lines=(
            Line("begun_at", _("Begun"), row.begun_at),
            Line("ended_at", _("Ended"), row.ended_at),
            Line("said_no", _("You stopped it yourself"), row.has_said_no),
            Line("hours", _("May come"), hours_in_words(subscriptions.hours_of(row))),
            *((Line("weeks", _("Written to you in"), sent),) if sent else ()),
        ),
    )


def fate(person: Any, ends_account: bool) -> Fate:
    """The weekly mail belongs to the account, and goes with it."""
    row = Subscription.objects.filter(person=person).first()
    if row is None:
        return Fate()
    if ends_account:
        return Fate(goes=(_("The weekly mail, your hours for it, and that you ever had it."),))
    if row.state != Subscription.State.ACTIVE:
        return Fate()
    return Fate(stays=(_("The weekly mail, until you stop it on your page."),))


def erases(person: Any, *, ends_account: bool, at: datetime) -> None:
    """Delete the subscription with the account; mail that waits is taken back with the address."""
    if ends_account:
        Subscription.objects.filter(person=person).delete()


def forgets(person: Any, *, at: datetime) -> None:
    """Delete what is left of the subscription of somebody who left long ago."""
    Subscription.objects.filter(person=person).delete()


def parts(people: Collection[int], *, at: datetime) -> None:
    """No more weekly mail for those who leave; it is not remembered as their own wish."""
    subscribing.end_for(people=people, at=at)


def tidies(*, at: datetime) -> None:
    """What was removed leaves the search at once, and is counted among what was."""
    searching.refresh_index(at=at)
    removing.note_removed({"wishes": 1}, at=at)


KEEPING = rights.Keeping(
    room="week",
    models=("week.Subscription", "week.Digest"),
    left_out={
        "week.IndexedMessage": _lazy(
            "What the search looks in are the words that stand on the pages, once more."
        ),
        "week.DigestWords": _lazy(
            "What the weekly mail says to everybody alike is kept once, and is about nobody who "
            "gets it."
        ),
        "week.Removal": _lazy("What was erased is counted by the week, and names nobody."),
    },
    shows=shows,
    fate=fate,
    erases=erases,
    parts=parts,
    forgets=forgets,
    tidies=tidies,
)
