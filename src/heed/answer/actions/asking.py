"""One question, one tap, and a figure once: counted without being kept.

A row says that somebody has answered, a counter holds the sum, and nothing joins the two: each tap
writes every counter, so that neither their order nor their last writer tells. After seven days the
sums become a figure that may be published, and rows and counters are erased.
All counting is behind `tap`, so that another way of carrying a tap changes nothing else.
"""

from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Case, F, When
from django.utils.translation import gettext as _

from heed import clock
from heed.answer import figures
from heed.answer.models import Promise, Tap, TapCount, Tapped
from heed.answer.queries import whose
from heed.edition.actions.publishing import touch_page
from heed.edition.actions.refusals import DecisionUnclear, NotNow, NotYours
from heed.edition.queries import answers
from heed.edition.queries.answers import Message
from heed.people import queries as people
from heed.people.models import Person, Role

ASKED_FOR = timedelta(days=7)
HELPED_AFTER = timedelta(days=14)
# Where no message came for so long, nobody remembers what it was like before.
LOOK_BACK = timedelta(days=182)
# So soon after a message the weekly mail that tells of it carries the question too.
WITH_ITS_MAIL = timedelta(days=1)
_CHOICES = {
    Tap.Kind.UNDERSTOOD: (Tap.Answer.YES, Tap.Answer.PARTLY, Tap.Answer.NO),
    Tap.Kind.HELPED: tuple(Tap.Answer),
    Tap.Kind.ON_SHIFT: (
        Tap.Answer.YES,
        Tap.Answer.PARTLY,
        Tap.Answer.NO,
        Tap.Answer.CANNOT_SAY,
    ),
}


def choices(kind: str) -> tuple[Tap.Answer, ...]:
    """What can be tapped for a question of this kind."""
    return _CHOICES[Tap.Kind(kind)]


def whether_understood(message: Message, *, at: datetime) -> Tap:
    """Ask everybody whether the author understood what they meant."""
    return Tap.objects.create(
        kind=Tap.Kind.UNDERSTOOD, edition_id=message.pk, opens_at=at, closes_at=at + ASKED_FOR
    )


@transaction.atomic
def whether_it_helped(*, at: datetime) -> int:
    """Ask about every promise that was done two weeks before its series' newest message opened."""
    asked = 0
    done = Promise.objects.filter(
        state=Promise.State.DONE, ended_at__lte=at - HELPED_AFTER, ended_at__gt=at - LOOK_BACK
    ).exclude(taps__opens_at__gte=F("ended_at"))
    for number in list(done.values_list("pk", flat=True)):
        # Of two servers the second waits for the first, and finds it asked.
        held = Promise.objects.select_for_update(no_key=True).get(pk=number)
        promise = done.filter(pk=held.pk).first()
        if promise is None:
            continue
        newest = answers.messages_of_series(
            promise.series_id,
            since=promise.ended_at + HELPED_AFTER,  # type: ignore[operator]
        )
        if not newest or newest[-1].opened_at > at:
            continue
        message = newest[-1]
        Tap.objects.create(
            kind=Tap.Kind.HELPED,
            edition_id=message.pk,
            promise=promise,
            opens_at=at,
            closes_at=at + ASKED_FOR,
        )
        touch_page(message.pk)
        asked += 1
    return asked


@transaction.atomic
def whether_there_was_time(*, at: datetime) -> int:
    """Ask unit managers, with the first message of a month, whether there was time on shift.

    Nobody is asked where so few hold the role that there could be no figure.
    """
    today = clock.local(at).date()
    begins = clock.at_local(today.replace(day=1), time.min)
    if Tap.objects.filter(kind=Tap.Kind.ON_SHIFT, opens_at__gte=begins).exists():
        return 0
    newest = next(iter(answers.messages_since(max(begins, at - WITH_ITS_MAIL))), None)
    if newest is None or len(unit_managers()) < figures.PEOPLE_AT_LEAST:
        return 0
    _tap, is_new = Tap.objects.get_or_create(
        kind=Tap.Kind.ON_SHIFT,
        edition_id=newest.pk,
        defaults={"opens_at": at, "closes_at": at + ASKED_FOR},
    )
    return int(is_new)


def unit_managers() -> set[int]:
    """Who is asked about time on shift, by their numbers. Which unit somebody manages is not kept."""
    return {one.pk for one in people.holders(Role.Kind.UNIT_MANAGER)}


def is_unit_manager(person: Person) -> bool:
    """Whether this person is asked about time on shift."""
    return people.is_kind(person, Role.Kind.UNIT_MANAGER)


def _is_who_heard(question: Tap, by: Person) -> bool:
    message = answers.message_of(question.edition_id)
    return message is not None and whose.who_heard_of(message).author_id == by.pk


def tap(*, tap: int, answer: str, by: Person, at: datetime) -> None:
    """Count one person's answer, once; what they answered is in no row of theirs."""
    question = Tap.objects.filter(pk=tap).first()
    if question is None or question.closes_at <= at:
        raise NotNow(_("This question is closed; its figure stands on the page."))
    if question.kind == Tap.Kind.ON_SHIFT and not is_unit_manager(by):
        raise NotYours(_("This question is asked of unit managers."))
    if answer not in choices(question.kind):
        raise DecisionUnclear(_("Choose one of the answers."), field="answer")
    if question.kind == Tap.Kind.UNDERSTOOD and _is_who_heard(question, by):
        raise NotNow(_("Everybody else is asked this. You see the figure when they do."))
    try:
        with transaction.atomic():
            # While the row is held no figure is made of it, so that nobody is counted after that.
            held = Tap.objects.select_for_update(no_key=True).get(pk=question.pk)
            if held.released_at is not None:
                raise NotNow(_("This question is closed; its figure stands on the page."))
            Tapped.objects.create(tap=question, person=by)
            _count(held, answer)
    except IntegrityError as problem:
        raise NotNow(_("You have answered this already. It was counted.")) from problem


def _count(question: Tap, answer: str) -> None:
    laid_out = [TapCount(tap=question, answer=each) for each in choices(question.kind)]
    TapCount.objects.bulk_create(laid_out, ignore_conflicts=True)
    one = Case(When(answer=answer, then=1), default=0)
    TapCount.objects.filter(tap=question).update(people=F("people") + one)


def release_due(*, at: datetime) -> int:
    """Make the figure of every question whose seven days are over; then erase what made it."""
    due = Tap.objects.filter(closes_at__lte=at, released_at=None)
    return sum(_release(pk, at=at) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _release(pk: int, *, at: datetime) -> bool:
    question = Tap.objects.select_for_update().get(pk=pk)
    if question.released_at is not None:
        return False
    counted = dict(question.counts.values_list("answer", "people"))
    question.figure = figures.frozen({one: counted.get(one, 0) for one in choices(question.kind)})
    question.released_at = at
    question.save(update_fields=["figure", "released_at"])
    question.counts.all().delete()
    question.tapped.all().delete()
    touch_page(question.edition_id)
    return True
