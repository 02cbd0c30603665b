"""The public page: what it shows, to whom, and what it costs."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heed import clock
from heed.edition import addresses, pages
from heed.edition.actions import deciding, publishing, reporting, writing
from heed.edition.models import Edition, StoredPage
from heed.edition.queries import reading
from tests import people
from tests.factories import editions
from tests.factories.editions import TUESDAY

pytestmark = pytest.mark.django_db
NOW = TUESDAY + timedelta(hours=2)
TICKET = re.compile(r'name="ticket" value="([^"]+)"')


@pytest.fixture(autouse=True)
def tuesday_at_eleven():
    clock.set_source(lambda: NOW)
    yield
    clock.set_source(None)


@pytest.fixture
def cast():
    return people.cast()


@pytest.fixture
def edition(cast):
    return editions.opened(cast.ama)


def page_of(client, edition):
    return client.get(reverse("edition:page", args=[edition.slug])).content.decode()


def test_everything_the_author_wrote_is_on_the_page(client, edition):
    page = page_of(client, edition)
    for words in (
        "I said I would come, and I did not",
        "<strong>sorry</strong>",
        "What would make a night shift easier to come home from?",
        "What I got wrong, or found hard",
        "Wednesday evening.",
        "Ama Tetteh",
        "Associate Director of Workforce",
        "Tuesday 24 November 2026",
        "Open until Monday 30 November, 6am.",
    ):
        assert words in page, words


def test_a_reader_without_a_session_costs_one_query_and_gets_no_cookie(
    client, edition, django_assert_num_queries
):
    first = page_of(client, edition)
    with django_assert_num_queries(1):
        answer = client.get(reverse("edition:page", args=[edition.slug]))
    second = answer.content.decode()
    assert not answer.cookies and answer.get("Vary", "") in ("", "Accept-Encoding")
    assert TICKET.search(first)[1] != TICKET.search(second)[1]
    assert TICKET.sub("", first) == TICKET.sub("", second)


def test_a_signed_in_reader_costs_at_most_eight_queries(
    client, cast, edition, django_assert_max_num_queries
):
    for _n in range(3):
        editions.posted(edition, cast.joe)
    people.sign_in(client, cast.sam)
    page_of(client, edition)
    with django_assert_max_num_queries(8):
        page = page_of(client, edition)
    assert 'value="Sam Tolliver"' in page


def test_one_readers_page_is_never_shown_to_another(client, cast, edition):
    people.sign_in(client, cast.sam)
    page_of(client, edition)
    client.logout()
    client.cookies.clear()
    assert "Tolliver" not in page_of(client, edition)
    stored = StoredPage.objects.get()
    assert "Tolliver" not in stored.whole + stored.main


def test_the_page_changes_when_something_is_posted_taken_down_or_answered(client, cast, edition):
    page_of(client, edition)
    comment = editions.posted(edition, cast.joe, "A key for the garage.")
    assert "A key for the garage." in page_of(client, edition)
    deciding.reply(comment=comment, text="I have asked them.", by=cast.ama, at=NOW)
    assert "I have asked them." in page_of(client, edition)
    report = reporting.report(comment=comment, words="", at=NOW)
    reporting.decide_report(
        report=report,
        take_down=True,
        by=cast.joe,
        at=NOW,
        reason="abuse",
        words="Leave out the name.",
    )
    page = page_of(client, edition)
    assert "A key for the garage." not in page and "I have asked them." not in page


def test_a_decision_that_can_be_undone_is_not_on_the_page(client, cast, edition):
    comment = editions.waiting(edition, "Not yet.")
    deciding.decide(
        comment=comment, outcome="posted", by=cast.joe, at=NOW, version=0, reply="Nor this."
    )
    assert "Not yet." not in page_of(client, edition)
    deciding.undo(comment=comment, by=cast.joe, at=NOW + timedelta(minutes=4))
    deciding.apply_due(at=NOW + timedelta(minutes=10))
    page = page_of(client, edition)
    assert "Not yet." not in page and "Nor this." not in page


def test_the_sentence_under_the_comments_counts_what_came_in(client, cast, edition):
    editions.posted(edition, cast.joe)
    editions.decide(editions.waiting(edition), cast.joe, "not_posted")
    editions.waiting(edition)
    assert (
        "Three comments have come in. One is posted, one is being read and one was not posted "
        "(it identifies a patient or a person)." in page_of(client, edition)
    )


def test_a_staff_message_is_not_there_for_anybody_else(client, cast):
    edition = editions.opened(cast.ama, visible_to="staff")
    address = reverse("edition:page", args=[edition.slug])
    assert client.get(address).status_code == 404
    assert client.get(address + "comment/").status_code == 404
    client.cookies["heed_session"] = "forged"
    assert client.get(address).status_code == 404
    people.sign_in(client, cast.sam)
    page = client.get(address)
    assert page.status_code == 200
    assert 'content="noindex' in page.content.decode()


@pytest.mark.parametrize("state", ["draft", "scheduled"])
def test_a_message_that_is_not_out_has_no_page(client, cast, state):
    edition = editions.draft(cast.ama, at=TUESDAY)
    if state == "scheduled":
        publishing.publish(edition=edition, by=cast.ama, at=TUESDAY)
    guess = f"2026-11-24-{edition.revision.title.lower().replace(',', '').replace(' ', '-')}"
    for slug in (guess, "None", str(edition.pk), "draft"):
        assert client.get(reverse("edition:page", args=[slug])).status_code == 404


PAYLOADS = [
    "<script>alert(1)</script>",
    "http://x.com/?'onmouseover='alert(document.domain)'x='",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "[x](javascript:alert(1))",
    "</title><script>alert(1)</script>",
    "<!--heed:form--><!--heed:reply:1-->",
    "{{ 7*7 }}{% raw %}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_words_of_anybody_become_markup(client, cast, payload):
    edition = editions.opened(
        cast.ama,
        words=writing.Words(
            title=payload, text=payload, question=payload, got_wrong=payload, protecting=payload
        ),
    )
    comment = editions.waiting(edition, payload, name=payload)
    editions.decide(comment, cast.joe, "posted", proof="rang her", reply=payload)
    pages = [page_of(client, edition)]
    pages.append(client.get(f"/your-comment/{addresses.key_of(comment)}/").content.decode())
    pages.append(client.get(reverse("edition:report", args=[comment.pk])).content.decode())
    for page in pages:
        soup = BeautifulSoup(page, "html.parser")
        assert all(script.get("src") and not script.text for script in soup.find_all("script"))
        assert not soup.find_all(lambda tag: any(name.startswith("on") for name in tag.attrs))
        assert not soup.find_all(href=re.compile("^ *javascript:", re.IGNORECASE))
        assert not soup.find_all("img", src="x")
        assert len(soup.find_all("title")) == 1
        assert "{{ 7*7 }}" in page or "{{" not in payload
    assert pages[0].count('id="write"') == 1


def test_a_correction_is_dated_and_stands_under_the_message(client, cast, edition):
    page_of(client, edition)
    words = writing.Words(title="I said I would come", text="I came at last.")
    publishing.correct(
        edition=edition, words=words, what="I said Thursday; it was Friday.", by=cast.ama, at=NOW
    )
    page = page_of(client, edition)
    assert "Corrected on Tuesday 24 November 2026:" in page
    assert "I said Thursday; it was Friday." in page and "I came at last." in page
    assert Edition.objects.get(pk=edition.pk).slug == edition.slug


def test_the_stored_page_is_made_again_as_time_passes(client, cast, edition):
    editions.posted(edition, cast.joe)
    assert "Tuesday, 10.35am" in page_of(client, edition)
    clock.set_source(lambda: NOW + timedelta(days=20))
    publishing.close_due(at=clock.now())
    page = page_of(client, edition)
    assert "Answering closed on Monday 30 November 2026." in page
    assert "24 November, 10.35am" in page
    assert 'id="write"' not in page


def test_a_full_disk_keeps_nobody_from_reading(client, edition):
    def is_full(execute, sql, params, many, context):
        if not sql.startswith("SELECT"):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(is_full):
        assert "I said I would come, and I did not" in page_of(client, edition)
    assert not StoredPage.objects.exists()


def test_who_waited_while_the_page_was_made_finds_it_made(client, edition, monkeypatch):
    late = reading.find_page(edition.slug, for_known=False)
    made_for_another = page_of(client, edition)
    monkeypatch.setattr(pages, "_make", None)
    mine = pages.for_anybody(late, at=NOW)
    assert TICKET.sub("", mine) == TICKET.sub("", made_for_another)


def test_making_the_page_asks_no_more_for_many_comments_than_for_one(client, cast, edition):
    page_of(client, edition)
    counts = []
    for _n in range(2):
        for _m in range(1 + 3 * _n):
            editions.posted(edition, cast.joe)
        with CaptureQueriesContext(connection) as asked:
            page_of(client, edition)
        counts.append(len(asked))
    assert counts[0] == counts[1]
