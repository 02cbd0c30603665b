"""The author's page of the series, and the page of somebody who owns a promise."""

from datetime import timedelta

import pytest
from django.urls import reverse

from heed.answer.models import Playback, Promise
from tests.factories import editions, loop
from tests.journeys.week import Week

pytestmark = pytest.mark.journey


@pytest.fixture
def message(week: Week):
    edition = editions.opened(week.cast.ama)
    for name in ("Sam Tolliver", "Lorna Pettifer"):
        editions.posted(edition, week.cast.joe, "The garage is locked.", name=name)
    return loop.message_of(edition)


class Taps:
    """Ama at her page of the series, and how often she has tapped since."""

    def __init__(self, visitor, series):
        self.visitor, self.series, self.count = visitor, series, 0

    def starts(self):
        self.visitor.opens("/").follows("Write") if self.visitor.size == "desk" else (
            self.visitor.opens(reverse("edition:desk_of_messages"))
        )
        self.visitor.follows("Where your messages stand, and what is owed")
        self.count = 0
        return self

    def taps(self, name, role="link"):
        self.visitor.page.get_by_role(role, name=name).first.click()
        self.visitor.page.wait_for_load_state("load")
        self.visitor.looks()
        self.count += 1
        return self

    def done(self):
        assert self.count <= 3, f"{self.count} taps"
        return self.visitor


def test_each_action_is_three_taps_away(somebody, week, message):
    """Given answers, Ama comes from Write to her page, and reads, says and promises from there."""
    week.is_now(loop.READ)
    ama = Taps(somebody(week.cast.ama), message.series_slug)
    ama.starts().visitor.sees("Two still in none of your themes.", "By Thu 3 Dec")
    ama.visitor.shoots("standing-to-read")
    page = ama.taps("Read the answers").done()
    for number in range(2):
        page.page.get_by_label("Belongs to").nth(number).select_option("Theme 1")
    page.page.get_by_label("What they told me, in one sentence").nth(0).fill("A locked garage")
    page.page.get_by_label("What I understand now that I did not before").nth(0).fill("I see.")
    page.writes("What you heard, in one line", "The garage is locked")
    page.writes("A word to everybody who answered", "I read all of it.")
    ama.taps("Publish what I heard", "button").done().sees("Promises open on")
    assert Playback.objects.get().published_at

    ama.starts().visitor.sees("Promises open on Wednesday 2 December, 9am.").shoots(
        "standing-heard"
    )
    for name, button in (
        ("Hand it on", None), ("Still thinking", None), ("No, and why", "Say no, to everybody"),
    ):  # fmt: skip
        ama.starts().taps(name)
        if button:
            page.page.get_by_label("A locked garage").first.check()
            page.writes("What is not going to happen?", "A key for everybody")
            page.writes("Why?", loop.REASON).writes("Which office stands behind it?", "Estates")
            ama.taps(button, "button").done().sees(loop.REASON)
    ama.starts().done().sees("Each theme has a promise, a no, or somebody who took it")
    ama.visitor.sees("Nothing waits for you here.").shoots("standing-done")


def test_what_the_series_owes_is_put_right_from_there(somebody, week, message):
    """A promise without a word is one tap away, and its owner finds it on her own page."""
    theme = loop.heard(message, week.cast.ama)
    promise = loop.promised(message, theme, week.cast.bev, week.cast.ama)
    week.is_now(loop.PROMISED + timedelta(days=27))
    bev = somebody(week.cast.bev).opens(reverse("people:me"))
    bev.sees("What you promised", "A word by Thu 31 Dec").shoots("own-promises")
    week.pass_time(days=3)
    ama = Taps(somebody(week.cast.ama), message.series_slug)
    ama.starts().visitor.sees("No word", "Bev Ashdown owns it.").shoots("standing-owes")
    ama.taps(promise.what).done().chooses("The first step is taken")
    ama.count += 1
    ama.visitor.writes("In one line", "Crews named 23 places.")
    ama.taps("Say it, to everybody", "button").done()
    assert Promise.objects.get().last_word_at == week.now
    ama.starts().visitor.sees("Nothing stands in the way of the next message.")
    bev.opens(reverse("people:me")).sees("A word by Sat 30 Jan").follows(promise.what)
    bev.sees("A word is due by Saturday 30 January 2027.").shoots("promise-asks")
