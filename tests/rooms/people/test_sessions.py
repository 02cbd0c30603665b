"""How long somebody stays signed in, and that nothing tells when they signed in."""

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.people import actions
from heed.people.models import Person, Role
from heed.people.sessions import SessionStore, kept_name
from tests.people import Cast, sign_in
from tests.rooms.people.signing import ask, code_sent, enter, signed_in_as

pytestmark = pytest.mark.django_db


def stored_of(client: Client) -> Session:
    return Session.objects.get(session_key=kept_name(client.session.session_key))


def test_the_session_gets_a_new_name_at_sign_in(client: Client, people: Cast) -> None:
    ask(client, people.sam.email)
    before = client.session.session_key
    enter(client, code_sent())
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=kept_name(before)).exists()


def test_no_moment_of_signing_in_is_kept(
    client: Client, people: Cast, monday_morning: datetime
) -> None:
    ask(client, people.sam.email)
    enter(client, code_sent())
    stored = stored_of(client)
    data = SessionStore().decode(stored.session_data)
    assert set(data) == {
        "_auth_user_id",
        "_auth_user_backend",
        "_auth_user_hash",
        "_session_expiry",
    }
    end = clock.local(stored.expire_date)
    assert (end.hour, end.minute, end.second, end.microsecond) == (0, 0, 0, 0)
    assert datetime.fromisoformat(data["_session_expiry"]) == stored.expire_date
    kept = [field.name for field in Person._meta.get_fields()]
    assert "last_login" not in kept
    assert not EmailAddress.objects.exists(), "an address is kept in one place"


@pytest.mark.parametrize(
    ("first_name", "least", "most"),
    [
        ("sam", timedelta(days=180), timedelta(days=181)),
        ("iain", timedelta(days=180), timedelta(days=181)),
        ("ama", timedelta(days=30), timedelta(days=31)),
        ("dora", timedelta(days=30), timedelta(days=31)),
        ("joe", timedelta(hours=12), timedelta(hours=24)),
        ("nadia", timedelta(hours=12), timedelta(hours=24)),
        ("tariq", timedelta(hours=12), timedelta(hours=24)),
    ],
)
def test_how_long_a_phone_stays_signed_in(
    client: Client,
    people: Cast,
    monday_morning: datetime,
    first_name: str,
    least: timedelta,
    most: timedelta,
) -> None:
    person = getattr(people, first_name)
    ask(client, person.email)
    response = enter(client, code_sent())
    end = stored_of(client).expire_date
    assert least <= end - monday_morning <= most
    assert clock.local(end).strftime("%M:%S.%f") == "00:00.000000"
    cookie = response.cookies["heed_session"]
    assert abs(cookie["max-age"] - (end - monday_morning).total_seconds()) <= 1
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
    clock.set_source(lambda: end - timedelta(seconds=1))
    assert signed_in_as(client) == person.pk
    assert client.get(reverse("people:me")).status_code == 200
    clock.set_source(lambda: end + timedelta(seconds=1))
    assert client.get(reverse("people:me")).status_code == 302


def test_on_a_shared_computer_the_session_ends_with_the_browser(
    client: Client, people: Cast, monday_morning: datetime
) -> None:
    ask(client, people.sam.email)
    response = enter(client, code_sent(), is_shared_computer="on")
    cookie = response.cookies["heed_session"]
    assert not cookie["max-age"]
    assert not cookie["expires"]
    end = stored_of(client).expire_date
    assert timedelta(hours=12) <= end - monday_morning <= timedelta(hours=24)
    assert clock.local(end).strftime("%M:%S.%f") == "00:00.000000"


def test_the_session_while_signing_in_lasts_a_quarter_of_an_hour(
    client: Client, people: Cast, monday_morning: datetime
) -> None:
    ask(client, people.sam.email)
    end = stored_of(client).expire_date
    assert end - monday_morning == timedelta(minutes=15)


def test_leaving_ends_every_session_at_once(client: Client, people: Cast) -> None:
    sign_in(client, people.sam)
    assert client.get(reverse("people:me")).status_code == 200
    actions.part_with(person=people.sam)
    assert client.get(reverse("people:me")).status_code == 302


@pytest.mark.parametrize("change", ["given", "taken"])
def test_a_change_of_role_ends_every_session_at_once(
    client: Client, people: Cast, change: str
) -> None:
    sign_in(client, people.ama)
    if change == "given":
        actions.give_role(person=people.ama, kind=Role.Kind.MODERATOR)
    else:
        actions.take_role(role=people.ama.roles.get())
    assert client.get(reverse("people:me")).status_code == 302


def test_signing_out_is_a_post_and_ends_this_session_alone(client: Client, people: Cast) -> None:
    sign_in(client, people.sam)
    phone = sign_in(Client(), people.sam)
    assert client.get("/sign-out/").status_code == 405
    assert signed_in_as(client) == people.sam.pk
    assert client.post("/sign-out/")["Location"] == "/"
    assert client.get(reverse("people:me")).status_code == 302
    assert phone.get(reverse("people:me")).status_code == 200
