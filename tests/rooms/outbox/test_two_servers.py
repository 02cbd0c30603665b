"""Two servers on one database, and a server that is killed in the middle of a mail."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection

import heed
from heed.outbox import actions
from heed.outbox.models import Mail

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
SCRIPT = Path(__file__).with_name("second_server.py")

pytestmark = pytest.mark.django_db(transaction=True)


def start(port: int, at: datetime) -> subprocess.Popen[str]:
    """A process of its own that is ready to send, and waits for the word."""
    source = Path(heed.__file__).parents[1]
    server = subprocess.Popen(
        [sys.executable, str(SCRIPT)],
        env={**os.environ, "PYTHONPATH": str(source)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    told = {
        "database": str(connection.settings_dict["NAME"]),
        "key": django_settings.SECRET_KEY,
        "port": port,
        "at": at.isoformat(),
    }
    tell(server, json.dumps(told))
    assert server.stdout.readline() == "ready\n"
    return server


def tell(server: subprocess.Popen[str], line: str) -> None:
    server.stdin.write(line + "\n")
    server.stdin.flush()


def queue(n: int) -> None:
    for i in range(n):
        actions.queue(
            to=f"p{i}@saltmarsh.example", kind="comment_decided", subject="S", text="T", at=AT
        )


def test_two_servers_at_once_send_each_mail_once(postbox):
    queue(80)
    servers = [start(postbox.port, AT), start(postbox.port, AT)]
    for server in servers:
        tell(server, "go")
    sent = [int(server.communicate(timeout=120)[0]) for server in servers]
    assert sum(sent) == 80
    assert set(Counter(m["To"] for m in postbox.arrived).values()) == {1}
    assert len(postbox.arrived) == 80
    assert Mail.objects.filter(state=Mail.State.SENT, tries=1).count() == 80


@pytest.mark.parametrize("was_taken", [False, True], ids=["before it was taken", "after"])
def test_a_mail_whose_server_was_killed_is_taken_up_again_under_its_own_name(postbox, was_taken):
    queue(1)
    server = start(postbox.port, AT)
    names = []

    def kill(_session, message) -> None:
        if server.poll() is None:
            names.append(message["Message-ID"])
            os.kill(server.pid, signal.SIGKILL)

    postbox.keeps, postbox.on_data = was_taken, kill
    tell(server, "go")
    server.communicate(timeout=120)
    assert server.returncode == -signal.SIGKILL
    mail = Mail.objects.get()
    assert (mail.state, mail.tries) == (Mail.State.SENDING, 1)

    postbox.keeps, postbox.on_data = True, lambda _server, _message: None
    assert actions.send_due(at=AT + timedelta(minutes=9)) == 0
    assert actions.send_due(at=AT + timedelta(minutes=10)) == 1
    assert actions.send_due(at=AT + timedelta(minutes=20)) == 0
    # Only where the mail server had taken it already does a copy arrive, and it is known by name.
    assert len(postbox.arrived) == (2 if was_taken else 1)
    assert {m["Message-ID"] for m in postbox.arrived} == set(names)
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == (Mail.State.SENT, 2)


def test_a_server_that_lost_its_claim_does_not_write_over_the_outcome(postbox):
    """The first server hangs for longer than a claim holds; meanwhile a second one sends."""
    queue(1)

    def somebody_else_claims_it() -> None:
        Mail.objects.update(tries=2, claimed_at=AT + timedelta(minutes=10))
        connection.close()

    def meanwhile(_server, _message) -> None:
        thread = threading.Thread(target=somebody_else_claims_it)
        thread.start()
        thread.join(20)

    postbox.on_data = meanwhile
    assert actions.send_due(at=AT) == 0
    mail = Mail.objects.get()
    assert (mail.state, mail.tries) == (Mail.State.SENDING, 2)
