"""What becomes of a promise: a line each time, and nothing of it is ever changed afterwards."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from heed import clock
from heed.answer.actions import picturing
from heed.answer.models import DonePicture, Promise, PromiseWord
from heed.edition.actions.holding import hold_series
from heed.edition.actions.publishing import touch_page
from heed.edition.actions.refusals import DecisionUnclear, NotNow, NotYours
from heed.edition.pictures import Redrawn
from heed.engines.folding import folded_text
from heed.moderation.guards import can_be_seen
from heed.people import queries as people
from heed.people.models import Person, Role

Kind = PromiseWord.Kind
State = Promise.State
LONGEST_WORD = 600
OPEN_AT_MOST = 10
_ENDS = {Kind.DONE: State.DONE, Kind.ENDED: State.ENDED, Kind.LEARNED: State.LEARNED}


def may_keep(promise: Promise | int, *, by: Person) -> bool:
    """Whether somebody may write about this promise: its owner, and the authors of the series."""
    if isinstance(promise, int):
        promise = Promise.objects.select_related("series").get(pk=promise)
    return promise.owner_id == by.pk or people.is_kind(
        by, Role.Kind.AUTHOR, scope=promise.series.slug
    )


@transaction.atomic
def note(*, promise: Promise | int, words: str, by: Person, at: datetime) -> PromiseWord:
    """One line on how it goes."""
    promise = _open(promise, by=by)
    if not can_be_seen(words):
        raise DecisionUnclear(_("Write one line on how it goes."), field="words")
    return _write(promise, Kind.NOTE, words, by=by, at=at)


@transaction.atomic
def start(*, promise: Promise | int, words: str, by: Person, at: datetime) -> PromiseWord:
    """The first step is taken: it is under way."""
    promise = _open(promise, by=by)
    if not can_be_seen(words):
        raise DecisionUnclear(_("Say what the first step was."), field="words")
    promise.state = State.STARTED
    return _write(promise, Kind.STARTED, words, by=by, at=at)


@transaction.atomic
def put_off(
    *, promise: Promise | int, words: str, due_on: date, by: Person, at: datetime
) -> PromiseWord:
    """Another day, and why; that it is late stays to be read."""
    promise = _open(promise, by=by)
    if due_on <= clock.local(at).date():
        raise DecisionUnclear(_("Choose a day that is still to come."), field="due_on")
    if not can_be_seen(words):
        raise DecisionUnclear(_("Say why it takes longer."), field="words")
    promise.due_on = due_on
    return _write(promise, Kind.MOVED, words, by=by, at=at, due_on=due_on)


@transaction.atomic
def finish(
    *,
    promise: Promise | int,
    words: str,
    by: Person,
    at: datetime,
    picture: Redrawn | None = None,
    shows: str = "",
) -> PromiseWord:
    """It is done; what changed is said, because everybody will be asked whether it helped.

    A ``picture`` of it is welcome; ``shows`` describes it.
    """
    promise = _open(promise, by=by)
    if not can_be_seen(words):
        raise DecisionUnclear(_("Say what changed."), field="words")
    word = _end(promise, Kind.DONE, words, by=by, at=at)
    if picture is not None:
        picturing.keep(word, picture, shows)
    return word


@transaction.atomic
def erase_picture(*, promise: Promise | int, digest: str, by: Person, at: datetime) -> None:
    """Erase a picture of what was done, for everybody; the line that it stood with stays."""
    found = _locked(promise)
    if not may_keep(found, by=by):
        raise NotYours(_("Only its owner and the authors of this series write here."))
    gone, _rows = DonePicture.objects.filter(word__promise=found, digest=digest).delete()
    if not gone:
        raise NotNow(_("This picture is gone already."))


@transaction.atomic
def end(*, promise: Promise | int, words: str, by: Person, at: datetime) -> PromiseWord:
    """It is not going to happen, and why."""
    promise = _open(promise, by=by)
    if not can_be_seen(words):
        raise DecisionUnclear(_("Say why it is not going to happen."), field="words")
    return _end(promise, Kind.ENDED, words, by=by, at=at)


@transaction.atomic
def learn(*, promise: Promise | int, words: str, by: Person, at: datetime) -> PromiseWord:
    """We tried, it did not work, and this is what we learned."""
    promise = _open(promise, by=by)
    if not can_be_seen(words):
        raise DecisionUnclear(_("Say what you learned."), field="words")
    return _end(promise, Kind.LEARNED, words, by=by, at=at)


@transaction.atomic
def give(*, promise: Promise | int, to: Person, by: Person, at: datetime) -> PromiseWord:
    """Let somebody else own it."""
    promise = _open(promise, by=by)
    if not to.is_active:
        raise DecisionUnclear(_("Choose somebody who works here."), field="owner")
    if to.pk == promise.owner_id:
        raise DecisionUnclear(_("%(name)s owns it already.") % {"name": to.name}, field="owner")
    promise.owner, promise.owner_post = to, to.post
    return _write(promise, Kind.GIVEN, "", by=by, at=at, owner_name=to.name)


@transaction.atomic
def take_up_again(
    *, promise: Promise | int, words: str, due_on: date, by: Person, at: datetime
) -> PromiseWord:
    """It was done and did not help enough: it is open again, with a day."""
    number = promise.pk if isinstance(promise, Promise) else promise
    # As when one is made, so that of two at once the second is counted after the first.
    hold_series(Promise.objects.values_list("series", flat=True).get(pk=number))
    promise = _done(number, by=by)
    if due_on <= clock.local(at).date():
        raise DecisionUnclear(_("Choose a day that is still to come."), field="due_on")
    if not can_be_seen(words):
        raise DecisionUnclear(_("Say what you will do now."), field="words")
    if Promise.objects.filter(series=promise.series_id, ended_at=None).count() >= OPEN_AT_MOST:
        raise NotNow(
            _(
                "Ten promises are open, which is as many as anybody can keep. End one of them "
                "first, or answer in one sentence those whom this one did not help."
            )
        )
    promise.state, promise.ended_at, promise.due_on = State.STARTED, None, due_on
    return _write(promise, Kind.REOPENED, words, by=by, at=at, due_on=due_on)


@transaction.atomic
def answer_unhelped(*, promise: Promise | int, words: str, by: Person, at: datetime) -> PromiseWord:
    """One sentence to those whom it did not help; the promise stays done."""
    promise = _done(promise, by=by)
    told = promise.taps.filter(opens_at__gte=promise.ended_at).exclude(released_at=None)
    if not told.exists():
        raise NotNow(_("Everybody is asked first whether it helped, and has seven days to say so."))
    if not can_be_seen(words):
        raise DecisionUnclear(_("Write the sentence."), field="words")
    return _write(promise, Kind.ANSWERED, words, by=by, at=at)


def _open(promise: Promise | int, *, by: Person) -> Promise:
    found = _locked(promise)
    if not may_keep(found, by=by):
        raise NotYours(_("Only its owner and the authors of this series write here."))
    if not found.is_open:
        raise NotNow(_("This promise has ended. What happened stays to be read."))
    return found


def _done(promise: Promise | int, *, by: Person) -> Promise:
    found = _locked(promise)
    if not may_keep(found, by=by):
        raise NotYours(_("Only its owner and the authors of this series write here."))
    if found.state != State.DONE:
        raise NotNow(_("This promise is not done."))
    return found


def _locked(promise: Promise | int) -> Promise:
    number = promise.pk if isinstance(promise, Promise) else promise
    rows = Promise.objects.select_for_update(of=("self",)).select_related("series", "owner")
    return rows.get(pk=number)


def _end(promise: Promise, kind: str, words: str, *, by: Person, at: datetime) -> PromiseWord:
    promise.state, promise.ended_at = _ENDS[Kind(kind)], at
    return _write(promise, kind, words, by=by, at=at)


def _write(
    promise: Promise,
    kind: str,
    words: str,
    *,
    by: Person,
    at: datetime,
    owner_name: str = "",
    due_on: date | None = None,
) -> PromiseWord:
    words = " ".join(words.split())[:LONGEST_WORD]
    promise.last_word_at = at
    promise.folded += folded(words)
    promise.save()
    touch_page(promise.edition_id)
    return PromiseWord.objects.create(
        promise=promise,
        kind=kind,
        words=words,
        owner_name=owner_name,
        due_on=due_on,
        by=by,
        at=at,
    )


def folded(*words: str) -> str:
    """Words as search compares them, a space before each."""
    return "".join(f" {folded_text(text)}" for text in words if text)
