"""The ways in besides the mailed code: the directory, the second factor, the card of paper."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heed.seal import SealedTextField


class DirectoryAccount(models.Model):
    """That an account of the organisation's directory is this person's; nothing it said is kept.

    ``digest`` is a keyed fingerprint of who the directory says it is.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="directory_account"
    )
    digest = models.CharField(max_length=32, unique=True)

    class Privacy:
        keep_for = _("While the person works here, or until an administrator unlinks it.")
        on_leaving = _("Deleted.")
        shown_to = _("Administrators see whether there is one.")

    def __str__(self) -> str:
        return f"directory account of {self.person_id}"


class SecondFactor(models.Model):
    """What makes six figures on somebody's phone, and ten codes for the day it is lost.

    ``used_step`` is the half minute whose figures were taken last, so that they are not taken
    again; it is forgotten within minutes.
    """

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_factor"
    )
    secret = SealedTextField(purpose="second-factor")
    spare = models.JSONField(default=list)
    used_step = models.PositiveBigIntegerField(null=True, blank=True)

    class Privacy:
        keep_for = _("Until the person or an administrator takes it away.")
        on_leaving = _("Deleted.")
        shown_to = _("Nobody; administrators see whether there is one.")

    def __str__(self) -> str:
        return f"second factor of {self.person_id}"


class Sheet(models.Model):
    """Cards that were printed together, for one group of people."""

    group = models.CharField(max_length=120)
    printed_in_week = models.CharField(max_length=8)
    count = models.PositiveIntegerField()
    last_on = models.DateField()
    is_withdrawn = models.BooleanField(default=False)
    # A page that is sent once more by mistake prints no second sheet.
    made_with = models.CharField(max_length=32, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="people_sheet_has_cards", condition=Q(count__gte=1)),
        ]

    class Privacy:
        keep_for = _("A year after the last day of its cards.")
        on_leaving = _("Nothing: a sheet names nobody.")
        shown_to = _("Administrators; how many cards were printed and used, everybody.")

    def __str__(self) -> str:
        return self.group


class PaperCode(models.Model):
    """One card of a sheet. Its fingerprint is erased when it is used: nothing leads to whom."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=32, unique=True, null=True)
    used_in_week = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_code_works_or_was_used",
                condition=Q(digest__isnull=True) | Q(used_in_week=""),
            ),
        ]

    class Privacy:
        keep_for = _("With its sheet.")
        on_leaving = _("Nothing: no code is joined to the person who used it.")
        shown_to = _("Nobody.")

    def __str__(self) -> str:
        return f"a code of sheet {self.sheet_id}"
