"""The guardian's counts: what is in them, what can never be, and whose they are."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from heed.edition.actions import confiding, guarding
from heed.edition.queries import quarters
from tests import people
from tests.factories import pages

ADDRESS = "/guardian/quarter/2026-Q4"


def tell(story, text="Nobody checks the drug safe.", *, at=None, **more):
    given = {"ticket": f"t{text}", **more}
    return confiding.confide(told=confiding.Told(text=text, **given), at=at or story.now)


def record(story, confidence, *subjects, outcome="", detriment=False):
    guarding.record(
        confidence=confidence, subjects=subjects, detriment=detriment, outcome=outcome,
        by=story.cast.nadia, at=story.now,
    )  # fmt: skip


def counted(client, name="2026-Q4"):
    file = client.get(f"/guardian/quarter/{name}.csv").content.decode()
    return {
        f"{row['table']}.{row['line']}": int(row["count"])
        for row in csv.DictReader(io.StringIO(file))
        if row["count"] != "0"
    }


def test_a_quarter_counts_what_came_what_it_was_about_and_how_it_ended(story, nadia):
    record(story, tell(story, "One", name="Owen"), "patients", "sexual", outcome="handed_on")
    record(story, tell(story, "Two"), "bullying", detriment=True)
    tell(story, "Three")
    story.decide(story.comment(), "passed_on")
    confiding.take_back(confidence=tell(story, "Four", name="Kit"), at=story.now)
    assert counted(nadia) == {
        "came.all": 5, "came.with_a_name": 2, "came.no_name_given": 2, "came.passed_on": 1,
        "about.patients": 1, "about.sexual": 1, "about.bullying": 1, "about.detriment": 1,
        "about.no_subject_yet": 2, "ended.handed_on": 1, "ended.taken_back": 1,
    }  # fmt: skip
    page = pages.text(nadia.get(f"{ADDRESS}/"))
    assert "From Thursday 1 October 2026 to Thursday 31 December 2026. It is not over yet." in page
    assert "Sexual harassment 1" in page


def test_what_came_in_another_quarter_is_counted_there(story, nadia):
    tell(story, at=story.now - timedelta(days=80))
    assert counted(nadia) == {}
    assert counted(nadia, "2026-Q3")["came.all"] == 1


def test_a_quarter_begins_at_midnight_in_the_organisation(story, nadia):
    tell(story, "Last of September", at=datetime(2026, 9, 30, 22, 59, tzinfo=UTC))
    tell(story, "First of October", at=datetime(2026, 9, 30, 23, 1, tzinfo=UTC))
    assert counted(nadia)["came.all"] == counted(nadia, "2026-Q3")["came.all"] == 1


def test_the_file_holds_nothing_that_anybody_typed(story, nadia):
    attack = "=cmd|' /C calc'!A0"
    confidence = tell(story, attack, name=attack)
    guarding.hand_on(confidence=confidence, words=attack, by=story.cast.nadia, at=story.now)
    file = nadia.get(f"{ADDRESS}.csv")
    assert "cmd" not in file.content.decode()
    assert file["Content-Disposition"] == 'attachment; filename="guardian-2026-Q4.csv"'
    assert "no-store" in file["Cache-Control"]


@pytest.mark.parametrize("subject", ["=cmd", "patients; DROP", "", "Sexual harassment"])
def test_no_theme_beside_the_list_is_taken(story, nadia, subject):
    confidence = tell(story)
    answer = nadia.post(
        f"/guardian/{confidence.pk}/count/", {"subjects": [subject], "outcome": "goes_on"}
    )
    assert answer.status_code == 422
    assert "about.no_subject_yet" in counted(nadia)


def test_taken_back_is_nothing_that_she_can_choose(story, nadia):
    confidence = tell(story)
    for outcome in ("taken_back", "returned", "=cmd", ""):
        answer = nadia.post(f"/guardian/{confidence.pk}/count/", {"outcome": outcome})
        assert answer.status_code == 422, outcome


@pytest.mark.parametrize(
    "name", ["2026-Q5", "2026-Q0", "2027-Q1", "2026-q4", "26-Q4", "2026-Q4-x", "0000-Q1"]
)
def test_there_is_no_such_quarter(nadia, name):
    for end in ("/", ".csv"):
        assert nadia.get(f"/guardian/quarter/{name}{end}").status_code == 404


def test_a_guardian_of_one_series_counts_what_was_passed_to_her_alone(story):
    from heed.people import actions

    actions.give_role(person=story.cast.sam, kind="guardian", scope="another-series")
    tell(story)
    assert counted(people.sign_in(Client(), story.cast.sam)) == {}


def test_quarters_follow_one_another_over_the_year():
    names, name = [], "2026-Q3"
    for _ in range(3):
        names.append(name)
        first, last = quarters.bounds(name)
        assert quarters.quarter_of(first) == quarters.quarter_of(last) == name
        name = quarters.quarter_of(last + timedelta(days=1))
    assert names == ["2026-Q3", "2026-Q4", "2027-Q1"]
