"""The promises of a series: gone through by state, age, kind, year and words; and as a feed."""

from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heed.answer.actions import keeping_promises as keeping
from heed.answer.models import Promise, PromiseWord
from heed.answer.queries import listing
from heed.edition.models import Edition
from tests.factories import editions, loop
from tests.people import sign_in

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def message(cast):
    return loop.answered(cast.ama, cast.joe, "No kettle at night.")


@pytest.fixture
def made(cast, message, hands):
    """Two promises: one about kettles, late; one to go and listen, done."""
    theme = loop.heard(message, cast.ama)
    kettle = loop.promised(
        message, theme, cast.bev, cast.ama, what="Two kettles on each night",
        due_on=date(2026, 12, 20),
    )  # fmt: skip
    listens = loop.promised(
        message, theme, cast.bev, cast.ama, kind="listen", what="I come to Fenby at six",
        first_step="Bev asks for a date.",
    )  # fmt: skip
    keeping.finish(
        promise=listens, words="Eleven crews at the café said where.", by=cast.bev,
        at=loop.PROMISED + timedelta(days=20),
    )  # fmt: skip
    hands.at = loop.PROMISED + timedelta(days=30)
    return kettle, listens


def read(client, message, **asked):
    page = client.get(reverse("answer:promises", args=[message.series_slug]), asked)
    assert page.status_code == 200, page.status_code
    main = BeautifulSoup(page.content, "html.parser").main
    return [link.get_text() for link in main.select("h3 a")]


def test_open_ones_stand_first_and_what_ended_below(client, message, made):
    assert read(client, message) == ["Two kettles on each night", "I come to Fenby at six"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "late"}, [0]),
        ({"state": "under_way"}, []),
        ({"state": "done"}, [1]),
        ({"state": "ended"}, []),
        ({"age": "month"}, []),
        ({"age": "quarter"}, [0, 1]),
        ({"age": "older"}, []),
        ({"kind": "listen"}, [1]),
        ({"kind": "change"}, []),
        ({"year": "2026"}, [0, 1]),
        ({"q": "kettle"}, [0]),
        ({"q": "KETTLES night"}, [0]),
        ({"q": "cafe"}, [1]),
        ({"q": "crews"}, [0, 1]),
        ({"q": "kettle café"}, []),
        ({"q": "ett"}, []),
        ({"q": "Ashdown"}, []),
        ({"q": "kettle", "state": "late", "year": "2026", "age": "quarter", "kind": "do"}, [0]),
    ],
    ids=str,
)
def test_it_can_be_narrowed_by_each_thing_and_by_all_together(client, message, made, asked, found):
    what = [promise.what for promise in made]
    assert read(client, message, **asked) == [what[number] for number in found]


@pytest.mark.parametrize(
    "asked", [{"state": "secret"}, {"year": "1999"}, {"q": "…"}, {"q": "x" * 300}, {"kind": "'--"}]
)
def test_what_cannot_be_asked_is_said_beside_the_field(client, message, made, asked):
    page = client.get(reverse("answer:promises", args=[message.series_slug]), asked)
    assert page.status_code == 422
    assert b"error-summary" in page.content


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "²", "9999"])
def test_an_invented_page_is_an_empty_one_or_the_first(client, message, made, page):
    read(client, message, page=page)


def test_a_series_that_does_not_exist_has_no_page_and_no_feed(client, message):
    assert client.get("/promises/nothing/").status_code == 404
    assert client.get("/promises/nothing/feed.atom").status_code == 404


def test_what_came_of_a_message_for_staff_is_seen_by_staff_alone(client, cast, message, made):
    Edition.objects.filter(pk=message.pk).update(visible_to="staff")
    assert read(client, message) == []
    assert read(client, message, q="kettle") == []
    feed = reverse("answer:promises_feed", args=[message.series_slug])
    assert b"kettle" not in client.get(feed).content
    assert client.get(reverse("answer:promise", args=[message.series_slug, 1])).status_code == 404
    assert client.get(reverse("answer:wall", args=[message.series_slug, 1])).status_code == 404
    assert "kettle" not in client.get(reverse("week:ledger")).content.decode()
    # A public message that comes after it does not say it either.
    later = editions.opened(cast.ama, at=loop.PROMISED + timedelta(days=27))
    page = client.get(reverse("edition:page", args=[later.slug])).content.decode()
    assert "since-last-time" not in page
    assert "kettle" not in page
    sign_in(client, cast.sam)
    assert len(read(client, message)) == 2


def test_pages_hold_twenty_and_lead_to_one_another(client, cast, message, hands):
    many(cast, message, 43)
    hands.at = loop.PROMISED + timedelta(days=400)
    first = read(client, message)
    second = read(client, message, page="2")
    third = read(client, message, page="3")
    assert [len(page) for page in (first, second, third)] == [20, 20, 3]
    assert len({*first, *second, *third}) == 43
    page = client.get(reverse("answer:promises", args=[message.series_slug]), {"page": "2"})
    assert b'rel="next"' in page.content
    assert b'rel="prev"' in page.content


def many(cast, message, count):
    """Promises that were kept long ago."""
    theme = loop.heard(message, cast.ama)
    first = loop.promised(message, theme, cast.bev, cast.ama)
    keeping.finish(promise=first, words="Done.", by=cast.bev, at=loop.PROMISED)
    row = Promise.objects.get(pk=first.pk)
    assert row.ended_at is not None
    for number in range(2, count + 1):
        row.pk, row.number, row.what = None, number, f"Promise number {number}"
        row.ended_at += timedelta(days=1)
        again(row)


def again(row):
    """The same promise once more, with the line that began it."""
    row.save(force_insert=True)
    PromiseWord.objects.create(promise=row, kind="made", words="First.", at=row.made_at)
    PromiseWord.objects.create(promise=row, kind="done", words="Done.", at=row.ended_at)


def test_the_page_costs_the_same_whatever_was_promised(
    client, cast, message, hands, django_assert_num_queries
):
    address = reverse("answer:promises", args=[message.series_slug])
    many(cast, message, 5)
    hands.at = loop.PROMISED + timedelta(days=400)
    with django_assert_num_queries(8):
        client.get(address)
    row = Promise.objects.order_by("-number").first()
    for number in range(6, 60):
        row.pk, row.number = None, number
        again(row)
    with django_assert_num_queries(8):
        client.get(address)
    with django_assert_num_queries(9):
        client.get(address, {"q": "kettle", "year": "2026"})


def test_the_feed_says_what_happened_and_no_figure(client, cast, message, made):
    feed = client.get(reverse("answer:promises_feed", args=[message.series_slug]))
    assert feed["Content-Type"].startswith("application/atom+xml")
    entries = list(ET.fromstring(feed.content).iter(f"{ATOM}entry"))
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "Done: I come to Fenby at six",
        "Promised: I come to Fenby at six",
        "Promised: Two kettles on each night",
    ]
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 3
    again = client.get(
        reverse("answer:promises_feed", args=[message.series_slug]),
        headers={"if-none-match": feed["ETag"]},
    )
    assert again.status_code == 304


def test_words_in_the_feed_are_words(client, cast, message, made):
    keeping.note(
        promise=made[0], words="<script>alert(1)</script> & more", by=cast.bev,
        at=loop.PROMISED + timedelta(days=29),
    )  # fmt: skip
    feed = client.get(reverse("answer:promises_feed", args=[message.series_slug]))
    first = next(ET.fromstring(feed.content).iter(f"{ATOM}entry"))
    assert first.findtext(f"{ATOM}summary") == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"


def test_the_search_finds_what_was_said_later_and_no_name(cast, message, made):
    keeping.note(
        promise=made[0], words="Ordered from Thornsea.", by=cast.bev,
        at=loop.PROMISED + timedelta(days=29),
    )  # fmt: skip
    for words, found in ((("thornsea",), 1), (("bev",), 1), (("ashdown",), 0)):
        narrowed = replace(listing.Narrowed(), words=words)
        rows = listing.listed(message.series_id, narrowed, staff=True, at=loop.PROMISED)
        assert rows.count == found, words


def test_the_message_and_the_page_of_figures_lead_to_it(client, cast, message, made):
    address = reverse("answer:promises", args=[message.series_slug])
    assert address in client.get(reverse("week:ledger")).content.decode()
    later = editions.opened(cast.ama, at=loop.PROMISED + timedelta(days=27))
    assert address in client.get(reverse("edition:page", args=[later.slug])).content.decode()
