"""Two servers, each with a HEED_HOME of its own, on one PostgreSQL; and either may die."""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from email.message import Message
from pathlib import Path
from typing import Any

import psycopg
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler

from tests.cli.conftest import Heed, children_of, free_port, status, until
from tests.cli.keeping import ask, get, post, served

pytestmark = pytest.mark.own_database

MANY = 40
# What somebody is told whose decision came second: a moment later, or long after.
TOLD = (
    "Your decision was not saved.", "Joe has decided: post it.",
    "Nothing was saved.",
)  # fmt: skip


class Postbox(MessageHandler):
    def __init__(self) -> None:
        super().__init__()
        self.arrived: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.arrived.append(message)


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    box, port = Postbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture
def pair(
    new_database: Callable[..., str], postbox: tuple[Postbox, int], tmp_path: Path
) -> Iterator[tuple[Heed, Heed]]:
    """Two machines' worth of Heed, in which nothing has begun."""
    url = new_database()
    both = Heed(tmp_path / "one", url), Heed(tmp_path / "other", url)
    for each in both:
        each.variables["HEED_MAIL_URL"] = f"smtp://127.0.0.1:{postbox[1]}"
    yield both
    for each in both:
        each.stop()


def kill(server: Any) -> None:
    """End it as a power cut would."""
    for pid in [*children_of(server.pid), server.pid]:
        os.kill(pid, signal.SIGKILL)
    server.wait(timeout=10)


def asked(heed: Heed, question: str) -> Any:
    with psycopg.connect(heed.database_url, autocommit=True) as opened:
        return opened.execute(question).fetchall()


def each_has_happened_once(heed: Heed, box: Postbox) -> None:
    """What was due has been done, and nothing of it twice."""
    posted = asked(heed, "SELECT count(*) FROM edition_comment WHERE state = 'posted'")[0][0]
    events = asked(
        heed,
        "SELECT count(*), count(DISTINCT comment_id) FROM edition_commentevent WHERE kind = 'posted'",
    )
    assert (posted, *events[0]) == (MANY, MANY, MANY)
    editions = asked(heed, "SELECT state FROM edition_edition ORDER BY id")
    assert editions == [("closed",), ("open",)]
    assert asked(heed, "SELECT state, count(*) FROM outbox_mail GROUP BY 1") == [("sent", MANY)]
    assert Counter(mail["To"] for mail in box.arrived).total() == MANY
    assert len({mail["To"] for mail in box.arrived}) == MANY


def is_all_sent(heed: Heed) -> bool:
    return bool(
        asked(heed, "SELECT count(*) FROM outbox_mail WHERE state = 'sent'")[0][0] == MANY
        and asked(heed, "SELECT count(*) FROM edition_edition WHERE state = 'open'")[0][0] == 1
    )


def test_what_is_due_happens_once_where_two_look_at_it(
    pair: tuple[Heed, Heed], postbox: tuple[Postbox, int]
) -> None:
    one, other = pair
    ask(one, "tests.cli.much_is_due")
    with served(one), served(other):
        assert until(lambda: is_all_sent(one), 90)
    each_has_happened_once(one, postbox[0])


def test_a_server_that_is_killed_with_a_turn_in_hand_holds_nothing_up(
    pair: tuple[Heed, Heed], postbox: tuple[Postbox, int]
) -> None:
    """The first one stands in the middle of its tick, before a table that somebody else has locked,
    when it is killed; the other one, which found the turn taken, does what was due."""
    one, other = pair
    ask(one, "tests.cli.much_is_due")
    holds = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with ExitStack() as stack, psycopg.connect(one.database_url) as locked:
        locked.execute("LOCK TABLE edition_commentevent IN ACCESS EXCLUSIVE MODE")
        first = one.start("serve")
        assert until(lambda: asked(one, holds)[0][0] >= 1, 90), "it stands in its tick"
        stack.enter_context(served_though_not_well(other))
        kill(first)
        locked.rollback()
        assert until(lambda: is_all_sent(other), 90)
    each_has_happened_once(other, postbox[0])


class served_though_not_well:  # noqa: N801  reads as what it does
    """A server that answers, while its tick has not come to its end yet."""

    def __init__(self, heed: Heed) -> None:
        self.heed = heed

    def __enter__(self) -> None:
        self.server = self.heed.start("serve")
        assert until(lambda: status(f"{self.heed.address}/healthz") in (200, 503), 90)

    def __exit__(self, *_trouble: object) -> None:
        self.server.terminate()
        self.server.wait(timeout=60)


def test_two_that_begin_at_once_bring_the_database_up_to_date_once(
    pair: tuple[Heed, Heed],
) -> None:
    one, other = pair
    ask(one, "tests.cli.much_is_due")
    assert one.run("manage", "migrate", "week", "zero").returncode == 0
    servers = [each.start("serve") for each in pair]
    for each in pair:
        assert until(lambda each=each: status(f"{each.address}/healthz") == 200, 90)
    kept = [*(one.home / "kept").glob("*"), *(other.home / "kept").glob("*")]
    assert len(kept) == 1, "one of the two kept a copy and changed it"
    applied = "SELECT count(*) FROM django_migrations WHERE app = 'week' AND name LIKE '0001%'"
    assert asked(one, applied) == [(1,)]
    # No server changes a database that another one serves from.
    assert one.run("manage", "migrate", "week", "zero").returncode == 0
    done = other.run("upgrade")
    assert done.returncode == 2
    assert "stop it first" in done.stderr
    for server in servers:
        server.terminate()
        server.wait(timeout=60)


def at_once(*attempts: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(attempts)) as threads:
        return [done.result() for done in [threads.submit(attempt) for attempt in attempts]]


def test_of_two_moderators_at_two_servers_one_decides_and_the_other_is_told(
    pair: tuple[Heed, Heed],
) -> None:
    """Each comment is posted by Joe at the one and passed on by Marta at the other, at once."""
    one, other = pair
    told = ask(one, "tests.cli.two_moderators")
    joe, marta = told["sessions"]
    refused = []
    with served(one), served(other):
        for number in told["waiting"]:
            path = f"/queue/comment/{number}/"
            answers = at_once(
                lambda path=path: post(one, path, {"outcome": "post", "version": "0"}, joe),
                lambda path=path: post(
                    other, path, {"outcome": "pass_on", "version": "0", "sure": "yes"}, marta
                ),
            )
            codes = sorted(code for code, _words in answers)
            assert codes in ([302, 404], [302, 409]), codes
            refused += [words for code, words in answers if code != 302]
    assert all(any(said in words for said in TOLD) for words in refused)
    decided = asked(
        one,
        "SELECT comment_id, count(*) FROM edition_commentevent WHERE kind = 'decided' "
        f"AND comment_id IN ({', '.join(map(str, told['waiting']))}) GROUP BY 1",
    )
    assert {count for _number, count in decided} == {1}
    assert len(decided) == len(told["waiting"])
    # What was passed on is with the guardian once, and its writer has one mail; no other has any.
    passed = asked(one, "SELECT id FROM edition_comment WHERE state = 'passed_on' ORDER BY 1")
    sealed = asked(one, "SELECT comment_id FROM edition_confidence ORDER BY 1")
    mails = asked(one, "SELECT about FROM outbox_mail ORDER BY 1")
    assert sealed == passed
    assert sorted(mails) == sorted((f"comment:{number}",) for (number,) in passed)


def test_two_servers_that_make_one_page_at_once_keep_one_and_say_the_same(
    pair: tuple[Heed, Heed],
) -> None:
    one, other = pair
    told = ask(one, "tests.cli.two_moderators")
    path = f"/messages/{told['slug']}/"
    with served(one), served(other):
        for key in told["private"]:
            # Nobody has made it yet: eight readers come at once, and somebody takes words back.
            with psycopg.connect(one.database_url, autocommit=True) as opened:
                opened.execute("DELETE FROM edition_storedpage")
            readers = [lambda each=each: get(each, path) for each in (*pair, *pair, *pair, *pair)]
            *pages, _gone = at_once(
                *readers, lambda key=key: post(one, f"/your-comment/{key}/withdraw/", {})
            )
            assert {status for status, _page in pages} == {200}
            # What was taken back is in no copy, also where nobody opens the page again.
            left = len(told["private"]) - told["private"].index(key) - 1
            kept = asked(one, "SELECT whole FROM edition_storedpage")
            assert len(kept) <= 1
            assert {page.count("<p>Lantern number") for (page,) in kept} <= {left}
            after = at_once(*readers)
            assert {status for status, _page in after} == {200}
            assert len({page for _status, page in after}) == 1
            assert after[0][1].count(b"<p>Lantern number") == left
            assert asked(one, "SELECT count(*) FROM edition_storedpage") == [(1,)]
