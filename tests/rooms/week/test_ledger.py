"""What came in and what we did: each figure counted by hand, in weeks on the wall."""

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heed import clock
from heed.edition.actions import commenting, deciding, guarding, keeping, reporting
from heed.edition.models import Comment, Edition, Report
from heed.edition.queries import ledger as figures_of
from heed.moderation.reasons import Reason
from tests.factories import editions
from tests.factories.editions import TUESDAY, WORDS
from tests.rooms.week.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(cast):
    return editions.opened(cast.ama)


def this_week(at=NOW):
    return figures_of.ledger(at=at).weeks[0]


def text_of(client, **asked):
    page = client.get(reverse("week:ledger"), asked)
    assert page.status_code == 200
    return " ".join(BeautifulSoup(page.content, "html.parser").main.get_text(" ").split())


def test_with_nothing_come_in_every_figure_is_nought_and_every_reason_is_named(client, cast):
    week = this_week()
    assert week.figures == figures_of.Figures()
    assert [reason for reason, _count in week.figures.by_reason] == list(Reason)
    assert week.typical_wait is None
    page = text_of(client)
    assert "No comment has come in during the last twelve weeks." in page
    for reason in Reason:
        assert f"{reason.label} 0 0" in page


def test_each_thing_that_happened_is_counted_once(cast, edition):
    for outcome in ("posted", "posted", "asked", "passed_on", "not_posted"):
        editions.decide(editions.waiting(edition), cast.joe, outcome)
    editions.decide(editions.waiting(edition), cast.joe, "not_posted", reason="spam")
    editions.waiting(edition)
    said = figures_of.ledger(at=NOW + timedelta(weeks=1)).weeks[1].figures
    assert (said.received, said.posted, said.asked, said.passed_on) == (7, 2, 1, 1)
    assert said.not_posted == 2
    assert dict(said.by_reason) == {
        Reason.IDENTIFIES: 1, Reason.SPAM: 1, Reason.UNLAWFUL: 0, Reason.ABUSE: 0,
        Reason.ELSEWHERE: 0,
    }  # fmt: skip


def test_a_comment_not_posted_and_posted_after_a_change_stands_in_both_lines(cast, edition):
    comment = editions.waiting(edition)
    editions.decide(comment, cast.joe, "not_posted")
    commenting.send_again(comment=comment, text="Without the street.", at=NOW)
    editions.decide(comment, cast.joe, "posted")
    said = this_week(NOW + timedelta(hours=1)).figures
    assert (said.received, said.not_posted, said.sent_again, said.posted) == (1, 1, 1, 1)


def test_a_decision_that_was_taken_back_counts_as_none(cast, edition):
    comment = editions.waiting(edition, at=NOW - timedelta(hours=1))
    comment = deciding.decide(
        comment=comment, outcome="not_posted", reason="abuse", words="No.", by=cast.joe,
        at=NOW - timedelta(minutes=3), version=comment.version,
    )  # fmt: skip
    deciding.undo(comment=comment, by=cast.joe, at=NOW - timedelta(minutes=1))
    week = this_week()
    assert week.figures.not_posted == 0
    assert week.typical_wait is None
    assert figures_of.ledger(at=NOW).waiting == 1


def test_weeks_begin_on_monday_at_midnight_on_the_wall(cast):
    london = ZoneInfo("Europe/London")
    # In summer time Monday begins at 23:00 UTC on Sunday.
    edition = editions.opened(cast.ama, at=datetime(2026, 7, 14, 9, tzinfo=london))
    late = datetime(2026, 7, 19, 23, 59, tzinfo=london)
    early = datetime(2026, 7, 20, 0, 1, tzinfo=london)
    editions.waiting(edition, at=late)
    editions.waiting(edition, at=early)
    weeks = figures_of.ledger(at=datetime(2026, 7, 21, tzinfo=london)).weeks
    assert [(week.name, week.figures.received) for week in weeks[:2]] == [
        ("2026-W30", 1), ("2026-W29", 1),
    ]  # fmt: skip
    assert not weeks[0].is_over
    assert weeks[1].is_over


def test_a_week_that_is_over_never_changes(cast, edition):
    comment = editions.posted(edition, cast.joe)
    editions.decide(editions.waiting(edition), cast.joe, "not_posted")
    later = NOW + timedelta(weeks=1)
    before = figures_of.ledger(at=later).weeks[1]
    commenting.withdraw(comment=comment, at=later)
    refused = Comment.objects.get(state="not_posted")
    Edition.objects.update(state="open", closed_at=None, closes_at=later + timedelta(days=9))
    commenting.send_again(comment=refused, text="Other words.", at=later)
    keeping.erase_old(at=later + timedelta(days=200))
    assert figures_of.ledger(at=later + timedelta(hours=1)).weeks[1] == before


def test_twelve_weeks_are_counted_and_the_thirteenth_is_not(cast):
    for back in (0, 11, 12):
        edition = editions.opened(cast.ama, at=TUESDAY - timedelta(weeks=back))
        editions.waiting(edition)
    book = figures_of.ledger(at=NOW)
    assert len(book.weeks) == 12
    assert book.together.received == 2


def test_half_of_the_decisions_came_within_the_median(client, cast, edition):
    at = edition.opened_at + timedelta(hours=1)
    for minutes in (30, 40, 600):
        comment = editions.waiting(edition, at=at)
        deciding.decide(
            comment=comment, outcome="posted", by=cast.joe, at=at + timedelta(minutes=minutes),
            version=comment.version,
        )  # fmt: skip
    assert this_week().typical_wait == timedelta(minutes=40)
    assert "Half of the decisions came within 40 minutes." in text_of(client)


def test_what_waits_is_said_with_since_when(client, cast, edition):
    editions.waiting(edition, at=NOW - timedelta(hours=20))
    editions.waiting(edition, at=NOW - timedelta(hours=2))
    book = figures_of.ledger(at=NOW)
    assert (book.waiting, book.waiting_since) == (2, NOW - timedelta(hours=20))
    assert (
        "Two are still being read, and the oldest came in on Tuesday 24 November 2026."
        in text_of(client)
    )


def test_an_office_that_asks_is_named_and_what_was_decided_with_it(client, cast, edition):
    first, second = (editions.posted(edition, cast.joe) for _ in range(2))
    asked = reporting.ask_from_above(
        comment=first, role="the chief executive’s office", words="Unfair.", by=cast.joe,
        at=NOW - timedelta(hours=2),
    )  # fmt: skip
    reporting.decide_report(
        report=asked, take_down=False, by=cast.marta, at=NOW - timedelta(hours=1)
    )
    report = reporting.report(comment=second, words="It names me.", at=NOW - timedelta(hours=2))
    reporting.decide_report(
        report=report, take_down=True, reason="identifies", words="Your street.", by=cast.marta,
        at=NOW - timedelta(hours=1),
    )  # fmt: skip
    reporting.report(comment=first, words="Me too.", at=NOW - timedelta(hours=1))
    book = figures_of.ledger(at=NOW)
    assert book.together.take_downs == (
        figures_of.Asked("", asked=2, taken_down=1),
        figures_of.Asked("the chief executive’s office", asked=1, stayed=1),
    )
    assert book.together.taken_down == 1
    assert book.reports_waiting == 1
    page = text_of(client)
    assert "the chief executive’s office 1 0 1 0" in page
    assert "One report of a posted comment is being looked at" in page


def test_taking_down_that_was_undone_counts_as_none(cast, edition):
    comment = editions.posted(edition, cast.joe)
    report = reporting.report(comment=comment, words="No", at=NOW - timedelta(minutes=9))
    reporting.decide_report(
        report=report, take_down=True, reason="abuse", words="No.", by=cast.joe,
        at=NOW - timedelta(minutes=4),
    )  # fmt: skip
    assert this_week().figures.taken_down == 0
    reporting.undo_report(report=report, by=cast.joe, at=NOW - timedelta(minutes=2))
    assert this_week(NOW + timedelta(hours=1)).figures.taken_down == 0
    assert Report.objects.get().outcome == "open"


def test_one_comment_taken_down_for_several_reports_is_one_comment(cast, edition):
    comment = editions.posted(edition, cast.joe)
    reports = [
        reporting.report(comment=comment, words=f"No {n}", at=NOW - timedelta(hours=2))
        for n in range(3)
    ]
    reporting.decide_report(
        report=reports[0], take_down=True, reason="abuse", words="No.", by=cast.joe,
        at=NOW - timedelta(hours=1),
    )  # fmt: skip
    assert this_week().figures.taken_down == 1


def test_a_pause_is_said_aloud(client, cast, edition):
    editions.waiting(edition, at=NOW - timedelta(hours=1))
    keeping.pause_unheard(at=NOW + timedelta(days=5))
    clock.set_source(lambda: NOW + timedelta(days=6))
    assert "Answering “ The leadership message ” is paused since" in text_of(client)


def test_what_the_guardian_gives_back_does_not_come_in_again(cast, edition):
    comment = editions.decide(editions.waiting(edition), cast.joe, "passed_on")
    guarding.return_to_queue(
        confidence=comment.confidences.get(), words="Not for me.", by=cast.nadia, at=NOW
    )
    said = figures_of.ledger(at=NOW + timedelta(weeks=1)).weeks[1].figures
    assert (said.received, said.passed_on) == (1, 1)


def test_an_earlier_week_can_be_looked_at_and_an_invented_one_cannot(client, cast, edition):
    editions.posted(edition, cast.joe)
    clock.set_source(lambda: NOW + timedelta(weeks=2))
    page = text_of(client, week="2026-W48")
    assert "23 to 29 November" in page
    assert "Week 2026-W48" in page
    for invented in ("2025-W01", "x", "2026-W99", "a\x00"):
        assert client.get(reverse("week:ledger"), {"week": invented}).status_code == 404


def test_nobody_is_named_in_it(client, cast, edition):
    editions.posted(edition, cast.joe, "Words about a lantern.", name="Lorna Pettifer")
    editions.decide(
        editions.waiting(edition, "More of a lantern.", name="Dewi"), cast.joe, "not_posted"
    )
    pages = client.get(reverse("week:ledger")).content + client.get(reverse("week:figures")).content
    for absent in (b"Lorna", b"Dewi", b"lantern", b"Joe", b"Marta", b"example.org"):
        assert absent not in pages


def test_the_page_costs_the_same_whatever_came_in(client, cast, edition, django_assert_num_queries):
    with django_assert_num_queries(14):
        client.get(reverse("week:ledger"))
    for _ in range(5):
        editions.posted(edition, cast.joe)
    with django_assert_num_queries(14):
        response = client.get(reverse("week:ledger"))
    assert not response.cookies
    with django_assert_num_queries(6):
        figures_of.ledger(at=NOW)


def test_the_file_holds_the_figures_of_the_page(client, cast, edition):
    editions.decide(editions.waiting(edition), cast.joe, "not_posted", reason="spam")
    response = client.get(reverse("week:figures"))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(rows) == 12
    first = rows[0]
    assert (first["week"], first["begins"], first["is over"]) == ("2026-W48", "2026-11-23", "no")
    assert (first["came in"], first["not posted"], first["not posted: It is spam"]) == (
        "1",
        "1",
        "1",
    )
    assert first["median hours to a decision"] == "0.5"
    assert rows[1]["median hours to a decision"] == ""


def test_no_office_is_a_formula(client, cast, edition):
    comment = editions.posted(edition, cast.joe)
    reporting.ask_from_above(
        comment=comment, role="=cmd|' /C calc'!A0", words="x", by=cast.joe, at=NOW
    )
    header = next(
        csv.reader(io.StringIO(client.get(reverse("week:figures")).content.decode("utf-8-sig")))
    )
    asked = [cell for cell in header if "cmd" in cell]
    assert asked
    assert not [cell for cell in header if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_comments_on_staff_only_messages_are_counted_too(cast):
    edition = editions.opened(cast.ama, words=replace(WORDS, title="For us"), visible_to="staff")
    editions.waiting(edition)
    assert this_week().figures.received == 1


def test_no_question_is_asked_again_for_each_thing_that_ever_happened(
    client, cast, edition, is_postgres
):
    if is_postgres:
        pytest.skip("PostgreSQL makes its plans from what it has counted")
    with CaptureQueriesContext(connection) as asked:
        text_of(client)
    with connection.cursor() as cursor:
        for question in asked.captured_queries:
            if question["sql"].startswith("SELECT"):
                cursor.execute("EXPLAIN QUERY PLAN " + question["sql"])
                assert "CORRELATED" not in str(cursor.fetchall()), question["sql"]
