from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    """The one organisation that this installation serves, and where it sends people for help."""

    name = models.CharField(max_length=120)
    contact_email = models.EmailField(blank=True)
    guardian_name = models.CharField(max_length=120, blank=True)
    guardian_phone = models.CharField(max_length=40, blank=True)
    guardian_email = models.EmailField(blank=True)
    staff_line_name = models.CharField(max_length=120, blank=True)
    staff_line_phone = models.CharField(max_length=40, blank=True)
    staff_line_hours = models.CharField(max_length=80, blank=True)
    # Whether moderators, guardians and administrators need a second factor.
    wants_second_factor = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="people_one_organisation", condition=Q(pk=1)),
        ]

    class Privacy:
        keep_for = _("As long as the installation runs.")
        on_leaving = _(
            "The guardian’s and the contact’s details are replaced by their successor’s."
        )
        shown_to = _("Everybody: it stands at the foot of every page.")

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A station, a team or a department; units form a tree."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    # What the roster knows it by when its name changes; empty where the roster gives none.
    code = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], name="people_unit_code_once", condition=~Q(code="")
            ),
        ]

    class Privacy:
        keep_for = _("As long as the organisation has the unit.")
        on_leaving = _("Nothing: a unit is not a person.")
        shown_to = _("Administrators.")

    def __str__(self) -> str:
        return self.name
