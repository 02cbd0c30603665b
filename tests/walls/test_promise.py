"""Every page that takes somebody's words says what can and cannot be promised to them."""

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.journeys import pages
from tests.journeys.week import fill
from tests.people import sign_in

WORDS = "textarea:not([hidden])"
# What administrators put up for everybody to read is nothing that they tell anybody.
NOTICES = {"people:pre_election", "people:change_pre_election"}


def test_whoever_is_asked_for_words_can_read_what_we_can_promise(db, plain_week):
    full = fill(plain_week)
    promise = reverse("week:promise")
    asked, silent = set(), []
    for one in pages.PAGES:
        if one.name in NOTICES:
            continue
        client = sign_in(Client(), pages.person_for(full.week.cast, one.who[0]))
        client.defaults |= {"wsgi.url_scheme": "https", "HTTP_HOST": "heed.example"}
        page = BeautifulSoup(client.get(one.path(full)).content, "html.parser")
        for form in page.select("main form"):
            if form.select_one(WORDS):
                asked.add(one.name)
                if not page.select_one(f'main a[href="{promise}"]'):
                    silent.append(one.path(full))
    assert not silent, silent
    assert {
        "edition:comment",
        "edition:report",
        "edition:writers_page",
        "edition:enter_cards",
        "queue:item",
    } <= asked
