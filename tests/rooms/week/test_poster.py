"""The sheet for the wall: what stands on it, that its code can be followed, and that it is one sheet."""

from dataclasses import replace
from datetime import timedelta

import pytest
import segno
from bs4 import BeautifulSoup
from django.urls import reverse

from heed import clock
from heed.edition.actions import publishing
from heed.ui.qr import code_for
from tests import people
from tests.factories import editions
from tests.factories.editions import TUESDAY, WORDS

pytestmark = pytest.mark.django_db


def sheet(client, edition):
    response = client.get(reverse("week:poster", args=[edition.slug]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def test_the_sheet_says_who_asks_what_until_when_and_when_it_comes_down(client, cast):
    edition = editions.opened(cast.ama)
    words = " ".join(sheet(client, edition).get_text(" ").split())
    for said in (
        "I said I would come, and I did not",
        "Ama Tetteh",
        "What would make a night shift easier to come home from?",
        "heed.example",
        "Reading needs no account.",
        "Open until Monday 30 November, 6am.",
        "Please take this sheet down after Monday 30 November 2026.",
    ):
        assert said in words, said


def test_the_code_is_the_address_of_the_message(client, cast, settings):
    edition = editions.opened(cast.ama)
    address = f"{settings.HEED_ADDRESS}{reverse('edition:page', args=[edition.slug])}"
    assert sheet(client, edition).img["src"] == code_for(address)
    drawn = segno.make(address, error="q", micro=False)
    assert code_for(address) == drawn.svg_data_uri(border=0, scale=4)
    assert sheet(client, edition).img["alt"] == "A code that opens heed.example"


def test_an_older_open_message_has_its_whole_address_typed_out(client, cast):
    older = editions.opened(cast.ama, at=TUESDAY - timedelta(days=3))
    editions.opened(cast.ama)
    assert sheet(client, older).select_one(".wall-address").get_text().endswith(f"/{older.slug}")


def test_once_answering_has_closed_the_sheet_says_that_its_time_is_over(client, cast):
    edition = editions.opened(cast.ama)
    clock.set_source(lambda: edition.closes_at)
    assert "This poster’s time is over" in sheet(client, edition).get_text()
    publishing.close_due(at=edition.closes_at)
    page = sheet(client, edition).get_text()
    assert "Answering closed on Monday 30 November 2026" in page


def test_the_sheet_of_a_staff_only_message_is_for_staff(client, cast):
    edition = editions.opened(cast.ama, visible_to="staff")
    address = reverse("week:poster", args=[edition.slug])
    assert client.get(address).status_code == 404
    people.sign_in(client, cast.sam)
    assert "Sign in with your work address" in client.get(address).content.decode()


def test_a_draft_has_no_sheet(client, cast):
    editions.draft(cast.ama)
    assert client.get(reverse("week:poster", args=["none"])).status_code == 404


def test_a_sheet_costs_few_queries(client, cast, django_assert_num_queries):
    edition = editions.opened(cast.ama)
    with django_assert_num_queries(4):
        client.get(reverse("week:poster", args=[edition.slug]))


LONGEST = {
    "as usual": WORDS,
    "with one word": replace(WORDS, title="Thanks", question=""),
    "with the longest words": replace(
        WORDS,
        title=("Twelve hours is a long time to go without a kettle " * 4)[:200],
        question=("What one thing, small enough to fix before the summer, would help? " * 5)[:300],
    ),
    "with words that do not break": replace(WORDS, title="W" * 200, question="m" * 300),
}


@pytest.mark.journey
@pytest.mark.parametrize("kind", LONGEST)
def test_it_prints_on_exactly_one_sheet_of_a4(site, chromium, kind, tmp_path):
    cast = people.cast()
    edition = editions.opened(cast.ama, words=LONGEST[kind])
    address = f"{site}{reverse('week:poster', args=[edition.slug])}"
    page = chromium.new_page()
    page.goto(address)
    printed = page.pdf(prefer_css_page_size=True)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 643, "height": 987})  # A4 less its margins, in px
    cut_off = page.evaluate(
        """() => [...document.querySelectorAll(".wall .row, .wall .poster-foot")]
           .flatMap((row) => [...row.querySelectorAll("h1, p, img, strong")]
             .filter((part) => { const box = part.getBoundingClientRect();
                const room = row.getBoundingClientRect();
                return box.bottom > room.bottom + 1 || box.right > room.right + 1 })
             .map((part) => part.textContent || part.alt))"""
    )
    foot = page.evaluate(
        """() => document.querySelector(".wall").getBoundingClientRect().bottom
           - document.querySelector(".poster-foot").getBoundingClientRect().bottom"""
    )
    page.close()
    assert foot >= -1
    assert cut_off == [] or kind == "with words that do not break"
    assert printed.count(b"/Type /Page\n") == 1
    assert b"/MediaBox [0 0 594" in printed or b"/MediaBox [0 0 595" in printed
