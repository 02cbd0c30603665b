"""Whose promise it is: a name is enough, nothing typed is lost, and no list of staff is told."""

import pytest
from django.urls import reverse

from heed.answer.models import Promise, PromiseWord
from heed.people import actions as people
from heed.people.models import Person
from tests.factories import loop
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(cast, hands):
    hands.at = loop.PROMISED
    return loop.answered(cast.ama, cast.joe, "No kettle at night.")


@pytest.fixture
def beverley(db):
    return people.welcome(
        name="Beverley Short", email="beverley@saltmarsh.example", post="Dispatcher"
    )


def promise(theme, **given):
    return {
        "themes": [theme.pk], "what": "Nine doors have a key", "kind": "do", "owner": "Bev Ashdown",
        "first_step": "Crews name the doors.", "due_on[day]": "31", "due_on[month]": "1",
        "due_on[year]": "2027", **given,
    }  # fmt: skip


def send(client, message, words):
    return client.post(reverse("answer:make_promise", args=[message.slug]), words)


def test_a_name_that_fits_one_person_is_enough(client, cast, message):
    theme = loop.heard(message, cast.ama)
    sign_in(client, cast.ama)
    assert send(client, message, promise(theme)).status_code == 302
    assert Promise.objects.get().owner == cast.bev


def test_of_several_the_author_chooses_and_nothing_typed_is_lost(client, cast, message, beverley):
    theme = loop.heard(message, cast.ama)
    sign_in(client, cast.ama)
    page = send(client, message, promise(theme, owner="Bev")).content.decode()
    assert "Choose whom you mean by “Bev”" in page
    for kept in ('value="Bev"', "Nine doors have a key", "Crews name the doors.", 'value="2027"'):
        assert kept in page
    assert "Beverley Short" in page
    assert "Dispatcher" in page
    assert beverley.email not in page
    assert not Promise.objects.exists()
    chosen = promise(theme, owner="Bev", owner_is=beverley.pk)
    assert send(client, message, chosen).status_code == 302
    assert Promise.objects.get().owner == beverley


def test_a_choice_outlives_another_mistake_and_not_another_name(client, cast, message, beverley):
    theme = loop.heard(message, cast.ama)
    sign_in(client, cast.ama)
    halfway = promise(theme, owner="Bev", owner_is=beverley.pk, first_step="")
    page = send(client, message, halfway).content.decode()
    assert f'value="{beverley.pk}" checked' in " ".join(page.split())
    other = promise(theme, owner=cast.sam.name, owner_is=beverley.pk)
    assert send(client, message, other).status_code == 302
    assert Promise.objects.get().owner == cast.sam


def test_nobody_who_fits_says_what_to_do(client, cast, message):
    theme = loop.heard(message, cast.ama)
    sign_in(client, cast.ama)
    page = send(client, message, promise(theme, owner="Zebedee <b>"))
    assert page.status_code == 422
    said = page.content.decode()
    assert "Nobody who works here is called “Zebedee &lt;b&gt;”. Try the first letters" in said
    assert "Nine doors have a key" in said


@pytest.mark.parametrize("forged", ["0", "-1", "1e3", "9" * 30, "\0", "<b>", "sam", "of-sam"])
def test_a_forged_choice_makes_nobody_an_owner(client, cast, message, beverley, forged):
    theme = loop.heard(message, cast.ama)
    sign_in(client, cast.ama)
    given = str(cast.sam.pk) if forged == "of-sam" else forged
    answer = send(client, message, promise(theme, owner="Bev", owner_is=given))
    assert answer.status_code == 422
    assert not Promise.objects.exists()


def test_whoever_left_meanwhile_owns_nothing(client, cast, message, beverley):
    theme = loop.heard(message, cast.ama)
    sign_in(client, cast.ama)
    Person.objects.filter(pk=beverley.pk).update(is_active=False)
    words = promise(theme, owner="Beverley Short", owner_is=beverley.pk)
    assert send(client, message, words).status_code == 422
    assert not Promise.objects.exists()


def test_names_that_are_offered_stand_on_public_pages_already(client, cast, message, beverley):
    theme = loop.heard(message, cast.ama)
    made = loop.promised(message, theme, cast.bev, cast.ama)
    give = reverse("answer:give", args=[message.series_slug, made.number])
    sign_in(client, cast.ama)
    for page in (client.get(give), client.get(reverse("answer:make_promise", args=[message.slug]))):
        said = page.content.decode()
        offered = said.partition("<datalist")[2].partition("</datalist>")[0]
        assert offered.count("<option") == 2
        assert "Bev Ashdown" in offered and "Ama Tetteh" in offered
        assert "Beverley Short" not in said
    sign_in(client, cast.bev)
    assert b"datalist" not in client.get(give).content


def test_an_owner_hands_it_on_by_name(client, cast, message, beverley):
    theme = loop.heard(message, cast.ama)
    made = loop.promised(message, theme, cast.sam, cast.ama)
    give = reverse("answer:give", args=[message.series_slug, made.number])
    sign_in(client, cast.sam)
    page = client.post(give, {"owner": "bev"})
    assert page.status_code == 422
    assert b"Beverley Short" in page.content
    assert client.post(give, {"owner": "bev", "owner_is": cast.bev.pk}).status_code == 302
    made.refresh_from_db()
    assert made.owner == cast.bev
    assert PromiseWord.objects.filter(promise=made, owner_name="Bev Ashdown").exists()
    # Whose it was may search no more.
    assert client.post(give, {"owner": "bev"}).status_code == 403


def test_giving_it_to_whom_it_belongs_says_so_beside_the_box(client, cast, message):
    theme = loop.heard(message, cast.ama)
    made = loop.promised(message, theme, cast.bev, cast.ama)
    sign_in(client, cast.bev)
    give = reverse("answer:give", args=[message.series_slug, made.number])
    page = client.post(give, {"owner": "Bev Ashdown"})
    assert page.status_code == 409
    said = page.content.decode()
    assert "Bev Ashdown owns it already." in said
    assert 'name="owner"' in said


@pytest.mark.parametrize("who", ["", "joe", "nadia", "tariq", "dora", "iain"])
def test_nobody_else_can_ask_who_works_here(client, cast, message, beverley, who):
    theme = loop.heard(message, cast.ama)
    made = loop.promised(message, theme, cast.sam, cast.ama)
    if who:
        sign_in(client, getattr(cast, who))
    addresses = (
        reverse("answer:give", args=[message.series_slug, made.number]),
        reverse("answer:make_promise", args=[message.slug]),
    )
    for address in addresses:
        answer = client.post(address, promise(theme, owner="Bev"))
        assert answer.status_code in (302, 403, 404)
        assert b"Beverley" not in answer.content
