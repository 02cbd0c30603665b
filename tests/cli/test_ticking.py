import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from heed import clock
from heed.cli import steps, ticking
from heed.clock.turns import try_turn
from heed.outbox import actions as outbox
from tests.cli.conftest import until

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

HOLD_A_TURN = """
import django; django.setup()
from heed.clock.turns import wait_for_turn
with wait_for_turn("tick"):
    print("ours", flush=True)
    input()
"""


@pytest.fixture
def at_nine() -> Any:
    clock.set_source(lambda: AT)
    yield
    clock.set_source(None)


def test_a_step_that_fails_stops_none_of_the_others(
    monkeypatch: pytest.MonkeyPatch, db: None, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def fail(at: datetime) -> None:
        raise ValueError("Sam wrote this")

    monkeypatch.setattr(
        steps,
        "EACH_MINUTE",
        [
            ("first", lambda at: done.append("first")),
            ("worse", fail),
            ("last", lambda at: done.append("last")),
        ],
    )
    assert ticking.tick() is False
    assert done == ["first", "last"]
    assert [record.getMessage() for record in caplog.records] == [
        "A step of the tick failed: worse."
    ]


@pytest.mark.django_db(transaction=True)
def test_ticking_twice_sends_a_mail_once(at_nine: None) -> None:
    outbox.queue(
        to="sam@saltmarsh.example", kind="sign_in_code", subject="Hello", text="Hello", at=AT
    )
    assert ticking.tick() is True
    assert ticking.tick() is True
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_every_step_can_be_done_where_nothing_is_due(at_nine: None) -> None:
    for name, step in [*steps.EACH_MINUTE, *steps.EACH_FEW_SECONDS]:
        assert not step(AT), name


@pytest.mark.django_db(transaction=True)
def test_one_at_a_time_ticks_and_a_killed_one_gives_its_turn_back() -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD_A_TURN],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    try:
        assert other.stdout.readline() == "ours\n"
        with try_turn("tick") as ours:
            assert not ours
        with try_turn("mail") as ours:
            assert ours
    finally:
        other.kill()
        other.communicate(timeout=10)

    def is_our_turn() -> bool:
        with try_turn("tick") as ours:
            return ours

    # The database notices that the other one is gone a moment after the system does.
    assert until(is_our_turn, 10)


@pytest.fixture
def last_tick(settings: Any, tmp_path: Path) -> Path:
    settings.HEED_HOME = tmp_path
    return tmp_path / "last-tick"


def test_heed_is_well_when_it_has_ticked_lately(client: Client, db: None, last_tick: Path) -> None:
    assert client.get("/healthz").status_code == 503
    last_tick.touch()
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": True, "tick": True, "room": True}
    assert not answer.cookies
    long_ago = time.time() - timedelta(minutes=4).total_seconds()
    os.utime(last_tick, (long_ago, long_ago))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["tick"] is False


def test_whoever_asks_for_health_needs_no_right_name(
    client: Client, db: None, last_tick: Path
) -> None:
    last_tick.touch()
    assert client.get("/healthz", HTTP_HOST="10.0.0.7:8000").status_code == 200
