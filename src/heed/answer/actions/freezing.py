"""The figures of a message, each made once when its time is over, and never again.

Nothing that was published moves when a comment is withdrawn, a promise ends or somebody leaves. What
cannot be known any more when its time has come is not made up: there is no such figure then.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from heed.answer import figures
from heed.answer.actions import minutes
from heed.answer.models import Frozen
from heed.answer.queries import outcomes, owing
from heed.edition.queries import answers
from heed.edition.queries.answers import Message
from heed.outbox import queries as outbox

Kind = Frozen.Kind
Value = dict[str, Any]
A_WEEK = timedelta(days=7)
# Answers that were let in up to a week after closing have had their fourteen days by then.
ANSWERS_AFTER = timedelta(days=21)
# Whom a mail went to is known for thirty days, and where promises stood is not asked afterwards.
KNOWN_FOR = timedelta(days=21)
LOOK_BACK = timedelta(days=182)


def freeze_due(*, at: datetime) -> int:
    """Make every figure whose time is over; gives how many were made."""
    messages = answers.messages_since(at - LOOK_BACK)
    there = outcomes.frozen_of([message.pk for message in messages])
    made = 0
    for message in messages:
        for kind, (is_due, make) in _MAKES.items():
            if (message.pk, kind) not in there and is_due(message, at):
                made += _freeze(message, kind, make(message, at), at=at)
    return made + minutes.freeze_due(messages, there, at=at)


def _freeze(message: Message, kind: str, value: Value, *, at: datetime) -> bool:
    try:
        with transaction.atomic():
            Frozen.objects.create(edition_id=message.pk, kind=kind, value=value, at=at)
    except IntegrityError:
        # Another server made it at the same moment, and that one stands.
        return False
    return True


def _answers(message: Message, at: datetime) -> Value:
    accepted = answers.accepted([message.pk], before=at - owing.ENDS_WITHIN)
    ends = owing.ends([message.pk])
    in_time = sum(
        1
        for _edition, kind, key, since in accepted
        if (end := ends.get(f"{kind}-{key}")) is not None and end <= since + owing.ENDS_WITHIN
    )
    return {"answers": len(accepted), "in_time": in_time}


def _promises(message: Message, at: datetime) -> Value:
    counted = outcomes.by_state(staff=True, at=at)
    found = next((one for one in counted if one.series_slug == message.series_slug), None)
    return dict(found.counts) if found else {}


def _mails(message: Message, _at: datetime) -> Value:
    mails, reached = outbox.mails_and_people(message.opened_at, message.opened_at + A_WEEK)
    return figures.a_person(mails, reached)


def _a_week_later(message: Message, at: datetime) -> bool:
    return message.opened_at + A_WEEK <= at <= message.opened_at + KNOWN_FOR


Due = Callable[[Message, datetime], bool]
_MAKES: dict[str, tuple[Due, Callable[[Message, datetime], Value]]] = {
    Kind.ANSWERS: (lambda message, at: message.closes_at + ANSWERS_AFTER <= at, _answers),
    Kind.PROMISES: (_a_week_later, _promises),
    Kind.MAILS: (_a_week_later, _mails),
}
