"""How often the pages of the loop ask the database: as often for much as for little."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from heed.answer.models import Became, Promise, PromiseWord
from tests.factories import loop
from tests.people import sign_in


@pytest.fixture
def promise(cast, hands):
    message = loop.answered(cast.ama, cast.joe, "No kettle at night.", "The toilet is locked.")
    made = loop.promised(message, loop.heard(message, cast.ama), cast.bev, cast.ama)
    hands.at = loop.PROMISED + timedelta(days=30)
    return Promise.objects.get(pk=made.pk)


def more(promise: Promise, many: int) -> None:
    """As many more promises for the same theme, each with what happened to it."""
    theme, last = Became.objects.get(promise=promise).theme, promise.number
    for number in range(last + 1, last + 1 + many):
        promise.pk, promise.number = None, number
        promise.save(force_insert=True)
        PromiseWord.objects.create(promise=promise, kind="made", words="First.", at=loop.PROMISED)
        Became.objects.create(theme=theme, promise=promise)


PAGES = {"heard": 13, "promise": 8, "promises_feed": 6, "wall": 19}


@pytest.mark.parametrize(("name", "queries"), PAGES.items())
def test_a_page_asks_as_much_for_many_promises_as_for_one(
    client, promise, django_assert_num_queries, name, queries
):
    where = {
        "heard": [promise.edition.slug],
        "promises_feed": [promise.series.slug],
    }.get(name, [promise.series.slug, promise.number])
    address = reverse(f"answer:{name}", args=where)
    for _each in range(2):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200
        more(promise, 12)


def test_the_author_reads_what_was_heard_for_the_same_however_much_was_promised(
    cast, promise, django_assert_max_num_queries
):
    ama, address = sign_in(Client(), cast.ama), reverse("answer:heard", args=[promise.edition.slug])
    asked = []
    for _each in range(2):
        with django_assert_max_num_queries(20) as queries:
            assert ama.get(address).status_code == 200
        asked.append(len(queries))
        more(promise, 12)
    assert asked[0] == asked[1]
