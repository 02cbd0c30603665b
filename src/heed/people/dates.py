"""What other rooms and pages may ask about dates: pre-election, who is there, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import CharField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed import clock
from heed.clock import working
from heed.people.models import Absence, Organisation, Person, PreElection, PreElectionChange, Role
from heed.ui.formatting import day_and_month, number_word

ENOUGH_MODERATORS = 3
ENOUGH_GUARDIANS = 2
LOOKED_AHEAD = timedelta(days=60)
COVERED = (Role.Kind.MODERATOR, Role.Kind.GUARDIAN)
AWAY_MATTERS = (*COVERED, Role.Kind.AUTHOR)


# Before an election


@dataclass(frozen=True, slots=True)
class BeforeElection:
    """The days before an election, both included, and what readers are told on them."""

    number: int
    from_on: date
    to_on: date
    notice: str


def _periods() -> QuerySet[PreElection]:
    return PreElection.objects.filter(removed_at=None)


def _on(moment: datetime) -> Q:
    today = clock.local(moment).date()
    return Q(from_on__lte=today, to_on__gte=today)


def pre_election(*, at: datetime) -> BeforeElection | None:
    """The days before an election that this moment falls on, if it does."""
    row = _periods().filter(_on(at)).first()
    return _value(row) if row else None


def pre_election_stamp(*, at: datetime) -> Subquery:
    """For a query on anything: which notice holds at this moment, or null. It costs no question
    of its own, and changes in the very minute in which comments close or open again."""
    key = Concat(Cast("pk", CharField()), Value("."), Cast("version", CharField()))
    return Subquery(_periods().filter(_on(at)).annotate(key=key).values("key")[:1])


def pre_elections(*, on: date) -> list[BeforeElection]:
    """Those that are set and not over on this day, the earliest first."""
    return [_value(row) for row in _periods().filter(to_on__gte=on).order_by("from_on")]


def pre_election_numbered(number: int) -> BeforeElection | None:
    """One that is set, by its number."""
    row = _periods().filter(pk=number).first()
    return _value(row) if row else None


def pre_election_changes() -> list[PreElectionChange]:
    """Who set, changed or took away what, the latest first."""
    return list(PreElectionChange.objects.select_related("by").order_by("-at", "-pk")[:20])


def _value(row: PreElection) -> BeforeElection:
    return BeforeElection(row.pk, row.from_on, row.to_on, row.notice)


# Who is there


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody who is away on a day, and their last day away."""

    person: Person
    until: date

    @property
    def first_name(self) -> str:
        return self.person.first_name


def _holding(kind: str) -> QuerySet[Person]:
    return Person.objects.filter(is_active=True, roles__kind=kind).distinct().order_by("name")


def _absent(on: date) -> QuerySet[Absence]:
    return Absence.objects.filter(from_on__lte=on, to_on__gte=on)


def present(kind: str, on: date) -> list[Person]:
    """Everybody who holds the role and is not away on this day."""
    return list(_holding(kind).exclude(absences__in=_absent(on)))


def away(kind: str, on: date) -> list[Away]:
    """Everybody who holds the role and is away on this day, with their last day away."""
    rows = _absent(on).filter(person__in=_holding(kind)).select_related("person")
    return [Away(row.person, row.to_on) for row in rows.order_by("person__name", "-to_on")]


def who_is_there(kind: str, on: date) -> str:
    """Who is away, and who is there meanwhile, in a sentence; empty where everybody is there."""
    gone = away(kind, on)
    if not gone:
        return ""
    said = ", ".join(
        _("%(name)s is away until %(day)s")
        % {"name": one.first_name, "day": day_and_month(one.until)}
        for one in gone
    )
    here = [person.first_name for person in present(kind, on)]
    if not here:
        return _("%(away)s; nobody else is there.") % {"away": said}
    return ngettext(
        "%(away)s; %(names)s is there meanwhile.",
        "%(away)s; %(names)s are there meanwhile.",
        len(here),
    ) % {"away": said, "names": _names(here)}


def absences_of(person: Person, *, on: date) -> list[Absence]:
    """When somebody is away, now or later."""
    return list(person.absences.filter(to_on__gte=on).order_by("from_on"))


def absence_of(person: Person, number: int) -> Absence | None:
    """One of somebody's absences, by its number."""
    return person.absences.filter(pk=number).first()


def can_be_away(person: Person) -> bool:
    """Whether it matters to others when this person is away."""
    return any(role.kind in AWAY_MATTERS for role in person.roles.all())


def uncovered(*, on: date, kinds: Iterable[str] = COVERED) -> list[str]:
    """In a sentence each: the working days ahead on which nobody moderates, or is guardian.

    A role that nobody holds at all is not cover that runs out; `missing_before_live` says so.
    """
    ends = on + LOOKED_AHEAD
    coming = list(
        Absence.objects.filter(to_on__gte=on, from_on__lte=ends, person__is_active=True)
        .values_list("person", "from_on", "to_on")
    )  # fmt: skip
    if not coming:
        return []
    holders: dict[str, set[int]] = {}
    roles = Role.objects.filter(kind__in=list(kinds), person__is_active=True)
    for kind, person in roles.values_list("kind", "person"):
        holders.setdefault(kind, set()).add(person)
    gone: dict[date, set[int]] = {}
    for person, first, last in coming:
        for day in _days(max(first, on), min(last, ends)):
            gone.setdefault(day, set()).add(person)
    working_days = [day for day in sorted(gone) if working.is_working_day(day)]
    sentences = []
    for kind in kinds:
        days = [day for day in working_days if holders.get(kind) and holders[kind] <= gone[day]]
        if days:
            sentences.append(_nobody(kind, days))
    return sentences


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _nobody(kind: str, days: list[date]) -> str:
    first, last = day_and_month(days[0]), day_and_month(days[-1])
    parts = {"first": first, "last": last, "count": number_word(len(days))}
    if kind == Role.Kind.MODERATOR:
        one = _("Nobody is there to moderate on %(first)s.")
        more = _(
            "Nobody is there to moderate on %(count)s working days from %(first)s to %(last)s."
        )
    else:
        one = _("No guardian is there on %(first)s.")
        more = _("No guardian is there on %(count)s working days from %(first)s to %(last)s.")
    return (one if len(days) == 1 else more) % parts


# Before the first message


def missing_before_live() -> list[str]:
    """What the organisation lacks before its first message goes out, in a sentence each."""
    organisation = Organisation.objects.filter(pk=1).first() or Organisation()
    guardian = organisation.guardian_name and (
        organisation.guardian_phone or organisation.guardian_email
    )
    missing = [_moderators_missing(), _guardians_missing()]
    if not guardian:
        missing.append(_("Say who the guardian is, and how to reach them."))
    if not organisation.staff_line_phone:
        missing.append(_("Give the telephone number of your staff support line."))
    if not organisation.contact_email:
        missing.append(_("Say whom to ask about Heed."))
    return [sentence for sentence in missing if sentence]


def _moderators_missing() -> str:
    trained = Role.objects.filter(
        kind=Role.Kind.MODERATOR, trained_on__isnull=False, person__is_active=True
    )
    count = trained.values("person").distinct().count()
    if count >= ENOUGH_MODERATORS:
        return ""
    if not count:
        return _(
            "No moderator has said that they were trained. Three let each other be away: ask them."
        )
    return ngettext(
        "%(count)s moderator has said that they were trained. Three let each other be away.",
        "%(count)s moderators have said that they were trained. A third lets each other be away.",
        count,
    ) % {"count": number_word(count, start=True)}


def count_guardians() -> int:
    """How many people here are guardians for the whole organisation: who reads what is told her."""
    guardians = Q(roles__kind=Role.Kind.GUARDIAN, roles__scope="")
    return Person.objects.filter(guardians, is_active=True).distinct().count()


def _guardians_missing() -> str:
    count = count_guardians()
    if count >= ENOUGH_GUARDIANS:
        return ""
    if not count:
        return _("Nobody has the role of the guardian. Two of them let each other be away.")
    return _("There is one guardian. A second reads when the first is away.")


def moderates_untrained(person: Person) -> bool:
    """Whether somebody moderates and has not said that they were trained."""
    return any(
        role.kind == Role.Kind.MODERATOR and role.trained_on is None for role in person.roles.all()
    )


def trained_on(person: Person) -> date | None:
    """On which day somebody said that they were trained as a moderator."""
    days = [role.trained_on for role in person.roles.all() if role.trained_on is not None]
    return min(days, default=None)


def _names(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}
