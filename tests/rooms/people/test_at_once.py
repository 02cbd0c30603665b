"""Two phones, two tabs, two servers that ask for the same thing in the same moment."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection

from heed import clock
from heed.people import cards, second_factor
from heed.people.models import PaperCode, Person

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(what: Callable[[], object], times: int = 5) -> list[object]:
    """What each of several threads was given, or the name of what it was refused with."""
    given: list[object] = []
    begin = threading.Barrier(times)

    def run() -> None:
        begin.wait()
        try:
            given.append(what())
        except Exception as refused:
            given.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_of_several_phones_with_one_card_one_gets_in(monday_morning: datetime) -> None:
    at = monday_morning
    sheet = cards.print_sheet(
        group="Bank staff",
        count=2,
        last_on=clock.local(at).date(),
        ticket=cards.ticket(at=at),
        at=at,
    )
    given = at_once(lambda: cards.use(code=sheet.codes[0], name="", at=at))
    assert sorted(type(each).__name__ for each in given) == ["Person", *["str"] * 4]
    assert given.count("NotACode") == 4
    assert Person.objects.count() == 1
    assert PaperCode.objects.exclude(used_in_week="").count() == 1


def test_a_sheet_that_is_sent_twice_at_once_is_printed_once(monday_morning: datetime) -> None:
    at = monday_morning
    ticket = cards.ticket(at=at)
    last_on = clock.local(at).date()

    def print_it() -> object:
        return cards.print_sheet(group="Bank", count=3, last_on=last_on, ticket=ticket, at=at)

    given = at_once(print_it, 3)
    assert given.count("CannotPrint") == 2
    assert PaperCode.objects.count() == 3


def test_figures_that_are_shown_twice_at_once_are_taken_once(monday_morning: datetime) -> None:
    at = monday_morning
    sam = Person.objects.create(name="Sam Tolliver", slug="sam", email="sam@s.example")
    secret = second_factor.new_secret()
    before = at - timedelta(hours=1)
    code = second_factor.figures(secret, int(before.timestamp()) // 30)
    _codes = second_factor.set_up(person=sam, secret=secret, code=code, at=before)
    now = second_factor.figures(secret, int(at.timestamp()) // 30)
    given = at_once(lambda: second_factor.show(person=sam, code=now, at=at))
    assert given.count(None) == 1
    assert given.count("NotTheCode") == 4
    spare = at_once(
        lambda: second_factor.show(person=sam, code=_codes[0], at=at + timedelta(hours=1))
    )
    assert spare.count(None) == 1
    assert second_factor.spare_left(sam) == 9
