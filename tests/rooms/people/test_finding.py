"""Whom somebody means who types a name: one is taken, several are offered, nobody is guessed."""

import pytest

from heed.people import actions, finding
from heed.people.models import Person

pytestmark = pytest.mark.django_db


def join(name: str, post: str = "Paramedic", **given: object) -> Person:
    number = Person.objects.count()
    return actions.welcome(name=name, email=f"p{number}@saltmarsh.example", post=post, **given)


@pytest.fixture
def staff(people):
    names = (
        "Siân O’Neill", "Jean-Luc Ferrant", "Beverley Short", "Bo Ng", "Nur Patel", "Nur Patel",
        "Ana Lovell", "Anastasia Gray",
    )  # fmt: skip
    return [join(name) for name in names]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Bev Ashdown", "Bev Ashdown"),
        ("ashdown, BEV", "Bev Ashdown"),
        ("  Ashdown ", "Bev Ashdown"),
        ("bev@SALTMARSH.example", "Bev Ashdown"),
        ("Sian O'Neill", "Siân O’Neill"),
        ("oneill", "Siân O’Neill"),
        ("Jean Luc", "Jean-Luc Ferrant"),
        ("Bo Ng", "Bo Ng"),
        ("ng", "Bo Ng"),
    ],
)
def test_a_name_that_fits_one_person_is_taken(staff, typed, name):
    meant = finding.meant_by(typed)
    assert meant.person is not None
    assert meant.person.name == name


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Bev", ["Bev Ashdown", "Beverley Short"]),
        ("nur patel", ["Nur Patel", "Nur Patel"]),
        ("Ana", ["Ana Lovell", "Anastasia Gray"]),
        # The beginning of one name alone may still be somebody else's mistake.
        ("anast", ["Anastasia Gray"]),
        # Nobody is called exactly so: whoever shares a whole word comes near.
        ("Robert Lovell", ["Ana Lovell"]),
    ],
)
def test_several_who_fit_are_offered_and_nobody_is_guessed(staff, typed, names):
    meant = finding.meant_by(typed)
    assert meant.person is None
    assert [one.name for one in meant.near] == names


@pytest.mark.parametrize("typed", ["", " ", "a", "an", "%", "_", "@", "nobody@x", "…", "\0", "Zoë"])
def test_what_fits_nobody_lists_nobody(staff, typed):
    assert finding.meant_by(typed) == finding.Meant()


def test_who_has_left_is_not_found(staff, people):
    Person.objects.filter(pk=people.bev.pk).update(is_active=False)
    assert finding.meant_by("Bev Ashdown").person is None
    assert finding.meant_by(people.bev.email) == finding.Meant()


def test_no_more_than_six_are_told_whatever_is_typed(people):
    for number in range(9):
        join(f"Sam Other{'abcdefghi'[number]}")
    meant = finding.meant_by("Sam")
    assert len(meant.near) == finding.MOST == 6
    assert meant.has_more


def test_of_five_thousand_one_is_found_with_two_questions(people, django_assert_num_queries):
    Person.objects.bulk_create(
        Person(name=f"Given{n} Family{n}", slug=f"p-{n}", email=f"p{n}@x.example")
        for n in range(5_000)
    )
    with django_assert_num_queries(2):
        assert finding.meant_by("family4321").person.name == "Given4321 Family4321"
