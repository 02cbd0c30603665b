"""What an author who leaves had under way goes out by nobody, and to another author by a person."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.cli.steps import EACH_FEW_SECONDS, EACH_MINUTE
from heed.edition.actions import handing_over, publishing
from heed.edition.actions.refusals import NotNow, NotYours
from heed.edition.models import Edition
from heed.people import actions as people
from heed.people import owning
from heed.people.models import Person, Role
from tests.factories import editions
from tests.people import Cast, cast, sign_in

TUESDAY = editions.TUESDAY
BEFORE = TUESDAY - timedelta(hours=2)


@pytest.fixture
def everybody(db: None):
    clock.set_source(lambda: BEFORE)
    yield cast()
    clock.set_source(None)


@pytest.fixture
def ben(everybody: Cast) -> Person:
    ben = people.welcome(name="Ben Okafor", email="ben@saltmarsh.example")
    people.give_role(person=ben, kind=Role.Kind.AUTHOR)
    return ben


@pytest.fixture
def scheduled(everybody: Cast) -> Edition:
    edition = editions.draft(everybody.ama)
    return publishing.publish(edition=edition, by=everybody.ama, at=BEFORE, when=TUESDAY)


def tick(at) -> None:
    for _name, step in [*EACH_MINUTE, *EACH_FEW_SECONDS]:
        step(at)


def page(edition: Edition) -> str:
    return reverse("edition:hand_over", args=[edition.pk])


def test_what_somebody_owns_is_named(everybody: Cast, scheduled: Edition, ben: Person) -> None:
    editions.draft(everybody.ama)
    asked = editions.draft(ben)
    publishing.ask_for_check(edition=asked, checker=everybody.ama, address="/", by=ben, at=BEFORE)
    editions.opened(ben, at=TUESDAY - timedelta(weeks=1))
    owned = owning.owned_by([everybody.ama.pk, everybody.sam.pk])
    assert owned.keys() == {everybody.ama.pk}
    assert sorted(thing.what for thing in owned[everybody.ama.pk]) == [
        "a draft begun on Monday 23 November 2026",
        "a message that was to go out on Tuesday 24 November, 9am",
        "reading a message before it goes out; Ben Okafor can ask somebody else",
    ]


def test_an_empty_draft_is_nothing_to_take_over(everybody: Cast) -> None:
    from heed.edition.actions import writing

    ama = everybody.ama
    writing.begin(series=editions.series(), author=ama, by=ama, at=BEFORE)
    assert owning.owned_by([ama.pk]) == {}


def test_a_leavers_message_does_not_go_out(everybody: Cast, scheduled: Edition) -> None:
    people.part_with(person=everybody.ama)
    assert publishing.open_due(at=TUESDAY) == 0
    tick(TUESDAY + timedelta(minutes=1))
    scheduled.refresh_from_db()
    assert (scheduled.state, scheduled.publish_at) == ("draft", None)
    assert Client().get("/").status_code == 200


def test_its_week_is_free_for_somebody_else(
    everybody: Cast, scheduled: Edition, ben: Person
) -> None:
    people.part_with(person=everybody.ama)
    tick(BEFORE)
    other = publishing.publish(edition=editions.draft(ben), by=ben, at=BEFORE, when=TUESDAY)
    assert other.state == "scheduled"


def test_whoever_was_to_read_it_is_not_written_to(everybody: Cast) -> None:
    edition = editions.draft(everybody.ama)
    publishing.ask_for_check(
        edition=edition, checker=everybody.bev, address="/", by=everybody.ama, at=BEFORE
    )
    people.part_with(person=everybody.ama)
    tick(BEFORE)
    edition.refresh_from_db()
    assert edition.state == "draft"
    assert mail.outbox == []


def test_an_administrator_gives_it_to_another_author(
    client: Client, everybody: Cast, scheduled: Edition, ben: Person
) -> None:
    people.part_with(person=everybody.ama)
    tariq = sign_in(client, everybody.tariq)
    assert page(scheduled) in tariq.get(reverse("people:list")).text
    assert page(scheduled) in tariq.get(reverse("people:person", args=["ama-tetteh"])).text
    text = tariq.get(page(scheduled)).text
    assert "Ben Okafor" in text
    assert editions.WORDS.title not in text, "it is not for the administrator to read"
    assert tariq.post(page(scheduled), {"author": ben.pk}).status_code == 302
    scheduled.refresh_from_db()
    assert (scheduled.author, scheduled.state, scheduled.publish_at) == (ben, "draft", None)
    assert (
        editions.WORDS.title in sign_in(Client(), ben).get(reverse("edition:desk_of_messages")).text
    )
    assert page(scheduled) not in tariq.get(reverse("people:list")).text
    assert tariq.get(page(scheduled)).status_code == 404
    publishing.publish(edition=scheduled, by=ben, at=TUESDAY, when=TUESDAY)
    assert "Ben Okafor" in Client().get("/").text


@pytest.mark.parametrize("sent", [{}, {"author": ""}, {"author": "999999"}, {"author": "x"}])
def test_nobody_is_nobody(
    client: Client, everybody: Cast, scheduled: Edition, ben: Person, sent: dict[str, str]
) -> None:
    people.part_with(person=everybody.ama)
    answer = sign_in(client, everybody.tariq).post(page(scheduled), sent)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    scheduled.refresh_from_db()
    assert scheduled.author == everybody.ama


def test_to_somebody_who_is_no_author(
    client: Client, everybody: Cast, scheduled: Edition, ben: Person
) -> None:
    people.part_with(person=everybody.ama)
    answer = sign_in(client, everybody.tariq).post(page(scheduled), {"author": everybody.sam.pk})
    assert answer.status_code == 422
    with pytest.raises(NotNow):
        handing_over.hand_over(edition=scheduled, to=everybody.sam, by=everybody.tariq, at=BEFORE)


def test_a_draft_of_somebody_who_works_here_stays_theirs(
    client: Client, everybody: Cast, scheduled: Edition, ben: Person
) -> None:
    assert sign_in(client, everybody.tariq).get(page(scheduled)).status_code == 404
    with pytest.raises(NotNow, match="their messages are theirs"):
        handing_over.hand_over(edition=scheduled, to=ben, by=everybody.tariq, at=BEFORE)


def test_what_is_out_stays_its_authors(everybody: Cast, ben: Person) -> None:
    edition = editions.opened(everybody.ama)
    people.part_with(person=everybody.ama)
    with pytest.raises(NotNow, match="out"):
        handing_over.hand_over(edition=edition, to=ben, by=everybody.tariq, at=TUESDAY)


@pytest.mark.parametrize("role", ["nobody", "reader", "author", "drafter", "moderator", "guardian"])
def test_nobody_else_gives_anything_away(
    client: Client, everybody: Cast, scheduled: Edition, ben: Person, role: str
) -> None:
    people.part_with(person=everybody.ama)
    person = {**everybody.by_role(), "author": ben}[role]
    sign_in(client, person).post(page(scheduled), {"author": ben.pk})
    scheduled.refresh_from_db()
    assert scheduled.author == everybody.ama
    with pytest.raises(NotYours):
        handing_over.hand_over(edition=scheduled, to=ben, by=person or ben, at=BEFORE)


def test_another_site_cannot_send_it(everybody: Cast, scheduled: Edition, ben: Person) -> None:
    people.part_with(person=everybody.ama)
    browser = sign_in(Client(enforce_csrf_checks=True), everybody.tariq)
    assert browser.post(page(scheduled), {"author": ben.pk}).status_code == 403


def test_who_left_is_told_on_the_page_where_access_ends(
    client: Client, everybody: Cast, scheduled: Edition
) -> None:
    text = (
        sign_in(client, everybody.tariq).get(reverse("people:part_with", args=["ama-tetteh"])).text
    )
    assert "a message that was to go out on Tuesday" in text
