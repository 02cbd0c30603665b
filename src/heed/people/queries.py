"""What other rooms and pages may ask about people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from heed import clock
from heed.people.models import Effort, Organisation, Person, Role


@dataclass(frozen=True, slots=True)
class About:
    """What every page says about the organisation."""

    name: str = "Heed"
    contact_email: str = ""
    guardian_name: str = ""
    guardian_phone: str = ""
    guardian_email: str = ""
    staff_line_name: str = ""
    staff_line_phone: str = ""
    staff_line_hours: str = ""

    @property
    def nhs_identity(self) -> bool:
        """Whether the organisation may, and wants to, use the NHS name and logo."""
        return bool(settings.HEED_NHS_IDENTITY)


@dataclass(frozen=True, slots=True)
class Who:
    """The signed-in person, as pages see them."""

    person: Person
    kinds: frozenset[str]

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def first_name(self) -> str:
        return self.person.first_name

    @property
    def can_write(self) -> bool:
        return bool(self.kinds & {Role.Kind.AUTHOR, Role.Kind.DRAFTER})

    @property
    def can_decide(self) -> bool:
        return Role.Kind.MODERATOR in self.kinds

    @property
    def is_guardian(self) -> bool:
        return Role.Kind.GUARDIAN in self.kinds

    @property
    def is_administrator(self) -> bool:
        return Role.Kind.ADMINISTRATOR in self.kinds


def about_organisation() -> About:
    """The organisation's row as a value; empty details before `heed init`."""
    fields = About.__dataclass_fields__
    row = Organisation.objects.filter(pk=1).values(*fields).first()
    return About(**row) if row else About()


def who_is(person: Person) -> Who:
    """The person with the kinds of their roles: one query."""
    return Who(person=person, kinds=frozenset(person.roles.values_list("kind", flat=True)))


def is_kind(person: Person, kind: str, *, scope: str = "") -> bool:
    """Whether the person holds the role for this series or for the whole organisation."""
    return person.roles.filter(kind=kind, scope__in={"", scope}).exists()


def authors_for(person: Person, *, scope: str) -> list[Person]:
    """Whose messages this person may type: their own if they are an author, and those they draft for."""
    roles = Q(roles__kind=Role.Kind.AUTHOR, roles__scope__in={"", scope})
    own = Q(pk=person.pk)
    typed = Q(drafters__person=person, drafters__scope__in={"", scope})
    return list(Person.objects.filter(is_active=True).filter(roles & (own | typed)).distinct())


def holders(kind: str, *, scope: str = "") -> list[Person]:
    """Everybody active who holds the role for this series or for the whole organisation."""
    return list(
        Person.objects.filter(is_active=True, roles__kind=kind, roles__scope__in={"", scope})
        .distinct()
        .order_by("name")
    )


def names_that_lead() -> list[tuple[str, str]]:
    """(name, post) of everybody whose name must not be borrowed in a comment."""
    kinds = [
        Role.Kind.AUTHOR,
        Role.Kind.MODERATOR,
        Role.Kind.GUARDIAN,
        Role.Kind.ADMINISTRATOR,
    ]
    return list(Person.objects.filter(roles__kind__in=kinds).distinct().values_list("name", "post"))


def minutes_this_week(person: Person, *, at: datetime) -> int:
    """Whole minutes that Heed took this person this week; only they are ever shown it."""
    effort = Effort.objects.filter(person=person, week=clock.iso_week(at)).first()
    return round(effort.seconds / 60) if effort else 0


def time_taken(person: Person, *, at: datetime) -> tuple[timedelta, timedelta]:
    """How long Heed took this person today and this week; only they are ever shown it."""
    effort = Effort.objects.filter(person=person, week=clock.iso_week(at)).first()
    if effort is None:
        return timedelta(0), timedelta(0)
    is_today = clock.local(effort.last_action_at).date() == clock.local(at).date()
    today = timedelta(seconds=effort.seconds_that_day if is_today else 0)
    return today, timedelta(seconds=effort.seconds)


def find_people(words: str = "", *, kinds: Iterable[str] = ()) -> list[Person]:
    """People by part of a name or address, those with roles first looked up by kind."""
    people = Person.objects.filter(is_active=True).prefetch_related("roles__types_for")
    if words:
        people = people.filter(Q(name__icontains=words) | Q(email__icontains=words))
    if kinds:
        people = people.filter(roles__kind__in=list(kinds)).distinct()
    return list(people.order_by("name")[:100])
