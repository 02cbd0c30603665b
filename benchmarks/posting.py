"""Inside an installation: 5,000 subscribers, a message, and their mail; prints what it took."""

import json
import smtplib
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from benchmarks.seeding import open_message  # noqa: E402
from heed import clock  # noqa: E402
from heed.outbox import actions as outbox  # noqa: E402
from heed.outbox.letters import Letters  # noqa: E402
from heed.outbox.models import Mail  # noqa: E402
from heed.people import actions as people_actions  # noqa: E402
from heed.people.models import Person  # noqa: E402
from heed.week.actions import subscribing, telling  # noqa: E402
from heed.week.hours import Hours  # noqa: E402
from heed.week.models import Subscription  # noqa: E402
from tests import people  # noqa: E402


def prepare(many: int) -> dict[str, object]:
    """Everybody is enrolled and the mail is written; gives back how long the writing took."""
    call_command("migrate", interactive=False, verbosity=0)
    cast = people.cast()
    people_actions.welcome_many(
        people_actions.Newcomer(
            name=f"Colleague {n}", email=f"colleague{n}@saltmarsh.example", slug=f"colleague-{n}"
        )
        for n in range(many)
    )
    now = clock.now()
    ids = Person.objects.filter(slug__startswith="colleague-").values_list("pk", flat=True)
    assert subscribing.enrol(ids, at=now - timedelta(hours=2)) == many
    day_and_night = Hours("0123456", 0, 24)
    Subscription.objects.update(days=day_and_night.days, begins=0, ends=24)
    open_message(cast, at=now - timedelta(hours=1))
    began = time.perf_counter()
    assert telling.tell(at=now) == many
    return {"writing": time.perf_counter() - began}


def plain() -> dict[str, object]:
    """The same bytes over one line by a plain loop of smtplib: the yardstick."""
    letters = Letters()
    copies = [
        (mail.recipient, letters.made_of(mail).message().as_bytes(linesep="\r\n"))
        for mail in Mail.objects.order_by("pk")
    ]
    began = time.perf_counter()
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as server:
        for to, copy in copies:
            server.sendmail(settings.DEFAULT_FROM_EMAIL, [to], copy)
    size = sum(len(copy) for _to, copy in copies) / len(copies)
    return {"plain": time.perf_counter() - began, "size": size}


def send() -> dict[str, object]:
    """Everything that is due, as the tick sends it."""
    began, spent = time.perf_counter(), time.process_time()
    sent = outbox.send_due(at=clock.now())
    return {
        "sent": sent,
        "sending": time.perf_counter() - began,
        "processor": time.process_time() - spent,
    }


def states() -> dict[str, object]:
    """How many mails are in each state."""
    found: dict[str, object] = {}
    for state in Mail.objects.values_list("state", flat=True):
        found[state] = int(str(found.get(state, 0))) + 1
    return found


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    done = {"prepare": prepare, "plain": plain, "send": send, "states": states}[what]
    json.dump(done(*map(int, given)), sys.stdout)  # type: ignore[operator]
