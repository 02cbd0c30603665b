"""What the ground keeps about a person (account, roles, portrait, minutes, mail), and how it goes."""

import base64
from collections.abc import Iterator
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from heed import clock
from heed.outbox import actions as outbox
from heed.outbox import queries as mail
from heed.people import rights
from heed.people.models import (
    GONE,
    DirectoryAccount,
    Person,
    Portrait,
    Role,
    RoleChange,
    SecondFactor,
    new_session_word,
)
from heed.people.rights import Entry, Fate, Line, Section


def shows(person: Person) -> Iterator[Section]:
    """The account and everything beside it."""
    yield Section(
        key="account",
        title=_("Your account"),
        models=("people.Person", "account.EmailAddress"),
        entries=(Entry(title=person.name, lines=_account(person)),),
    )
    yield Section(
        key="roles", title=_("Your roles"), models=("people.Role",), entries=_roles(person)
    )
    yield Section(
        key="role_changes",
        title=_("Roles that you were given, gave or lost"),
        models=("people.RoleChange",),
        entries=_role_changes(person),
    )
    yield Section(
        key="ways_in",
        title=_("How you sign in"),
        models=("people.DirectoryAccount", "people.SecondFactor"),
        entries=_ways_in(person),
    )
    yield Section(
        key="portrait", title=_("Your picture"), models=("people.Portrait",),
        entries=_portrait(person),
    )  # fmt: skip
    yield Section(
        key="minutes",
        title=_("Time that Heed took you"),
        models=(
            "people.Effort",
            "people.RoleChange",
            "people.DirectoryAccount",
            "people.SecondFactor",
        ),
        entries=tuple(
            Entry(
                title=_("Week %(week)s") % {"week": effort.week},
                lines=(
                    Line("minutes", _("Minutes"), round(effort.seconds / 60)),
                    Line("last_action_at", _("Last counted"), effort.last_action_at),
                ),
            )
            for effort in person.efforts.order_by("week")
        ),
    )
    yield Section(
        key="mail",
        title=_("Mail to you"),
        models=("outbox.Mail",),
        entries=tuple(
            Entry(
                title=sent.kind,
                lines=(
                    Line("left_at", _("Left to be sent"), sent.created_at),
                    Line("state", _("What became of it"), sent.state),
                ),
            )
            for sent in (mail.what_went_to(person.email) if person.email else [])
        ),
        about=_(
            "What a mail says is erased once it was sent, and is not repeated here: it went to "
            "your mailbox."
        ),
    )


def _account(person: Person) -> tuple[Line, ...]:
    known = EmailAddress.objects.filter(user=person).exclude(email=person.email)
    lines = [
        Line("name", _("Name"), person.name),
        Line("email", _("Email address"), person.email),
        Line("post", _("Post"), person.post or None),
        Line("unit", _("Where you work"), person.unit.name if person.unit else None),
        Line("works_here", _("Works here"), person.is_active),
    ]
    if person.left_on is not None:
        lines.append(Line("left_on", _("Left on"), person.left_on.isoformat()))
    lines += [Line("other_email", _("Another address"), address.email) for address in known]
    return tuple(lines)


def _roles(person: Person) -> tuple[Entry, ...]:
    held = Role.objects.filter(Q(person=person) | Q(types_for=person))
    return tuple(
        Entry(
            title=str(role.get_kind_display()),
            lines=(
                Line("scope", _("In"), role.scope or _("the whole organisation")),
                *_drafts(role, person),
            ),
        )
        for role in held.select_related("person", "types_for").order_by("pk")
    )


def _role_changes(person: Person) -> tuple[Entry, ...]:
    """Those that are about the person; of those that they gave, not to whom."""
    changes = RoleChange.objects.filter(Q(person=person) | Q(by=person)).order_by("at", "pk")
    given, taken = _("given"), _("taken away")
    return tuple(
        Entry(
            title=change.kind,
            lines=(
                Line("what", _("What"), given if change.is_given else taken),
                Line(
                    "whose",
                    _("Whose"),
                    _("yours") if change.person_id == person.pk else _("somebody else’s"),
                ),
                Line("at", _("When"), change.at),
            ),
        )
        for change in changes
    )


def _ways_in(person: Person) -> tuple[Entry, ...]:
    ways = []
    if DirectoryAccount.objects.filter(person=person).exists():
        said = _("is known by a keyed fingerprint")
        ways.append(Entry(_("Your work account"), (Line("kept", _("Kept"), said),)))
    if SecondFactor.objects.filter(person=person).exists():
        said = _("its secret is kept sealed, and is not repeated here")
        ways.append(Entry(_("Your second factor"), (Line("kept", _("Kept"), said),)))
    return tuple(ways)


def _drafts(role: Role, person: Person) -> tuple[Line, ...]:
    if role.types_for is None:
        return ()
    if role.person_id == person.pk:
        return (Line("types_for", _("You type for"), role.types_for.name),)
    return (Line("typed_for_by", _("Who types for you"), role.person.name),)


def _portrait(person: Person) -> tuple[Entry, ...]:
    portrait = Portrait.objects.filter(person=person).first()
    if portrait is None:
        return ()
    data = base64.b64encode(bytes(portrait.data)).decode()
    return (
        Entry(
            title=_("Your picture"),
            lines=(
                Line("shown", _("Shown"), _("beside every message that you sign")),
                Line("webp_base64", _("The picture itself"), data, in_file_only=True),
            ),
        ),
    )


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
    goes.append(_("Your account: address, post, unit and roles. You are signed out everywhere."))
    back = _(
        "Nothing keeps you out for ever: while you work here, an administrator can add you anew."
    )
    again = [back]
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
    if not ends_account:
        return
    Role.objects.filter(Q(person=person) | Q(types_for=person)).delete()
    EmailAddress.objects.filter(user=person).delete()
    DirectoryAccount.objects.filter(person=person).delete()
    SecondFactor.objects.filter(person=person).delete()
    if not rights.signers_of_records([person.pk]):
        person.delete()
        return
    person.email = f"{person.pk}{GONE}"
    person.post, person.unit, person.is_active = "", None, False
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
    shows=shows,
    fate=fate,
    erases=erases,
)
