"""Who comes in where: each role at each address, and nobody by another way."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heed import clock
from heed.people import actions, context, queries
from heed.people.doors import for_roles, signed_in
from heed.people.middleware import KnowWho
from heed.people.models import Effort, Person, Role
from tests.people import Cast, sign_in

ROLES = [
    "nobody", "reader", "author", "drafter", "moderator", "guardian", "analyst", "administrator",
]  # fmt: skip
ADMINISTRATORS_PAGES = [
    ("people:list", "GET"),
    ("people:add", "GET"),
    ("people:add", "POST"),
    ("people:organisation", "GET"),
    ("people:organisation", "POST"),
    ("people:person", "GET"),
    ("people:change", "GET"),
    ("people:change", "POST"),
    ("people:give_role", "POST"),
    ("people:take_role", "POST"),
    ("people:portrait_of", "POST"),
    ("people:take_portrait_away", "POST"),
    ("people:part_with", "GET"),
    ("people:part_with", "POST"),
    ("people:welcome_back", "POST"),
]
ABOUT_NOBODY = {"people:list", "people:add", "people:organisation"}


def address(name: str, people: Cast) -> str:
    if name in ABOUT_NOBODY:
        return reverse(name)
    arguments: list[object] = [people.dora.slug]
    if name == "people:take_role":
        arguments.append(people.dora.roles.get().pk)
    return reverse(name, args=arguments)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("name", "method"), ADMINISTRATORS_PAGES)
def test_administrators_alone_come_in(
    client: Client, people: Cast, role: str, name: str, method: str
) -> None:
    before = snapshot()
    sign_in(client, people.by_role()[role])
    response = client.generic(method, address(name, people))
    if role == "administrator":
        assert response.status_code in (200, 302)
        assert "sign-in" not in response.get("Location", "")
        return
    assert snapshot() == before
    if role == "nobody" and method == "GET":
        assert response.status_code == 302
        assert response["Location"].startswith("/sign-in/?next=/")
    else:
        assert response.status_code == 403
        if role != "nobody":
            assert "This page is for administrators." in response.text


def snapshot() -> list[object]:
    return [
        list(Person.objects.order_by("pk").values("name", "email", "post", "is_active", "slug")),
        list(Role.objects.order_by("pk").values()),
        queries.about_organisation(),
    ]


@pytest.mark.parametrize("role", ROLES)
def test_everybody_has_a_page_of_their_own_and_no_other(
    client: Client, people: Cast, role: str
) -> None:
    person = people.by_role()[role]
    sign_in(client, person)
    response = client.get(reverse("people:me"))
    if person is None:
        assert response["Location"] == "/sign-in/?next=/your-page/"
        return
    assert response.status_code == 200
    assert person.email in response.text
    others = {each.email for each in Person.objects.exclude(pk=person.pk)}
    assert not [email for email in others if email in response.text.split("<footer")[0]]


def test_a_form_of_somebody_signed_out_loses_nothing(client: Client, people: Cast) -> None:
    response = client.post(reverse("people:add"), {"name": "Ruth Okafor", "post": "Paramedic"})
    assert response.status_code == 403
    assert "Ruth Okafor" in response.text
    assert not Person.objects.filter(name="Ruth Okafor").exists()


def test_the_address_asked_for_stands_in_next(client: Client, people: Cast) -> None:
    response = client.get("/people/?words=a&b=//evil.example")
    assert response["Location"] == "/sign-in/?next=/people/%3Fwords%3Da%26b%3D//evil.example"


def test_a_role_that_is_gone_opens_no_door(client: Client, people: Cast) -> None:
    actions.give_role(person=people.sam, kind=Role.Kind.ADMINISTRATOR)
    sign_in(client, people.sam)
    assert client.get(reverse("people:list")).status_code == 200
    Role.objects.filter(person=people.sam).delete()  # even where the session went on
    assert client.get(reverse("people:list")).status_code == 403


def test_a_forged_session_is_nobody(client: Client, people: Cast) -> None:
    for forged in (
        "x" * 32,
        "",
        "\0" * 32,
        "é" * 32,
        "'; drop table people_person; --",
        "x" * 9000,
    ):
        client.cookies["heed_session"] = forged
        assert client.get(reverse("people:me")).status_code == 302
    for raw in ('"' + "\\000" * 32 + '"', "\x00", '"\\"'):
        response = Client(HTTP_COOKIE=f"heed_session={raw}").get(reverse("people:me"))
        assert response.status_code == 302


class TestWho:
    def ask(self, cookie: str | None, view: object, rf: RequestFactory) -> HttpResponse:
        request = rf.get("/")
        if cookie:
            request.COOKIES["heed_session"] = cookie
        return KnowWho(view)(request)  # type: ignore[arg-type]

    def test_without_a_cookie_nothing_is_asked_and_nothing_is_said(self, rf, db) -> None:
        def view(request: HttpRequest) -> HttpResponse:
            assert request.who is None  # type: ignore[attr-defined]
            assert context.who(request) == {"who": None}
            return HttpResponse()

        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = self.ask(None, view, rf)
        assert len(asked) == 0
        assert "Vary" not in response
        assert not response.cookies

    def test_a_page_that_does_not_ask_costs_nothing(self, client: Client, people: Cast) -> None:
        sign_in(client, people.sam)
        portrait = actions.show_portrait(person=people.sam, sent=picture())
        with CaptureQueriesContext(connection) as asked:
            response = client.get(reverse("people:portrait", args=[portrait.digest]))
        assert response.status_code == 200
        assert len(asked) == 1
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies

    def test_it_costs_three_queries_to_know_somebody(self, client: Client, people: Cast) -> None:
        sign_in(client, people.sam)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/sign-in/").status_code == 302
        assert len(asked) <= 2  # whether, and not yet in which role
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("people:list")).status_code == 403
        assert len(asked) <= 4  # with the organisation's name on the page


def picture() -> bytes:
    import io

    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGB", (300, 300), "#336655").save(kept, "PNG")
    return kept.getvalue()


class TestRoles:
    def request(self, rf: RequestFactory, person: Person) -> HttpRequest:
        request = rf.get("/")
        request.user = person
        request.who = queries.who_is(person)  # type: ignore[attr-defined]
        return request

    def test_any_of_several_roles_opens_a_door(self, people: Cast, rf: RequestFactory) -> None:
        view = for_roles("author", "drafter")(lambda request: HttpResponse("in"))
        for person in (people.ama, people.dora):
            assert view(self.request(rf, person)).content == b"in"
        with pytest.raises(PermissionDenied, match="for authors and those who type for an author"):
            view(self.request(rf, people.joe))

    def test_behind_a_door_who_is_itself(self, people: Cast, rf: RequestFactory) -> None:
        seen = []
        signed_in(lambda request: seen.append(request.who) or HttpResponse())(
            self.request(rf, people.sam)
        )
        assert type(seen[0]) is queries.Who

    def test_a_role_that_does_not_exist_is_a_mistake_in_code(self) -> None:
        with pytest.raises(ValueError, match="editor"):
            for_roles("editor")

    def test_work_is_counted_on_the_pages_of_work(self, people: Cast, rf: RequestFactory) -> None:
        monday = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
        view = for_roles("moderator")(lambda request: HttpResponse())
        try:
            for seconds in (0, 60, 180, 1800):
                clock.set_source(lambda at=monday + timedelta(seconds=seconds): at)
                view(self.request(rf, people.joe))
        finally:
            clock.set_source(None)
        assert Effort.objects.get().seconds == 180, "the long pause is left out"
        assert queries.minutes_this_week(people.joe, at=monday) == 3

    def test_other_pages_are_not_counted(self, client: Client, people: Cast) -> None:
        sign_in(client, people.tariq).get(reverse("people:list"))
        client.get(reverse("people:me"))
        assert not Effort.objects.exists()
