"""What unit managers are asked in their weekly mail, once a month, and nobody else is."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.urls import reverse_lazy

from heed.answer.actions import asking
from heed.answer.models import Tap, Tapped
from heed.outbox import post
from heed.people import actions as people
from heed.people.models import Role
from heed.week.mail import unit_managers as manager_asks
from tests.factories import editions
from tests.people import sign_in
from tests.rooms.week.test_loop_in_the_mail import NEXT, PLACES, mails, owned

pytestmark = pytest.mark.django_db
ON_SHIFT = reverse_lazy("answer:on_shift")
GIVEN = "You manage a unit. In the last four weeks, were people in it given time on shift"


@pytest.fixture(autouse=True)
def the_post_is_well():
    post.the_post.went_well()
    post.go_on()


def unit_managers(cast, *more):
    """Ten people who manage a unit, and these."""
    ten = [
        people.welcome(name=f"Manager {n}", email=f"manager{n}@saltmarsh.example")
        for n in range(10)
    ]
    for one in (*ten, *more):
        people.give_role(person=one, kind=Role.Kind.UNIT_MANAGER)


def test_unit_managers_alone_are_asked_in_their_own_mail(cast):
    unit_managers(cast, cast.bev)
    letters = mails(cast, at=NEXT, wanted=(cast.sam, cast.bev))
    bev = letters[cast.bev.email]
    for words in (bev.body, bev.alternatives[0][0]):
        said = " ".join(words.split())
        assert said.count(GIVEN) == 1
        assert str(ON_SHIFT) in said
    assert "You manage a unit" not in letters[cast.sam.email].body
    assert bev.body.index("You manage a unit") < bev.body.index("I said I would come")


def test_whoever_owns_a_promise_and_manages_a_unit_is_asked_both_in_one_mail(cast):
    unit_managers(cast, cast.bev)
    owned(cast, days=4)
    letters = mails(cast, at=NEXT)
    bev = letters[cast.bev.email]
    for words in (bev.body, bev.alternatives[0][0]):
        said = " ".join(words.split())
        assert "You own the promise" in said
        assert GIVEN in said
    assert sum(one.to == [cast.bev.email] for one in django_mail.outbox) == 1


def test_a_mail_does_not_tell_who_has_answered_before_it(cast):
    """The mail is kept for weeks, and that somebody answered for seven days."""
    unit_managers(cast, cast.bev, cast.sam)
    editions.opened(cast.ama, at=NEXT)
    asking.whether_there_was_time(at=NEXT)
    before = manager_asks.asks(at=NEXT)
    asking.tap(tap=Tap.objects.get().pk, answer="no", by=cast.bev, at=NEXT)
    assert manager_asks.asks(at=NEXT) == before
    assert before[cast.bev.pk] == before[cast.sam.pk]
    assert manager_asks.asks(at=NEXT + timedelta(days=7)) == {}


def test_the_tap_on_shift_is_a_page_and_never_a_click_in_a_mail(cast):
    unit_managers(cast, cast.bev)
    letter = mails(cast, at=NEXT)[cast.bev.email]
    bev = sign_in(Client(), cast.bev)
    for place in set(PLACES.findall(letter.body + letter.alternatives[0][0])):
        bev.get(urlsplit(place).path)
    assert not Tapped.objects.exists()
