"""What somebody is shown of what the ground keeps about them: account, roles, ways in, mail."""

import base64
from collections.abc import Iterator
from datetime import date

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext as _

from heed.outbox import queries as mail
from heed.people.models import (
    DirectoryAccount,
    Person,
    Portrait,
    PreElectionChange,
    Role,
    RoleChange,
    SecondFactor,
)
from heed.people.rights import Entry, Line, Section
from heed.ui.formatting import day_and_month


def shows(person: Person) -> Iterator[Section]:
    """The account and everything beside it."""
    yield from _who_and_how(person)
    yield from _days_and_mail(person)


def _who_and_how(person: Person) -> Iterator[Section]:
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


def _days_and_mail(person: Person) -> Iterator[Section]:
    yield Section(
        key="absences", title=_("When you are away"), models=("people.Absence",),
        entries=tuple(
            Entry(title=_("Away"), lines=_days(absence.from_on, absence.to_on))
            for absence in person.absences.order_by("from_on")
        ),
    )  # fmt: skip
    yield Section(
        key="pre_election",
        title=_("Days before an election that you set"),
        models=("people.PreElectionChange",),
        entries=_periods(person),
    )
    yield Section(
        key="portrait", title=_("Your picture"), models=("people.Portrait",),
        entries=_portrait(person),
    )  # fmt: skip
    yield Section(
        key="minutes",
        title=_("Time that Heed took you"),
        models=("people.Effort",),
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
                title=mail.kind_label(sent.kind),
                lines=(
                    Line("left_at", _("Left to be sent"), sent.created_at),
                    Line("state", _("What became of it"), sent.state),
                ),
            )
            for sent in (mail.what_went_to(person.email) if person.email else [])
        ),
        about=_(
            "What a mail says is erased once it was sent, and is not repeated here: it went to "
            "your mailbox. Mail about a comment, or about what the guardian was told, is joined to "
            "no account, and does not stand here."
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
    if person.staff_number:
        lines.append(Line("staff_number", _("Number in the roster"), person.staff_number))
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
            title=_kind(change.kind),
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


def _periods(person: Person) -> tuple[Entry, ...]:
    changes = PreElectionChange.objects.filter(by=person).order_by("at", "pk")
    return tuple(
        Entry(
            title=str(change.get_kind_display()),
            lines=(
                Line("at", _("When"), change.at),
                *_days(change.from_on, change.to_on),
                Line("notice", _("What readers are told"), change.notice, is_words=True),
            ),
        )
        for change in changes
    )


def _days(first: date, last: date) -> tuple[Line, ...]:
    return (
        Line("from_on", _("From"), day_and_month(first)),
        Line("to_on", _("To"), day_and_month(last)),
    )


def _kind(kind: str) -> str:
    """A role in words; one that is no more is called what it was."""
    return str(Role.Kind(kind).label) if kind in Role.Kind.values else kind


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
