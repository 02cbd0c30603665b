"""What the ground keeps about a person (account, roles, portrait, minutes, mail), and how it goes."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from heed import clock
from heed.outbox import actions as outbox
from heed.people import rights, shown
from heed.people.models import (
    GONE,
    Absence,
    DirectoryAccount,
    Person,
    Portrait,
    PreElectionChange,
    Role,
    RoleChange,
    SecondFactor,
    new_session_word,
)
from heed.people.rights import Fate


def fate(person: Person, ends_account: bool) -> Fate:
    """What goes and what stays on this floor."""
    goes = [
        _("Your picture, and the minutes that Heed counted for you."),
        _("What is left of mail to your address, sent or not."),
    ]
    if not ends_account:
        stay = _(
            "Your account: name, address, post, unit and roles. Without it you could not sign in. "
            "It goes too if you tick the box below."
        )
        return Fate(goes=tuple(goes), stays=(stay,))
    goes.append(
        _(
            "Your account: address, post, unit, roles and the days on which you are away. You are "
            "signed out everywhere."
        )
    )
    back = _(
        "Nothing keeps you out for ever: while you work here, an administrator can add you anew."
    )
    again = [back]
    if PreElectionChange.objects.filter(by=person).exists():
        goes.append(_("Your name on the days before an election that you set. The days stay."))
    if RoleChange.objects.filter(Q(person=person) | Q(by=person)).exists():
        again.append(
            _(
                "That you were given or gave a role, with your name: a record of who could read "
                "what, and since when."
            )
        )
    if rights.signers_of_records([person.pk]):
        name = _(
            "Your name on the messages that you signed, because they are records of the "
            "organisation."
        )
        return Fate(goes=tuple(goes), stays=(name, *again))
    return Fate(goes=(*goes, _("Your name itself.")), stays=tuple(again))


def erases(person: Person, *, ends_account: bool, at: datetime) -> None:
    """Erase the rows on this floor, and the person's own where no message needs the name."""
    Portrait.objects.filter(person=person).delete()
    person.efforts.all().delete()
    if person.is_erased:
        return
    if person.email:
        outbox.erase_to(address=person.email, at=at)
    if ends_account:
        end_account(person, at=at)


def end_account(person: Person, *, at: datetime) -> None:
    """Delete somebody, or all but the name where it stands on records of the organisation."""
    Role.objects.filter(Q(person=person) | Q(types_for=person)).delete()
    EmailAddress.objects.filter(user=person).delete()
    DirectoryAccount.objects.filter(person=person).delete()
    SecondFactor.objects.filter(person=person).delete()
    Absence.objects.filter(person=person).delete()
    PreElectionChange.objects.filter(by=person).update(by=None)
    if not rights.signers_of_records([person.pk]):
        person.delete()
        return
    person.email = f"{person.pk}{GONE}"
    person.post, person.staff_number = "", ""
    person.unit, person.is_active = None, False
    person.left_on = person.left_on or clock.local(at).date()
    person.session_word = new_session_word()
    person.save()


KEEPING = rights.Keeping(
    room="people",
    models=(
        "people.Person",
        "people.Portrait",
        "people.Role",
        "people.Effort",
        "people.RoleChange",
        "people.Absence",
        "people.PreElectionChange",
        "people.DirectoryAccount",
        "people.SecondFactor",
        "outbox.Mail",
        "account.EmailAddress",
    ),
    left_out={
        "people.Sheet": _lazy(
            "Cards of paper are printed for a group, and it is not kept who was handed which."
        ),
        "people.PaperCode": _lazy("A card is kept as a fingerprint, and names nobody."),
        "socialaccount.SocialAccount": _lazy(
            "The sign-in library has a place for what a directory tells; Heed leaves it empty."
        ),
        "account.EmailConfirmation": _lazy(
            "The sign-in library has a place for links that confirm an address; Heed sends none, "
            "and the place is empty."
        ),
        "people.Organisation": _lazy(
            "The guardian’s and the contact’s details stand at the foot of every page."
        ),
        "people.PreElection": _lazy(
            "Which days before an election are set, and what readers are told, everybody can see."
        ),
        "outbox.SharedBody": _lazy(
            "What the weekly mail says to everybody alike is kept once, and is about nobody who "
            "gets it."
        ),
        "people.Unit": _lazy("A unit is not about one person; its name stands in your account."),
        "moderation.Allowance": _lazy(
            "How often a form was sent is counted under a keyed fingerprint for a day at most, and "
            "cannot be looked up by a name."
        ),
        "sessions.Session": _lazy(
            "That you are signed in is kept sealed, and not under your name: it cannot be looked "
            "up, and signing out on every device ends it."
        ),
    },
    shows=shown.shows,
    fate=fate,
    erases=erases,
)
