"""Somebody signs in with the organisation's directory: a real OpenID provider beside the tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.people import actions, second_factor, sessions
from heed.people import directory as trying
from heed.people.models import DirectoryAccount, Organisation, Person
from tests.directory.running import OTHER_TENANT, Running, provider, through_the_pages
from tests.rooms.people.signing import signed_in_as

if TYPE_CHECKING:
    from tests.people import Cast

pytestmark = pytest.mark.django_db
GO = "/sign-in/directory/"


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with provider() as found:
        yield found


@pytest.fixture
def directory(running: Running, settings: object) -> Running:
    settings.HEED_DIRECTORY = running.directory  # type: ignore[attr-defined]
    return running


def come(client: Client, name: str, *, press: str = "allow", **asked: str):
    """Follow the button, sign in at the directory, and come back as a browser would."""
    off = client.get(GO, asked)
    assert off.status_code == 302
    back = urlsplit(through_the_pages(off["Location"], name, press=press))
    return client.get(back.path, query_params=parse_qs(back.query))


def test_somebody_whom_both_know_is_in_with_one_press(
    client: Client, people: Cast, directory: Running
) -> None:
    page = client.get("/sign-in/")
    assert "Sign in with your Saltmarsh account" in page.text
    assert "Send me a code" in page.text
    answer = come(client, people.sam.email, next="/your-page/")
    assert answer.status_code == 302
    assert answer["Location"] == "/your-page/"
    assert signed_in_as(client) == people.sam.pk


def test_without_a_directory_nothing_is_said_of_one(client: Client, people: Cast) -> None:
    page = client.get("/sign-in/")
    assert "Sign in with" not in page.text
    assert client.get(GO).status_code == 404
    assert client.get(f"{GO}back/", {"code": "c", "state": "s"}).status_code == 404


def test_what_is_asked_is_bound_to_this_browser(
    client: Client, people: Cast, directory: Running
) -> None:
    asked = [parse_qs(urlsplit(client.get(GO)["Location"]).query) for _time in range(2)]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]
    assert asked[0]["code_challenge_method"] == ["S256"]
    assert asked[0]["redirect_uri"] == ["https://heed.example/sign-in/directory/back/"]
    assert set(asked[0]["scope"][0].split()) == {"openid", "profile", "email"}


def test_an_address_can_add_nothing_to_what_is_asked(
    client: Client, people: Cast, directory: Running
) -> None:
    sent = {"scope": "offline_access", "auth_params": "prompt=none", "process": "connect"}
    asked = client.get(GO, sent)["Location"]
    assert "offline_access" not in asked
    assert "prompt" not in asked


def test_nothing_is_kept_but_a_fingerprint(
    client: Client, people: Cast, directory: Running
) -> None:
    come(client, people.sam.email)
    account = DirectoryAccount.objects.get()
    assert account.person == people.sam
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()
    kept = set(client.session.keys())
    assert kept <= sessions.KEPT
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_directoryaccount")
        [row] = cursor.fetchall()
    assert len(row) == 3
    assert str(row[1:]).count(account.digest) == 1


def test_the_session_ends_as_one_that_began_with_a_code(
    client: Client, people: Cast, directory: Running
) -> None:
    come(client, people.sam.email)
    end = Session.objects.get(
        session_key=sessions.kept_name(client.session.session_key)
    ).expire_date
    assert (end.minute, end.second, end.microsecond) == (0, 0, 0)


def test_on_a_shared_computer_the_session_ends_with_the_browser(
    client: Client, people: Cast, directory: Running
) -> None:
    assert 'href="/sign-in/directory/?shared"' in client.get("/sign-in/").text
    come(client, people.sam.email, shared="")
    assert client.session.get_expire_at_browser_close()


@pytest.mark.parametrize(("name", "counts"), [("joe", True), ("tariq", False)])
def test_more_than_one_thing_at_the_directory_counts_as_a_second_factor(
    client: Client, people: Cast, directory: Running, name: str, counts: bool
) -> None:
    Organisation.objects.update(wants_second_factor=True)
    person = getattr(people, name)
    answer = come(client, person.email)
    assert answer["Location"] == ("/" if counts else "/your-page/second-factor/?next=%2F")
    assert bool(client.session.get(sessions.TWOFOLD)) is counts
    page = {"joe": "queue:list", "tariq": "people:list"}[name]
    assert client.get(reverse(page)).status_code == (200 if counts else 302)


def test_a_second_factor_of_heeds_is_asked_for_after_the_directory(
    client: Client, people: Cast, directory: Running
) -> None:
    secret, at = second_factor.new_secret(), clock.now()
    step = int(at.timestamp()) // second_factor.STEP
    second_factor.set_up(
        person=people.tariq, secret=secret, code=second_factor.figures(secret, step - 1), at=at
    )
    answer = come(client, people.tariq.email, next="/people/")
    assert answer["Location"] == "/sign-in/second-factor/"
    assert signed_in_as(client) is None
    assert client.get("/people/").status_code == 302
    step = int(clock.now().timestamp()) // second_factor.STEP
    answer = client.post(answer["Location"], {"code": second_factor.figures(secret, step)})
    assert answer["Location"] == "/people/"
    assert client.get("/people/").status_code == 200


def test_who_was_linked_is_known_by_whatever_address(
    client: Client, people: Cast, directory: Running
) -> None:
    come(client, people.sam.email)
    client.post("/sign-out/")
    actions.describe_person(
        person=people.sam,
        name="Sam Tolliver",
        email="s.t@saltmarsh.example",
        post="",
        unit=None,
        at=clock.now(),
    )
    come(client, "sam@saltmarsh.example")
    assert signed_in_as(client) == people.sam.pk


def test_an_address_that_went_to_somebody_new_does_not_open_the_old_account(
    client: Client, people: Cast, directory: Running
) -> None:
    come(client, people.sam.email)
    client.post("/sign-out/")
    DirectoryAccount.objects.update(digest="0" * 32)
    answer = come(client, people.sam.email)
    assert answer.status_code == 403
    assert "linked with another account of the directory" in answer.text
    assert signed_in_as(client) is None
    assert DirectoryAccount.objects.get().digest == "0" * 32


@pytest.mark.parametrize(
    "name",
    [
        "patient@elsewhere.example",
        "robin@saltmarsh.example",
        "mallory@elsewhere.example",
        "bev@saltmarsh.example",
    ],
    ids=["a stranger", "somebody who left", "an address nobody verified", "a guest"],
)
def test_who_is_not_known_here_stays_outside(
    client: Client, people: Cast, directory: Running, name: str
) -> None:
    before = list(Person.objects.values_list())
    answer = come(client, name)
    assert answer.status_code == 403
    assert "The directory knows you, and Heed does not" in answer.text
    assert name not in answer.text
    assert signed_in_as(client) is None
    assert not DirectoryAccount.objects.exists()
    assert list(Person.objects.values_list()) == before


def test_who_leaves_is_out_whatever_the_directory_says(
    client: Client, people: Cast, directory: Running
) -> None:
    come(client, people.sam.email)
    actions.part_with(person=people.sam)
    assert signed_in_as(client) is not None, "the cookie is still there"
    assert client.get(reverse("people:me")).status_code == 302
    assert come(Client(), people.sam.email).status_code == 403
    assert not DirectoryAccount.objects.exists()


def test_an_administrator_sees_whether_and_can_unlink(
    client: Client, people: Cast, directory: Running
) -> None:
    from tests.people import sign_in

    come(client, people.sam.email)
    tariq = sign_in(Client(), people.tariq)
    page = reverse("people:person", args=[people.sam.slug])
    assert "An account of the directory is linked." in tariq.get(page).text
    tariq.post(reverse("people:unlink_directory", args=[people.sam.slug]))
    assert "No account of the directory is linked." in tariq.get(page).text


def test_turning_back_at_the_directory_changes_nothing(
    client: Client, people: Cast, directory: Running
) -> None:
    answer = come(client, people.sam.email, press="no")
    assert answer.status_code == 200
    assert "You turned back at the directory" in answer.text
    assert signed_in_as(client) is None


def test_another_tenant_of_the_same_maker_is_another_directory(
    client: Client, people: Cast, settings: object, running: Running
) -> None:
    with provider(OTHER_TENANT) as other:
        settings.HEED_DIRECTORY = other.directory  # type: ignore[attr-defined]
        off = client.get(GO)["Location"]
        back = urlsplit(through_the_pages(off, people.sam.email))
        settings.HEED_DIRECTORY = running.directory  # type: ignore[attr-defined]
        answer = client.get(back.path, query_params=parse_qs(back.query))
    # Our directory never gave out that code.
    assert answer.status_code == 502
    assert signed_in_as(client) is None


def test_next_leads_nowhere_but_to_our_own_pages(
    client: Client, people: Cast, directory: Running
) -> None:
    answer = come(client, people.sam.email, next="https://evil.example/")
    assert answer["Location"] == "/"
    assert client.get(GO, {"next": "//evil.example"})["Location"] == "/"


def test_a_directory_that_is_down_is_said_and_a_code_still_comes(
    client: Client, people: Cast, settings: object
) -> None:
    with provider() as gone:
        settings.HEED_DIRECTORY = gone.directory  # type: ignore[attr-defined]
    answer = client.get(GO)
    assert answer.status_code == 502
    assert "ask for a code by mail" in answer.text
    assert client.post("/sign-in/", {"email": people.sam.email}).status_code == 302


def test_a_directory_that_knows_heed_is_found_well(directory: Running) -> None:
    trying.try_out()


def test_a_secret_that_ended_and_a_wrong_name_are_found_out(
    directory: Running, settings: object
) -> None:
    for wrong in ({"secret": "an older one"}, {"client": "somebody else"}):
        settings.HEED_DIRECTORY = replace(directory.directory, **wrong)  # type: ignore[attr-defined]
        with pytest.raises(trying.CannotBeUsed, match="wrong, or expired"):
            trying.try_out()


def test_a_wrong_issuer_is_found_out(directory: Running, settings: object) -> None:
    for issuer, sentence in (
        (f"{directory.issuer}/nothing", "answers with 404"),
        (f"{directory.issuer}/", "another name than the one that is set"),
        ("http://127.0.0.1:9", "does not answer"),
    ):
        settings.HEED_DIRECTORY = replace(directory.directory, issuer=issuer)  # type: ignore[attr-defined]
        with pytest.raises(trying.CannotBeUsed, match=sentence):
            trying.try_out()
