"""Hours as people say them."""

from __future__ import annotations

from datetime import time

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from heed.ui.formatting import clock_time
from heed.week.hours import Hours


def hour_in_words(hour: int) -> str:
    """9am; the end of the day is midnight too."""
    return clock_time(time(hour % 24))


def hours_in_words(hours: Hours) -> str:
    """Monday to Friday, 9am to 5pm."""
    return _("%(days)s, %(begins)s to %(ends)s") % {
        "days": _days(hours.days),
        "begins": hour_in_words(hours.begins),
        "ends": hour_in_words(hours.ends),
    }


def _days(days: str) -> str:
    numbers = sorted(int(day) for day in days)
    names = [str(WEEKDAYS[number]) for number in numbers]
    if len(numbers) == 7:
        return _("every day")
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    if len(names) == 1:
        return names[0]
    return _("%(most)s and %(last)s") % {"most": ", ".join(names[:-1]), "last": names[-1]}
