"""Time given to answer on shift: asked of unit managers once a month, and counted without them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.urls import reverse

from heed.answer import kept
from heed.answer.actions import asking
from heed.answer.models import Tap, TapCount, Tapped
from heed.answer.queries import hearing, outcomes
from heed.edition.actions.refusals import DecisionUnclear, NotNow, NotYours
from heed.people import actions as people
from heed.people.models import Role
from tests.factories import editions
from tests.people import sign_in

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
FIRST = datetime(2026, 12, 1, 9, 0, tzinfo=LONDON)
PAGE = "answer:on_shift"


def managers(count):
    made = [
        people.welcome(name=f"Manager {n}", email=f"manager{n}@saltmarsh.example")
        for n in range(count)
    ]
    for one in made:
        people.give_role(person=one, kind=Role.Kind.UNIT_MANAGER)
    return made


@pytest.fixture
def asked(cast):
    """Twelve unit managers, and the first message of December."""
    twelve = managers(12)
    editions.opened(cast.ama, at=FIRST)
    asking.whether_there_was_time(at=FIRST)
    return twelve


def question():
    return Tap.objects.get(kind="on_shift")


def tap(person, answer="yes", *, at=FIRST):
    asking.tap(tap=question().pk, answer=answer, by=person, at=at)


def counted():
    return dict(TapCount.objects.exclude(people=0).values_list("answer", "people"))


def seen(client, address):
    page = client.get(address)
    assert page.status_code == 200
    return " ".join(BeautifulSoup(page.content, "html.parser").main.get_text(" ").split())


def test_it_is_asked_with_the_first_message_of_a_month_and_once(cast, asked):
    for days in range(31):
        at = FIRST + timedelta(days=days)
        if days in (7, 14, 21, 28):
            editions.opened(cast.ama, at=at)
        asking.whether_there_was_time(at=at)
    assert Tap.objects.filter(kind="on_shift").count() == 1
    january = datetime(2027, 1, 5, 9, 0, tzinfo=LONDON)
    asking.whether_there_was_time(at=january)
    assert Tap.objects.filter(kind="on_shift").count() == 1, "no message, no question"
    editions.opened(cast.ama, at=january)
    asking.whether_there_was_time(at=january)
    assert Tap.objects.filter(kind="on_shift").count() == 2


def test_two_servers_ask_once(cast, asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Tap.objects.create(
            kind="on_shift", edition=question().edition, opens_at=FIRST, closes_at=FIRST
        )


def test_nobody_is_asked_where_there_could_be_no_figure(cast):
    managers(9)
    editions.opened(cast.ama, at=FIRST)
    assert asking.whether_there_was_time(at=FIRST) == 0


def test_it_waits_for_a_message_whose_mail_can_carry_it(cast):
    """Where the role was given in the middle of a month nobody is asked behind the mail."""
    editions.opened(cast.ama, at=FIRST)
    managers(10)
    assert asking.whether_there_was_time(at=FIRST + timedelta(days=3)) == 0
    editions.opened(cast.ama, at=FIRST + timedelta(days=7))
    assert asking.whether_there_was_time(at=FIRST + timedelta(days=7)) == 1


def test_a_unit_manager_answers_with_one_tap_on_a_page_of_one_question(client, hands, asked):
    hands.at = FIRST
    sign_in(client, asked[0])
    assert "Answer with one tap" in seen(client, reverse("people:me"))
    page = BeautifulSoup(client.get(reverse(PAGE)).content, "html.parser").main
    assert "given time on shift to read the message and answer it?" in page.get_text()
    (form,) = page.find_all("form")
    assert [button["value"] for button in form.find_all("button")] == [
        "yes", "partly", "no", "cannot_say",
    ]  # fmt: skip
    response = client.post(form["action"], {"answer": "partly"})
    assert response["Location"] == reverse(PAGE)
    assert "You have answered." in seen(client, reverse(PAGE))
    assert "Answer with one tap" not in seen(client, reverse("people:me"))


def test_one_row_says_who_and_a_counter_how_many_and_nothing_joins_them(asked):
    for place, one in enumerate(asked):
        tap(one, ("yes", "no")[place % 2])
    assert Tapped.objects.count() == 12
    assert counted() == {"yes": 6, "no": 6}
    assert {field.name for field in Tapped._meta.get_fields()} == {"id", "tap", "person"}
    assert {field.name for field in TapCount._meta.get_fields()} == {
        "id", "tap", "answer", "people",
    }  # fmt: skip


def test_nobody_answers_twice_or_for_another_question_or_too_late(cast, asked):
    tap(asked[0])
    with pytest.raises(NotNow):
        tap(asked[0], "no")
    with pytest.raises(DecisionUnclear):
        tap(asked[1], "not_mine")
    with pytest.raises(NotNow):
        tap(asked[1], at=FIRST + timedelta(days=7))
    assert counted() == {"yes": 1}


@pytest.mark.parametrize("role", ["reader", "author", "drafter", "moderator", "guardian",
                                  "analyst", "administrator"])  # fmt: skip
def test_nobody_else_can_answer(client, cast, hands, asked, role):
    hands.at = FIRST
    person = cast.by_role()[role]
    with pytest.raises(NotYours):
        tap(person)
    sign_in(client, person)
    response = client.post(reverse("answer:tap", args=[question().pk]), {"answer": "yes"})
    assert response.status_code == 403
    said = seen(client, reverse(PAGE))
    assert "This is asked of those who manage a unit." in said
    assert not BeautifulSoup(client.get(reverse(PAGE)).content, "html.parser").main.find("form")
    assert "Time to answer on shift" not in seen(client, reverse("people:me"))
    assert not Tapped.objects.exists()


def test_who_lost_the_role_is_not_asked(asked):
    people.take_role(role=asked[0].roles.get())
    with pytest.raises(NotYours):
        tap(asked[0])
    assert asked[0].pk not in asking.unit_managers()


def test_it_does_not_exist_for_whoever_is_not_signed_in(client, asked, hands):
    hands.at = FIRST
    assert client.get(reverse(PAGE)).status_code == 302
    client.post(reverse("answer:tap", args=[question().pk]), {"answer": "yes"})
    assert not TapCount.objects.exists()


def test_it_is_published_seven_days_later_once_and_what_made_it_is_erased(
    client, cast, hands, asked
):
    for place, one in enumerate(asked):
        tap(one, "no" if place < 8 else "yes")
    asking.release_due(at=FIRST + timedelta(days=7) - timedelta(minutes=1))
    assert question().figure == {}
    hands.at = FIRST + timedelta(days=7)
    asking.release_due(at=hands.at)
    asking.release_due(at=hands.at + timedelta(days=1))
    assert not TapCount.objects.exists()
    assert not Tapped.objects.exists()
    frozen = question().figure
    assert frozen["people"] == {"lowest": 10, "highest": 14}
    sign_in(client, cast.sam)
    said = seen(client, reverse("week:ledger"))
    assert "Were people given time on shift to answer?" in said
    assert "10 to 14 people answered" in said
    sign_in(client, None)
    assert "10 to 14 people" not in seen(client, reverse("week:ledger"))
    people.part_with(person=asked[0], at=hands.at)
    assert question().figure == frozen


@pytest.mark.parametrize("people_", [0, 1, 9])
def test_from_fewer_than_ten_there_is_no_figure(client, cast, hands, asked, people_):
    for one in asked[:people_]:
        tap(one)
    hands.at = FIRST + timedelta(days=7)
    asking.release_due(at=hands.at)
    assert question().figure == {"too_few": 10}
    sign_in(client, cast.sam)
    assert "Fewer than ten people answered" in seen(client, reverse("week:ledger"))


def test_no_unit_stands_anywhere_in_it(client, cast, hands, asked):
    """Two managers of two units who answered otherwise leave the same behind."""
    units = people.build_units([("Mill Road", ""), ("Dock Street", "")])
    for one, unit in zip(asked, units, strict=False):
        one.unit_id = unit
        one.save()
    for one in asked:
        tap(one)
    hands.at = FIRST + timedelta(days=7)
    asking.release_due(at=hands.at)
    sign_in(client, cast.sam)
    for address in (reverse("week:ledger"), reverse("week:outcomes"), reverse(PAGE)):
        said = client.get(address).content.decode()
        assert "Mill Road" not in said
        assert "Manager 1" not in said
    assert "unit" not in {field.name for field in Tap._meta.get_fields()}


def test_the_months_before_are_lines_with_their_people(client, cast, hands, asked):
    for number in range(3):
        at = FIRST + timedelta(days=31 * number)
        if number:
            editions.opened(cast.ama, at=at)
            asking.whether_there_was_time(at=at)
        newest = Tap.objects.filter(kind="on_shift").latest("opens_at")
        for place, one in enumerate(asked):
            asking.tap(tap=newest.pk, answer=("yes", "no")[place % 2], by=one, at=at)
        hands.at = at + timedelta(days=7)
        asking.release_due(at=hands.at)
    found = outcomes.outcomes(staff=True, at=hands.at).on_shift
    assert [one.opened_on.month for one in found] == [2, 1, 12]
    sign_in(client, cast.sam)
    said = seen(client, reverse("week:ledger"))
    assert said.count("10 to 14 people)") == 2
    assert "In the months before" in said


def test_what_is_kept_of_it_is_shown_and_goes(asked):
    tap(asked[0])
    (taps,) = (section for section in kept.shows(asked[0]) if section.key == "taps")
    assert [entry.title for entry in taps.entries] == [
        "Were people given time on shift to read the message and answer it?"
    ]
    kept.erases(asked[0], ends_account=True, at=FIRST)
    assert not Tapped.objects.exists()
    assert counted() == {"yes": 1}, "what was counted stays counted"


def test_nothing_is_asked_any_more_once_it_is_closed(asked):
    assert hearing.on_shift(at=FIRST) is not None
    assert hearing.on_shift(at=FIRST + timedelta(days=7)) is None
