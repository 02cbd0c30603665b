"""Applying a roster: what was shown, and nothing else, in one transaction."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from heed.people.actions import CannotChangePeople, end_access
from heed.people.models import Organisation, Person, Unit, new_session_word
from heed.people.roster.differences import Differences, compare
from heed.people.roster.reading import Roster
from heed.people.roster.regrouping import Ref, Regrouping

BATCH = 200


@transaction.atomic
def apply(*, roster: Roster, shown: Differences, at: datetime) -> list[int]:
    """Do what was shown; gives back the keys of everybody who works here by this roster.

    Raises `CannotChangePeople` where something changed since, and changes nothing.
    """
    # Whoever gives or takes a role, and another roster, wait until this one is done.
    Organisation.objects.select_for_update().filter(pk=1).first()
    found = compare(roster)
    if found != shown:
        raise CannotChangePeople(
            _("Something changed while you looked. Nothing was done; look at it once more.")
        )
    made = _regroup(found.units)
    end_access(people=[one.pk for one in found.leaving], at=at)
    _write_anew(found, made)
    _welcome(found, made)
    _end_units(found.units)
    numbers = [one.number for one in found.matched] + [row.number for row, _unit in found.joining]
    return list(
        Person.objects.filter(is_active=True, staff_number__in=numbers).values_list("pk", flat=True)
    )


def _regroup(units: Regrouping) -> dict[Ref, int]:
    """Make, name and place units; gives back the numbers of those that are new."""
    named = list(Unit.objects.in_bulk(units.described).values())
    for unit in named:
        # Two that exchange their codes must not hold the same one for a moment.
        unit.code = ""
    Unit.objects.bulk_update(named, ["code"], batch_size=BATCH)
    for unit in named:
        unit.name, unit.code = units.described[unit.pk]
    Unit.objects.bulk_update(named, ["name", "code"], batch_size=BATCH)
    slugs = _Slugs(Unit.objects.values_list("slug", flat=True))
    new = Unit.objects.bulk_create(
        Unit(name=unit.name, code=unit.code, slug=slugs.free(unit.name, "unit"))
        for unit in units.new.values()
    )
    made: dict[Ref, int] = {key: unit.pk for key, unit in zip(units.new, new, strict=True)}
    wanted = {_number(ref, made): _number(up, made) for ref, up in units.placed.items()}
    placed = list(Unit.objects.in_bulk([pk for pk in wanted if pk is not None]).values())
    for unit in placed:
        unit.parent_id = wanted[unit.pk]
    Unit.objects.bulk_update(placed, ["parent"], batch_size=BATCH)
    return made


def _number(ref: Ref, made: dict[Ref, int]) -> int | None:
    return ref if isinstance(ref, int) else made.get(ref)


def _write_anew(found: Differences, made: dict[Ref, int]) -> None:
    changed = found.changed
    _step_aside(found)
    people = Person.objects.in_bulk([one.known.pk for one in changed])
    for one in changed:
        person = people[one.known.pk]
        is_moved = one.known.email.lower() != one.row.email.lower()
        if is_moved or not one.known.is_active:
            person.session_word = new_session_word()
        person.name, person.email = one.row.name, one.row.email.lower()
        person.post = person.post if one.row.post is None else one.row.post
        person.unit_id = _number(one.unit, made)
        person.staff_number, person.is_active, person.left_on = one.number, True, None
    fields = [
        "name", "email", "post", "unit", "staff_number", "is_active", "left_on", "session_word",
    ]  # fmt: skip
    Person.objects.bulk_update(people.values(), fields, batch_size=BATCH)


def _step_aside(found: Differences) -> None:
    """Free addresses and numbers that go from one person to another, for as long as it takes."""
    moving = [one.known.pk for one in found.changed if one.known.email != one.row.email.lower()]
    held = Person.objects.filter(pk__in=moving)
    aside = [
        Person(pk=pk, email=f"{pk}@moving.invalid") for pk in held.values_list("pk", flat=True)
    ]
    Person.objects.bulk_update(aside, ["email"], batch_size=BATCH)
    renumbered = [one.known.pk for one in found.changed if one.known.number != one.number]
    Person.objects.filter(pk__in=renumbered).update(staff_number="")


def _welcome(found: Differences, made: dict[Ref, int]) -> None:
    slugs = _Slugs(Person.objects.values_list("slug", flat=True))
    Person.objects.bulk_create(
        (
            Person(
                name=row.name,
                email=row.email.lower(),
                post=row.post or "",
                staff_number=row.number,
                unit_id=_number(unit, made),
                slug=slugs.free(row.name, "person"),
            )
            for row, unit in found.joining
        ),
        batch_size=BATCH,
    )


def _end_units(units: Regrouping) -> None:
    ended = Unit.objects.filter(pk__in=[unit.pk for unit in units.ended])
    # Of several that stand under one another, none holds the other.
    ended.update(parent=None)
    ended.delete()


class _Slugs:
    """Names for addresses of pages, none of them twice."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def free(self, name: str, otherwise: str) -> str:
        wanted = slugify(name)[:130] or otherwise
        slug = wanted
        while slug in self._taken:
            self._next[wanted] = self._next.get(wanted, 1) + 1
            slug = f"{wanted}-{self._next[wanted]}"
        self._taken.add(slug)
        return slug
