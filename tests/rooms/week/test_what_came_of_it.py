"""What came of it as a file: each figure as the page has it, and nothing that the page withholds."""

import csv
import io
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heed import clock
from heed.answer.actions import asking, freezing
from heed.answer.actions import keeping_promises as keeping
from heed.answer.models import AuthorWeeks, Frozen, Tap, TapCount
from heed.edition.models import Edition
from heed.outbox.models import Mail
from heed.people import actions as people
from heed.people.models import Role
from tests.factories import editions, loop
from tests.people import sign_in

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("https://evil.example") is what we do'
PEOPLE = {"fewest people", "most people"}
SHARES = {"at least, in every 100", "at most, in every 100"}


def tapped(question, **counts):
    for answer, many in counts.items():
        TapCount.objects.create(tap=question, answer=answer, people=many)


@pytest.fixture
def told(cast):
    """Understood, a promise done and asked about, a month on shift, mails, minutes; all figures
    made."""
    for n in range(10):
        one = people.welcome(name=f"Manager {n}", email=f"manager{n}@saltmarsh.example")
        people.give_role(person=one, kind=Role.Kind.UNIT_MANAGER)
    message = loop.answered(cast.ama, cast.joe, "No kettle.", "No light.")
    asking.whether_there_was_time(at=message.opened_at)
    theme = loop.heard(message, cast.ama)
    tapped(Tap.objects.get(kind="understood"), yes=61, partly=24, no=15)
    tapped(Tap.objects.get(kind="on_shift"), yes=4, partly=3, no=6, cannot_say=2)
    _mails(message)
    promise = loop.promised(message, theme, cast.bev, cast.ama, what=FORMULA)
    done_at = loop.PROMISED + timedelta(days=3)
    keeping.finish(promise=promise, words="Nine doors have a key.", by=cast.bev, at=done_at)
    freezing.freeze_due(at=message.opened_at + timedelta(days=8))
    asked_at = done_at + timedelta(days=15)
    editions.opened(cast.ama, at=asked_at)
    asking.whether_it_helped(at=asked_at)
    tapped(Tap.objects.get(kind="helped"), yes=7, partly=1, no=1, cannot_say=60)
    at = message.closes_at + timedelta(days=30)
    for step in (asking.release_due, freezing.freeze_due):
        step(at=at)
    Frozen.objects.create(
        edition_id=message.pk, kind="minutes", value={"minutes": 40, "messages": 12}, at=at
    )
    clock.set_source(lambda: at)
    return message


def _mails(message):
    sent = message.opened_at + timedelta(days=2)
    for number in range(12):
        Mail.objects.create(
            kind="digest", state="sent", created_at=sent, not_before=sent, next_try_at=sent,
            sent_at=sent, ended_at=sent, recipient_digest=f"{number}",
        )  # fmt: skip


def lines(client, person=None):
    sign_in(client, person)
    response = client.get(reverse("week:outcomes"))
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def page_of(client):
    page = client.get(reverse("week:ledger"))
    return " ".join(BeautifulSoup(page.content, "html.parser").main.get_text(" ").split())


def of(rows, figure):
    return [row for row in rows if row["figure"] == figure]


def test_every_figure_of_the_page_is_a_line(client, cast, told):
    rows = lines(client, cast.sam)
    assert {row["figure"] for row in rows} == {
        "understood", "answers that ended within 14 days", "promises open a week later",
        "of those late", "mails a person", "promises by state", "promises by kind",
        "promises by age", "promises by year", "helped", "given time on shift",
        "minutes of an author’s week: half took this or less",
    }  # fmt: skip
    (understood,) = of(rows, "understood")
    assert understood["message of, or made on"] == "2026-11-24"
    assert (understood["fewest people"], understood["most people"]) == ("100", "149")
    (minutes,) = of(rows, "minutes of an author’s week: half took this or less")
    assert (minutes["count"], minutes["of how many"]) == ("40", "12")
    newest, mails = of(rows, "mails a person")
    assert (newest["count"], newest["in words"]) == ("", "too few people")
    assert (mails["count"], mails["in words"]) == ("1.0", "")
    assert {row["about"]: row["count"] for row in of(rows, "promises by kind")} == {
        "Do something": "1"
    }
    assert [row["about"] for row in of(rows, "promises by year")] == ["2026"]


def test_each_number_of_it_stands_on_the_page(client, cast, told):
    rows = lines(client, cast.sam)
    page = page_of(client)
    for row in rows:
        for column in ("count", "of how many", *SHARES, *PEOPLE):
            if row[column]:
                assert re.search(rf"\b{re.escape(row[column])}\b", page), (row["figure"], column)
        if row["in words"]:
            assert row["in words"] in page


def test_each_share_has_its_interval_and_its_band_and_no_exact_count(client, cast, told):
    for row in lines(client, cast.sam):
        if row["figure"] in ("understood", "given time on shift"):
            assert all(row[column] for column in SHARES | PEOPLE)
            assert not row["count"]
            low, high = (int(row[column]) for column in sorted(SHARES, reverse=True))
            assert abs(high - low) >= 10
            assert int(row["most people"]) - int(row["fewest people"]) >= 4


def test_what_too_few_answered_is_withheld_here_too(client, cast, told):
    """Nine had an opinion of the promise; that sixty had none is not said either."""
    (helped,) = of(lines(client, cast.sam), "helped")
    assert not any(helped[column] for column in ("count", "of how many", *SHARES, *PEOPLE))
    assert "Fewer than ten people answered" in helped["in words"]
    assert "60" not in str(helped)


def test_people_who_do_not_work_here_find_no_figure_from_taps(client, told):
    rows = lines(client)
    assert not {row["figure"] for row in rows} & {"understood", "helped", "given time on shift"}
    for row in rows:
        assert not any(row[column] for column in SHARES | PEOPLE), row
    assert "said yes" not in str(rows)


def test_a_promise_of_a_message_for_staff_is_in_no_line_for_others(client, cast, told):
    Edition.objects.filter(pk=told.pk).update(visible_to="staff")
    assert not [row for row in lines(client) if "promises by" in row["figure"]]
    assert FORMULA not in str(lines(client))
    assert of(lines(client, cast.sam), "promises by kind")


def test_no_cell_is_a_formula(client, cast, told):
    sign_in(client, cast.sam)
    body = client.get(reverse("week:outcomes")).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(body)) for cell in row]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_it_is_the_same_whenever_it_is_asked_for(client, cast, told):
    """A figure that is asked for again after somebody left, or tapped late, has not moved."""
    before = lines(client, cast.sam)
    people.part_with(person=cast.iain, at=clock.now())
    with pytest.raises(Exception, match="closed"):
        asking.tap(tap=Tap.objects.get(kind="helped").pk, answer="yes", by=cast.joe, at=clock.now())
    asking.release_due(at=clock.now())
    assert lines(client, cast.sam) == before


def test_what_is_no_figure_yet_is_nowhere(client, cast, told):
    AuthorWeeks.objects.create(minutes=85, weeks=3)
    sign_in(client, cast.sam)
    for name in ("week:outcomes", "week:ledger", "week:figures"):
        assert "85" not in client.get(reverse(name)).content.decode(), name


def test_nobody_is_named_in_it_and_nothing_is_said_to_have_caused_anything(client, cast, told):
    sign_in(client, cast.sam)
    said = page_of(client) + client.get(reverse("week:outcomes")).content.decode()
    for name in ("Ama", "Bev", "Joe", "Manager"):
        assert not re.search(rf"\b{name}\b", said)
    for word in ("improv", "caus", "because of", "led to", "thanks to", "resulted", "effect"):
        assert word not in said.casefold().replace("takes effect", ""), word
