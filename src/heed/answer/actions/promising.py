"""A promise, or an honest no, or handed on: what becomes of what was heard.

Understanding comes before promising: promises open when what was heard is out, and not before the
next working morning after its author first read the answers. Both can be passed over with a
sentence that everybody reads.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from heed import clock
from heed.answer.actions import keeping_promises as keeping
from heed.answer.actions.gathering import check_is_author
from heed.answer.models import Became, HandedOn, Playback, Promise, PromiseWord, Refusal, Theme
from heed.edition.actions.holding import hold_series
from heed.edition.actions.publishing import touch_page
from heed.edition.actions.refusals import DecisionUnclear, NotNow
from heed.edition.queries.answers import Message
from heed.moderation.guards import can_be_seen, comparable
from heed.people.models import Person

NEW_AT_MOST, OPEN_AT_MOST = 2, keeping.OPEN_AT_MOST
REASON_AT_LEAST, WHY_AT_LEAST = 80, 30
# Promises about these are for joint consultation to agree before anybody makes them.
_TOUCHES = re.compile(
    r"\b(pay|paid|salar\w*|wage\w*|bonus\w*|overtime|allowance\w*|hours|rotas?|rosters?|shifts?)\b",
    re.IGNORECASE,
)
# What organisations say instead of a reason. Counted as nothing.
_STOCK = re.compile(
    r"thank you for (your|this) (feedback|suggestion|comment)s?|unfortunately|at this (time|moment)"
    r"|at present|we are (currently )?unable to|we (do )?value your (views|opinion|feedback)"
    r"|(due to|because of) (financial|budget\w*|operational|resource)\w* "
    r"(constraints?|pressures?|reasons?)|not (currently )?(possible|feasible|a priority)"
    r"|we (will|shall) (keep|continue to keep) (this|it) under review|in line with (our )?policy"
    r"|please be assured|going forward|we hear you|taken on board|we take .{0,40} seriously",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is promised. ``further_to`` is empty but for what is taken further."""

    kind: str
    what: str
    first_step: str
    due_on: date
    further_to: str = ""


def opens_at(message: Message) -> datetime | None:
    """When promises open for this message; None while what was heard is not out."""
    playback = Playback.objects.filter(edition=message.pk).first()
    return playback.promises_open_at if playback else None


@transaction.atomic
def make(
    *,
    message: Message,
    themes: Iterable[int],
    terms: Terms,
    owner: Person,
    by: Person,
    at: datetime,
    why_at_once: str = "",
    is_agreed: bool = False,
    ends: int | None = None,
    ends_because: str = "",
) -> Promise:
    """Promise something, in the name of the series.

    ``why_at_once`` is read by everybody where promises are not open yet. ``is_agreed``: what
    touches pay, hours or rotas has been agreed in joint consultation. ``ends`` is the number of
    the promise that makes way where ten are open.
    """
    check_is_author(message, by=by)
    _one_at_a_time(message)
    found = _themes(message, themes)
    _check_terms(terms, owner=owner, is_agreed=is_agreed, at=at)
    why = _why_at_once(message, why_at_once, at=at)
    if Promise.objects.filter(edition=message.pk).count() >= NEW_AT_MOST:
        raise NotNow(
            _("Two promises from one message are as many as anybody can follow. Keep these first.")
        )
    _make_room(message, ends, ends_because, by=by, at=at)
    rows = Promise.objects.filter(series=message.series_id)
    promise = Promise.objects.create(
        series_id=message.series_id,
        edition_id=message.pk,
        number=(rows.aggregate(last=Max("number"))["last"] or 0) + 1,
        kind=terms.kind,
        further_to=terms.further_to,
        what=_line(terms.what),
        first_step=_line(terms.first_step),
        owner=owner,
        owner_post=owner.post,
        due_on=terms.due_on,
        made_at=at,
        last_word_at=at,
        why_at_once=why,
        folded=keeping.folded(terms.what, terms.first_step),
    )
    Became.objects.bulk_create(Became(theme=theme, promise=promise) for theme in found)
    PromiseWord.objects.create(
        promise=promise,
        kind=PromiseWord.Kind.MADE,
        words=promise.first_step,
        owner_name=owner.name,
        due_on=terms.due_on,
        by=by,
        at=at,
    )
    touch_page(message.pk)
    return promise


def _check_terms(terms: Terms, *, owner: Person, is_agreed: bool, at: datetime) -> None:
    if terms.kind not in Promise.Kind.values:
        raise DecisionUnclear(_("Choose what kind of promise it is."), field="kind")
    is_further = terms.kind == Promise.Kind.FURTHER
    if is_further and terms.further_to not in Promise.Further.values:
        raise DecisionUnclear(_("Choose where you take it."), field="further_to")
    if not is_further and terms.further_to:
        raise DecisionUnclear(_("Only what is taken further has a place."), field="further_to")
    if not can_be_seen(terms.what):
        raise DecisionUnclear(_("Say what you promise, in one line."), field="what")
    if not can_be_seen(terms.first_step):
        raise DecisionUnclear(_("Say what is done first."), field="first_step")
    if not owner.is_active:
        raise DecisionUnclear(_("Choose somebody who works here."), field="owner")
    if terms.due_on <= clock.local(at).date():
        raise DecisionUnclear(_("Choose a day that is still to come."), field="due_on")
    touches = _TOUCHES.search(f"{terms.what} {terms.first_step}")
    if touches and not is_further and not is_agreed:
        raise DecisionUnclear(
            _(
                "It speaks of “%(word)s”. What touches pay, hours or rotas is taken to joint "
                "consultation first: choose “Take it further”, or say that it has been agreed."
            )
            % {"word": touches[0]},
            field="is_agreed",
        )


def _why_at_once(message: Message, words: str, *, at: datetime) -> str:
    opens = opens_at(message)
    if opens is not None and opens <= at:
        return ""
    words = _line(words)
    if len(comparable(words)) < WHY_AT_LEAST:
        raise DecisionUnclear(
            _("Promises are not open yet. Say in a sentence, for everybody, why it cannot wait."),
            field="why_at_once",
        )
    return words


def _make_room(
    message: Message, ends: int | None, because: str, *, by: Person, at: datetime
) -> None:
    still_open = Promise.objects.filter(series=message.series_id, ended_at=None)
    if still_open.count() < OPEN_AT_MOST:
        return
    making_way = still_open.filter(number=ends or 0).first()
    if making_way is None:
        raise DecisionUnclear(
            _(
                "Ten promises are open, which is as many as anybody can keep. Choose which one ends."
            ),
            field="ends",
        )
    keeping.end(promise=making_way, words=because, by=by, at=at)


@transaction.atomic
def say_no(
    *,
    message: Message,
    themes: Iterable[int],
    what: str,
    reason: str,
    role: str,
    by: Person,
    at: datetime,
) -> Refusal:
    """An honest no: what is not going to happen, why, and the office that stands behind it."""
    check_is_author(message, by=by)
    found = _themes(message, themes)
    if not can_be_seen(what):
        raise DecisionUnclear(_("Say what the no is to."), field="what")
    check_is_a_reason(reason)
    if not can_be_seen(role):
        raise DecisionUnclear(_("Say which office stands behind it."), field="role")
    check_is_heard(message)
    refusal = Refusal.objects.create(
        edition_id=message.pk, what=_line(what), reason=reason.strip(), role=_line(role), by=by,
        at=at,
    )  # fmt: skip
    Became.objects.bulk_create(Became(theme=theme, refusal=refusal) for theme in found)
    touch_page(message.pk)
    return refusal


def check_is_a_reason(reason: str) -> None:
    """Raise `DecisionUnclear` unless at least 80 characters are left without stock phrases."""
    seen = comparable(reason)
    own = " ".join(_STOCK.sub(" ", seen).split())
    if len(seen) < REASON_AT_LEAST:
        raise DecisionUnclear(
            _("Say why in at least 80 characters. People go on speaking when they know."),
            field="reason",
        )
    if len(own) < REASON_AT_LEAST or len(set(own.split())) < 10:
        raise DecisionUnclear(
            _("Much of this could stand under any no. Say what is true of this one."),
            field="reason",
        )


def check_is_heard(message: Message) -> None:
    """Raise `NotNow` while what was heard is not out: it comes before any yes or no."""
    if opens_at(message) is None:
        raise NotNow(_("First say what you heard. What becomes of it comes after."))


@transaction.atomic
def hand_on(
    *,
    message: Message,
    themes: Iterable[int],
    to_whom: str,
    words: str,
    by: Person,
    at: datetime,
) -> HandedOn:
    """Give what some themes said to somebody else who answers it."""
    check_is_author(message, by=by)
    found = _themes(message, themes)
    if not can_be_seen(to_whom):
        raise DecisionUnclear(_("Say to whom you hand it on."), field="to_whom")
    handed = HandedOn.objects.create(
        edition_id=message.pk, to_whom=_line(to_whom), words=words.strip(), by=by, at=at
    )
    Became.objects.bulk_create(Became(theme=theme, handed_on=handed) for theme in found)
    touch_page(message.pk)
    return handed


@transaction.atomic
def say_still_thinking(
    *, message: Message, theme: int, words: str, by: Person, at: datetime
) -> Theme:
    """Say once that there is no answer yet, and what it hangs on. It is no end."""
    check_is_author(message, by=by)
    _one_at_a_time(message)
    found = _themes(message, [theme])[0]
    if found.still_thinking_at is not None:
        raise NotNow(_("You said so once. Now it needs a promise, a no, or somebody to have it."))
    if not can_be_seen(words):
        raise DecisionUnclear(_("Say what it hangs on."), field="words")
    check_is_heard(message)
    found.still_thinking, found.still_thinking_at = words.strip(), at
    found.save(update_fields=["still_thinking", "still_thinking_at"])
    touch_page(message.pk)
    return found


def _one_at_a_time(message: Message) -> None:
    """Hold the row that every promise of this series must pass, so that limits are kept."""
    hold_series(message.series_id)
    Playback.objects.get_or_create(edition_id=message.pk)
    Playback.objects.select_for_update().get(edition=message.pk)


def _themes(message: Message, numbers: Iterable[int]) -> list[Theme]:
    found = list(Theme.objects.filter(edition=message.pk, pk__in=list(numbers)))
    if not found:
        raise DecisionUnclear(_("Choose the theme that it answers."), field="themes")
    return found


def _line(words: str) -> str:
    return " ".join(words.split())
