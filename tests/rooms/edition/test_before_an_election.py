"""A14: before an election comments are closed, and a second person reads what goes out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from heed import clock
from heed.edition import addresses
from heed.edition.actions import paper, publishing, writing
from heed.edition.actions.commenting import CommentNotTaken, receive
from heed.edition.actions.refusals import CannotPublish, NotNow
from heed.edition.models import Comment, Edition
from heed.people import setting_dates
from heed.people.models import PreElection
from tests import people
from tests.factories import desk, editions, pages
from tests.factories import paper as cards

WEDNESDAY, SUNDAY = date(2026, 11, 25), date(2026, 11, 29)
NEXT_TUESDAY = editions.TUESDAY + timedelta(days=7)
NOTICE = "Because of the coming election comments rest until Sunday."


@pytest.fixture
def story(db: None) -> Iterator[desk.Story]:
    yield desk.begin()
    clock.set_source(None)


def close(story: desk.Story, first: date = WEDNESDAY, last: date = SUNDAY, **more) -> PreElection:
    given = {"notice": NOTICE, "by": story.cast.tariq, "at": story.now, **more}
    return setting_dates.set_pre_election(from_on=first, to_on=last, **given)


def midnight(day: date):
    return clock.at_local(day, editions.TUESDAY.time().replace(hour=0))


def page(story: desk.Story, client: Client | None = None) -> str:
    address = reverse("edition:page", args=[story.edition.slug])
    return pages.text((client or Client()).get(address))


def is_open(story: desk.Story, client: Client | None = None) -> bool:
    said = page(story, client)
    assert ("Write a comment" in said) != (NOTICE in said)
    return "Write a comment" in said


def test_the_page_closes_in_the_first_minute_and_opens_after_the_last(story):
    close(story)
    sam = people.sign_in(Client(), story.cast.sam)
    seen = []
    for at in (
        midnight(WEDNESDAY) - timedelta(seconds=1),
        midnight(WEDNESDAY),
        midnight(SUNDAY) + timedelta(hours=23, minutes=59, seconds=59),
        midnight(SUNDAY) + timedelta(days=1),
    ):
        story.now = at
        seen += [is_open(story), is_open(story, sam)]
    assert seen == [True, True, False, False, False, False, True, True]


def test_a_reader_still_costs_one_question(story):
    close(story)
    story.now = midnight(WEDNESDAY)
    page(story)
    with CaptureQueriesContext(connection) as asked:
        page(story)
    assert len(asked) == 1


def test_dates_set_or_taken_away_for_today_hold_at_once(story):
    assert is_open(story)
    today = clock.local(story.now).date()
    period = close(story, first=today)
    assert not is_open(story)
    setting_dates.change_pre_election(
        number=period.pk, from_on=today, to_on=today, notice="Other words.",
        by=story.cast.tariq, at=story.now,
    )  # fmt: skip
    assert "Other words." in page(story)
    setting_dates.remove_pre_election(number=period.pk, by=story.cast.tariq, at=story.now)
    assert is_open(story)


def test_no_comment_and_no_card_is_taken_and_nothing_typed_is_lost(story):
    close(story)
    story.now = midnight(WEDNESDAY)
    with pytest.raises(CommentNotTaken, match="comments rest until Sunday"):
        receive(edition=story.edition, sent=editions.sent(), at=story.now)
    with pytest.raises(CommentNotTaken, match="The guardian still reads"):
        cards.entered(story.edition, story.cast.bev, "One.", at=story.now)
    form = pages.text(Client().get(reverse("edition:comment", args=[story.edition.slug])))
    assert NOTICE in form
    bev = people.sign_in(Client(), story.cast.bev)
    given = {"ticket": "a-ticket", "text_1": "Kept on the form."}
    answer = bev.post(reverse("edition:enter_cards_for", args=[story.edition.slug]), given)
    assert answer.status_code == 422
    assert "Kept on the form." in answer.content.decode()
    assert NOTICE in pages.text(answer)


def test_a_writer_and_who_entered_a_card_send_again_when_it_is_over(story):
    comment = editions.decide(story.comment("Mill Road."), story.cast.joe, "not_posted")
    (card,) = cards.entered(story.edition, story.cast.bev, "Mill Road.")
    cards.decide(card, story.cast.joe, "not_posted")
    close(story)
    story.now = midnight(WEDNESDAY)
    private = reverse("edition:writers_page", args=[addresses.key_of(comment)])
    said = pages.text(Client().get(private))
    assert NOTICE in said
    assert "Change it and send it again" not in said
    again = reverse("edition:send_again", args=[addresses.key_of(comment)])
    assert Client().post(again, {"text": "Changed."}).status_code == 422
    with pytest.raises(CommentNotTaken):
        paper.send_again(
            card=card, text="Changed.", may_be_quoted=False, by=story.cast.bev, at=story.now
        )
    story.now = midnight(SUNDAY) + timedelta(days=1)
    assert Client().post(again, {"text": "Changed."}).status_code == 302
    assert Comment.objects.get(pk=comment.pk).text == "Changed."


def test_the_guardians_lane_stays_open_and_is_said_to_be(story):
    close(story)
    story.now = midnight(WEDNESDAY)
    said = page(story)
    assert "The guardian’s lane stays open." in said
    assert "To the guardian" in said
    assert "Write to Nadia" in said


def test_a_notice_is_words_and_nothing_else(story):
    close(story, notice="<script>alert(1)</script> & <b>closed</b> {{ 7 * 7 }}")
    story.now = midnight(WEDNESDAY)
    for address in (
        reverse("edition:page", args=[story.edition.slug]),
        reverse("edition:comment", args=[story.edition.slug]),
    ):
        answer = Client().get(address).content.decode()
        assert "<script>alert" not in answer
        assert "&lt;b&gt;closed" in answer
        assert "{{ 7 * 7 }}" in answer


# A second person


@pytest.fixture
def draft(story: desk.Story) -> Edition:
    return editions.draft(story.cast.ama, at=story.now)


def ready(edition: Edition, story: desk.Story, *, number: int | None = None) -> None:
    publishing.ask_for_check(
        edition=edition, checker=story.cast.bev, address="/", by=story.cast.ama, at=story.now
    )
    publishing.finish_check(
        edition=edition, is_ready=True, words="", by=story.cast.bev, at=story.now, number=number
    )


def publish(edition: Edition, story: desk.Story, when=NEXT_TUESDAY) -> Edition:
    return publishing.publish(edition=edition, by=story.cast.ama, at=story.now, when=when)


def test_it_needs_a_second_person_on_the_very_words(story, draft):
    close(story, first=date(2026, 11, 30), last=date(2026, 12, 10))
    with pytest.raises(CannotPublish, match="A second pair of eyes has to say first"):
        publish(draft, story)
    ready(draft, story)
    changed = replace(editions.WORDS, title="Other words")
    writing.save(edition=draft, words=changed, based_on=2, by=story.cast.ama, at=story.now)
    with pytest.raises(CannotPublish):
        publish(draft, story)
    ready(draft, story)
    assert publish(draft, story).state == Edition.State.SCHEDULED
    publishing.open_due(at=NEXT_TUESDAY)
    draft.refresh_from_db()
    assert draft.state == Edition.State.OPEN


def test_at_once_needs_it_too(story, draft):
    close(story, first=clock.local(story.now).date(), last=date(2026, 12, 10))
    Edition.objects.filter(pk=story.edition.pk).update(publish_at=story.now - timedelta(days=20))
    for when in (story.now, story.now - timedelta(days=9)):
        with pytest.raises(CannotPublish, match="before an election"):
            publish(draft, story, when=when)
    ready(draft, story)
    assert publish(draft, story, when=story.now).state == Edition.State.OPEN


def test_after_the_last_day_it_needs_none(story, draft):
    close(story)
    assert publish(draft, story).state == Edition.State.SCHEDULED


def test_what_was_scheduled_before_the_dates_were_set_does_not_go_out(story, draft):
    publish(draft, story)
    close(story, first=date(2026, 11, 30), last=date(2026, 12, 10))
    ama = people.sign_in(Client(), story.cast.ama)
    write = reverse("edition:write", args=[draft.pk])
    assert "It will not go out before a second person" in pages.text(ama.get(write))
    assert publishing.open_due(at=NEXT_TUESDAY) == 0
    story.now = NEXT_TUESDAY
    draft.refresh_from_db()
    assert (draft.state, draft.publish_at, draft.slug) == (Edition.State.DRAFT, None, None)
    said = pages.main(ama.get(write))
    assert "It did not go out (Tuesday, 9am)." in " ".join(said.get_text(" ").split())
    assert said.select_one(f'.note a[href="{reverse("edition:ask_check", args=[draft.pk])}"]')
    ready(draft, story)
    assert publish(draft, story, when=story.now).state == Edition.State.OPEN
    assert Edition.objects.get(pk=draft.pk).held_at is None


def test_what_a_second_person_called_ready_before_the_dates_were_set_goes_out(story, draft):
    ready(draft, story)
    publish(draft, story)
    close(story, first=date(2026, 11, 30), last=date(2026, 12, 10))
    assert publishing.open_due(at=NEXT_TUESDAY) == 1


def test_who_checks_says_ready_to_the_words_that_they_read_and_no_others(story, draft):
    """Given a page that was open while the words changed, ready is not said to the new ones."""
    bev = people.sign_in(Client(), story.cast.bev)
    address = reverse("edition:check", args=[draft.pk])
    publishing.ask_for_check(
        edition=draft, checker=story.cast.bev, address="/", by=story.cast.ama, at=story.now
    )
    old = pages.main(bev.get(address)).select_one("[name=number]")["value"]
    publishing.take_back(edition=draft, by=story.cast.ama, at=story.now)
    changed = replace(editions.WORDS, text="Something else altogether.")
    writing.save(edition=draft, words=changed, based_on=2, by=story.cast.ama, at=story.now)
    publishing.ask_for_check(
        edition=draft, checker=story.cast.bev, address="/", by=story.cast.ama, at=story.now
    )
    for number in (old, "", "0", "99", "x"):
        answer = bev.post(address, {"answer": "ready", "number": number})
        assert answer.status_code == 409
        assert "Read them again first." in pages.text(answer)
    draft.refresh_from_db()
    assert draft.checked_at is None
    with pytest.raises(NotNow):
        publishing.finish_check(
            edition=draft, is_ready=True, words="", by=story.cast.bev, at=story.now, number=2
        )


def test_the_editor_says_so_and_leads_to_a_second_pair_of_eyes(story, draft):
    close(story, first=date(2026, 11, 30), last=date(2026, 12, 10))
    ama = people.sign_in(Client(), story.cast.ama)
    said = pages.main(ama.get(reverse("edition:write", args=[draft.pk])))
    assert "An election is coming." in said.get_text()
    assert said.select_one(f'.note a[href="{reverse("edition:ask_check", args=[draft.pk])}"]')


def test_before_the_very_first_message_its_author_reads_what_is_missing(db):
    cast = people.cast()
    clock.set_source(lambda: editions.MONDAY)
    try:
        first = editions.draft(cast.ama)
        ama = people.sign_in(Client(), cast.ama)
        address = reverse("edition:write", args=[first.pk])
        assert "No moderator has said that they were trained." in pages.text(ama.get(address))
        publishing.publish(edition=first, by=cast.ama, at=editions.MONDAY, when=editions.MONDAY)
        second = editions.draft(cast.ama)
        address = reverse("edition:write", args=[second.pk])
        assert "were trained" not in pages.text(ama.get(address))
    finally:
        clock.set_source(None)
