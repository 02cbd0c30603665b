"""What somebody who leaves has under way: their drafts, and what they were asked to read."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils.translation import gettext as _

from heed.edition.models import Edition
from heed.people import queries as people
from heed.people.models import Person, Role
from heed.people.owning import Owned
from heed.ui import formatting

State = Edition.State
_NOT_OUT = (State.DRAFT, State.CHECKING, State.SCHEDULED)


def owned(leavers: Collection[int]) -> Mapping[int, list[Owned]]:
    """What these people own of messages that are not out, by their keys."""
    found: dict[int, list[Owned]] = defaultdict(list)
    theirs = Q(author__in=leavers) & ~Q(revision__title="", revision__text="")
    asked = Q(state=State.CHECKING, checker__in=leavers)
    editions = Edition.objects.filter(theirs | asked, state__in=_NOT_OUT)
    rows = editions.annotate(
        is_theirs=Case(When(theirs, then=True), default=False),
        is_asked=Case(When(asked, then=True), default=False),
    )
    for edition in rows.select_related("author").order_by("begun_at", "pk"):
        if edition.is_theirs:
            page = reverse("edition:hand_over", args=[edition.pk])
            found[edition.author_id].append(Owned(what=words_for(edition), page=page))
        if edition.is_asked and edition.author.is_active:
            said = _("reading a message before it goes out; %(name)s can ask somebody else")
            thing = Owned(what=said % {"name": edition.author.name})
            found[edition.checker_id or 0].append(thing)
    return found


def words_for(edition: Edition) -> str:
    """What a message is called where nobody may know yet what it says."""
    if edition.state == State.SCHEDULED and edition.publish_at is not None:
        when = formatting.day_and_time(edition.publish_at)
        return _("a message that was to go out on %(when)s") % {"when": when}
    return _("a draft begun on %(day)s") % {"day": formatting.day(edition.begun_at)}


def left_behind(pk: int) -> Edition | None:
    """A message that is not out and whose author no longer works here."""
    found = Edition.objects.filter(pk=pk, state__in=_NOT_OUT, author__is_active=False)
    return found.select_related("author", "series").first()


def could_take_over(edition: Edition) -> list[Person]:
    """Every author of the series."""
    return people.holders(Role.Kind.AUTHOR, scope=edition.series.slug)
