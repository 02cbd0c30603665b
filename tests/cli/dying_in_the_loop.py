"""Does one thing of the loop in an installation, or dies in the middle of it as by `kill -9`.

Called with the name of the verb and with where to die: "never", "begun" (after the first thing it
wrote), "ready" (everything is written, and nothing is committed); "prepared" lays out what it needs.
"""

import os
import signal
import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from heed.answer.actions import asking, keeping_promises, playing_back  # noqa: E402
from heed.answer.models import Playback, Promise, TakenOn, Tap, Theme  # noqa: E402
from heed.edition.actions import publishing  # noqa: E402
from heed.edition.models import Edition  # noqa: E402
from heed.people.models import Person  # noqa: E402
from tests.factories import editions, loop  # noqa: E402

WHY = "The operations manager is looking for places, and reports next week."


def die(*_given: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def at_the_first_write(execute: Any, sql: str, *given: Any) -> Any:
    done = execute(sql, *given)
    if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
        die()
    return done


class Loop:
    """The installation's one message, its author, and what can be done to it."""

    def __init__(self) -> None:
        self.message = loop.message_of(Edition.objects.order_by("pk")[:1].get())
        self.ama = Person.objects.get(pk=self.message.author_id)
        self.bev = Person.objects.get(email="bev@saltmarsh.example")
        self.at = self.message.closes_at + timedelta(days=7)
        self.later = self.at + timedelta(days=40)

    def prepare(self, verb: str) -> None:
        TakenOn.objects.all().delete()
        if verb == "hear":
            Tap.objects.all().delete()
            Playback.objects.update(published_at=None)
        if verb == "finish":
            self.promise()
        if verb == "open":
            draft = editions.draft(self.ama, at=self.later)
            publishing.publish(
                edition=draft, by=self.ama, at=self.later, when=self.later + timedelta(hours=1),
                in_spite=WHY,
            )  # fmt: skip

    def hear(self) -> None:
        playing_back.publish(message=self.message, by=self.ama, at=self.at)

    def promise(self) -> None:
        theme = Theme.objects.filter(edition=self.message.pk)[0]
        due_on = (self.at + timedelta(days=60)).date()
        loop.promised(self.message, theme, self.bev, self.ama, at=self.at, due_on=due_on)

    def tap(self) -> None:
        asking.tap(tap=Tap.objects.get().pk, answer="no", by=self.bev, at=self.at)

    def release(self) -> None:
        assert asking.release_due(at=self.later) == 1

    def finish(self) -> None:
        keeping_promises.finish(
            promise=Promise.objects.latest("pk").pk, words="Keys.", by=self.bev, at=self.at
        )

    def open(self) -> None:
        assert publishing.open_due(at=self.later + timedelta(hours=1)) == 1


def main(verb: str, where: str) -> None:
    here = Loop()
    if where == "prepared":
        here.prepare(verb)
        return
    if where == "ready":
        connection.ensure_connection()
        connection.commit = die  # type: ignore[method-assign]
        connection._commit = die
    do = getattr(here, verb)
    if where == "begun":
        with connection.execute_wrapper(at_the_first_write):
            do()
    else:
        do()


if __name__ == "__main__":
    main(*sys.argv[1:])
