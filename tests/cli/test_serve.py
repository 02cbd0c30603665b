import json
import os
import signal
from urllib.request import urlopen

from tests.cli.conftest import Heed, children_of, lives, status, until


def test_it_serves_ticks_and_stops_cleanly(begun: Heed) -> None:
    server = begun.start("serve")
    assert until(lambda: status(f"{begun.address}/healthz") == 200)

    with urlopen(f"{begun.address}/healthz") as answer:
        assert json.load(answer) == {"status": "ok", "database": True, "tick": True, "room": True}
        assert "Set-Cookie" not in answer.headers

    second = begun.run("serve")
    assert second.returncode == 2
    assert "already listens" in second.stderr

    below = children_of(server.pid)
    assert below
    server.send_signal(signal.SIGTERM)
    assert server.wait(timeout=20) == 0
    assert until(lambda: not any(map(lives, below)), 10)
    said = server.communicate()[0]
    assert "Traceback" not in said
    assert all(json.loads(line) for line in said.splitlines())


def test_nothing_is_left_of_a_server_that_was_killed(begun: Heed) -> None:
    server = begun.start("serve", HEED_WORKERS="2")
    assert until(lambda: status(f"{begun.address}/healthz") == 200)
    below = children_of(server.pid)
    assert len(below) >= 2
    os.kill(server.pid, signal.SIGKILL)
    server.wait(timeout=10)
    assert until(lambda: not any(map(lives, below)), 10)


def test_a_worker_that_dies_is_replaced(begun: Heed) -> None:
    server = begun.start("serve")
    assert until(lambda: status(f"{begun.address}/healthz") == 200)
    for pid in children_of(server.pid):
        os.kill(pid, signal.SIGKILL)
    assert until(lambda: status(f"{begun.address}/healthz") == 200)
    assert server.poll() is None


def test_an_older_database_is_left_alone_when_that_is_wished(heed: Heed) -> None:
    done = heed.run("serve", "--no-migrate")
    assert done.returncode == 2
    assert "older than this Heed" in done.stderr
