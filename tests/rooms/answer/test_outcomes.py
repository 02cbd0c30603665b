"""What everybody can count: made once, of the organisation, and never moved afterwards."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heed import clock
from heed.answer.actions import asking, freezing, promising
from heed.answer.actions import keeping_promises as keeping
from heed.answer.models import Frozen, Tap, TapCount
from heed.answer.queries import outcomes
from heed.edition.actions import commenting
from heed.edition.models import Comment
from heed.moderation.models import EventIsKept
from heed.outbox.models import Mail
from heed.people import actions as people
from heed.people.models import Effort, Role
from tests.factories import editions, loop
from tests.people import sign_in

pytestmark = pytest.mark.django_db
CLOSED = editions.TUESDAY + timedelta(days=6)


@pytest.fixture
def message(cast):
    return loop.answered(cast.ama, cast.joe, "No kettle.", "No toilet.", "No light.", "Tired.")


def frozen(kind):
    return [row.value for row in Frozen.objects.filter(kind=kind)]


def text_of(client, address):
    page = client.get(address)
    assert page.status_code == 200
    return " ".join(BeautifulSoup(page.content, "html.parser").main.get_text(" ").split())


def tapped(question, **counts):
    for answer, people_ in counts.items():
        TapCount.objects.create(tap=question, answer=answer, people=people_)


def test_the_share_of_answers_that_ended_in_time_is_made_three_weeks_after_closing(message, cast):
    loop.heard(message, cast.ama)
    due = message.closes_at + timedelta(days=21)
    freezing.freeze_due(at=due - timedelta(minutes=1))
    assert frozen("answers") == []
    freezing.freeze_due(at=due)
    freezing.freeze_due(at=due)
    assert frozen("answers") == [{"answers": 4, "in_time": 4}]


def test_an_end_that_came_too_late_is_not_in_time(message, cast):
    loop.heard(message, cast.ama, at=editions.TUESDAY + timedelta(days=15))
    freezing.freeze_due(at=message.closes_at + timedelta(days=21))
    assert frozen("answers") == [{"answers": 4, "in_time": 0}]


def test_still_thinking_is_no_end_and_a_no_after_it_is_one(message, cast):
    theme = loop.heard(message, cast.ama)
    promising.say_still_thinking(
        message=message, theme=theme.pk, words="It hangs on the board.", by=cast.ama, at=loop.HEARD
    )
    from heed.answer.queries import owing

    assert owing.ends([message.pk]) == {}
    promising.say_no(
        message=message, themes=[theme.pk], what="A bus", reason=loop.REASON, by=cast.ama,
        role="director of estates", at=loop.PROMISED,
    )  # fmt: skip
    assert set(owing.ends([message.pk]).values()) == {loop.PROMISED}


def test_a_figure_of_a_week_that_is_over_never_moves(client, message, cast, hands):
    theme = loop.heard(message, cast.ama)
    promise = loop.promised(message, theme, cast.bev, cast.ama)
    hands.at = message.opened_at + timedelta(days=10)
    freezing.freeze_due(at=hands.at)
    hands.at = message.closes_at + timedelta(days=21)
    freezing.freeze_due(at=hands.at)
    before = outcomes.outcomes(staff=True, at=hands.at).messages
    assert before[0].still_open == 1
    for comment in Comment.objects.all()[:2]:
        commenting.withdraw(comment=comment, at=hands.at)
    keeping.end(promise=promise, words="No money.", by=cast.bev, at=hands.at)
    people.part_with(person=cast.ama, at=hands.at)
    hands.at += timedelta(days=20)
    freezing.freeze_due(at=hands.at)
    assert outcomes.outcomes(staff=True, at=hands.at).messages == before
    with pytest.raises(EventIsKept):
        Frozen.objects.update(value={})
    with pytest.raises(EventIsKept):
        Frozen.objects.all().delete()
    with pytest.raises(EventIsKept):
        Frozen.objects.first().save()


def test_what_cannot_be_known_any_more_is_not_made_up(message):
    freezing.freeze_due(at=message.opened_at + timedelta(days=60))
    assert set(Frozen.objects.values_list("kind", flat=True)) == {"answers"}


def test_mails_a_person_are_counted_a_week_after_the_message_opened(message):
    sent_to(message, 10, mails=15)
    sent_to(message, 10, mails=100, kind="private_page")
    freezing.freeze_due(at=message.opened_at + timedelta(days=7))
    assert frozen("mails") == [{"a_person": 1.5, "people": {"lowest": 10, "highest": 14}}]
    shown = outcomes.outcomes(staff=False, at=message.opened_at + timedelta(days=7)).messages
    assert shown[0].mails_a_person == 1.5


def test_mails_to_fewer_than_ten_people_are_no_figure(client, message, hands):
    """With nine people, 1.1 would say that one of them, and no more, was sent a second mail."""
    sent_to(message, 9, mails=10)
    hands.at = message.opened_at + timedelta(days=7)
    freezing.freeze_due(at=hands.at)
    assert frozen("mails") == [{"too_few": 10}]
    assert "too few people" in text_of(client, reverse("week:ledger"))


def sent_to(message, people_, *, mails, kind="digest"):
    sent = message.opened_at + timedelta(days=2)
    for number in range(mails):
        Mail.objects.create(
            kind=kind, state="sent", created_at=sent, not_before=sent, next_try_at=sent,
            sent_at=sent, ended_at=sent, recipient_digest=f"{number % people_}",
        )  # fmt: skip


def _twelve(cast, *, authors, minutes):
    """Twelve messages in as many weeks, and the minutes that each took its author."""
    for number, took in enumerate(minutes):
        author = authors[number % len(authors)]
        edition = editions.opened(author, at=editions.TUESDAY + timedelta(weeks=number))
        Effort.objects.create(
            person=author, week=clock.iso_week(edition.opened_at), seconds=took * 60,
            last_action_at=edition.opened_at,
        )  # fmt: skip
    return editions.TUESDAY + timedelta(weeks=len(minutes) - 1, days=6)


def _authors(cast, count):
    more = [
        people.welcome(name=f"Author {n}", email=f"author{n}@saltmarsh.example", post="Director")
        for n in range(count)
    ]
    for one in more:
        people.give_role(person=one, kind=Role.Kind.AUTHOR)
    return more


def test_minutes_are_one_median_over_twelve_messages_by_three_authors(client, cast, hands):
    minutes = [30, 31, 33, 38, 39, 41, 42, 44, 55, 60, 20, 25]
    hands.at = _twelve(cast, authors=_authors(cast, 3), minutes=minutes)
    freezing.freeze_due(at=hands.at)
    assert frozen("minutes") == [{"minutes": 40, "messages": 12}]
    assert "took about 40 minutes or less" in text_of(client, reverse("week:ledger"))
    freezing.freeze_due(at=hands.at + timedelta(days=7))
    assert len(frozen("minutes")) == 1, "no message stands in two medians"


@pytest.mark.parametrize(("authors", "messages"), [(2, 12), (3, 11)])
def test_with_fewer_there_is_no_figure_of_minutes(client, cast, hands, authors, messages):
    hands.at = _twelve(cast, authors=_authors(cast, authors), minutes=[40] * messages)
    freezing.freeze_due(at=hands.at)
    assert frozen("minutes") == []
    assert "What it takes an author" not in text_of(client, reverse("week:ledger"))


@pytest.fixture
def told(cast, message, hands):
    """What was heard was understood, a promise was done, and people said whether it helped."""
    theme = loop.heard(message, cast.ama)
    question = Tap.objects.get(kind="understood")
    tapped(question, yes=61, partly=24, no=15)
    promise = loop.promised(message, theme, cast.bev, cast.ama)
    done_at = loop.PROMISED + timedelta(days=3)
    keeping.finish(promise=promise, words="Nine doors have a key.", by=cast.bev, at=done_at)
    asked_at = done_at + timedelta(days=15)
    later = editions.opened(cast.ama, at=asked_at)
    asking.whether_it_helped(at=asked_at)
    tapped(Tap.objects.get(kind="helped"), yes=61, partly=24, no=15, cannot_say=20)
    asking.release_due(at=loop.HEARD + timedelta(days=7))
    asking.release_due(at=asked_at + timedelta(days=7))
    after = editions.opened(cast.ama, at=asked_at + timedelta(days=8))
    hands.at = asked_at + timedelta(days=9)
    return message, later, after


# What each figure above would say of itself.
SAYS = ("in every 100", "in 100)", "said yes", "people answered", "of the rest", 'class="hill"')


def _pages(told):
    message, later, after = told
    series, private = message.series_slug, Comment.objects.first()
    from heed.edition import addresses

    return [
        reverse("answer:heard", args=[message.slug]),
        reverse("answer:promises", args=[series]),
        reverse("answer:promises", args=[series]) + "?state=done",
        reverse("answer:promises_feed", args=[series]),
        reverse("answer:promise", args=[series, 1]),
        reverse("answer:wall", args=[series, 1]),
        *(reverse("edition:page", args=[one.slug]) for one in (message, later, after)),
        reverse("week:front"),
        reverse("week:archive"),
        reverse("week:feed"),
        reverse("week:search") + "?q=kettle",
        reverse("week:ledger"),
        reverse("week:figures"),
        reverse("edition:writers_page", args=[addresses.key_of(private)]),
    ]


def test_the_public_is_shown_no_figure_from_taps_anywhere(client, told):
    for address in _pages(told):
        page = client.get(address)
        assert page.status_code == 200, address
        said = page.content.decode().casefold()
        assert not [words for words in SAYS if words.casefold() in said], address
        assert "heed:staff" not in said, address
    page = client.get(reverse("answer:promise", args=[told[0].series_slug, 1])).content.decode()
    assert "Everybody who works here was asked." in page


def test_the_weekly_mail_carries_no_figure_from_taps(told, cast):
    from heed.edition.queries import mailing
    from heed.week.mail import parts

    after = told[2]
    for staff in (True, False):
        about = parts.Telling(
            told=mailing.told(after), is_for_staff=staff, at=after.opened_at + timedelta(days=1)
        )
        for part in parts.parts_of(about):
            said = f"{part.html} {part.text}".casefold()
            assert not [words for words in SAYS if words.casefold() in said], part.title


def test_people_who_work_here_are_shown_each_figure_at_once(client, cast, told):
    message, later, after = told
    sign_in(client, cast.sam)
    shows = {
        reverse("answer:heard", args=[message.slug]): "people answered",
        reverse("answer:promise", args=[message.series_slug, 1]): "people answered",
        reverse("answer:promises", args=[message.series_slug]): "said yes",
        reverse("answer:wall", args=[message.series_slug, 1]): "people answered",
        reverse("edition:page", args=[later.slug]): "people answered",
        reverse("edition:page", args=[after.slug]): "said yes",
        reverse("week:ledger"): "Were people understood?",
    }
    for address, words in shows.items():
        assert words in text_of(client, address), address


def test_the_first_figure_of_the_page_is_whether_people_were_understood(client, cast, told):
    sign_in(client, cast.sam)
    page = BeautifulSoup(client.get(reverse("week:ledger")).content, "html.parser")
    assert page.main.h2.get_text() == "Were people understood?"


def test_no_figure_says_that_something_caused_something_or_names_an_author(client, cast, told):
    freezing.freeze_due(at=clock.now())
    sign_in(client, cast.sam)
    said = text_of(client, reverse("week:ledger"))
    for word in ("improve", "because of it", "led to", "thanks to", "Ama", "Bev"):
        assert word not in said


def test_the_page_of_figures_costs_the_same_for_every_age(
    client, cast, hands, django_assert_max_num_queries
):
    for number in range(1, 20):
        editions.opened(cast.ama, at=editions.TUESDAY + timedelta(weeks=number))
        freezing.freeze_due(at=editions.TUESDAY + timedelta(weeks=number + 1))
    hands.at = editions.TUESDAY + timedelta(weeks=21)
    with django_assert_max_num_queries(14):
        client.get(reverse("week:ledger"))
    assert len(outcomes.outcomes(staff=True, at=hands.at).messages) == 12
