"""What can be done about the organisation, its people and their roles."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from heed import clock
from heed.people import letters, portraits, rights
from heed.people.models import (
    Absence,
    DirectoryAccount,
    Effort,
    Organisation,
    Person,
    Portrait,
    Role,
    RoleChange,
    SecondFactor,
    Unit,
    new_session_word,
)

LONGEST_ADDRESS = 254
# No mail ever reaches an address below .invalid (RFC 2606).
NO_MAIL = ".invalid"
NOWHERE = f"past{NO_MAIL}"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be added with many others; ``unit`` is a unit's id."""

    name: str
    email: str
    slug: str
    post: str = ""
    unit: int | None = None


class CannotChangePeople(Exception):
    """Something about a person or a role cannot be done; the sentence says why."""


@transaction.atomic
def begin_organisation(*, name: str, contact_email: str = "") -> Organisation:
    """Make the one organisation of this installation, or rename it."""
    organisation, _made = Organisation.objects.update_or_create(
        pk=1, defaults={"name": name, "contact_email": contact_email}
    )
    return organisation


@transaction.atomic
def describe_organisation(*, by: Person | None, **details: str) -> Organisation:
    """Set the guardian, the staff line and the contact that stand at the foot of every page."""
    organisation = Organisation.objects.select_for_update().get(pk=1)
    for field, value in details.items():
        setattr(organisation, field, value)
    organisation.save(update_fields=list(details))
    return organisation


@transaction.atomic
def welcome(*, name: str, email: str, post: str = "", unit: Unit | None = None) -> Person:
    """Add somebody who works here. Raises `CannotChangePeople` where the address is taken."""
    _refuse_taken(email)
    return Person.objects.create(
        name=name, email=email.lower(), post=post, unit=unit, slug=_free_slug(name)
    )


@transaction.atomic
def describe_person(
    *, person: Person, name: str, email: str, post: str, unit: Unit | None, at: datetime
) -> Person:
    """Correct what is known of somebody. A new address ends the sessions begun with the old one,
    and the old one is told.

    Only who came by a card of paper may be without an address.
    """
    address = email.lower() or None
    if address != person.email:
        if address is None:
            raise CannotChangePeople(_("Enter an address: without one they could not sign in."))
        _refuse_taken(address)
        sign_out_everywhere(person=person)
        if person.email and not person.email.endswith(NO_MAIL):
            letters.send_address_changed(to=person.email, at=at)
    person.name, person.email, person.post, person.unit = name, address, post, unit
    person.save(update_fields=["name", "email", "post", "unit"])
    return person


def _refuse_taken(email: str) -> None:
    taken = Person.objects.filter(email__iexact=email).first()
    if taken is None:
        return
    if taken.is_active:
        said = _("Somebody with the address %(email)s is already here: %(name)s.")
    else:
        said = _("%(name)s had the address %(email)s, and no longer works here.")
    raise CannotChangePeople(said % {"email": taken.email, "name": taken.name})


@transaction.atomic
def welcome_many(newcomers: Iterable[Newcomer]) -> int:
    """Add many people at once; their addresses must be new. Gives back how many."""
    people = [
        Person(
            name=one.name,
            email=one.email.lower(),
            post=one.post,
            unit_id=one.unit,
            slug=one.slug,
        )
        for one in newcomers
    ]
    return len(Person.objects.bulk_create(people, batch_size=500))


@transaction.atomic
def build_units(tree: Iterable[tuple[str, str]]) -> list[int]:
    """Add units given as (name, name of the unit above, or empty), parents first; gives their ids."""
    built: dict[str, Unit] = {}
    for name, above in tree:
        built[name] = Unit.objects.create(
            name=name, slug=slugify(name), parent=built[above] if above else None
        )
    return [unit.pk for unit in built.values()]


@transaction.atomic
def remember(*, name: str, email: str, known_as: str) -> Person:
    """Somebody who wrote here before Heed: whoever has the address, or a new person who has left.

    Nobody can sign in because they are remembered. Where there is no address that could be one,
    ``known_as`` finds them again, under a name that no mail reaches.
    """
    try:
        validate_email(email if len(email) <= LONGEST_ADDRESS else "")
    except ValidationError:
        fingerprint = hashlib.sha256(known_as.encode()).hexdigest()[:24]
        email = f"{fingerprint}@{NOWHERE}"
    found = Person.objects.filter(email__iexact=email).first()
    if found is not None:
        return found
    return Person.objects.create(
        name=name, email=email.lower(), slug=_free_slug(name), is_active=False
    )


def _free_slug(name: str) -> str:
    wanted = slugify(name) or "person"
    taken = set(Person.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{n}" for n in range(2, len(taken) + 3) if f"{wanted}-{n}" not in taken)


@transaction.atomic
def part_with(*, person: Person, by: Person | None = None, at: datetime | None = None) -> None:
    """End somebody's access at once; what they wrote stays."""
    if is_last_administrator(person):
        raise CannotChangePeople(
            _("%(name)s is the only administrator. Give somebody else that role first.")
            % {"name": person.name}
        )
    end_access(people=[person.pk], by=by, at=at)
    person.refresh_from_db()


@transaction.atomic
def end_access(
    *, people: Collection[int], by: Person | None = None, at: datetime | None = None
) -> None:
    """End the access of several people at once, whose keys these are; what they wrote stays."""
    at = at or clock.now()
    leaving = [Person(pk=pk, is_active=False, session_word=new_session_word()) for pk in people]
    Person.objects.bulk_update(leaving, ["is_active", "session_word"], batch_size=200)
    left = Person.objects.filter(pk__in=people, left_on=None)
    left.update(left_on=clock.local(at).date())
    ending = Role.objects.filter(Q(person__in=people) | Q(types_for__in=people))
    for role in ending.select_related("person"):
        _write_down(role, is_given=False, by=by, at=at)
    ending.delete()
    DirectoryAccount.objects.filter(person__in=people).delete()
    SecondFactor.objects.filter(person__in=people).delete()
    Effort.objects.filter(person__in=people).delete()
    Portrait.objects.filter(person__in=people).delete()
    Absence.objects.filter(person__in=people).delete()
    rights.part(people, at=at)


@transaction.atomic
def welcome_back(*, person: Person) -> None:
    """Let in somebody who works here again; roles are given anew.

    Whose address was erased at their wish is added anew instead.
    """
    if person.is_erased:
        raise CannotChangePeople(
            _("The account of %(name)s was erased. Add them as somebody new.")
            % {"name": person.name}
        )
    person.is_active = True
    person.left_on = None
    person.save(update_fields=["is_active", "left_on"])


@transaction.atomic
def show_portrait(*, person: Person, sent: bytes) -> Portrait:
    """Keep a picture of somebody, made anew. Raises `CannotUsePicture`."""
    data = portraits.remake(sent)
    portrait, _made = Portrait.objects.update_or_create(
        person=person, defaults={"data": data, "digest": portraits.digest(person.pk, data)}
    )
    return portrait


def take_portrait_away(*, person: Person) -> None:
    """Delete somebody's picture."""
    Portrait.objects.filter(person=person).delete()


@transaction.atomic
def sign_out_everywhere(*, person: Person) -> None:
    """End every session of a person at once."""
    person.session_word = new_session_word()
    person.save(update_fields=["session_word"])


@transaction.atomic
def give_role(
    *,
    person: Person,
    kind: str,
    scope: str = "",
    types_for: Person | None = None,
    by: Person | None = None,
    at: datetime | None = None,
) -> Role:
    """Let a person do what the role allows; giving it twice changes nothing.

    Who may do more stays signed in for less long, so they sign in once more. It is written down
    who gave it, and when; ``by`` is nobody only where it is done from the command line.
    """
    if kind == Role.Kind.DRAFTER and types_for is None:
        raise CannotChangePeople(_("Say which author this person types for."))
    if person.email is None:
        raise CannotChangePeople(
            _("%(name)s has no address yet. Whoever holds a role needs one.")
            % {"name": person.name}
        )
    role, made = Role.objects.get_or_create(
        person=person, kind=kind, scope=scope, types_for=types_for
    )
    if made:
        sign_out_everywhere(person=person)
        _write_down(role, is_given=True, by=by, at=at)
    return role


def _write_down(role: Role, *, is_given: bool, by: Person | None, at: datetime | None) -> None:
    RoleChange.objects.create(
        person=role.person,
        name=role.person.name,
        kind=role.kind,
        scope=role.scope,
        is_given=is_given,
        by=by,
        by_name=by.name if by else "",
        at=at or clock.now(),
    )


@transaction.atomic
def take_role(*, role: Role, by: Person | None = None, at: datetime | None = None) -> None:
    """End a role, and the sessions of whoever held it. The last administrator keeps theirs."""
    if role.kind == Role.Kind.ADMINISTRATOR and is_last_administrator(role.person):
        raise CannotChangePeople(
            _("%(name)s is the only administrator. Give somebody else that role first.")
            % {"name": role.person.name}
        )
    _write_down(role, is_given=False, by=by, at=at)
    role.delete()
    sign_out_everywhere(person=role.person)


def is_last_administrator(person: Person) -> bool:
    """Whether nobody would administer Heed without them."""
    # Two administrators who end each other's role at once take turns here.
    Organisation.objects.select_for_update().filter(pk=1).first()
    administrators = Q(roles__kind=Role.Kind.ADMINISTRATOR, is_active=True)
    others = Person.objects.filter(administrators).exclude(pk=person.pk)
    return person.roles.filter(kind=Role.Kind.ADMINISTRATOR).exists() and not others.exists()
