"""The pages that say what is true say what the settings, the models and the rules say."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heed.edition.actions import commenting, keeping
from heed.edition.models import Comment, Report, Series
from heed.moderation.reasons import Reason, default_words
from heed.people import actions as people_actions
from heed.people import sessions
from heed.week import cookies, privacy
from tests import people
from tests.factories import editions

pytestmark = pytest.mark.django_db
PAGES = ["house_rules", "privacy", "cookies", "accessibility"]


def text_of(client, name):
    response = client.get(reverse(f"week:{name}"))
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def test_the_house_rules_give_every_reason_and_what_its_writer_is_told(client, cast):
    page = text_of(client, "house_rules")
    for reason in Reason:
        assert f"{reason.label} {default_words(reason)}" in page
    assert "A sharp tone is not a reason." in page


def test_the_house_rules_say_when_the_message_comes_as_the_series_has_it(client, cast):
    from datetime import time

    editions.series(says_on=2, says_at=time(7, 30), closes_on=4, closes_at=time(18, 0))
    page = text_of(client, "house_rules")
    assert "comes out on Wednesday at 7.30am and takes answers until Friday, 6pm." in page
    Series.objects.update(answering_paused_at=editions.TUESDAY)
    assert "Answering is paused since Tuesday, 9am." in text_of(client, "house_rules")


def test_the_house_rules_hold_the_limits_that_are_enforced(client, cast):
    page = text_of(client, "house_rules")
    assert commenting.LONGEST == 4000
    assert "Plain text of up to 4,000 characters." in page
    assert commenting.MOST_LINKS == 3
    assert "At most three links, shown in full." in page
    assert Report.LOOKED_AT_WITHIN == timedelta(hours=48)
    assert "looks at it within 48 hours" in page
    assert Comment.UNDO_FOR == timedelta(minutes=5)
    assert "takes effect after 5 minutes" in page
    assert keeping.UNHEARD_FOR_DAYS == 2
    assert "waited for two working days" in page
    assert "Nadia Rahman" in page


def test_every_model_stands_on_the_privacy_page_exactly_once(client, cast):
    page = BeautifulSoup(client.get(reverse("week:privacy")).content, "html.parser")
    shown = [row["data-model"] for row in page.select("[data-model]")]
    assert sorted(shown) == sorted(privacy.declared())
    for row in page.select("[data-model]"):
        assert all(each.get_text(strip=True) for each in row.select("h3, dd")), row["data-model"]


def test_the_privacy_page_and_the_models_give_the_days_that_are_kept_to(client, cast):
    page = text_of(client, "privacy")
    assert f"erased {keeping.ADDRESS_KEPT.days} days after the decision" in page
    assert f"erased {keeping.WORDS_KEPT.days} days after they came in" in page
    assert f"{keeping.ADDRESS_KEPT.days} days after the decision" in str(Comment.Privacy.keep_for)
    assert f"{keeping.WORDS_KEPT.days} days" in str(Comment.Privacy.keep_for)
    assert f"{keeping.WORDS_KEPT.days} days" in str(Report.Privacy.keep_for)


def test_no_model_has_a_place_for_an_internet_address_and_the_page_says_so(client, cast):
    from django.apps import apps

    for model in apps.get_models():
        for field in model._meta.get_fields():
            assert "IPAddress" not in type(field).__name__, f"{model} {field}"
            assert not re.search(r"(^|_)ip(_|$)|user_agent", field.name), f"{model} {field}"
    assert "Heed stores no internet address of anybody" in text_of(client, "privacy")


def test_the_privacy_page_says_whom_to_ask_and_to_whom_to_complain(client, cast):
    page = text_of(client, "privacy")
    assert "heed@saltmarsh.example" in page
    assert "Information Commissioner’s Office" in page
    people_actions.describe_organisation(by=None, contact_email="")
    assert "at the address on its own website" in text_of(client, "privacy")


def test_the_cookies_are_those_of_the_settings_and_no_others(client, cast, settings):
    named = {cookie.name for cookie in cookies.cookies()}
    assert named == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    page = text_of(client, "cookies")
    for name in named:
        assert name in page
    assert f"{sessions.READER.days} days for somebody who reads" in page
    assert f"{sessions.WRITER.days} days for authors" in page


def test_no_cookie_is_set_that_the_page_does_not_name(client, cast):
    named = {cookie.name for cookie in cookies.cookies()}
    edition = editions.opened(cast.ama)
    for address in (
        "/", reverse("week:archive"), reverse("week:search"), reverse("week:ledger"),
        reverse("edition:page", args=[edition.slug]), *(reverse(f"week:{page}") for page in PAGES),
    ):  # fmt: skip
        assert not client.get(address).cookies, address
    client.get(reverse("account_login"))
    assert set(client.cookies) <= named
    people.sign_in(client, cast.tariq)
    client.get("/")
    assert set(client.cookies) <= named


def test_the_accessibility_statement_says_what_the_law_asks_for(client, cast):
    page = text_of(client, "accessibility")
    for said in (
        "Saltmarsh Ambulance Service",
        "https://heed.example",
        "Accessibility Regulations 2018",
        "version 2.2, at level AA",
        "partially compliant",
        "What is not accessible",
        "heed@saltmarsh.example",
        "Equality Advisory and Support Service",
        "Equality and Human Rights Commission",
        "last reviewed on",
    ):
        assert said in page, said


@pytest.mark.parametrize("name", PAGES)
def test_each_of_them_is_read_without_an_account_and_before_anything_is_set_up(client, db, name):
    assert client.get(reverse(f"week:{name}")).status_code == 200
    assert client.post(reverse(f"week:{name}")).status_code == 405


@pytest.mark.parametrize(
    ("name", "queries"), [("house_rules", 2), ("privacy", 2), ("cookies", 1), ("accessibility", 1)]
)
def test_each_of_them_costs_next_to_nothing(client, cast, django_assert_num_queries, name, queries):
    with django_assert_num_queries(queries):
        client.get(reverse(f"week:{name}"))
