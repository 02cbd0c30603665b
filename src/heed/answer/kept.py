"""What this room keeps about people, and what becomes of it when somebody asks or leaves."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from heed.answer.models import (
    DonePicture,
    HandedOn,
    Promise,
    PromiseWord,
    Refusal,
    TakenOn,
    Tapped,
)
from heed.people import rights
from heed.people.models import Person
from heed.people.owning import Owned
from heed.people.rights import Entry, Fate, Line, Section


def owned(people: Collection[int]) -> dict[int, list[Owned]]:
    """The open promises of these people: somebody else must own them."""
    found: dict[int, list[Owned]] = {}
    rows = Promise.objects.filter(owner__in=list(people), ended_at=None).select_related("series")
    for row in rows.order_by("number"):
        what = _("the promise “%(what)s”") % {"what": row.what}
        page = reverse("answer:promise", args=[row.series.slug, row.number])
        found.setdefault(row.owner_id, []).append(Owned(what=what, page=page))
    return found


def shows(person: Person) -> Iterable[Section]:
    """What somebody promised or wrote about promises."""
    yield Section(
        key="promises",
        title=_("Promises that you own or owned"),
        models=("answer.Promise",),
        entries=tuple(
            Entry(
                title=row.what,
                lines=(
                    Line("first_step", _("First step"), row.first_step),
                    Line("due_on", _("By"), str(row.due_on)),
                    Line("state", _("Where it stands"), str(row.get_state_display())),
                ),
            )
            for row in Promise.objects.filter(owner=person).order_by("made_at")
        ),
    )
    yield _written(person)
    yield Section(
        key="noes",
        title=_("Noes that you wrote"),
        models=("answer.Refusal", "answer.HandedOn"),
        entries=(
            *(
                Entry(title=row.what, lines=(Line("reason", _("Why"), row.reason, is_words=True),))
                for row in Refusal.objects.filter(by=person)
            ),
            *(
                Entry(
                    title=row.to_whom, lines=(Line("words", _("Words"), row.words, is_words=True),)
                )
                for row in HandedOn.objects.filter(by=person)
            ),
        ),
    )
    yield _taken_on(person)
    yield Section(
        key="taps",
        title=_("Questions that you answered with a tap"),
        models=("answer.Tapped",),
        entries=tuple(
            Entry(title=str(row.tap.get_kind_display()))
            for row in Tapped.objects.filter(person=person).select_related("tap")
        ),
        about=_("That you answered is kept for seven days. What you answered is in no row."),
    )


def _taken_on(person: Person) -> Section:
    """Each message that somebody answers in the place of its author."""
    return Section(
        key="taken_on",
        title=_("Messages whose answers you took on"),
        models=("answer.TakenOn",),
        entries=tuple(
            Entry(
                title=row.edition.revision.title if row.edition.revision else "",
                lines=(
                    Line("at", _("When"), row.at),
                    Line("name", _("Signed"), f"{row.name}, {row.post}".strip(", ")),
                ),
            )
            for row in TakenOn.objects.filter(by=person).select_related("edition__revision")
        ),
    )


def _written(person: Person) -> Section:
    """Each line that somebody wrote, with what its picture shows."""
    rows = PromiseWord.objects.filter(by=person).order_by("at")
    return Section(
        key="promise_words",
        title=_("What you wrote about promises"),
        models=("answer.PromiseWord", "answer.DonePicture"),
        entries=tuple(
            Entry(
                title=str(row.get_kind_display()),
                lines=(
                    Line("at", _("When"), row.at),
                    Line("words", _("Words"), row.words, is_words=True),
                    *(
                        [Line("picture", _("A picture, which shows"), row.shows)]
                        if row.shows
                        else []
                    ),
                ),
            )
            for row in rows.annotate(shows=F("picture__shows"))
        ),
    )


def fate(person: Person, ends_account: bool) -> Fate:
    """What goes and what stays of promises and taps."""
    goes, stays = [], []
    if Tapped.objects.filter(person=person).exists():
        if ends_account:
            goes.append(_("That you answered a question with a tap."))
        else:
            stays.append(
                _("That you answered a question with a tap, for seven days: nobody answers twice.")
            )
    if PromiseWord.objects.filter(by=person).exists() or Refusal.objects.filter(by=person).exists():
        goes.append(_("Your name on what you wrote about promises. The lines stay."))
    if DonePicture.objects.filter(word__by=person).exists():
        stays.append(_("Pictures of what was done. Each can be erased on its promise’s page."))
    if Promise.objects.filter(owner=person).exists():
        stays.append(_("The promises that you own: they were made to everybody."))
    if TakenOn.objects.filter(by=person).exists():
        stays.append(_("Your name on what you answered for an author who no longer writes."))
    return Fate(goes=tuple(goes), stays=tuple(stays))


def erases(person: Person, *, ends_account: bool, at: datetime) -> None:
    """Take the name off what was written; that a question was answered goes with the account."""
    if ends_account:
        Tapped.objects.filter(person=person).delete()
    parts([person.pk], at=at)


def parts(people: Collection[int], *, at: datetime) -> None:
    """Take the names of leavers off what they wrote about promises."""
    numbers = list(people)
    PromiseWord.objects.filter(by__in=numbers).take_name_off()
    Refusal.objects.filter(by__in=numbers).update(by=None)
    HandedOn.objects.filter(by__in=numbers).update(by=None)


def records(numbers: Iterable[int]) -> set[int]:
    """Those who own or owned a promise, or took a message on: both were made to everybody."""
    wanted = list(numbers)
    owners = Promise.objects.filter(owner__in=wanted).values_list("owner_id", flat=True)
    return {*owners, *TakenOn.objects.filter(by__in=wanted).values_list("by_id", flat=True)}


KEEPING = rights.Keeping(
    room="answer",
    models=(
        "answer.Promise",
        "answer.PromiseWord",
        "answer.DonePicture",
        "answer.Refusal",
        "answer.HandedOn",
        "answer.TakenOn",
        "answer.Tapped",
    ),
    left_out={
        "answer.Playback": _lazy("What an author heard is their message to everybody."),
        "answer.Theme": _lazy("A theme is the author's word about many answers."),
        "answer.Gathered": _lazy("In which theme an answer stands is on its private page."),
        "answer.Became": _lazy("What became of a theme is about nobody."),
        "answer.Tap": _lazy("A question that everybody is asked is about nobody."),
        "answer.Frozen": _lazy("A figure of a week is about nobody."),
        "answer.AuthorWeeks": _lazy(
            "How many authors’ weeks took how long is added up for those of three authors at "
            "least together, and no row says whose a week was."
        ),
        "answer.TapCount": _lazy("A sum of answers is about nobody."),
    },
    shows=shows,
    fate=fate,
    erases=erases,
    parts=parts,
    records=records,
)
