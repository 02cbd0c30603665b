"""What the strip says: the next step of the week, and whose it is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed import clock
from heed.demo.personas import Persona, by_slug
from heed.edition.queries import calendar
from heed.people.queries import Who
from heed.ui.formatting import clock_time, number_word, short_day


@dataclass(frozen=True, slots=True)
class Next:
    """The next step: a sentence, and either whose it is or which move makes it come."""

    says: str
    persona: Persona | None = None
    move: str = ""


def next_step(who: Who | None) -> Next:
    """Whoever looks, the one thing that would bring the week forward."""
    now = clock.now()
    week = calendar.this_week(at=now)
    if week.is_draft:
        return _somebodys("ama", who, _("finish the message and publish it"))
    if week.opens_at is not None:
        said = _("the message goes out on %(day)s, %(time)s") % {
            "day": short_day(week.opens_at),
            "time": clock_time(week.opens_at),
        }
        return Next(says=said, move="opening")
    if week.waiting:
        said = ngettext(
            "%(count)s comment to decide", "%(count)s comments to decide", week.waiting
        ) % {"count": number_word(week.waiting)}
        return _somebodys("joe", who, said)
    if week.undoing:
        return Next(says=_("the decisions take effect after five minutes"), move="soon")
    if week.is_open and week.received == 0:
        return Next(says=_("answer the message, as anybody can"))
    return Next(says=_("time passes; the next message comes"), move="opening")


def _somebodys(slug: str, who: Who | None, says: str) -> Next:
    persona = by_slug(slug)
    assert persona is not None
    return Next(says=says, persona=persona)
