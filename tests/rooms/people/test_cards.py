"""Cards of paper: printed once, used once, counted in public, and guessed by nobody."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.people import actions, cards, queries
from heed.people.models import PaperCode, Person, Sheet
from tests.rooms.people.signing import ask, code_sent, enter, signed_in_as

if TYPE_CHECKING:
    from tests.people import Cast

pytestmark = pytest.mark.django_db
CARD, SHEETS, PRINT = "/card/", "/people/cards/", "/people/cards/print/"
OPENS_NOTHING = "This code opens nothing"


@pytest.fixture(autouse=True)
def now(monday_morning: datetime) -> datetime:
    return monday_morning


def printed(now: datetime, *, count: int = 3, days: int = 30) -> cards.Printed:
    return cards.print_sheet(
        group="Bank staff, Thornsea",
        count=count,
        last_on=clock.local(now).date() + timedelta(days=days),
        ticket=cards.ticket(at=now),
        at=now,
    )


def use(code: str, client: Client | None = None, **more: str):
    return (client or Client()).post(CARD, {"code": code, **more})


def tariq_of(people: Cast) -> Client:
    from tests.people import sign_in

    return sign_in(Client(), people.tariq)


def form(tariq: Client, **changed: object) -> dict[str, object]:
    key = re.search(r'name="key" value="([^"]+)"', tariq.get(SHEETS).text)
    assert key
    day = {"last_on[day]": "1", "last_on[month]": "2", "last_on[year]": "2027"}
    return {"group": "Bank staff, Thornsea", "count": "3", "key": key[1], **day, **changed}


def test_a_card_lets_one_person_in_who_reads(people: Cast, now: datetime) -> None:
    client = Client()
    answer = use(printed(now).codes[0], client, name="Kit Marlow")
    assert answer["Location"] == "/"
    person = Person.objects.get(pk=signed_in_as(client))
    assert (person.name, person.email, person.post) == (
        "Kit Marlow",
        None,
        "Bank staff, Thornsea",
    )
    assert not queries.who_is(person).kinds
    page = client.get(reverse("people:me"))
    assert "You came with a card of paper" in page.text
    assert "None" not in page.text
    assert client.get(CARD)["Location"] == reverse("people:me")


def test_who_gives_no_name_is_known_by_the_group(people: Cast, now: datetime) -> None:
    sheet = printed(now)
    for code in sheet.codes:
        assert use(code).status_code == 302
    assert Person.objects.filter(email=None, name="Bank staff, Thornsea").count() == 3


@pytest.mark.parametrize("typed", [str.lower, lambda c: c.replace("-", " "), lambda c: f" {c}. "])
def test_a_code_may_be_typed_in_any_way(people: Cast, now: datetime, typed) -> None:
    assert use(typed(printed(now).codes[0])).status_code == 302


def test_the_sheet_is_printed_and_shown_once(people: Cast, now: datetime) -> None:
    tariq = tariq_of(people)
    sent = form(tariq)
    page = tariq.post(PRINT, sent)
    codes = re.findall(r'class="card-code" translate="no">([A-Z0-9-]{14})<', page.text)
    assert len(set(codes)) == 3
    assert "Works once, until Monday 1 February 2027." in page.text
    assert "no-store" in page["Cache-Control"]
    again = tariq.post(PRINT, sent)
    assert again.status_code == 409
    assert "shown once already" in again.text
    assert not re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", again.text)
    assert (Sheet.objects.count(), PaperCode.objects.count()) == (1, 3)
    assert use(codes[1]).status_code == 302
    assert "3 cards printed, 1 used." in re.sub(r"\s+", " ", tariq.get(SHEETS).text)


def test_no_address_holds_a_code(people: Cast, now: datetime) -> None:
    """The square holds it behind a #, which no browser sends."""
    tariq = tariq_of(people)
    page = tariq.post(PRINT, form(tariq)).text
    for code in re.findall(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", page):
        assert f"?{code}" not in page and f"/{code}" not in page
    assert 'value=""' in Client().get(CARD, {"code": "ABCD-EFGH-JKMN"}).text or (
        "ABCD-EFGH-JKMN" not in Client().get(CARD, {"code": "ABCD-EFGH-JKMN"}).text
    )


def test_a_copy_of_the_database_opens_nothing_and_joins_nobody(people: Cast, now: datetime) -> None:
    sheet = printed(now)
    use(sheet.codes[0], name="Kit Marlow")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_papercode ORDER BY id")
        kept = cursor.fetchall()
    for code in sheet.codes:
        assert code not in str(kept) and code.replace("-", "") not in str(kept)
    used = [row for row in kept if "2026-W48" in row]
    assert len(used) == 1
    assert None in used[0], "its fingerprint is gone"


class TestACodeThatLetsNobodyIn:
    def refused(self, code: str, status: int = 403) -> str:
        before = Person.objects.count()
        client = Client()
        answer = use(code, client)
        assert answer.status_code == status
        assert signed_in_as(client) is None
        assert Person.objects.count() == before
        summary = re.search(r"<ul[^>]*error-summary__list.*?</ul>", answer.text, re.DOTALL)
        assert summary
        return re.sub(r"<[^>]+>|\s+", " ", summary[0]).strip()

    def test_all_of_them_get_the_same_sentence(self, people: Cast, now: datetime) -> None:
        used, withdrawn, late = printed(now), printed(now), printed(now, days=0)
        use(used.codes[0])
        cards.withdraw(sheet=withdrawn.sheet.pk)
        clock.set_source(lambda: now + timedelta(days=1))
        said = {
            self.refused(code)
            for code in (used.codes[0], withdrawn.codes[0], late.codes[0], "ABCD-EFGH-JKMN")
        }
        assert len(said) == 1
        assert OPENS_NOTHING in said.pop()
        assert use(used.codes[1]).status_code == 302, "the others of the sheet still work"

    def test_a_card_works_on_its_whole_last_day(self, people: Cast, now: datetime) -> None:
        sheet = printed(now, days=0)
        evening = clock.at_local(clock.local(now).date(), datetime.max.time())
        clock.set_source(lambda: evening)
        assert use(sheet.codes[0]).status_code == 302

    @pytest.mark.parametrize("code", ["", "ABCD", "A" * 61, "ABCD-EFGH-JKM\0", "\u202eABCD"])
    def test_what_is_no_code(self, people: Cast, code: str) -> None:
        answer = use(code)
        assert answer.status_code in (200, 403)
        assert "<title>Error:" in answer.text
        assert Person.objects.filter(email=None).count() == 0

    def test_guessing_is_slow_and_shuts_out_nobody_else(self, people: Cast, now: datetime) -> None:
        sheet = printed(now)
        right, other = sheet.codes[:2]
        card = right[:4]
        guess = next(f"{card}-{x * 4}-{x * 4}" for x in "AB" if f"{x * 4}-{x * 4}" not in right)
        for _try in range(cards.TRIES):
            self.refused(guess)
        assert "tried 10 times within an hour" in self.refused(right, 429)
        assert use(other).status_code == 302, "another card is another card"
        clock.set_source(lambda: now + timedelta(hours=1, minutes=1))
        assert use(right).status_code == 302

    def test_another_site_cannot_send_it(self, people: Cast, now: datetime) -> None:
        browser = Client(enforce_csrf_checks=True)
        assert use(printed(now).codes[0], browser).status_code == 403
        assert not PaperCode.objects.exclude(used_in_week="").exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"group": ""},
        {"group": "Bank\0staff"},
        {"count": "0"},
        {"count": "101"},
        {"count": "-1"},
        {"count": "many"},
        {"last_on[year]": "2026"},
        {"last_on[year]": "2028"},
        {"last_on[day]": "31"},
        {"key": ""},
        {"key": "forged"},
    ],
)
def test_a_sheet_that_cannot_be_is_refused_and_prints_nothing(
    people: Cast, changed: dict[str, str]
) -> None:
    tariq = tariq_of(people)
    answer = tariq.post(PRINT, form(tariq, **changed))
    assert answer.status_code in (200, 409)
    assert "<title>Error:" in answer.text
    assert not Sheet.objects.exists()


def test_only_administrators_print_and_withdraw(people: Cast, now: datetime) -> None:
    from tests.people import sign_in

    sheet = printed(now)
    for person in (people.joe, people.ama, people.sam):
        client = sign_in(Client(), person)
        for answer in (
            client.get(SHEETS),
            client.post(PRINT, {}),
            client.post(f"{SHEETS}{sheet.sheet.pk}/withdraw/"),
        ):
            assert answer.status_code == 403
    tariq = tariq_of(people)
    assert tariq.get(f"{SHEETS}{sheet.sheet.pk}/withdraw/").status_code == 405
    assert tariq.post(f"{SHEETS}99999/withdraw/").status_code == 302
    assert not Sheet.objects.filter(is_withdrawn=True).exists()


def test_what_was_printed_and_used_stands_in_public(
    client: Client, people: Cast, now: datetime
) -> None:
    sheet = printed(now, count=7)
    for code in sheet.codes[:2]:
        use(code)
    cards.withdraw(sheet=sheet.sheet.pk)
    clock.set_source(lambda: now + timedelta(weeks=1))
    use(printed(now + timedelta(weeks=1), count=1).codes[0])
    page = re.sub(r"\s+", " ", client.get(reverse("week:ledger"), {"week": "2026-W48"}).text)
    assert "Seven cards were printed and two were used." in page
    assert "Eight cards were printed in twelve weeks and three were used." in page
    text = client.get(reverse("week:figures")).text.lstrip("\ufeff")
    rows = {row["week"]: row for row in csv.DictReader(io.StringIO(text))}
    figures = {week: (row["cards printed"], row["cards used"]) for week, row in rows.items()}
    assert figures["2026-W48"] == ("7", "2")
    assert figures["2026-W49"] == ("1", "1")
    assert figures["2026-W47"] == ("0", "0")


def test_sheets_are_forgotten_a_year_after_their_last_day(people: Cast, now: datetime) -> None:
    printed(now, days=10)
    assert cards.forget_old(at=now + timedelta(days=370)) == 0
    assert cards.forget_old(at=now + timedelta(days=377)) == 1
    assert not PaperCode.objects.exists()


class TestSomebodyWithoutAnAddress:
    @pytest.fixture
    def kit(self, people: Cast, now: datetime) -> Person:
        return cards.use(code=printed(now).codes[0], name="Kit Marlow", at=now)

    def test_an_administrator_corrects_the_name_and_gives_an_address(
        self, people: Cast, kit: Person, client: Client
    ) -> None:
        tariq = tariq_of(people)
        page = reverse("people:change", args=[kit.slug])
        assert "None" not in tariq.get(page).text
        tariq.post(page, {"name": "Kit Marlowe", "email": "", "post": "", "unit": ""})
        kit.refresh_from_db()
        assert (kit.name, kit.email) == ("Kit Marlowe", None)
        sent = {"name": "Kit", "email": "kit@saltmarsh.example", "post": "", "unit": ""}
        tariq.post(page, sent)
        ask(client, "kit@saltmarsh.example")
        enter(client, code_sent())
        assert signed_in_as(client) == kit.pk
        kit.refresh_from_db()
        answer = tariq.post(page, {**sent, "email": ""})
        assert "<title>Error:" in answer.text

    def test_they_hold_no_role(self, people: Cast, kit: Person) -> None:
        with pytest.raises(actions.CannotChangePeople, match="has no address yet"):
            actions.give_role(person=kit, kind="moderator")

    def test_pages_about_people_show_them(self, people: Cast, kit: Person) -> None:
        tariq = tariq_of(people)
        assert "Kit Marlow" in tariq.get(reverse("people:list"), {"words": "marlow"}).text
        page = tariq.get(reverse("people:person", args=[kit.slug])).text
        assert "They came with a card of paper." in page
        assert ">None<" not in page

    def test_nobody_signs_in_with_no_address(
        self, people: Cast, kit: Person, client: Client
    ) -> None:
        for typed in ("", "None", "null"):
            ask(client, typed)
        assert signed_in_as(client) is None
