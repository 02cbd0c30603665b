"""What other rooms and pages may ask about people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value

from heed import clock
from heed.people.dates import ENOUGH_GUARDIANS as ENOUGH_GUARDIANS
from heed.people.dates import BeforeElection as BeforeElection
from heed.people.dates import away as away
from heed.people.dates import count_guardians as count_guardians
from heed.people.dates import missing_before_live as missing_before_live
from heed.people.dates import pre_election as pre_election
from heed.people.dates import pre_election_stamp as pre_election_stamp
from heed.people.dates import present as present
from heed.people.dates import uncovered as uncovered
from heed.people.dates import who_is_there as who_is_there
from heed.people.models import (
    DirectoryAccount,
    Effort,
    Organisation,
    PaperCode,
    Person,
    Portrait,
    Role,
    RoleChange,
    SecondFactor,
    Sheet,
    Unit,
)
from heed.people.named import named_in as named_in
from heed.people.owning import Owned, owned_by

SHOWN = 100
# Those who decide about others. The organisation may ask a second factor of them.
DECIDERS = frozenset({Role.Kind.MODERATOR, Role.Kind.GUARDIAN, Role.Kind.ADMINISTRATOR})


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
    """The signed-in person, as pages see them.

    ``waiting`` are the kinds of roles that they hold and may not use before a second factor.
    """

    person: Person
    kinds: frozenset[str]
    waiting: frozenset[str] = frozenset()

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
    row = next(iter(Organisation.objects.filter(pk=1).values(*fields)), None)
    return About(**row) if row else About()


def who_is(person: Person, *, is_twofold: bool = False) -> Who:
    """The person with the kinds of their roles that their session may use: one query."""
    wants = Organisation.objects.filter(pk=1).values("wants_second_factor")
    rows = list(person.roles.values_list("kind", Subquery(wants)))
    kinds = frozenset(kind for kind, _wants in rows)
    is_asked = any(wants for _kind, wants in rows) and not is_twofold
    waiting = kinds & DECIDERS if is_asked else frozenset()
    return Who(person=person, kinds=kinds - waiting, waiting=waiting)


def by_email(email: str) -> Person | None:
    """The person who works here and has this address."""
    return Person.objects.filter(email__iexact=email, is_active=True).first()


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


@dataclass(frozen=True, slots=True)
class Change:
    """A role that was given or taken: to whom, by whom (empty: from the command line), when."""

    name: str
    kind: str
    scope: str
    is_given: bool
    by: str
    at: datetime


def role_changes(*, kind: str = "", person: Person | None = None) -> list[Change]:
    """What changed about roles, the latest first: of one kind, or of one person."""
    rows = RoleChange.objects.order_by("-at", "-pk")
    if kind:
        rows = rows.filter(kind=kind)
    if person is not None:
        rows = rows.filter(person=person)
    return [
        Change(
            name=row.name,
            kind=str(Role.Kind(row.kind).label).partition(":")[0],
            scope=row.scope,
            is_given=row.is_given,
            by=row.by_name,
            at=row.at,
        )
        for row in rows[:SHOWN]
    ]


def names_that_lead() -> list[tuple[str, str]]:
    """(name, post) of everybody whose name must not be borrowed in a comment."""
    kinds = [
        Role.Kind.AUTHOR,
        Role.Kind.MODERATOR,
        Role.Kind.GUARDIAN,
        Role.Kind.ADMINISTRATOR,
    ]
    # Asked for each comment that comes in: to put the question together would take ten times as
    # long as the answer.
    with connection.cursor() as cursor:
        cursor.execute(_WHO_LEADS, kinds)
        leaders: list[tuple[str, str]] = cursor.fetchall()
    return leaders


_WHO_LEADS = """
    SELECT DISTINCT people_person.name, people_person.post FROM people_person
    JOIN people_role ON people_role.person_id = people_person.id
    WHERE people_role.kind IN (%s, %s, %s, %s)
"""


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


def minutes_of_weeks(
    weeks: Iterable[tuple[int, str]],
) -> tuple[list[int], set[tuple[int, str]]]:
    """Whole minutes that Heed took these people in these weeks, in no order that names anybody;
    and of which of these weeks that is known.

    For one median over many, and for nothing else: a person's own minutes are theirs alone.
    """
    wanted = set(weeks)
    rows = Effort.objects.filter(
        person__in={person for person, _week in wanted}, week__in={week for _person, week in wanted}
    ).values_list("person", "week", "seconds")
    known = {(person, week): round(took / 60) for person, week, took in rows}
    known = {each: took for each, took in known.items() if each in wanted}
    return sorted(known.values()), set(known)


def find_people(words: str = "", *, kinds: Iterable[str] = ()) -> list[Person]:
    """Up to a hundred people by part of a name or address, those with roles first.

    Who no longer works here is found by words alone.
    """
    people = _matching(words).select_related("unit").prefetch_related("roles__types_for")
    if kinds:
        people = people.filter(Exists(Role.objects.filter(person=OuterRef("pk"), kind__in=kinds)))
    has_role = Exists(Role.objects.filter(person=OuterRef("pk")))
    return list(people.annotate(has_role=has_role).order_by("-has_role", "name", "pk")[:SHOWN])


def count_people(words: str = "") -> int:
    """How many people `find_people` would find, were there no end to a page."""
    return _matching(words).count()


def _matching(words: str) -> QuerySet[Person]:
    if not words:
        return Person.objects.filter(is_active=True)
    return Person.objects.filter(Q(name__icontains=words) | Q(email__icontains=words))


def left_behind() -> list[tuple[Person, tuple[Owned, ...]]]:
    """Everybody who left with something under way, and what it is."""
    gone = Person.objects.filter(is_active=False)
    owned = owned_by(gone.values_list("pk", flat=True))  # type: ignore[arg-type]
    people = Person.objects.filter(pk__in=owned).order_by("name")
    return [(person, owned[person.pk]) for person in people]


def holders_in_numbers() -> list[tuple[str, int]]:
    """Each role and how many people who work here hold it."""
    counted = dict(
        Role.objects.filter(person__is_active=True)
        .values_list("kind")
        .annotate(many=Count("person", distinct=True))
        .order_by()
    )
    return [(str(kind.label), counted.get(kind, 0)) for kind in Role.Kind]


def person_by_slug(slug: str) -> Person | None:
    """Somebody with their unit, portrait and roles, and how they can sign in."""
    people = Person.objects.select_related("unit", "portrait").annotate(
        has_directory=Exists(DirectoryAccount.objects.filter(person=OuterRef("pk"))),
        has_second_factor=Exists(SecondFactor.objects.filter(person=OuterRef("pk"))),
    )
    return people.prefetch_related("roles__types_for").filter(slug=slug).first()


def role_of(person: Person, pk: int) -> Role | None:
    """A role by its number, if it is this person's."""
    return person.roles.select_related("person").filter(pk=pk).first()


def units() -> list[Unit]:
    """All units by name."""
    return list(Unit.objects.order_by("name"))


def portrait(digest: str) -> bytes | None:
    """A portrait by its name."""
    row = Portrait.objects.filter(digest=digest).values_list("data", flat=True).first()
    return bytes(row) if row is not None else None


@dataclass(frozen=True, slots=True)
class Cards:
    """How many cards of paper were printed and used in some time."""

    printed: int = 0
    used: int = 0


def cards(weeks: Iterable[str]) -> dict[str, Cards]:
    """How many cards of paper were printed and used in each of these weeks: one query."""
    weeks = list(weeks)
    sheets = Sheet.objects.filter(printed_in_week__in=weeks).values_list("printed_in_week")
    codes = PaperCode.objects.filter(used_in_week__in=weeks).values_list("used_in_week")
    printed = sheets.annotate(what=Value("printed"), figure=Sum("count"))
    used = codes.annotate(what=Value("used"), figure=Count("pk"))
    figures = {(week, what): figure for week, what, figure in printed.union(used, all=True)}
    return {
        week: Cards(figures.get((week, "printed"), 0), figures.get((week, "used"), 0))
        for week in weeks
    }


@dataclass(frozen=True, slots=True)
class Reachable:
    """How somebody who works here is written to."""

    first_name: str
    email: str


def reachable(pks: Iterable[int]) -> dict[int, Reachable]:
    """Of these people those who work here and have an address, by their numbers."""
    rows = Person.objects.filter(pk__in=list(pks), is_active=True, email__isnull=False)
    return {
        pk: Reachable(first_name=name.split(" ", 1)[0], email=email)
        for pk, name, email in rows.values_list("pk", "name", "email")
        if email
    }


def by_emails(emails: Iterable[str]) -> dict[str, int]:
    """Of these addresses, in small letters, those of people who work here, and whose each is."""
    wanted = {email.casefold() for email in emails}
    rows = Person.objects.filter(email__in=wanted, is_active=True)
    return {email.casefold(): pk for email, pk in rows.values_list("email", "pk") if email}


def one_of_each_domain(*, most: int) -> list[str]:
    """An address of somebody who works here for each domain that people have, the commonest first."""
    addresses: dict[str, list[str]] = {}
    here = Person.objects.filter(is_active=True).exclude(email="").order_by("pk")
    for email in filter(None, here.values_list("email", flat=True)):
        addresses.setdefault(email.rpartition("@")[2].lower(), []).append(email)
    return [found[0] for found in sorted(addresses.values(), key=len, reverse=True)[:most]]
