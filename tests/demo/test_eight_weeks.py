"""Eight weeks of the demo, with authors who take turns: every sentence that a reader would see."""

import itertools
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.demo.running import variables
from tests.environment import ROOT

WATCHING = Path(__file__).with_name("watching.py")
SERIES = "/promises/the-leadership-message/"
# Colm leaves it without a word, so that the next author is stopped and says so to everybody.
MEANT = "Find out what it costs to keep the handover nurse after December, and say so here"
NEVER = re.compile(r"\b(anonymous\w*|provably|secure\w*|users?)\b", re.IGNORECASE)
BROKEN = re.compile(
    r"\bNone\b(?! of)|\bnan\b|[{}]|%\(|&\w+;|\bundefined\b|<[a-z/]|\.\.(?!\.)|\?\?|,,| ,| \.|\(\)|“”|\b1 answers\b"
    r"|\bone answers\b|\b(the the|a a|of of|to to|is is)\b",
)


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was seen of eight weeks in which nobody played, in a process of its own."""
    said = subprocess.run(
        [sys.executable, "-P", str(WATCHING)],
        cwd=ROOT,
        env=variables(tmp_path_factory.mktemp("demo"))
        | {"DJANGO_SETTINGS_MODULE": "heed.config.demo_settings"},
        stdout=subprocess.PIPE,
        text=True,
        timeout=500,
        check=True,
    )
    held: dict[str, Any] = json.loads(said.stdout)
    return held


def lines(weeks: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(day, address, line) of everything that was read."""
    return [
        (day["day"], address, line)
        for day in weeks["days"]
        for address, read in day["pages"].items()
        for line in read
    ]


def pages(weeks: dict[str, Any], start: str, end: str = "") -> list[tuple[str, str, list[str]]]:
    return [
        (day["day"], address, read)
        for day in weeks["days"]
        for address, read in day["pages"].items()
        if address.startswith(start) and address.endswith(end)
    ]


def test_authors_take_turns_and_no_week_is_left_out(weeks):
    new = [one for one in weeks["messages"] if one["week"] >= "2026-W48"]

    assert [one["week"] for one in new] == [
        *(f"2026-W{week}" for week in range(48, 54)), "2027-W01", "2027-W02"
    ]  # fmt: skip
    assert len({one["author"] for one in new}) >= 4
    authors = [one["author"] for one in weeks["messages"]]
    assert all(one != other for one, other in itertools.pairwise(authors))


def test_no_gate_is_stuck(weeks):
    """One message opens in spite of what is owed, and says so to everybody; no other has to."""
    in_spite = [one for one in weeks["messages"] if one["in_spite"]]

    assert [(one["week"], one["author"]) for one in in_spite] == [("2026-W50", "Ben Okonjo")]
    seen = [line for _day, _where, line in lines(weeks) if in_spite[0]["in_spite"] in line]
    assert seen and all(
        "This message opened although something was still owed" in one for one in seen
    )
    assert not any(day["late"] for day in weeks["days"])


def test_no_promise_is_without_a_word_for_four_weeks_but_the_one_that_is_meant(weeks):
    stale = {(day["day"], what) for day in weeks["days"] for what in day["stale"]}

    assert {what for _day, what in stale} == {MEANT}
    assert all("2026-12-02" <= day <= "2026-12-10" for day, _what in stale)
    assert all(day["open"] <= 10 for day in weeks["days"])


def test_every_sentence_is_whole(weeks):
    broken = {(where, line) for _day, where, line in lines(weeks) if BROKEN.search(line)}
    assert not broken
    never = {line for _day, where, line in lines(weeks) if NEVER.search(line)}
    assert not never


def test_nothing_stands_twice_on_a_page(weeks):
    """Of what an author wrote: not twice as a promise, a theme, a reason or an answer."""
    # A promise is named since last time, and again where it is asked whether it helped.
    names = {read[2] for _day, where, read in pages(weeks, SERIES) if where != SERIES}
    names |= {line for _day, _where, line in lines(weeks) if line.startswith("Everybody who works")}
    for start, end in (("/messages/", "/"), (SERIES, "message/"), ("/what-came-in/", "")):
        for day, address, read in pages(weeks, start, end):
            long = Counter(line for line in read if len(line) >= 60 and line not in names)
            assert not {line for line, times in long.items() if times > 1}, (day, address)


def test_what_stood_since_last_time_never_changes(weeks):
    stood: dict[str, list[str]] = {}
    for day, address, read in pages(weeks, "/messages/"):
        if "Since last time" in read and not address.endswith("what-i-heard/"):
            begins = read.index("Since last time")
            section = read[begins : begins + 8]
            assert stood.setdefault(address, section) == section, (day, address)
    assert len(stood) >= 15


def test_a_figure_that_is_out_never_changes(weeks):
    out: dict[str, Any] = {}
    for day in weeks["days"]:
        for name, figure in day["figures"].items():
            assert out.setdefault(name, figure) == figure
    assert len(out) >= 20
    assert not [figure for figure in out.values() if "too_few" in figure]


def test_every_message_is_heard_and_every_promise_has_its_page(weeks):
    last = weeks["days"][-1]["pages"]
    heard = [address for address in last if address.endswith("/what-i-heard/")]
    messages = {address.split("/")[2] for address in last if address.startswith("/messages/")}

    assert len(heard) >= len(messages) - 1
    for address in heard:
        assert "How it landed with me" in last[address] or len(last[address]) > 8
    for state in ("Done", "Under way", "Not going to happen", "We tried, it did not work"):
        assert any(state.casefold() in line.casefold() for line in last[SERIES]), state


def test_nobody_has_more_than_one_weekly_mail_a_week(weeks):
    titles = {one["title"] for one in weeks["messages"]}
    weekly = Counter((to, week) for to, subject, week, _text in weeks["mail"] if subject in titles)

    assert set(weekly.values()) == {1}
    assert len({to for to, _week in weekly}) == 7
    assert not [text for _to, _subject, _week, text in weeks["mail"] if BROKEN.search(text)]


def test_nobody_is_written_to_twice_about_the_same(weeks):
    assert max(Counter((to, text) for to, _subject, _week, text in weeks["mail"]).values()) == 1
