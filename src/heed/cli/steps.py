"""The beat of Heed: what falls due, in the order in which it is done.

Each step is called with the present moment, does only what is due, and does nothing twice.
"""

from collections.abc import Callable
from datetime import datetime

from heed.answer.actions import asking, freezing, playing_back
from heed.edition.actions import deciding, deciding_paper, handing_over, keeping, publishing
from heed.moderation import actions as moderation
from heed.outbox import actions as outbox
from heed.people import cards, effort, leaving, letters, second_factor
from heed.people import setting_dates as dates
from heed.people.sessions import SessionStore
from heed.queue import actions as queue
from heed.week.actions import removing, searching, subscribing, telling

Step = tuple[str, Callable[[datetime], object]]

EACH_MINUTE: list[Step] = [
    ("hold what its author left behind", lambda at: handing_over.hold_unowned(at=at)),
    # First, so that a message of the same minute opens with it.
    ("let out what was heard", lambda at: playing_back.publish_due(at=at)),
    ("open what is scheduled", lambda at: publishing.open_due(at=at)),
    ("close what has been open long enough", lambda at: publishing.close_due(at=at)),
    ("carry out decisions that nobody took back", lambda at: deciding.apply_due(at=at)),
    ("carry out decisions about paper cards", lambda at: deciding_paper.apply_due(at=at)),
    ("pause answering where nobody reads", lambda at: keeping.pause_unheard(at=at)),
    ("open answering where somebody reads again", lambda at: keeping.resume_heard(at=at)),
    ("ask whether what was done helped", lambda at: asking.whether_it_helped(at=at)),
    ("ask unit managers once a month", lambda at: asking.whether_there_was_time(at=at)),
    ("make figures whose seven days are over", lambda at: asking.release_due(at=at)),
    ("make figures of weeks that are over", lambda at: freezing.freeze_due(at=at)),
    ("move mail whose hours are over", lambda at: telling.look_after_waiting(at=at)),
    ("write the weekly mail", lambda at: telling.tell(at=at)),
    ("keep the search index true", lambda at: searching.refresh_index(at=at)),
    (
        "erase addresses and words that need not be kept",
        removing.counted(lambda at: keeping.erase_old(at=at)),
    ),
    # Not counted: in a small place one more is somebody.
    ("erase what the guardian need not keep", lambda at: keeping.erase_confidences(at=at)),
    (
        "erase who typed cards in, and old cards",
        removing.counted(lambda at: {"cards": keeping.erase_old_cards(at=at)}),
    ),
    ("forget who sent how much how often", lambda at: moderation.forget_old(at=at)),
    (
        "forget minutes older than twelve weeks",
        removing.counted(lambda at: {"minutes": effort.forget_old(at=at)}),
    ),
    (
        "forget who left long ago",
        removing.counted(lambda at: {"people": leaving.forget_old(at=at)}),
    ),
    (
        "forget who was away",
        removing.counted(lambda at: {"absences": dates.forget_past_absences(at=at)}),
    ),
    ("forget who had an item open", lambda at: queue.forget_opened(at=at)),
    ("forget whom codes were sent to", lambda at: letters.forget_old(at=at)),
    ("forget which second code was used last", lambda at: second_factor.forget_steps(at=at)),
    (
        "delete sheets of cards a year after their last day",
        removing.counted(lambda at: {"sheets": cards.forget_old(at=at)}),
    ),
    (
        "forget old weekly mail",
        removing.counted(lambda at: {"weekly_mail": subscribing.forget_old(at=at)}),
    ),
    ("erase old mail", removing.counted(lambda at: {"mail": outbox.erase_old(at=at)})),
    ("end sessions that are over", lambda at: SessionStore.clear_expired()),
]

EACH_FEW_SECONDS: list[Step] = [("send mail", lambda at: outbox.send_due(at=at))]

# What was true when a backup was made and need not be true any more when it is restored.
# Each is told when that was, and what time it is now.
AFTER_RESTORE: list[tuple[str, Callable[[datetime, datetime], object]]] = [
    ("hold back mail that may have gone since", lambda _since, at: outbox.hold_back(at=at)),
    (
        "leave in peace whoever may have been told since",
        lambda since, at: telling.rest_after_restore(since=since, at=at),
    ),
]
