"""The beat of Heed: what falls due, in the order in which it is done.

Each step is called with the present moment, does only what is due, and does nothing twice.
"""

from collections.abc import Callable
from datetime import datetime

from heed.edition.actions import deciding, keeping, publishing
from heed.moderation import actions as moderation
from heed.outbox import actions as outbox
from heed.people import actions as people
from heed.people import cards, second_factor
from heed.people.sessions import SessionStore
from heed.queue import actions as queue
from heed.week import actions as week

Step = tuple[str, Callable[[datetime], object]]

EACH_MINUTE: list[Step] = [
    ("open what is scheduled", lambda at: publishing.open_due(at=at)),
    ("close what has been open long enough", lambda at: publishing.close_due(at=at)),
    ("carry out decisions that nobody took back", lambda at: deciding.apply_due(at=at)),
    ("pause answering where nobody reads", lambda at: keeping.pause_unheard(at=at)),
    ("open answering where somebody reads again", lambda at: keeping.resume_heard(at=at)),
    ("keep the search index true", lambda at: week.refresh_index(at=at)),
    (
        "erase addresses, words and messages that need not be kept",
        week.removing(lambda at: keeping.erase_old(at=at)),
    ),
    ("erase what the guardian need not keep", lambda at: keeping.erase_confidences(at=at)),
    ("forget who sent how much how often", lambda at: moderation.forget_old(at=at)),
    (
        "forget minutes older than twelve weeks",
        week.removing(lambda at: {"minutes": people.forget_old_effort(at=at)}),
    ),
    (
        "forget who left long ago",
        week.removing(lambda at: {"people": people.forget_leavers(at=at)}),
    ),
    ("forget who had an item open", lambda at: queue.forget_opened(at=at)),
    ("forget whom codes were sent to", lambda at: people.forget_old_codes(at=at)),
    ("forget which second code was used last", lambda at: second_factor.forget_steps(at=at)),
    ("delete sheets of cards a year after their last day", lambda at: cards.forget_old(at=at)),
    ("erase old mail", week.removing(lambda at: {"mail": outbox.erase_old(at=at)})),
    ("end sessions that are over", lambda at: SessionStore.clear_expired()),
]

EACH_FEW_SECONDS: list[Step] = [("send mail", lambda at: outbox.send_due(at=at))]
