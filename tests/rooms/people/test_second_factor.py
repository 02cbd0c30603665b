"""A second factor: set up, asked for, used once, lost, and asked of those who decide."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.outbox.models import Mail
from heed.people import actions, second_factor, sessions
from heed.people.models import Organisation, SecondFactor
from tests.rooms.people.signing import ask, code_sent, enter, signed_in_as

if TYPE_CHECKING:
    from tests.people import Cast

pytestmark = pytest.mark.django_db
MINE, CODE = "/your-page/second-factor/", "/sign-in/second-factor/"


@pytest.fixture(autouse=True)
def now(monday_morning: datetime) -> datetime:
    return monday_morning


def shown(secret: str, at: datetime) -> str:
    """What the phone shows."""
    return second_factor.figures(secret, int(at.timestamp()) // 30)


def signed_in(person: object, **how: bool) -> Client:
    from tests.people import sign_in

    return sign_in(Client(), person, **how)  # type: ignore[arg-type]


def has_set_up(person: object, at: datetime) -> tuple[str, list[str]]:
    """Somebody who set it up an hour ago; their secret and their spare codes."""
    secret = second_factor.new_secret()
    then = at - timedelta(hours=1)
    spare = second_factor.set_up(person=person, secret=secret, code=shown(secret, then), at=then)  # type: ignore[arg-type]
    return secret, spare


def wanted() -> None:
    Organisation.objects.update(wants_second_factor=True)


def with_first_code(client: Client, person: object) -> None:
    ask(client, person.email)  # type: ignore[attr-defined]
    answer = enter(client, code_sent())
    assert answer["Location"] == CODE
    assert signed_in_as(client) is None


# The numbers of RFC 6238, appendix B, cut to six figures.
@pytest.mark.parametrize(
    ("moment", "expected"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_figures_are_those_of_every_other_app(moment: int, expected: str) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert second_factor.figures(secret, moment // 30) == expected


def test_somebody_sets_it_up_and_signs_in_with_it(
    client: Client, people: Cast, now: datetime
) -> None:
    sam = signed_in(people.sam)
    elsewhere = signed_in(people.sam)
    page = sam.get(MINE)
    address = re.search(r'href="(otpauth://[^"]+)"', page.text)
    key = re.search(r'name="key" value="([^"]+)"', page.text)
    assert address and key
    secret = re.search(r"secret=([A-Z2-7]{32})", unescape(address[1]))
    assert secret
    answer = sam.post(MINE, {"key": key[1], "code": shown(secret[1], now)})
    spare = re.findall(r"<li translate=\"no\">([a-z2-9]{5}-[a-z2-9]{5})</li>", answer.text)
    assert len(set(spare)) == 10
    assert sam.get(reverse("people:me")).status_code == 200, "this session goes on"
    assert elsewhere.get(reverse("people:me")).status_code == 302, "every other one has ended"

    with_first_code(client, people.sam)
    later = now + timedelta(minutes=2)
    clock.set_source(lambda: later)
    answer = client.post(CODE, {"code": shown(secret[1], later)})
    assert answer["Location"] == "/"
    assert signed_in_as(client) == people.sam.pk
    assert client.session[sessions.TWOFOLD] is True


def test_the_page_that_was_asked_for_is_not_lost(
    client: Client, people: Cast, now: datetime
) -> None:
    secret, _spare = has_set_up(people.tariq, now)
    ask(client, people.tariq.email, next="/people/")
    enter(client, code_sent(), next="/people/")
    assert client.post(CODE, {"code": shown(secret, now)})["Location"] == "/people/"


def test_a_shared_computer_stays_one(client: Client, people: Cast, now: datetime) -> None:
    secret, _spare = has_set_up(people.sam, now)
    ask(client, people.sam.email)
    enter(client, code_sent(), is_shared_computer="on")
    client.post(CODE, {"code": shown(secret, now)})
    assert client.session.get_expire_at_browser_close()


def test_nothing_tells_when_it_was_used(client: Client, people: Cast, now: datetime) -> None:
    secret, _spare = has_set_up(people.sam, now)
    with_first_code(client, people.sam)
    client.post(CODE, {"code": shown(secret, now)})
    assert set(client.session.keys()) <= sessions.KEPT | {sessions.TWOFOLD}
    second_factor.forget_steps(at=now)
    assert SecondFactor.objects.get().used_step is not None, "still needed against a second use"
    second_factor.forget_steps(at=now + timedelta(minutes=3))
    assert SecondFactor.objects.get().used_step is None


def test_a_copy_of_the_database_holds_neither_secret_nor_spare_code(
    people: Cast, now: datetime
) -> None:
    secret, spare = has_set_up(people.sam, now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_secondfactor")
        kept = str(cursor.fetchall())
    for word in (secret, *spare, *(code.replace("-", "") for code in spare)):
        assert word not in kept


class TestACodeThatIsNotRight:
    def refused(self, client: Client, code: str) -> None:
        answer = client.post(CODE, {"code": code})
        assert "<title>Error:" in answer.text
        assert signed_in_as(client) is None

    def test_figures_are_taken_once(self, client: Client, people: Cast, now: datetime) -> None:
        secret, _spare = has_set_up(people.sam, now)
        with_first_code(client, people.sam)
        client.post(CODE, {"code": shown(secret, now)})
        over_the_shoulder = Client()
        with_first_code(over_the_shoulder, people.sam)
        self.refused(over_the_shoulder, shown(secret, now))
        self.refused(over_the_shoulder, shown(secret, now - timedelta(seconds=30)))

    @pytest.mark.parametrize("seconds", [-90, 90])
    def test_figures_of_another_time(
        self, client: Client, people: Cast, now: datetime, seconds: int
    ) -> None:
        secret, _spare = has_set_up(people.sam, now)
        with_first_code(client, people.sam)
        self.refused(client, shown(secret, now + timedelta(seconds=seconds)))

    @pytest.mark.parametrize("seconds", [-30, 30])
    def test_a_clock_that_is_a_little_off_is_forgiven(
        self, client: Client, people: Cast, now: datetime, seconds: int
    ) -> None:
        secret, _spare = has_set_up(people.sam, now)
        with_first_code(client, people.sam)
        client.post(CODE, {"code": shown(secret, now + timedelta(seconds=seconds))})
        assert signed_in_as(client) == people.sam.pk

    @pytest.mark.parametrize("code", ["", "000000", "²²²²²²", "' OR 1=1", "a" * 5000, "\0"])
    def test_anything_else(self, client: Client, people: Cast, now: datetime, code: str) -> None:
        has_set_up(people.sam, now)
        with_first_code(client, people.sam)
        self.refused(client, code)

    def test_that_of_somebody_else(self, client: Client, people: Cast, now: datetime) -> None:
        has_set_up(people.sam, now)
        secret, spare = has_set_up(people.bev, now)
        with_first_code(client, people.sam)
        self.refused(client, shown(secret, now))
        self.refused(client, spare[0])

    def test_guessing_ends_after_eight_tries(
        self, client: Client, people: Cast, now: datetime
    ) -> None:
        secret, _spare = has_set_up(people.sam, now)
        with_first_code(client, people.sam)
        for _try in range(second_factor.TRIES):
            self.refused(client, "000000")
        answer = client.post(CODE, {"code": shown(secret, now)})
        assert "Wait a quarter of an hour" in answer.text
        assert signed_in_as(client) is None

    def test_without_the_first_code_there_is_no_second(self, client: Client, people: Cast) -> None:
        assert client.get(CODE)["Location"] == "/sign-in/"
        assert client.post(CODE, {"code": "000000"})["Location"] == "/sign-in/"

    def test_another_site_cannot_send_it(self, people: Cast) -> None:
        browser = Client(enforce_csrf_checks=True)
        for address in (CODE, MINE, "/your-page/no-second-factor/"):
            assert browser.post(address, {"code": "000000"}).status_code == 403


class TestALostPhone:
    def test_a_spare_code_takes_its_place_once(
        self, client: Client, people: Cast, now: datetime
    ) -> None:
        _secret, spare = has_set_up(people.sam, now)
        with_first_code(client, people.sam)
        client.post(CODE, {"code": f" {spare[3].upper().replace('-', ' ')} "})
        assert signed_in_as(client) == people.sam.pk
        assert "9 spare codes are left" in client.get(MINE).text
        again = Client()
        with_first_code(again, people.sam)
        again.post(CODE, {"code": spare[3]})
        assert signed_in_as(again) is None

    def test_an_administrator_takes_it_away_and_the_person_is_told(
        self, client: Client, people: Cast, now: datetime
    ) -> None:
        has_set_up(people.sam, now)
        before = signed_in(people.sam, is_twofold=True)
        tariq = signed_in(people.tariq)
        page = reverse("people:person", args=[people.sam.slug])
        assert "A second factor is set up." in tariq.get(page).text
        tariq.post(reverse("people:take_second_factor_away", args=[people.sam.slug]))
        assert "No second factor is set up." in tariq.get(page).text
        mail = Mail.objects.get(kind="second_factor")
        assert mail.recipient == people.sam.email
        assert "was taken away by an administrator" in mail.text
        assert before.get(reverse("people:me")).status_code == 302
        ask(client, people.sam.email)
        assert enter(client, code_sent())["Location"] == "/"

    def test_an_administrator_takes_not_even_their_own_away_without_a_code(
        self, people: Cast, now: datetime
    ) -> None:
        has_set_up(people.tariq, now)
        tariq = signed_in(people.tariq, is_twofold=True)
        went = tariq.post(reverse("people:take_second_factor_away", args=[people.tariq.slug]))
        assert went["Location"] == reverse("people:no_second_factor")
        assert SecondFactor.objects.exists()
        assert (
            "Take it away" not in tariq.get(reverse("people:person", args=[people.tariq.slug])).text
        )

    def test_somebody_takes_their_own_away_with_a_last_code(
        self, people: Cast, now: datetime
    ) -> None:
        secret, _spare = has_set_up(people.sam, now)
        sam = signed_in(people.sam, is_twofold=True)
        sam.post("/your-page/no-second-factor/", {"code": "000000"})
        assert SecondFactor.objects.exists()
        sam.post("/your-page/no-second-factor/", {"code": shown(secret, now)})
        assert not SecondFactor.objects.exists()
        assert not Mail.objects.filter(kind="second_factor").exists()
        assert sam.get(reverse("people:me")).status_code == 200

    def test_it_ends_with_somebodys_access(self, people: Cast, now: datetime) -> None:
        has_set_up(people.sam, now)
        actions.part_with(person=people.sam)
        assert not SecondFactor.objects.exists()


class TestWhereItIsAskedOfThoseWhoDecide:
    @pytest.mark.parametrize(
        ("name", "page"),
        [("joe", "queue:list"), ("nadia", "queue:guardian"), ("tariq", "people:list")],
    )
    def test_their_pages_lead_to_setting_it_up(
        self, people: Cast, now: datetime, name: str, page: str
    ) -> None:
        person = getattr(people, name)
        client = signed_in(person)
        assert client.get(reverse(page)).status_code == 200
        wanted()
        answer = client.get(reverse(page))
        assert answer["Location"] == f"{MINE}?next={reverse(page)}"
        assert "asks it of everybody who decides" in client.get(answer["Location"]).text
        has_set_up(person, now)
        twofold = signed_in(person, is_twofold=True)
        assert twofold.get(reverse(page)).status_code == 200

    def test_what_they_send_is_not_done(self, people: Cast) -> None:
        tariq = signed_in(people.tariq)
        wanted()
        answer = tariq.post(reverse("people:part_with", args=[people.sam.slug]))
        assert answer.status_code == 403
        assert "asks for a second factor here now" in answer.text
        people.sam.refresh_from_db()
        assert people.sam.is_active

    def test_they_are_led_there_when_they_sign_in(self, client: Client, people: Cast) -> None:
        wanted()
        ask(client, people.joe.email)
        answer = enter(client, code_sent())
        assert answer["Location"] == f"{MINE}?next=%2F"

    def test_readers_and_authors_are_not_asked(self, client: Client, people: Cast) -> None:
        wanted()
        ask(client, people.ama.email)
        assert enter(client, code_sent())["Location"] == "/"
        assert signed_in(people.ama).get(reverse("edition:desk_of_messages")).status_code == 200

    def test_their_own_page_and_reading_stay_open(self, people: Cast) -> None:
        wanted()
        joe = signed_in(people.joe)
        assert joe.get(reverse("people:me")).status_code == 200
        assert "To decide" not in joe.get(reverse("people:me")).text

    def test_a_session_without_it_shows_it_once(self, people: Cast, now: datetime) -> None:
        secret, _spare = has_set_up(people.joe, now)
        wanted()
        joe = signed_in(people.joe)
        page = reverse("queue:list")
        answer = joe.get(page)
        assert "This session began without it" in joe.get(answer["Location"]).text
        joe.post(answer["Location"], {"code": "000000"})
        assert joe.get(page).status_code == 302
        joe.post(answer["Location"], {"code": shown(secret, now)})
        assert joe.get(page).status_code == 200

    def test_who_asks_for_it_comes_in_with_one(self, people: Cast, now: datetime) -> None:
        switch = reverse("people:ask_second_factor")
        tariq = signed_in(people.tariq)
        answer = tariq.post(switch, {"wanted": "yes"})
        assert answer.status_code == 409
        assert "Set up a second factor of your own first" in answer.text
        assert not second_factor.is_asked()
        has_set_up(people.tariq, now)
        tariq = signed_in(people.tariq, is_twofold=True)
        tariq.post(switch, {"wanted": "yes"})
        assert second_factor.is_asked()
        tariq.post(switch, {"wanted": "no"})
        assert not second_factor.is_asked()

    def test_only_administrators_may_ask_for_it(self, people: Cast) -> None:
        for person in (people.joe, people.sam):
            answer = signed_in(person).post(reverse("people:ask_second_factor"), {"wanted": "yes"})
            assert answer.status_code == 403


def test_a_key_of_somebody_else_sets_up_a_secret_that_they_do_not_know(
    people: Cast, now: datetime
) -> None:
    """Whoever brings another's sealed secret to a page gets a fresh one."""
    joe, sam = signed_in(people.joe), signed_in(people.sam)
    page = joe.get(MINE).text
    key = re.search(r'name="key" value="([^"]+)"', page)
    secret = re.search(r"secret=([A-Z2-7]{32})", page)
    assert key and secret
    sam.post(MINE, {"key": key[1], "code": shown(secret[1], now)})
    assert not SecondFactor.objects.exists()
