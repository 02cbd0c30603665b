"""The front page and the earlier weeks: what stands there, for whom, and what it costs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heed.people import actions as people_actions
from heed.people.models import Role
from tests import people
from tests.factories import editions
from tests.factories.editions import TUESDAY, WORDS

pytestmark = pytest.mark.django_db


def titled(title, author, *, weeks_ago, **given):
    return editions.opened(
        author, words=replace(WORDS, title=title), at=TUESDAY - timedelta(weeks=weeks_ago), **given
    )


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def titles_on(client, **asked):
    page = BeautifulSoup(client.get(reverse("week:archive"), asked).content, "html.parser")
    return [title.get_text() for title in page.select(".message-title")]


def test_before_the_first_message_the_front_page_says_on_which_day_it_comes(client, cast):
    editions.series()
    assert "The first message comes on Tuesday 1 December 2026" in text_of(client.get("/"))
    assert "It will stand here from 9am." in text_of(client.get("/"))


def test_the_day_that_an_author_has_chosen_goes_before_the_day_of_the_series(client, cast):
    from heed.edition.actions import publishing

    draft = editions.draft(cast.ama)
    when = TUESDAY + timedelta(days=9)
    publishing.publish(edition=draft, by=cast.ama, at=TUESDAY, when=when)
    assert "Thursday 3 December 2026" in text_of(client.get("/"))
    assert WORDS.title not in text_of(client.get("/"))


def test_without_a_series_the_front_page_still_answers(client, db):
    assert "The first message has not been written yet" in text_of(client.get("/"))


def test_the_front_page_is_this_weeks_message(client, cast):
    titled("Last week's", cast.ama, weeks_ago=1)
    titled("This week's", cast.ama, weeks_ago=0)
    page = text_of(client.get("/"))
    assert "This week's" in page
    assert "Last week's" not in page


def test_a_staff_only_message_is_the_front_page_of_staff_alone(client, cast):
    titled("For everybody", cast.ama, weeks_ago=1)
    titled("For us alone", cast.ama, weeks_ago=0, visible_to="staff")
    assert "For everybody" in text_of(client.get("/"))
    people.sign_in(client, cast.sam)
    assert "For us alone" in text_of(client.get("/"))


def test_the_list_names_each_message_its_author_and_its_comments_newest_first(client, cast):
    first = titled("Beginning", cast.ama, weeks_ago=1)
    titled("Going on", cast.ama, weeks_ago=0)
    editions.posted(first, cast.joe)
    editions.waiting(first)
    page = text_of(client.get(reverse("week:archive")))
    assert page.index("Going on") < page.index("Beginning")
    assert "17 November Beginning Ama Tetteh, Associate Director of Workforce One comment." in page
    assert "No comments. Open until Monday 30 November, 6am." in page


def test_drafts_and_scheduled_messages_are_in_no_list(client, cast):
    from heed.edition.actions import publishing

    scheduled = editions.draft(cast.ama)
    publishing.publish(
        edition=scheduled, by=cast.ama, at=TUESDAY, when=TUESDAY + timedelta(weeks=1)
    )
    people.sign_in(client, cast.ama)
    assert titles_on(client) == []


def test_the_list_is_narrowed_by_year_and_author(client, cast):
    ben = people_actions.welcome(name="Ben Okafor", email="ben@saltmarsh.example", post="CEO")
    people_actions.give_role(person=ben, kind=Role.Kind.AUTHOR)
    titled("Ama then", cast.ama, weeks_ago=60)
    titled("Ama now", cast.ama, weeks_ago=1)
    titled("Ben now", ben, weeks_ago=0)
    assert titles_on(client, year="2025") == ["Ama then"]
    assert titles_on(client, author=cast.ama.slug) == ["Ama now", "Ama then"]
    assert titles_on(client, author=cast.ama.slug, year="2026") == ["Ama now"]
    assert titles_on(client, author=ben.slug, year="2025") == []


def test_a_message_of_new_years_eve_belongs_to_the_year_on_the_wall(client, cast):
    eve = TUESDAY.replace(year=2025, month=12, day=31, hour=23, minute=30)
    editions.opened(cast.ama, words=replace(WORDS, title="Eve"), at=eve)
    assert titles_on(client, year="2025") == ["Eve"]
    assert titles_on(client, year="2026") == []


@pytest.mark.parametrize(
    "asked",
    [
        {"year": "abc"}, {"year": "99999999"}, {"year": "٢٠٢٦"}, {"author": "nobody"},
        {"author": "<script>"}, {"author": "a\x00b"}, {"year": "-1"},
    ],
)  # fmt: skip
def test_a_choice_that_does_not_exist_finds_nothing_and_says_so(client, cast, asked):
    titled("Here", cast.ama, weeks_ago=0)
    response = client.get(reverse("week:archive"), asked)
    assert response.status_code == 200
    assert "There is no message from that year by that author." in text_of(response)


@pytest.mark.parametrize("page", ["0", "-3", "x", "", "99999999999999999999", "٣", "2\x00"])
def test_a_page_that_does_not_exist_never_fails(client, cast, page):
    titled("Here", cast.ama, weeks_ago=0)
    assert client.get(reverse("week:archive"), {"page": page}).status_code == 200


def test_staff_only_messages_are_listed_for_staff_alone_and_leave_no_trace(client, cast):
    titled("For everybody", cast.ama, weeks_ago=1)
    secret = people_actions.welcome(name="Cleo Marsh", email="cleo@saltmarsh.example")
    people_actions.give_role(person=secret, kind=Role.Kind.AUTHOR)
    titled("For us alone", secret, weeks_ago=80, visible_to="staff")
    page = client.get(reverse("week:archive")).content.decode()
    for trace in ("For us alone", "Cleo", "2025", secret.slug):
        assert trace not in page
    people.sign_in(client, cast.sam)
    assert titles_on(client) == ["For everybody", "For us alone"]


def test_more_than_a_page_of_messages_is_turned_over(client, cast):
    for week in range(22):
        titled(f"Number {week}", cast.ama, weeks_ago=week)
    first = client.get(reverse("week:archive")).content.decode()
    assert "?page=2" in first
    assert len(titles_on(client)) == 20
    assert titles_on(client, page=2) == ["Number 20", "Number 21"]
    assert "?page=3" not in client.get(reverse("week:archive"), {"page": 2}).content.decode()


def test_a_list_costs_the_same_however_long_it_is(client, cast, django_assert_num_queries):
    titled("One", cast.ama, weeks_ago=0)
    with django_assert_num_queries(3):
        client.get(reverse("week:archive"))
    for week in range(1, 8):
        titled(f"Number {week}", cast.ama, weeks_ago=week)
    with django_assert_num_queries(3):
        response = client.get(reverse("week:archive"))
    assert not response.cookies


def test_no_copy_of_a_page_that_staff_see_is_kept_for_others(client, cast):
    editions.opened(cast.ama)
    people.sign_in(client, cast.sam)
    for address in ("/", reverse("week:archive"), reverse("week:search"), "/search/?q=come"):
        assert "private" in client.get(address)["Cache-Control"], address


def test_a_title_with_a_payload_is_only_words(client, cast):
    titled("<script>alert(1)</script>", cast.ama, weeks_ago=0)
    page = client.get(reverse("week:archive")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
