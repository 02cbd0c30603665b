from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from heed.people.models._person import Person


class Absence(models.Model):
    """Somebody who writes, decides or is a guardian is away on these days, both included.

    Nothing is kept about why, and what they may do stays as it is.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_absence_ends_after_it_begins", condition=Q(to_on__gte=F("from_on"))
            ),
        ]

    class Privacy:
        keep_for = _("Until a week after its last day.")
        on_leaving = _("Deleted.")
        shown_to = _(
            "Administrators; the moderators or guardians beside them; the guardian’s to everybody. "
            "Why somebody is away is not asked."
        )

    def __str__(self) -> str:
        return f"{self.person_id} away {self.from_on} to {self.to_on}"


class PreElection(models.Model):
    """The days before an election, both included, on which comments are closed with a notice."""

    from_on = models.DateField()
    to_on = models.DateField()
    notice = models.TextField()
    # Grows with every change, so that a stored page with an older notice is made again.
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_pre_election_ends_after_it_begins",
                condition=Q(to_on__gte=F("from_on")),
            ),
        ]

    class Privacy:
        keep_for = _("As long as the installation runs, as a record of the organisation.")
        on_leaving = _("Nothing: a period is not a person.")
        shown_to = _("Everybody.")

    def __str__(self) -> str:
        return f"pre-election {self.from_on} to {self.to_on}"


class PreElectionChange(models.Model):
    """Who set, changed or took away the days before an election, and to what; never changed."""

    class Kind(models.TextChoices):
        SET = "set", _("set")
        CHANGED = "changed", _("changed")
        REMOVED = "removed", _("taken away")

    period = models.ForeignKey(PreElection, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    from_on = models.DateField()
    to_on = models.DateField()
    notice = models.TextField()
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Privacy:
        keep_for = _("As long as the installation runs, as a record of the organisation.")
        on_leaving = _("The administrator’s name is taken off once their row is gone.")
        shown_to = _("Administrators.")

    def __str__(self) -> str:
        return f"{self.kind} on {self.at:%Y-%m-%d}"
