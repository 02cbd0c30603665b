"""One's own page says what Heed knows of somebody, and what it cost them, to them alone."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heed import clock
from heed.outbox import actions as outbox
from heed.outbox.models import Mail
from heed.people import letters
from heed.people.models import Effort
from tests.people import Cast, sign_in

MONDAY = datetime.fromisoformat("2026-11-23T10:00:00+00:00")


@pytest.fixture
def monday():
    clock.set_source(lambda: MONDAY)
    yield MONDAY
    clock.set_source(None)


def test_it_says_what_heed_knows(client: Client, people: Cast) -> None:
    text = sign_in(client, people.dora).get(reverse("people:me")).text
    for words in ("Dora Lind", "Executive assistant", "dora@saltmarsh.example", "Drafter: types"):
        assert words in text
    assert "Ama Tetteh" in text, "for whom she types"
    assert "no-store" in client.get(reverse("people:me"))["Cache-Control"]


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 minutes"), (60, "1 minute<"), (720, "12 min")]
)
def test_it_says_how_long_heed_took(
    client: Client, people: Cast, monday: datetime, seconds: int, said: str
) -> None:
    Effort.objects.create(
        person=people.joe, week="2026-W48", seconds=seconds, last_action_at=monday
    )
    assert said in sign_in(client, people.joe).get(reverse("people:me")).text


def test_nobody_else_is_shown_it(client: Client, people: Cast, monday: datetime) -> None:
    Effort.objects.create(person=people.joe, week="2026-W48", seconds=5000, last_action_at=monday)
    sign_in(client, people.tariq)
    for address in ("people:list", "people:me"):
        assert "83 minutes" not in client.get(reverse(address)).text
    assert "83 minutes" not in client.get(reverse("people:person", args=[people.joe.slug])).text


def test_signing_out_everywhere_ends_every_session(client: Client, people: Cast) -> None:
    phone, tablet = sign_in(Client(), people.sam), sign_in(Client(), people.sam)
    bev = sign_in(Client(), people.bev)
    response = phone.post(reverse("people:sign_out_everywhere"))
    assert response["Location"] == "/sign-in/"
    for browser in (phone, tablet):
        assert browser.get(reverse("people:me")).status_code == 302
    assert bev.get(reverse("people:me")).status_code == 200


def test_it_costs_few_queries(client: Client, people: Cast) -> None:
    sign_in(client, people.ama)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("people:me"))
    assert len(asked) <= 11


def test_whom_codes_went_to_is_forgotten_after_an_hour(people: Cast, monday: datetime) -> None:
    letters.send_code(to=people.sam.email, code="123456", at=monday)
    letters.send_code(to=people.bev.email, code="123456", at=monday + timedelta(minutes=30))
    other = outbox.queue(to=people.sam.email, kind="private_page", subject="a", text="a", at=monday)
    Mail.objects.update(state="sent", sent_at=monday, ended_at=monday)
    assert letters.forget_old(at=monday + timedelta(minutes=61)) == 1
    left = Mail.objects.exclude(recipient_digest="").values_list("pk", "kind")
    assert {kind for _pk, kind in left} == {"sign_in_code", "private_page"}
    assert other in {pk for pk, _kind in left}
    assert letters.forget_old(at=monday + timedelta(minutes=61)) == 0
