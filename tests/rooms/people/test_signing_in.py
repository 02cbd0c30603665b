"""Somebody signs in by a code that was sent to their address."""

import re
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from heed import clock
from heed.outbox.models import Mail
from heed.people import actions, letters
from tests.people import Cast
from tests.rooms.people.signing import (
    CODE,
    SIGN_IN,
    ask,
    code_sent,
    enter,
    newest_mail,
    signed_in_as,
)

pytestmark = pytest.mark.django_db


def test_a_code_by_mail_signs_somebody_in(client: Client, people: Cast) -> None:
    asked = client.get(SIGN_IN)
    assert 'autocomplete="email"' in asked.text
    assert 'autocapitalize="none"' in asked.text
    response = ask(client, "Sam@Saltmarsh.example")
    assert response.status_code == 302
    assert response["Location"] == CODE
    page = client.get(CODE)
    assert "sam@saltmarsh.example" in page.text
    assert "It works for 15 minutes." in page.text
    assert 'autocomplete="one-time-code"' in page.text
    assert 'inputmode="numeric"' in page.text
    response = enter(client, code_sent())
    assert response.status_code == 302
    assert response["Location"] == "/"
    assert signed_in_as(client) == people.sam.pk


def test_the_mail_has_the_code_first_and_not_in_its_subject(client: Client, people: Cast) -> None:
    ask(client, people.sam.email)
    mail = newest_mail()
    assert mail.kind == "sign_in_code"
    assert mail.subject == "Your sign-in code"
    assert not re.search(r"\d", mail.subject)
    assert mail.recipient == people.sam.email
    assert mail.not_after - mail.created_at == timedelta(minutes=15)
    assert "http" not in mail.text
    assert not mail.html


def test_an_unknown_address_sees_the_same_pages_and_gets_a_kind_mail(
    client: Client, people: Cast
) -> None:
    known, unknown = Client(), Client()
    pages = []
    for browser, email in ((known, people.sam.email), (unknown, "sid@saltmarsh.example")):
        answers = [ask(browser, email), browser.get(CODE), enter(browser, "000000")]
        pages.append([plain(answer.text, email) for answer in answers])
        pages[-1].append([answer.status_code for answer in answers])
    assert pages[0] == pages[1]
    mail = newest_mail()
    assert mail.recipient == "sid@saltmarsh.example"
    assert "We do not know it" in mail.text
    assert "heed@saltmarsh.example" in mail.text
    assert not re.search(r"\d{8}", mail.text)
    assert signed_in_as(unknown) is None


def plain(text: str, email: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", text.replace(email, "ADDRESS"))


def test_somebody_who_left_is_not_known(client: Client, people: Cast) -> None:
    ask(client, people.stranger.email)
    assert "We do not know it" in newest_mail().text


def test_somebody_who_leaves_while_the_code_is_on_its_way(client: Client, people: Cast) -> None:
    ask(client, people.sam.email)
    code = code_sent()
    actions.part_with(person=people.sam)
    response = enter(client, code)
    assert response.status_code == 302
    assert signed_in_as(client) is None
    assert client.get(response["Location"]).status_code == 200


def test_three_wrong_codes_end_in_a_kind_page_and_a_new_code(client: Client, people: Cast) -> None:
    ask(client, people.sam.email, next="/people/")
    right = code_sent()
    wrong = "000000" if right != "000000" else "111111"
    for _try in range(2):
        response = enter(client, wrong, next="/people/")
        assert response.status_code == 200
        assert "<title>Error:" in response.text
        assert "This is not the code in the newest mail" in response.text
    response = enter(client, wrong, next="/people/")
    assert response.status_code == 302
    page = client.get(response["Location"])
    assert "Ask for a new one here" in page.text
    assert 'name="next" value="/people/"' in page.text
    assert enter(client, right).status_code == 302
    assert signed_in_as(client) is None, "a code that was guessed at does not work any more"
    ask(client, people.sam.email)
    enter(client, code_sent())
    assert signed_in_as(client) == people.sam.pk


def test_guesses_that_come_at_once_are_counted_each(client: Client, people: Cast) -> None:
    """Of many at once each finds the session as it was before; and so none may go by it alone."""
    ask(client, people.sam.email)
    right = code_sent()
    before = Session.objects.get().session_data
    for _guess in range(3):
        enter(client, "000000" if right != "000000" else "111111")
        Session.objects.update(session_data=before)
    enter(client, right)
    assert signed_in_as(client) is None


def test_a_code_to_an_address_that_was_taken_away_lets_nobody_in(
    client: Client, people: Cast
) -> None:
    sam = people.sam
    ask(client, sam.email)
    code = code_sent()
    actions.describe_person(
        person=sam,
        name=sam.name,
        email="sam.new@saltmarsh.example",
        post="",
        unit=None,
        at=clock.now(),
    )
    assert code not in newest_mail().text
    assert enter(client, code).status_code == 302
    assert signed_in_as(client) is None
    ask(client, "sam.new@saltmarsh.example")
    enter(client, code_sent())
    assert signed_in_as(client) == sam.pk


def test_a_code_typed_with_blanks_is_the_same_code(client: Client, people: Cast) -> None:
    ask(client, people.sam.email)
    code = code_sent()
    enter(client, f" {code[:3]} {code[3:]} ")
    assert signed_in_as(client) == people.sam.pk


def test_a_code_works_once_and_in_its_own_browser_alone(client: Client, people: Cast) -> None:
    ask(client, people.sam.email)
    code = code_sent()
    other = Client()
    assert enter(other, code).status_code == 302
    assert signed_in_as(other) is None
    enter(client, code)
    client.post("/sign-out/")
    assert enter(client, code).status_code == 302
    assert signed_in_as(client) is None


def test_a_code_older_than_a_quarter_of_an_hour_does_not_work(
    client: Client, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    ask(client, people.sam.email)
    code = code_sent()
    later = time.time() + 15 * 60 + 1
    monkeypatch.setattr(time, "time", lambda: later)
    response = enter(client, code)
    assert response["Location"].startswith("/sign-in/again/")
    assert signed_in_as(client) is None


def test_coming_back_to_a_mistyped_address_asks_for_it_again(client: Client, people: Cast) -> None:
    ask(client, "sma@saltmarsh.example")
    assert client.get(SIGN_IN).status_code == 200
    ask(client, people.sam.email)
    enter(client, code_sent())
    assert signed_in_as(client) == people.sam.pk


@pytest.mark.parametrize(
    "email",
    [
        "",
        "sam",
        "sam@saltmarsh.example\r\nBcc: all@saltmarsh.example",
        "sam@saltmarsh.example,joe@saltmarsh.example",
        "sam@saltmarsh.example\0",
        "\u202esam@saltmarsh.example",
        "a" * 300 + "@saltmarsh.example",
        "<script>@saltmarsh.example",
    ],
)
def test_what_is_no_address_is_refused_with_a_sentence(
    client: Client, people: Cast, email: str
) -> None:
    response = ask(client, email)
    assert response.status_code == 200
    assert "There is a problem" in response.text
    assert "<script>@" not in response.text
    assert not Mail.objects.exists()


OUTSIDE = [
    "//evil.example",
    "///evil.example",
    "https:evil.example",
    "https://evil.example/",
    "\\evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "evil.example",
    "/people/\r\nSet-Cookie: a=b",
    "",
]


@pytest.mark.parametrize("address", OUTSIDE)
def test_next_leads_nowhere_but_to_our_own_pages(
    client: Client, people: Cast, address: str
) -> None:
    assert 'name="next"' not in client.get(SIGN_IN, {"next": address}).text
    response = ask(client, people.sam.email, next=address)
    assert response["Location"] == CODE
    response = enter(client, code_sent(), next=address)
    assert response["Location"] == "/"
    response = client.get(SIGN_IN, {"next": address})
    assert response["Location"] == "/", "somebody who is signed in already"


def test_next_leads_to_the_page_that_was_asked_for(client: Client, people: Cast) -> None:
    address = "/people/?words=a%26b"
    page = client.get(SIGN_IN, {"next": address})
    assert 'name="next" value="/people/?words=a%26b"' in page.text
    response = ask(client, people.tariq.email, next=address)
    page = client.get(response["Location"])
    assert 'name="next" value="/people/?words=a%26b"' in page.text
    assert enter(client, code_sent(), next=address)["Location"] == address


def test_one_address_gets_five_codes_an_hour_and_a_kind_sentence(
    client: Client, people: Cast, monday_morning: datetime
) -> None:
    for _time in range(letters.CODES_AN_HOUR):
        assert ask(Client(), people.sam.email).status_code == 302
    response = ask(client, people.sam.email.upper())
    assert response.status_code == 200
    assert "We have sent 5 codes to this address within an hour" in response.text
    assert Mail.objects.count() == letters.CODES_AN_HOUR
    assert ask(client, people.bev.email).status_code == 302
    clock.set_source(lambda: monday_morning + timedelta(minutes=61))
    assert ask(client, people.sam.email).status_code == 302


def test_fifty_people_behind_one_network_address_sign_in(people: Cast) -> None:
    for number in range(50):
        person = actions.welcome(name=f"Crew {number}", email=f"crew{number}@saltmarsh.example")
        browser = Client(REMOTE_ADDR="10.1.2.3", HTTP_X_FORWARDED_FOR="203.0.113.9")
        ask(browser, person.email)
        enter(browser, code_sent())
        assert signed_in_as(browser) == person.pk


def test_another_site_cannot_send_these_forms(people: Cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    for address in (SIGN_IN, "/sign-out/"):
        assert browser.post(address, {"email": people.sam.email}).status_code == 403
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "account/", "account/login/", "account/signup/", "account/password/reset/",
        "account/password/change/", "account/email/", "account/logout/", "account/reauthenticate/",
        "accounts/login/", "sign-up/", "login/",
    ],
)  # fmt: skip
def test_nothing_else_of_the_sign_in_library_can_be_reached(client: Client, address: str) -> None:
    assert client.get(f"/{address}").status_code == 404


def test_the_pages_may_not_be_kept_by_a_browser(client: Client, people: Cast) -> None:
    assert "no-store" in client.get(SIGN_IN)["Cache-Control"]
    ask(client, people.sam.email)
    assert "no-store" in client.get(CODE)["Cache-Control"]
