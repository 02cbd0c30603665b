from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Anybody can read it")
    STAFF = "staff", _("Only people who work here, signed in")


class Series(models.Model):
    """A weekly message whose authors take turns; what is owed belongs to the series."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    says_on = models.PositiveSmallIntegerField(choices=Weekday.choices, default=Weekday.TUESDAY)
    says_at = models.TimeField(default=time(9, 0))
    closes_on = models.PositiveSmallIntegerField(choices=Weekday.choices, default=Weekday.MONDAY)
    closes_at = models.TimeField(default=time(6, 0))
    needs_second_eyes = models.BooleanField(default=False)
    visible_to = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    answering_paused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "series"

    class Privacy:
        keep_for = _("As long as the series runs.")
        on_leaving = _("Nothing: a series is not a person.")
        shown_to = _("Everybody.")

    def __str__(self) -> str:
        return self.name
