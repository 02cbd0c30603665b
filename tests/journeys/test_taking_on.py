"""An author left after her message went out: another one takes the answers on."""

import pytest
from django.urls import reverse

from heed.answer.models import TakenOn
from heed.people import actions as people_actions
from tests.factories import editions, loop
from tests.journeys.week import Week

pytestmark = pytest.mark.journey


@pytest.fixture
def message(week: Week):
    hugo = people_actions.welcome(name="Hugo Vane", email="hugo@saltmarsh.example", post="Director")
    people_actions.give_role(person=hugo, kind="author")
    edition = editions.opened(hugo)
    for name in ("Sam Tolliver", "Lorna Pettifer"):
        editions.posted(edition, week.cast.joe, "The garage is locked.", name=name)
    week.is_now(loop.READ)
    people_actions.part_with(person=hugo, at=week.now)
    return loop.message_of(edition)


def test_from_where_messages_stand_to_the_answers(somebody, week: Week, message):
    ama = somebody(week.cast.ama)
    ama.opens(reverse("answer:standing", args=[message.series_slug]))
    ama.sees("no longer writes in this series").shoots("standing-nobody-reads")
    ama.follows(message.title).sees("and answer them under your own name").shoots("take-on")
    ama.presses("Take them on").sees("The garage is locked.")
    assert TakenOn.objects.get().name == "Ama Tetteh"
