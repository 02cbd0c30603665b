"""What the strip says: the next step of the week, and whose it is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from heed import clock
from heed.demo import words
from heed.demo.owed import Owed, unkept, what_is_owed
from heed.demo.personas import Persona, by_email
from heed.edition.queries import calendar
from heed.people.queries import Who

JOE = "joe@saltmarsh.example"


@dataclass(frozen=True, slots=True)
class Next:
    """The next step, and one link to it: somebody to become, a move to make, or a page."""

    says: str
    become: Persona | None = None
    move: str = ""
    page: str = ""
    link: str = ""


def next_step(who: Who | None) -> Next:
    """Whoever looks, the one thing that would bring the week forward."""
    at = clock.now()
    week = calendar.this_week(at=at)
    owed = what_is_owed(at)
    if owed is not None:
        return _owed(owed, who)
    if week.waiting:
        return _somebodys(JOE, who, _("%(name)s decides"), _("you decide"))
    if week.undoing:
        return Next(says=_("it takes effect"), move="soon")
    if by_email(week.drafted_by):
        return _somebodys(week.drafted_by, who, _("%(name)s publishes"), _("you publish"))
    if week.opens_at is not None and not week.is_open:
        return Next(says=_("it goes out"), move="opening")
    if (promise := unkept(at)) is not None:
        return _owed(promise, who)
    if week.is_open and not week.received:
        page = f"{reverse('week:front')}#write"
        return Next(says=_("somebody answers"), page=page, link=_("Answer it"))
    if week.is_open:
        return Next(says=_("more answers"), move="morning")
    if words.is_told(at):
        page = reverse("week:ledger")
        return Next(says=_("here the demo ends"), page=page, link=_("What came of it"))
    return Next(says=_("a new week"), move="opening")


def _owed(owed: Owed, who: Who | None) -> Next:
    if owed.move:
        return Next(says=owed.theirs, move=owed.move)
    return _somebodys(owed.email, who, owed.theirs, owed.yours, page=owed.page)


def _somebodys(email: str, who: Who | None, theirs: str, yours: str, *, page: str = "") -> Next:
    persona = by_email(email)
    assert persona is not None
    if who is not None and who.person.email == email:
        return Next(says=yours, page=page or reverse(persona.begins_at), link=_("Begin"))
    return Next(says=theirs % {"name": persona.first_name}, become=persona)
