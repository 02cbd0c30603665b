"""The author's page of the series, and one's own promises: what stands, what is next, by when."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from heed.answer.actions import gathering, keeping_promises, promising
from heed.answer.queries import owing, promises, standing
from heed.people import actions as people_actions
from heed.people.models import Person, Role
from tests.factories import editions, loop, pages
from tests.people import sign_in

pytestmark = pytest.mark.django_db
SERIES = "the-leadership-message"


@pytest.fixture
def message(cast):
    return loop.answered(cast.ama, cast.joe, "No kettle at night.", "The toilet is locked.")


def page(person, hands, at=None) -> str:
    hands.at = at or hands.at
    return pages.text(sign_in(Client(), person).get(reverse("answer:standing", args=[SERIES])))


def stands(cast, message, at):
    series = message.series_id
    late = owing.late_answers(series, at=at)
    (found,) = standing.standings(cast.ama.pk, series=series, late=late, at=at)
    return found


def test_the_days_of_a_message_of_tuesday(cast, message):
    """Played back by Thursday of the second week, promised by Tuesday of the third."""
    found = stands(cast, message, loop.READ)
    assert (found.heard_by, found.promised_by) == (date(2026, 12, 3), date(2026, 12, 8))


def test_a_message_of_friday_is_not_played_back_after_its_promises(cast):
    friday = editions.TUESDAY + timedelta(days=3)
    message = loop.answered(cast.ama, cast.joe, "One.", at=friday)
    found = stands(cast, message, friday + timedelta(days=1))
    assert found.message.closes_at.date() < found.heard_by <= found.promised_by


def marks(found):
    return (found.mark_of_speaking, found.mark_of_hearing, found.mark_of_promising)


def test_the_four_stages_from_said_to_promised(cast, message):
    assert marks(stands(cast, message, editions.TUESDAY + timedelta(days=1))) == (
        "started", "made", "made",
    )  # fmt: skip
    assert marks(stands(cast, message, loop.READ)) == ("done", "made", "made")
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    assert marks(stands(cast, message, loop.READ)) == ("done", "started", "made")
    assert marks(stands(cast, message, loop.READ + timedelta(days=3))) == ("done", "late", "made")
    theme = loop.heard(message, cast.ama)
    assert marks(stands(cast, message, loop.HEARD)) == ("done", "done", "started")
    loop.promised(message, theme, cast.bev, cast.ama)
    assert marks(stands(cast, message, loop.PROMISED)) == ("done", "done", "done")


def test_still_thinking_is_no_end(cast, message):
    theme = loop.heard(message, cast.ama)
    promising.say_still_thinking(
        message=message, theme=theme.pk, words="It hangs on the board.", by=cast.ama, at=loop.HEARD
    )
    assert stands(cast, message, loop.HEARD).mark_of_promising == "started"
    at = editions.TUESDAY + timedelta(days=16)
    assert stands(cast, message, at).mark_of_promising == "late"


def test_the_page_says_what_is_next_and_by_which_day(cast, message, hands):
    before = page(cast.ama, hands, loop.READ)
    assert "By Thursday 3 December 2026. Two still in none of your themes." in before
    assert "By Thu 3 Dec" in before
    assert "By Tuesday 8 December 2026. It opens when what you heard is out." in before
    loop.heard(message, cast.ama)
    after = page(cast.ama, hands, loop.HEARD + timedelta(hours=1))
    assert "What you heard is out since Thursday 3 December 2026" in after
    assert "By Tue 8 Dec" in after
    assert "One theme stands as heard." in after


def test_the_four_stages_stand_in_their_order(cast, message, hands):
    said = page(cast.ama, hands, loop.READ)
    where = [said.index(f"{verb} (") for verb in ("Say", "Speak", "Play back", "Promise")]
    assert where == sorted(where)


def test_when_nothing_is_left_it_says_so(cast, message, hands):
    loop.promised(message, loop.heard(message, cast.ama), cast.bev, cast.ama)
    said = page(cast.ama, hands, loop.PROMISED)
    assert "Nothing waits for you here." in said
    assert "Nothing stands in the way of the next message." in said


def test_what_the_series_owes_is_seen_by_each_of_its_authors(cast, message, hands):
    """Ben, who wrote none of it, sees Ama's late answers, the silent promise and the leaver's."""
    loop.promised(message, loop.heard(message, cast.ama), cast.bev, cast.ama)
    ben = people_actions.welcome(name="Ben Okafor", email="ben@saltmarsh.example")
    people_actions.give_role(person=ben, kind=Role.Kind.AUTHOR)
    said = page(ben, hands, loop.PROMISED + timedelta(days=20))
    assert "Bev Ashdown owns it, and is asked for a word" in said
    silent = page(ben, hands, loop.PROMISED + timedelta(days=29))
    assert "The last word about it was on Friday 4 December 2026. Bev Ashdown owns it." in silent
    Person.objects.filter(pk=cast.bev.pk).update(is_active=False)
    left = page(ben, hands)
    assert "Bev Ashdown has left." in left
    assert "The last word about it" not in left, "one thing is said once"


def test_late_answers_of_another_author_are_named_with_hers(cast, message, hands):
    ben = people_actions.welcome(name="Ben Okafor", email="ben@saltmarsh.example")
    people_actions.give_role(person=ben, kind=Role.Kind.AUTHOR)
    said = page(ben, hands, editions.TUESDAY + timedelta(days=16))
    assert "Two answers have waited for more than 14 days. Ama reads them." in said
    assert "No message of yours went out in these weeks." in said


def test_nobody_but_an_author_of_the_series_comes_in(cast, message, client):
    address = reverse("answer:standing", args=[SERIES])
    assert client.get(address).status_code == 302
    for person in (cast.sam, cast.joe, cast.dora, cast.nadia):
        assert sign_in(Client(), person).get(address).status_code == 403
    other = people_actions.welcome(name="Una Vale", email="una@saltmarsh.example")
    people_actions.give_role(person=other, kind=Role.Kind.AUTHOR, scope="another-series")
    una = sign_in(Client(), other)
    assert una.get(address).status_code == 404
    assert una.get(reverse("answer:standing", args=["another-series"])).status_code == 404
    assert sign_in(Client(), cast.ama).post(address).status_code == 405


def test_write_in_the_header_leads_there(cast, message, hands):
    hands.at = loop.READ
    for person, is_led in ((cast.ama, True), (cast.dora, False)):
        desk = sign_in(Client(), person).get(reverse("edition:desk_of_messages")).content.decode()
        assert (reverse("answer:standing", args=[SERIES]) in desk) is is_led


def test_the_page_asks_no_more_for_five_messages_than_for_three(
    cast, hands, django_assert_max_num_queries
):
    ama = sign_in(Client(), cast.ama)
    hands.at = editions.TUESDAY + timedelta(days=2)
    asked = []
    for weeks in range(5):
        tuesday = editions.TUESDAY - timedelta(weeks=weeks)
        loop.answered(cast.ama, cast.joe, "One.", at=tuesday)
        with django_assert_max_num_queries(36) as queries:
            assert ama.get(reverse("answer:standing", args=[SERIES])).status_code == 200
        asked.append(len(queries))
    # From the third on some answers are late, and those are looked for once.
    assert set(asked[2:]) == {asked[2]}


def own_page(person, hands, at) -> str:
    hands.at = at
    return pages.text(sign_in(Client(), person).get(reverse("people:me")))


def test_an_owner_without_the_weekly_mail_finds_it_on_their_own_page(cast, message, hands):
    promise = loop.promised(message, loop.heard(message, cast.ama), cast.bev, cast.ama)
    said = own_page(cast.bev, hands, loop.PROMISED + timedelta(days=2))
    assert "A word by Thu 31 Dec" in said
    assert promise.what in said
    assert "It is due on Sunday 31 January 2027." in said
    silent = own_page(cast.bev, hands, loop.PROMISED + timedelta(days=30))
    assert "The last word was on Friday 4 December 2026. The next message waits for one." in silent
    for other in (cast.sam, cast.ama, cast.tariq):
        assert promise.what not in own_page(other, hands, hands.at)
    keeping_promises.finish(promise=promise, words="Keys.", by=cast.bev, at=hands.at)
    assert "What you promised" not in own_page(cast.bev, hands, hands.at)


def test_the_promise_itself_asks_those_who_can_answer(cast, message, hands):
    """Its owner and the authors read by when a word is due; nobody else is told."""
    promise = loop.promised(message, loop.heard(message, cast.ama), cast.bev, cast.ama)
    hands.at = loop.PROMISED + timedelta(days=24)
    address = reverse("answer:promise", args=[SERIES, promise.number])
    asked = "A word is due by Thursday 31 December 2026."
    for person, is_asked in ((cast.bev, True), (cast.ama, True), (cast.sam, False)):
        assert (asked in pages.text(sign_in(Client(), person).get(address))) is is_asked
    assert asked not in pages.text(Client().get(address))


def test_a_word_written_by_the_day_named_is_in_time(cast, message, hands):
    """A message that opens that evening is not stopped by a word that is due that day."""
    promise = loop.promised(message, loop.heard(message, cast.ama), cast.bev, cast.ama)
    shown = promises.promise(SERIES, promise.number, at=loop.PROMISED)
    assert shown.word_due_on == date(2026, 12, 31)
    evening = loop.PROMISED.replace(year=2026, month=12, day=31, hour=23)
    assert owing.stale(message.series_id, at=evening) == []
