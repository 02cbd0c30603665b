"""Who gave which role to whom: written down once, for the guardians and the administrators."""

import pytest
from django.test import Client

from heed.moderation.models import EventIsKept
from heed.people import actions, queries
from heed.people.models import Role, RoleChange
from tests.factories import pages
from tests.people import Cast, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def tariq(people: Cast) -> Client:
    return sign_in(Client(), people.tariq)


def said(response) -> str:
    return pages.text(response).replace(" ’", "’")


def test_what_an_administrator_gives_and_takes_stands_on_the_persons_page(tariq, people):
    tariq.post(f"/person/{people.bev.slug}/give-role/", {"kind": "guardian"})
    tariq.post(f"/person/{people.bev.slug}/take-role/{people.bev.roles.get().pk}/")
    page = said(tariq.get(f"/person/{people.bev.slug}/"))
    assert "Tariq Hollis gave Bev Ashdown the role “Guardian” on" in page
    assert "Tariq Hollis took the role “Guardian” from Bev Ashdown on" in page


def test_the_guardians_see_it_and_nobody_sees_more_there(tariq, people):
    tariq.post(f"/person/{people.bev.slug}/give-role/", {"kind": "guardian"})
    tariq.post(f"/person/{people.sam.slug}/give-role/", {"kind": "moderator"})
    page = said(sign_in(Client(), people.nadia).get("/guardian/"))
    assert "Tariq Hollis gave Bev Ashdown the role “Guardian” on" in page
    assert "Sam" not in page


def test_leaving_takes_the_roles_and_says_so(tariq, people):
    tariq.post(f"/person/{people.nadia.slug}/ends/")
    last = queries.role_changes(kind="guardian")[0]
    assert (last.name, last.is_given, last.by) == ("Nadia Rahman", False, "Tariq Hollis")


def test_what_the_command_line_does_says_that_nobody_is_known_to_have_done_it(people):
    actions.give_role(person=people.bev, kind=Role.Kind.GUARDIAN)
    page = said(sign_in(Client(), people.nadia).get("/guardian/"))
    assert "Bev Ashdown was given the role “Guardian” on" in page
    assert "by whoever runs the server" in page


def test_giving_twice_is_written_down_once(people):
    for _ in "ab":
        actions.give_role(person=people.bev, kind=Role.Kind.GUARDIAN, by=people.tariq)
    assert RoleChange.objects.filter(person=people.bev).count() == 1


def test_it_cannot_be_changed_or_removed(people):
    change = RoleChange.objects.filter(kind="guardian").first()
    with pytest.raises(EventIsKept):
        change.save()
    with pytest.raises(EventIsKept):
        change.delete()
    with pytest.raises(EventIsKept):
        RoleChange.objects.all().delete()


def test_fewer_than_two_guardians_is_said_until_there_are_two(tariq, people):
    sentence = "Fewer than two people here are guardians."
    assert queries.count_guardians() == 1
    assert sentence in said(tariq.get("/people/"))
    # Among what is missing it is said once, and in the same breath as the rest.
    missing = said(tariq.get("/organisation/"))
    assert sentence not in missing and "There is one guardian." in missing
    actions.give_role(person=people.sam, kind=Role.Kind.GUARDIAN, scope="one-series")
    assert queries.count_guardians() == 1
    actions.give_role(person=people.bev, kind=Role.Kind.GUARDIAN)
    assert queries.count_guardians() == 2
    for address in ("/people/", "/organisation/", "/guardian/"):
        client = sign_in(Client(), people.nadia) if address == "/guardian/" else tariq
        assert sentence not in said(client.get(address))
    actions.part_with(person=people.bev)
    assert queries.count_guardians() == 1
