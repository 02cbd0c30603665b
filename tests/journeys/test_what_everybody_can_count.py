"""What everybody can count: the figures of the weeks and the promises of a series, at both widths."""

from datetime import timedelta

import pytest
from django.urls import reverse

from heed.answer.actions import asking, freezing
from heed.answer.actions import keeping_promises as keeping
from heed.answer.models import Tap, TapCount
from tests.factories import editions, loop
from tests.journeys.week import Week

pytestmark = pytest.mark.journey


@pytest.fixture
def message(week: Week):
    """What was heard was understood, and a promise was kept; another is late."""
    cast = week.cast
    message = loop.answered(cast.ama, cast.joe, "No kettle at night.", "Tired.")
    theme = loop.heard(message, cast.ama)
    _tapped(Tap.objects.get(), yes=61, partly=24, no=15)
    kept = loop.promised(message, theme, cast.bev, cast.ama)
    loop.promised(
        message, theme, cast.sam, cast.ama, kind="find_out",
        what="Why the last call comes ten minutes before the end",
        due_on=(loop.PROMISED + timedelta(days=10)).date(),
    )  # fmt: skip
    freezing.freeze_due(at=message.opened_at + timedelta(days=14))
    done_at = loop.PROMISED + timedelta(days=3)
    keeping.finish(promise=kept, words="Nine doors have a key.", by=cast.bev, at=done_at)
    asking.release_due(at=loop.HEARD + timedelta(days=7))
    asked_at = done_at + timedelta(days=15)
    editions.opened(cast.ama, at=asked_at)
    asking.whether_it_helped(at=asked_at)
    _tapped(Tap.objects.get(kind="helped"), yes=70, partly=20, no=10, cannot_say=20)
    asking.release_due(at=asked_at + timedelta(days=7))
    freezing.freeze_due(at=message.closes_at + timedelta(days=21))
    week.is_now(asked_at + timedelta(days=7, hours=2))
    return message


def _tapped(question: Tap, **counts: int) -> None:
    for answer, people in counts.items():
        TapCount.objects.create(tap=question, answer=answer, people=people)


def test_anybody_counts_what_was_promised_and_finds_one(somebody, week, message):
    anybody = somebody().opens(reverse("week:ledger")).shoots("figures-anybody")
    anybody.sees("2 of 2 answers came to an end within 14 days.")
    assert "said yes" not in anybody.page.content()
    anybody.follows("Read all 2 promises").shoots("promises-anybody")
    anybody.page.get_by_text("Look for one").click()
    anybody.writes("Words in it", "last call").presses("Show").shoots("promises-found")
    anybody.sees("One promise.", "Why the last call comes ten minutes before the end")


def test_whoever_works_here_reads_first_whether_people_were_understood(somebody, week, message):
    sam = somebody(week.cast.sam).opens(reverse("week:ledger")).shoots("figures-staff")
    sam.sees("Were people understood?", "About six in ten said yes.", "Did it help?")
    sam.opens(reverse("answer:promises", args=[message.series_slug])).shoots("promises-staff")
    sam.opens(reverse("answer:wall", args=[message.series_slug, 1])).shoots("wall-staff")
