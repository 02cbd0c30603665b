"""The administrator adds people, gives and takes roles, and describes the organisation."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heed.outbox.models import Mail
from heed.people import actions, queries
from heed.people.models import Effort, Organisation, Person, Portrait, Role, Unit
from tests.people import Cast, sign_in
from tests.rooms.people.test_portraits import noise

XSS = "<script>alert('&\"')</script>"


@pytest.fixture
def tariq(client: Client, people: Cast) -> Client:
    return sign_in(client, people.tariq)


def page(name: str, *arguments: object) -> str:
    return reverse(f"people:{name}", args=arguments)


class TestThePeople:
    def test_those_with_a_role_come_first(self, tariq: Client, people: Cast) -> None:
        text = tariq.get(page("list")).text
        assert text.index("People with a role") < text.index("Ama Tetteh")
        assert text.index("Tariq Hollis") < text.index("Everybody else") < text.index("Bev Ashdown")
        assert "Robin Vale" not in text

    @pytest.mark.parametrize("words", ["ama", "AMA@saltmarsh", " Tetteh "])
    def test_somebody_is_found_by_name_or_address(
        self, tariq: Client, people: Cast, words: str
    ) -> None:
        text = tariq.get(page("list"), {"words": words}).text
        assert "Ama Tetteh" in text
        assert "Joe Pargeter" not in text

    @pytest.mark.parametrize("words", ["%", "_", "\\", "' or 1=1 --", XSS, "zzz"])
    def test_nobody_is_found_by_anything_else(
        self, tariq: Client, people: Cast, words: str
    ) -> None:
        text = tariq.get(page("list"), {"words": words}).text
        assert "Nobody was found for" in text
        assert "<script>alert" not in text

    def test_who_left_is_found_by_name_alone(self, tariq: Client, people: Cast) -> None:
        text = tariq.get(page("list"), {"words": "robin"}).text
        assert "no longer works here" in text

    def test_a_list_of_hundreds_costs_what_a_short_one_costs(
        self, tariq: Client, people: Cast
    ) -> None:
        with CaptureQueriesContext(connection) as few:
            tariq.get(page("list"))
        for number in range(120):
            actions.welcome(name=f"Crew {number}", email=f"crew{number}@saltmarsh.example")
        with CaptureQueriesContext(connection) as many:
            text = tariq.get(page("list")).text
        assert len(many) <= len(few) + 1
        assert len(many) <= 13
        assert "These are 100 of 129 people." in text


class TestAddingAndCorrecting:
    def test_somebody_is_added_and_can_sign_in(self, tariq: Client, people: Cast) -> None:
        unit = Unit.objects.create(name="North station", slug="north")
        sent = {"name": "Ruth  Okafor", "email": "Ruth@Saltmarsh.example", "unit": str(unit.pk)}
        response = tariq.post(page("add"), sent)
        assert response["Location"] == page("person", "ruth-okafor")
        ruth = Person.objects.get(slug="ruth-okafor")
        assert (ruth.email, ruth.unit) == ("ruth@saltmarsh.example", unit)
        assert "Your code" in Client().post("/sign-in/", {"email": ruth.email}, follow=True).text

    def test_two_people_of_one_name_have_two_pages(self, tariq: Client, people: Cast) -> None:
        for number in (1, 2):
            sent = {"name": "Ama Tetteh", "email": f"ama{number}@saltmarsh.example"}
            tariq.post(page("add"), sent)
        slugs = Person.objects.filter(name="Ama Tetteh").values_list("slug", flat=True)
        assert sorted(slugs) == ["ama-tetteh", "ama-tetteh-2", "ama-tetteh-3"]

    @pytest.mark.parametrize("name", ["李雷", "Øyvind Žižek", "O’Brien-Smith", "ŵŷ", "!!!", XSS])
    def test_any_name_has_a_page_and_harms_nothing(
        self, tariq: Client, people: Cast, name: str
    ) -> None:
        response = tariq.post(page("add"), {"name": name, "email": "new@saltmarsh.example"})
        person = Person.objects.get(email="new@saltmarsh.example")
        assert person.name == name
        for address in (response["Location"], page("list"), page("part_with", person.slug)):
            text = tariq.get(address).text
            assert "<script>alert" not in text
        assert "<script>alert" not in sign_in(Client(), person).get(page("me")).text

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("name", "   "),
            ("name", "a" * 121),
            ("name", "Ruth\0"),
            ("name", "Ruth \u202erofako"),
            ("email", ""),
            ("email", "ruth"),
            ("email", "ruth@saltmarsh.example\r\nBcc: all@saltmarsh.example"),
            ("email", "ruth@saltmarsh.example\nBcc: all@saltmarsh.example"),
            ("email", "a" * 250 + "@saltmarsh.example"),
            ("email", "AMA@saltmarsh.example"),
            ("email", "robin@saltmarsh.example"),
            ("post", "x" * 161),
            ("unit", "999"),
        ],
    )
    @pytest.mark.parametrize("form", ["add", "change"])
    def test_what_cannot_be_kept_comes_back_with_a_sentence(
        self, tariq: Client, people: Cast, form: str, field: str, value: str
    ) -> None:
        Unit.objects.create(name="North station", slug="north")
        address = page("add") if form == "add" else page("change", people.sam.slug)
        before = list(Person.objects.order_by("pk").values("name", "email", "post", "unit"))
        sent = {"name": "Ruth Okafor", "email": "ruth@saltmarsh.example", "post": "Medic"}
        response = tariq.post(address, {**sent, field: value})
        assert response.status_code == 200
        assert "There is a problem" in response.text
        assert "<title>Error:" in response.text
        assert field == "post" or 'value="Medic"' in response.text
        assert list(Person.objects.order_by("pk").values("name", "email", "post", "unit")) == before

    def test_an_address_that_is_taken_says_by_whom(self, tariq: Client, people: Cast) -> None:
        sent = {"name": "Ruth", "email": people.ama.email}
        assert "already here: Ama Tetteh." in tariq.post(page("add"), sent).text
        sent["email"] = people.stranger.email
        assert "no longer works here" in tariq.post(page("add"), sent).text

    def test_a_new_address_ends_the_sessions_begun_with_the_old(
        self, tariq: Client, people: Cast
    ) -> None:
        phone = sign_in(Client(), people.sam)
        sent = {"name": "Sam Tolliver", "email": people.sam.email, "post": "Senior paramedic"}
        tariq.post(page("change", people.sam.slug), sent)
        assert phone.get(page("me")).status_code == 200
        assert not Mail.objects.exists()
        old = people.sam.email
        tariq.post(page("change", people.sam.slug), {**sent, "email": "s.t@saltmarsh.example"})
        assert phone.get(page("me")).status_code == 302
        people.sam.refresh_from_db()
        assert people.sam.post == "Senior paramedic"
        assert people.sam.slug == "sam-tolliver"
        # Whoever changes it can sign in as Sam: so Sam hears of it where it cannot be kept back.
        mail = Mail.objects.get()
        assert mail.recipient == old
        assert "has changed the address that you sign in with" in mail.text
        assert "s.t@" not in mail.text


class TestRoles:
    def give(self, browser: Client, person: Person, **sent: object):
        return browser.post(page("give_role", person.slug), sent)

    def test_a_role_is_given_and_taken(self, tariq: Client, people: Cast) -> None:
        phone = sign_in(Client(), people.sam)
        self.give(tariq, people.sam, kind="moderator", scope="Weekly-Message")
        role = people.sam.roles.get()
        assert (role.kind, role.scope) == ("moderator", "weekly-message")
        text = tariq.get(page("person", people.sam.slug)).text
        assert "Moderator: decides about comments" in text
        assert "weekly-message" in text
        assert phone.get(page("me")).status_code == 302, "who may do more signs in once more"
        tariq.post(page("take_role", people.sam.slug, role.pk))
        assert not people.sam.roles.exists()

    def test_a_drafter_types_for_an_author(self, tariq: Client, people: Cast) -> None:
        response = self.give(tariq, people.bev, kind="drafter")
        assert "Choose the author that this person types for" in response.text
        response = self.give(tariq, people.bev, kind="drafter", types_for=people.sam.pk)
        assert "There is a problem" in response.text, "Sam is no author"
        self.give(tariq, people.bev, kind="drafter", types_for=people.ama.pk)
        assert people.bev.roles.get().types_for == people.ama

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"kind": "chief"},
            {"kind": "moderator", "scope": "no blanks"},
            {"kind": "moderator", "scope": "ü"},
            {"kind": "moderator", "scope": "x" * 61},
            {"kind": "moderator", "scope": "a\0b"},
        ],
    )
    def test_what_is_no_role_is_refused(
        self, tariq: Client, people: Cast, sent: dict[str, str]
    ) -> None:
        response = self.give(tariq, people.sam, **sent)
        assert response.status_code == 200
        assert "There is a problem" in response.text
        assert not people.sam.roles.exists()

    def test_a_role_of_somebody_else_is_not_taken_by_its_number(
        self, tariq: Client, people: Cast
    ) -> None:
        role = people.joe.roles.get()
        tariq.post(page("take_role", people.marta.slug, role.pk))
        assert Role.objects.filter(pk=role.pk).exists()

    def test_the_last_administrator_stays(self, tariq: Client, people: Cast) -> None:
        role = people.tariq.roles.get()
        for address in (
            page("take_role", people.tariq.slug, role.pk),
            page("part_with", people.tariq.slug),
        ):
            response = tariq.post(address)
            assert response.status_code == 409
            assert "Tariq Hollis is the only administrator." in response.text
        assert queries.who_is(people.tariq).is_administrator

    def test_with_two_administrators_one_can_go(self, tariq: Client, people: Cast) -> None:
        self.give(tariq, people.bev, kind="administrator")
        tariq.post(page("take_role", people.tariq.slug, people.tariq.roles.get().pk))
        assert tariq.get(page("list")).status_code == 302


class TestLeaving:
    def test_it_is_asked_once_more_and_then_happens_at_once(
        self, tariq: Client, people: Cast
    ) -> None:
        actions.show_portrait(person=people.joe, sent=noise(200, 200))
        phone = sign_in(Client(), people.joe)
        address = page("part_with", people.joe.slug)
        assert "They are signed out everywhere" in tariq.get(address).text
        assert phone.get(page("me")).status_code == 200
        tariq.post(address)
        assert phone.get(page("me")).status_code == 302
        people.joe.refresh_from_db()
        assert not people.joe.is_active
        assert not people.joe.roles.exists()
        assert not Portrait.objects.exists()
        assert not Effort.objects.filter(person=people.joe).exists()
        assert people.joe.name == "Joe Pargeter"

    def test_who_is_back_signs_in_again_without_a_role(self, tariq: Client, people: Cast) -> None:
        assert "cannot sign in" in tariq.get(page("person", people.stranger.slug)).text
        tariq.post(page("welcome_back", people.stranger.slug))
        people.stranger.refresh_from_db()
        assert people.stranger.is_active
        assert sign_in(Client(), people.stranger).get(page("me")).status_code == 200

    def test_a_page_of_nobody_is_not_found(self, tariq: Client, people: Cast) -> None:
        assert tariq.get("/person/nobody-at-all/").status_code == 404
        assert tariq.get("/person/%2e%2e/").status_code == 404


class TestTheOrganisation:
    SENT = {
        "name": "Saltmarsh Ambulance Service",
        "contact_email": "help@saltmarsh.example",
        "guardian_name": "Nadia <b>Rahman</b>",
        "guardian_phone": "+44 1632 960 144",
        "guardian_email": "nadia@saltmarsh.example",
        "staff_line_name": "Someone to talk to",
        "staff_line_phone": "01632 960 150",
        "staff_line_hours": "day and night",
    }

    def test_what_is_said_stands_at_the_foot_of_every_page(
        self, tariq: Client, people: Cast
    ) -> None:
        assert 'value="Nadia Rahman"' in tariq.get(page("organisation")).text
        assert tariq.post(page("organisation"), self.SENT).status_code == 302
        foot = Client().get("/sign-in/").text.split("<footer")[1]
        assert "Nadia &lt;b&gt;Rahman&lt;/b&gt;" in foot
        assert 'href="tel:+441632960144"' in foot
        assert "Someone to talk to" in foot
        assert Organisation.objects.count() == 1

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("guardian_phone", "ask at the desk"),
            ("guardian_phone", "12"),
            ("staff_line_phone", "javascript:alert(1)"),
            ("guardian_email", "nadia@saltmarsh.example\r\nBcc: x@y.example"),
            ("contact_email", "nobody"),
            ("name", "\u202eecivreS"),
        ],
    )
    def test_what_would_not_work_comes_back(
        self, tariq: Client, people: Cast, field: str, value: str
    ) -> None:
        before = queries.about_organisation()
        response = tariq.post(page("organisation"), {**self.SENT, field: value})
        assert "There is a problem" in response.text
        assert 'value="day and night"' in response.text
        assert queries.about_organisation() == before


def test_another_site_cannot_send_these_forms(people: Cast) -> None:
    browser = sign_in(Client(enforce_csrf_checks=True), people.tariq)
    for name in ("change", "give_role", "portrait_of", "take_portrait_away", "part_with",
                 "welcome_back"):  # fmt: skip
        assert browser.post(page(name, people.sam.slug)).status_code == 403
    for name in ("add", "organisation", "me", "sign_out_everywhere", "take_my_portrait_away"):
        assert browser.post(page(name)).status_code == 403
    people.sam.refresh_from_db()
    assert people.sam.is_active


@pytest.mark.parametrize("name", ["give_role", "take_portrait_away", "welcome_back", "portrait_of"])
def test_looking_changes_nothing(tariq: Client, people: Cast, name: str) -> None:
    assert tariq.get(page(name, people.sam.slug)).status_code == 405
