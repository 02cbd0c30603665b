"""What the demo holds, and what becomes of it as time passes; each in a process of its own."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.demo.running import variables
from tests.environment import ROOT

pytestmark = pytest.mark.own_database

LIVING = Path(__file__).with_name("living.py")


def begin(home: Path, *moves: str) -> subprocess.Popen[str]:
    settings = {"DJANGO_SETTINGS_MODULE": "heed.config.demo_settings"}
    return subprocess.Popen(
        [sys.executable, "-P", str(LIVING), *moves],
        cwd=ROOT,
        env=variables(home) | settings,
        stdout=subprocess.PIPE,
        text=True,
    )


def held_by(process: subprocess.Popen[str]) -> dict[str, Any]:
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    held: dict[str, Any] = json.loads(said)
    return held


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two demos that knew nothing of each other, both moved two weeks on."""
    both = [begin(tmp_path_factory.mktemp("demo"), "fortnight") for _ in range(2)]
    return held_by(both[0]), held_by(both[1])


@pytest.fixture(scope="module")
def later(twins: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
    return twins[0]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A demo as it begins."""
    return held_by(begin(tmp_path_factory.mktemp("demo")))


def test_two_demos_moved_alike_hold_the_same(twins):
    assert twins[0] == twins[1]


def test_it_begins_with_twelve_weeks_of_a_whole_organisation(untouched):
    closed = [one for one in untouched["messages"] if one["state"] == "closed"]

    assert len(untouched["people"]) == 5_000
    assert len({email for _name, email, _post in untouched["people"]}) == 5_000
    assert len(untouched["units"]) == 120
    assert [one["week"] for one in closed] == [f"2026-W{week}" for week in range(36, 48)]
    assert len({one["author"] for one in closed}) == 7
    assert all(150 <= len(one["words"].split()) <= 300 for one in closed)
    assert not untouched["mail"]


def test_everything_of_the_past_is_decided(untouched):
    states = Counter(one["state"] for one in untouched["comments"])
    reasons = {one["reason"] for one in untouched["comments"]} - {""}

    assert set(states) == {"posted", "not_posted", "passed_on"}
    assert states["passed_on"] == 1
    assert reasons == {"identifies", "unlawful", "abuse", "spam", "elsewhere"}
    assert all(5 <= count <= 9 for count in _each_week(untouched).values())


def test_it_opens_in_the_middle_of_a_living_week(untouched):
    """Last week's message says: two promises done, one late, one no and why."""
    since = untouched["since"]
    assert (since["done"], since["late"], since["noes"], since["ended"]) == (2, 1, 1, 0)
    assert {mark for _number, mark, _owner, _helped in untouched["promises"]} == {
        "made", "started", "late", "done", "ended", "learned",
    }  # fmt: skip
    assert any(helped for *_rest, helped in untouched["promises"])
    assert untouched["handed_on"] == 1
    # Everybody is asked, and unit managers alone about time on shift.
    asked = {"everybody": [], "managers": []}
    for kind, figure in untouched["figures"]:
        asked["managers" if kind == "on_shift" else "everybody"].append(figure)
    assert len(asked["everybody"]) >= 12
    assert all(figure["people"]["lowest"] >= 40 for figure in asked["everybody"])
    assert asked["managers"]
    assert all(figure["people"]["lowest"] >= 10 for figure in asked["managers"])


def test_amas_message_waits_for_what_she_got_wrong(untouched):
    (draft,) = [one for one in untouched["messages"] if one["state"] == "draft"]

    assert (draft["author"], draft["title"]) == (
        "Ama Tetteh-Brown",
        "I said I would come to Eel Hithe, and I did not",
    )


def test_the_next_authors_take_their_turns_without_the_visitor(later):
    out = {one["week"]: (one["author"], one["state"]) for one in later["messages"] if one["week"]}

    assert later["day"] == "2026-12-07"
    assert out["2026-W48"] == ("Ama Tetteh-Brown", "closed")
    assert out["2026-W49"] == ("Helen Garrow", "closed")


def test_marta_decides_what_joe_leaves_and_nothing_is_paused(later):
    new = [one for one in later["comments"] if one["week"] == "2026-W49"]

    waiting = [one["name"] for one in new if one["state"] == "waiting"]

    assert len(new) == 8
    # It came in on Saturday, and it is a quarter past nine on Monday: Joe may still have the word.
    assert waiting == ["Siobhan Larkrise"]
    assert {one["by"] for one in new if one["name"] not in waiting} == {"Marta"}
    assert {one["state"] for one in new} == {"posted", "not_posted", "waiting"}
    assert not later["paused"]
    told = [
        to for to, subject in later["mail"] if subject == "Your comment on What I stopped doing"
    ]
    assert told == ["bridget.anstey@saltmarsh.example"]


def test_the_weekly_mail_comes_once_a_week_to_those_whom_a_visitor_can_be(later):
    weekly = [mail for mail in later["mail"] if not mail[1].startswith("Your comment")]
    titles = {one["title"] for one in later["messages"]}
    assert {title for _to, title in weekly} <= titles
    assert set(Counter((to, title) for to, title in weekly).values()) == {1}
    assert len({to for to, _title in weekly}) == 7
    assert max(Counter(to for to, _title in weekly).values()) <= 2


def test_nothing_happens_twice(later):
    said = Counter((one["week"], one["name"], one["text"]) for one in later["comments"])
    assert set(said.values()) == {1}
    for one in later["comments"]:
        assert max(Counter(one["steps"]).values()) == 1


def _each_week(held: dict[str, Any]) -> Counter[str]:
    return Counter(one["week"] for one in held["comments"])
