"""A unit manager is asked once a month, taps once, and everybody reads what came of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from heed.answer.actions import asking
from heed.answer.models import Frozen, Tap
from heed.people import actions as people
from heed.people.models import Role
from tests.factories import loop

pytestmark = pytest.mark.journey


def _manager(number: int):
    one = people.welcome(name=f"Pat {number}", email=f"p{number}@saltmarsh.example")
    people.give_role(person=one, kind=Role.Kind.UNIT_MANAGER)
    return one


def test_bev_says_with_one_tap_whether_there_was_time_on_shift(somebody, week):
    cast = week.cast
    people.give_role(person=cast.bev, kind=Role.Kind.UNIT_MANAGER)
    others = [_manager(number) for number in range(14)]
    message = loop.answered(cast.ama, cast.joe, "No kettle at night.")
    week.is_now(message.opened_at + timedelta(hours=1))
    bev = somebody(cast.bev).opens(reverse("answer:on_shift")).shoots("on-shift-asked")
    bev.presses("Partly").sees("You have answered. What you answered is not kept with your name.")
    bev.shoots("on-shift-answered")
    question = Tap.objects.get(kind="on_shift")
    for place, one in enumerate(others):
        said = ("yes", "partly", "no")[place % 3]
        asking.tap(tap=question.pk, answer=said, by=one, at=message.opened_at)
    theme = loop.heard(message, cast.ama)
    loop.promised(message, theme, cast.bev, cast.ama)
    week.is_now(message.closes_at + timedelta(days=22))
    Frozen.objects.create(
        edition_id=message.pk, kind="minutes", value={"minutes": 40, "messages": 12}, at=week.now
    )
    sam = somebody(cast.sam).opens(reverse("week:ledger"))
    sam.sees("Were people given time on shift to answer?").sees("15 to 19 people answered")
    sam.shoots("ledger-for-staff")
    bev.opens(reverse("answer:on_shift")).sees("Nothing is asked just now.")
