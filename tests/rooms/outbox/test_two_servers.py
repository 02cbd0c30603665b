"""Two servers on one database, and a server that is killed in the middle of a mail."""

import json
import os
import random
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
from heed.outbox import actions, queries
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
            to=f"p{i}@saltmarsh.example", kind="private_page", subject="S", text="T", at=AT
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
def test_a_mail_whose_server_was_killed_is_perhaps_sent_and_never_again_by_itself(
    postbox, was_taken
):
    queue(3)
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
    assert Mail.objects.filter(state=Mail.State.SENDING).count() == 1

    postbox.keeps, postbox.on_data = True, lambda _server, _message: None
    assert actions.send_due(at=AT + timedelta(seconds=5)) == 2
    assert actions.send_due(at=AT + timedelta(days=2)) == 0
    (perhaps,) = queries.perhaps_sent()
    assert f"<{perhaps.name}@saltmarsh.example>" == names[0]
    assert len(postbox.arrived) == (3 if was_taken else 2)
    assert set(Counter(m["Message-ID"] for m in postbox.arrived).values()) == {1}

    # An administrator says so, once; it carries the name of the first, so a copy is recognised.
    actions.send_again(mail=perhaps.id, at=AT + timedelta(days=2))
    with pytest.raises(actions.NothingToDecide):
        actions.send_again(mail=perhaps.id, at=AT + timedelta(days=2))
    assert actions.send_due(at=AT + timedelta(days=2)) == 1
    assert postbox.arrived[-1]["Message-ID"] == names[0]


def test_what_is_let_be_loses_its_words_and_stays_accounted_for(postbox):
    queue(1)
    Mail.objects.update(state=Mail.State.SENDING, claim="gone", claimed_at=AT)
    assert actions.send_due(at=AT) == 0
    (perhaps,) = queries.perhaps_sent()
    actions.let_be(mail=perhaps.id, at=AT)
    for act in (actions.let_be, actions.send_again):
        with pytest.raises(actions.NothingToDecide):
            act(mail=perhaps.id, at=AT)
    mail = Mail.objects.get()
    assert (mail.state, mail.recipient, mail.text) == (Mail.State.LET_BE, "", "")
    assert actions.send_due(at=AT + timedelta(days=1)) == 0
    assert postbox.arrived == []


def test_a_server_that_is_alive_and_slow_keeps_its_claim_whatever_the_clocks_say(postbox):
    """While the first server waits for an answer, a second one comes whose clock is a day ahead."""
    queue(2)
    told = []

    def a_second_server_comes() -> None:
        told.append(actions.send_due(at=AT + timedelta(days=1), limit=0))
        told.append(sorted(Mail.objects.values_list("state", flat=True)))
        connection.close()

    def meanwhile(_server, _message) -> None:
        if not told:
            thread = threading.Thread(target=a_second_server_comes)
            thread.start()
            thread.join(20)

    postbox.on_data = meanwhile
    assert actions.send_due(at=AT) == 2
    assert told == [0, ["sending", "waiting"]]
    assert set(Mail.objects.values_list("state", flat=True)) == {Mail.State.SENT}


def test_whoever_sent_a_mail_knows_better_than_one_who_lost_sight_of_them(postbox):
    """The database lost its line to a server that lives, so that its mail seemed to be nobody's."""
    queue(1)

    def lose_sight() -> None:
        Mail.objects.update(state=Mail.State.PERHAPS, ended_at=AT)
        connection.close()

    def meanwhile(_server, _message) -> None:
        thread = threading.Thread(target=lose_sight)
        thread.start()
        thread.join(20)

    postbox.on_data = meanwhile
    assert actions.send_due(at=AT) == 1
    assert Mail.objects.get().state == Mail.State.SENT


def test_what_an_administrator_has_decided_meanwhile_is_not_written_over(postbox):
    queue(1)

    def she_sends_it_again() -> None:
        Mail.objects.update(state=Mail.State.PERHAPS, ended_at=AT)
        actions.send_again(mail=Mail.objects.get().pk, at=AT + timedelta(hours=1))
        connection.close()

    def meanwhile(_server, _message) -> None:
        thread = threading.Thread(target=she_sends_it_again)
        thread.start()
        thread.join(20)

    postbox.on_data = meanwhile
    assert actions.send_due(at=AT) == 0
    mail = Mail.objects.get()
    assert (mail.state, mail.claim) == (Mail.State.WAITING, "")


@pytest.mark.parametrize("servers", [1, 2])
def test_whatever_is_killed_none_is_sent_twice_and_all_are_accounted_for(postbox, servers):
    """Servers die at random moments, every other time between the 250 and what they note of it."""
    chance = random.Random(7)
    many = 60
    queue(many)
    lines = kills = 0
    running: list[subprocess.Popen[str]] = []
    die_after = {"count": chance.randint(2, 6)}

    def kill_one(_session, _message) -> None:
        die_after["count"] -= 1
        if die_after["count"] == 0:
            die_after["count"] = chance.randint(3, 9)
            alive = [one for one in running if one.poll() is None]
            os.kill(chance.choice(alive).pid, signal.SIGKILL)

    postbox.on_data = kill_one
    while Mail.objects.filter(state__in=[Mail.State.WAITING, Mail.State.SENDING]).exists():
        running[:] = [start(postbox.port, AT) for _ in range(servers)]
        lines += servers
        for server in running:
            tell(server, "go")
        for server in running:
            server.communicate(timeout=120)
        kills += sum(server.returncode == -signal.SIGKILL for server in running)
        assert lines < 60
    copies = Counter(message["To"] for message in postbox.arrived)
    assert set(copies.values()) == {1}
    states = Counter(Mail.objects.values_list("state", flat=True))
    assert kills >= 3
    assert states[Mail.State.SENT] + states[Mail.State.PERHAPS] == many
    assert states[Mail.State.PERHAPS] <= kills
    arrived = set(copies)
    missing = {f"p{n}@saltmarsh.example" for n in range(many)} - arrived
    assert len(missing) <= states[Mail.State.PERHAPS]
