"""The Atom feed: what a feed reader gets, and what it never gets."""

from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heed.edition.actions import publishing, writing
from tests.factories import editions
from tests.factories.editions import TUESDAY, WORDS
from tests.rooms.week.conftest import NOW

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client):
    response = client.get(reverse("week:feed"))
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)


def entries(client):
    return feed(client).findall(f"{ATOM}entry")


def test_the_feed_has_what_atom_asks_for(client, cast):
    editions.opened(cast.ama)
    found = feed(client)
    assert found.findtext(f"{ATOM}title") == "Saltmarsh Ambulance Service: the leadership message"
    assert found.findtext(f"{ATOM}id").startswith("https://heed.example/")
    links = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert links["self"] == "https://heed.example/messages.atom"
    assert links["alternate"] == "https://heed.example/"
    assert found.findtext(f"{ATOM}updated")
    (entry,) = found.findall(f"{ATOM}entry")
    for part in ("id", "title", "updated", "published", "summary"):
        assert entry.findtext(f"{ATOM}{part}"), part
    assert entry.find(f"{ATOM}author/{ATOM}name").text == "Ama Tetteh"
    assert entry.find(f"{ATOM}link").get("href").startswith("https://heed.example/messages/2026-")


def test_an_entry_is_the_whole_message_and_nothing_of_its_comments(client, cast):
    edition = editions.opened(cast.ama)
    editions.posted(edition, cast.joe, "A comment about a lantern.", name="Dewi Marchbanks")
    (entry,) = entries(client)
    summary = entry.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    words = BeautifulSoup(summary.text, "html.parser").get_text(" ", strip=True)
    for said in ("Three weeks ago", "What I got wrong", "Wednesday evening.", "night shift easier"):
        assert said in words
    whole = client.get(reverse("week:feed")).content.decode()
    for absent in ("lantern", "Dewi", "saltmarsh.example", "example.org", "@"):
        assert absent not in whole


def test_only_public_messages_that_are_out_are_in_the_feed(client, cast):
    editions.opened(cast.ama, at=TUESDAY - timedelta(weeks=1), visible_to="staff")
    editions.draft(cast.ama)
    assert entries(client) == []
    editions.opened(cast.ama)
    assert len(entries(client)) == 1


@pytest.mark.parametrize(
    "title",
    ["<script>alert(1)</script>", "]]>&amp;<b>", "a\x0bb\u202ec", "=cmd|' /C calc'!A0", "“ŵ” 🙂"],
)
def test_a_title_of_any_kind_stays_a_title(client, cast, title):
    editions.opened(cast.ama, words=replace(WORDS, title=title, text=f"Words {title}"))
    (entry,) = entries(client)
    assert entry.findtext(f"{ATOM}title") == title.replace("\x0b", "").replace("\u202e", "")
    assert "<script" not in entry.findtext(f"{ATOM}summary")


def test_a_correction_makes_an_entry_newer_without_making_it_another_one(client, cast):
    edition = editions.opened(cast.ama)
    (before,) = entries(client)
    publishing.correct(
        edition=edition,
        words=replace(writing.words_of(edition.revision), text="Other words."),
        what="A figure was wrong.",
        by=cast.ama,
        at=NOW,
    )
    (after,) = entries(client)
    assert after.findtext(f"{ATOM}id") == before.findtext(f"{ATOM}id")
    assert after.findtext(f"{ATOM}published") == before.findtext(f"{ATOM}published")
    assert after.findtext(f"{ATOM}updated") > before.findtext(f"{ATOM}updated")
    assert "Other words." in after.findtext(f"{ATOM}summary")


def test_a_feed_reader_that_has_it_already_is_told_so(client, cast):
    editions.opened(cast.ama)
    first = client.get(reverse("week:feed"))
    again = client.get(reverse("week:feed"), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert not first.cookies


def test_the_feed_holds_twenty_messages_and_costs_two_queries(
    client, cast, django_assert_num_queries
):
    for week in range(21):
        editions.opened(cast.ama, at=TUESDAY - timedelta(weeks=week))
    with django_assert_num_queries(2):
        assert len(entries(client)) == 20


def test_every_page_names_the_feed(client, cast):
    page = BeautifulSoup(client.get(reverse("week:archive")).content, "html.parser")
    assert page.find("link", type="application/atom+xml")["href"] == "/messages.atom"
