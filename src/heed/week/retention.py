"""What Heed erased by itself, by the week: counts that say nothing of anybody, put into words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed import clock
from heed.week.models import Removal

WEEKS = 12
TOLD_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Week:
    """One week and how much of each kind was erased in it."""

    begins: datetime
    counted: tuple[tuple[str, int], ...]

    @property
    def any(self) -> bool:
        """Whether anything was."""
        return any(many for _what, many in self.counted)


def kinds() -> dict[str, str]:
    """Everything that is counted, and what it is called at the head of a column."""
    return {
        "addresses": _("Addresses of comments"),
        "comments": _("Words of comments on no page"),
        "reports": _("Words of reports"),
        "cards": _("Paper cards on no page, and who typed cards in"),
        "drafts": _("Drafts that never went out, after six years"),
        "mail": _("Mail past its month"),
        "weekly_mail": _("Weeks of the weekly mail, and addresses that it no longer goes to"),
        "minutes": _("Minutes of somebody’s week"),
        "absences": _("Days on which somebody was away"),
        "people": _("People who left"),
        "sheets": _("Sheets of cards to sign in with"),
        "wishes": _("Removed at somebody’s wish"),
    }


def weeks(*, at: datetime) -> tuple[Week, ...]:
    """This week so far and the eleven before it, the newest first."""
    today = clock.local(at).date()
    names = [clock.iso_week(today - timedelta(weeks=back)) for back in range(WEEKS)]
    counted = {
        (week, what): many
        for week, what, many in Removal.objects.filter(week__in=names).values_list(
            "week", "what", "many"
        )
    }
    return tuple(
        Week(
            begins=clock.week_bounds(name)[0],
            counted=tuple((said, counted.get((name, what), 0)) for what, said in kinds().items()),
        )
        for name in names
    )


def told(*, at: datetime) -> str:
    """One sentence for everybody: all kinds of the last four weeks together."""
    today = clock.local(at).date()
    names = [clock.iso_week(today - timedelta(weeks=back)) for back in range(TOLD_WEEKS)]
    due = Removal.objects.filter(week__in=names).exclude(what="wishes")
    many = sum(due.values_list("many", flat=True))
    if not many:
        return _("Nothing fell due to be erased in the last four weeks.")
    return ngettext(
        "In the last four weeks Heed erased %(count)s thing whose time was over, by itself.",
        "In the last four weeks Heed erased %(count)s things whose time was over, by itself.",
        many,
    ) % {"count": many}
