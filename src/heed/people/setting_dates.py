"""Setting the days before an election, saying when one is away, and that one was trained."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from heed import clock
from heed.moderation import guards
from heed.people import queries
from heed.people.models import (
    Absence,
    Organisation,
    Person,
    PreElection,
    PreElectionChange,
    Role,
)
from heed.ui.formatting import day_and_month

Kind = PreElectionChange.Kind

LONGEST_NOTICE = 600
LONGEST_PERIOD = timedelta(days=100)
LONGEST_ABSENCE = timedelta(days=366)
FURTHEST = timedelta(days=2 * 366)
ABSENCE_KEPT = timedelta(days=7)


class CannotSetDates(Exception):
    """These dates cannot be; the sentence says why. ``field`` is the box to look at."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


def default_notice() -> str:
    """What readers are told unless the organisation puts it in words of its own."""
    return _(
        "Because of the coming election, comments are closed until it is over. Public bodies say "
        "nothing in these weeks that could favour anybody who stands in it. The message goes on."
    )


@transaction.atomic
def set_pre_election(
    *, from_on: date, to_on: date, notice: str, by: Person, at: datetime
) -> PreElection:
    """Close comments on these days, both included, with a notice."""
    _check_administers(by)
    _check_period(from_on, to_on, notice, at=at)
    if from_on < clock.local(at).date():
        raise CannotSetDates(_("These dates begin in the past. Begin today."), field="from_on")
    period = PreElection.objects.create(from_on=from_on, to_on=to_on, notice=notice.strip())
    _write_down(period, Kind.SET, by=by, at=at)
    return period


@transaction.atomic
def change_pre_election(
    *, number: int, from_on: date, to_on: date, notice: str, by: Person, at: datetime
) -> PreElection:
    """Move the days, or put the notice in other words; what was before stays on record."""
    _check_administers(by)
    period = _locked(number)
    _check_period(from_on, to_on, notice, at=at, but_for=period.pk)
    today = clock.local(at).date()
    if from_on != period.from_on and from_on < today:
        raise CannotSetDates(_("The first day is in the past. Leave it, or choose today."),
                             field="from_on")  # fmt: skip
    if (from_on, to_on, notice.strip()) == (period.from_on, period.to_on, period.notice):
        return period
    period.from_on, period.to_on, period.notice = from_on, to_on, notice.strip()
    period.version += 1
    period.save()
    _write_down(period, Kind.CHANGED, by=by, at=at)
    return period


@transaction.atomic
def remove_pre_election(*, number: int, by: Person, at: datetime) -> None:
    """Take the days away: comments open at once. That they were set stays on record."""
    _check_administers(by)
    period = _locked(number)
    period.removed_at = at
    period.save(update_fields=["removed_at"])
    _write_down(period, Kind.REMOVED, by=by, at=at)


def _check_administers(by: Person) -> None:
    if not queries.is_kind(by, Role.Kind.ADMINISTRATOR):
        raise CannotSetDates(_("Only administrators set these dates."))


def _locked(number: int) -> PreElection:
    period = PreElection.objects.select_for_update().filter(pk=number, removed_at=None).first()
    if period is None:
        raise CannotSetDates(_("These dates have been taken away in the meantime."))
    return period


def _check_period(
    from_on: date, to_on: date, notice: str, *, at: datetime, but_for: int | None = None
) -> None:
    # Two administrators who set dates at once take turns here.
    Organisation.objects.select_for_update().filter(pk=1).first()
    today = clock.local(at).date()
    if to_on < from_on:
        raise CannotSetDates(_("The last day comes before the first."), field="to_on")
    if to_on < today:
        raise CannotSetDates(_("These dates are in the past."), field="to_on")
    if to_on - from_on > LONGEST_PERIOD or to_on > today + FURTHEST:
        raise CannotSetDates(
            _("These dates are too far or too long. Choose at most a hundred days."), field="to_on"
        )
    if not guards.can_be_seen(notice):
        raise CannotSetDates(_("Say to readers why comments are closed."), field="notice")
    if len(notice) > LONGEST_NOTICE:
        raise CannotSetDates(
            _("The notice is too long. Use %(most)s characters.") % {"most": LONGEST_NOTICE},
            field="notice",
        )
    others = PreElection.objects.filter(removed_at=None, from_on__lte=to_on, to_on__gte=from_on)
    for other in others.exclude(pk=but_for):
        raise CannotSetDates(
            _("Dates from %(first)s to %(last)s are set already. Change those.")
            % {"first": day_and_month(other.from_on), "last": day_and_month(other.to_on)},
            field="from_on",
        )


def _write_down(period: PreElection, kind: str, *, by: Person, at: datetime) -> None:
    PreElectionChange.objects.create(
        period=period,
        kind=kind,
        from_on=period.from_on,
        to_on=period.to_on,
        notice=period.notice,
        by=by,
        at=at,
    )


@transaction.atomic
def go_away(*, person: Person, from_on: date, to_on: date, by: Person, at: datetime) -> Absence:
    """Say that somebody is away on these days, both included; nobody asks why."""
    _check_may_say(person, by=by)
    today = clock.local(at).date()
    Person.objects.select_for_update().get(pk=person.pk)
    if to_on < from_on:
        raise CannotSetDates(_("The last day comes before the first."), field="to_on")
    if to_on < today:
        raise CannotSetDates(_("These dates are in the past."), field="to_on")
    if to_on - from_on > LONGEST_ABSENCE or to_on > today + FURTHEST:
        raise CannotSetDates(_("Choose dates within a year."), field="to_on")
    for other in person.absences.filter(from_on__lte=to_on, to_on__gte=from_on):
        raise CannotSetDates(
            _("Away from %(first)s to %(last)s is said already. Take that away first.")
            % {"first": day_and_month(other.from_on), "last": day_and_month(other.to_on)},
            field="from_on",
        )
    return Absence.objects.create(person=person, from_on=from_on, to_on=to_on)


@transaction.atomic
def be_there(*, absence: Absence, by: Person) -> None:
    """Take an absence away: they are there after all."""
    _check_may_say(absence.person, by=by)
    absence.delete()


def _check_may_say(person: Person, *, by: Person) -> None:
    if person.pk != by.pk and not queries.is_kind(by, Role.Kind.ADMINISTRATOR):
        raise CannotSetDates(_("Only they themselves say when they are away, or an administrator."))


def forget_past_absences(*, at: datetime) -> int:
    """Delete absences a week after their last day."""
    oldest = clock.local(at).date() - ABSENCE_KEPT
    return Absence.objects.filter(to_on__lt=oldest).delete()[0]


@transaction.atomic
def say_trained(*, person: Person, at: datetime) -> None:
    """A moderator says that they were trained; the day is kept with the role."""
    roles = person.roles.filter(kind=Role.Kind.MODERATOR, trained_on=None)
    roles.update(trained_on=clock.local(at).date())
