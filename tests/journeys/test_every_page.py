"""Every page once, on the phone and at the desk, by somebody who may see it."""

from collections import defaultdict

import pytest
from django.test import Client

from tests.journeys import pages
from tests.journeys.week import TUESDAY, Everything, fill
from tests.people import sign_in

ROLES = list(dict.fromkeys(one.who[0] for one in pages.PAGES))
# What is worked on before anybody else may know of it is not even said to exist.
MAY_NOT = {302, 403, 404}
# The front page is this week's message, and a form that is shown again is the same form.
ONE_PAGE = [
    {"week:front", "edition:page"},
    {"people:sign_in", "account_request_login_code"},
]


def test_every_address_of_heed_stands_in_the_table():
    listed = {one.name for one in pages.EVERY} | set(pages.SAME)
    assert set(pages.names()) == listed


@pytest.fixture
def everything(week) -> Everything:
    return fill(week)


@pytest.mark.journey
@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_as_it_should_be(somebody, everything, role):
    """Given a week in which everything happened, each page passes, with a title of its own."""
    visitor = somebody(pages.person_for(everything.week.cast, role))
    titles: dict[str, set[str]] = defaultdict(set)
    for one in pages.PAGES:
        if one.who[0] == role:
            visitor.opens(one.path(everything), status=one.status).shoots(one.shot)
            titles[visitor.page.title()].add(one.name)
    shared = [names for names in titles.values() if len(names) > 1 and names not in ONE_PAGE]
    assert not shared


@pytest.mark.journey
def test_the_pages_for_what_went_wrong(somebody, everything):
    nobody = somebody()
    nobody.opens("/no-such-page/", status=404).shoots("trouble-404")
    somebody(everything.week.cast.sam).opens("/queue/", status=403).shoots("trouble-403")


def test_each_page_opens_to_those_who_may_see_it_and_to_nobody_else(db, plain_week):
    """Given everybody in turn, a page answers those of its roles, and no other."""
    full = fill(plain_week)
    wrong = []
    for role, person in full.week.cast.by_role().items():
        client = sign_in(Client(), person)
        client.defaults |= {"wsgi.url_scheme": "https", "HTTP_HOST": "heed.example"}
        for one in pages.EVERY:
            status = client.get(one.path(full)).status_code
            if one.is_verb:
                # Nothing is done by looking.
                is_right = status == 405 or (role not in one.who and status in MAY_NOT)
            elif role in one.who:
                is_right = status == one.status
            else:
                is_right = status in MAY_NOT
            if not is_right:
                wrong.append(f"{role} at {one.path(full)} was answered {status}")
    assert not wrong, "\n".join(wrong)


def test_before_the_first_message_there_is_a_page_too(db, plain_week):
    plain_week.is_now(TUESDAY)
    answer = Client(headers={"host": "heed.example"}).get("/", secure=True)
    assert answer.status_code == 200
