"""What was heard, promised, refused and asked, one verb after another."""

from datetime import timedelta

import pytest
from django.urls import reverse

from heed.answer.actions import asking, gathering, keeping_promises, playing_back, promising
from heed.answer.models import Tap, TapCount, Tapped, Theme
from heed.answer.queries import hearing, owing, promises
from heed.edition import gates
from heed.edition.actions import publishing
from heed.edition.actions.refusals import (
    CannotPublish,
    DecisionUnclear,
    NotNow,
    NotYours,
    StillOwed,
)
from heed.people.models import Person
from tests.factories import editions, loop
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(cast):
    return loop.answered(
        cast.ama, cast.joe, "No kettle at night.", "The toilet is locked.", "Tired."
    )


def test_an_answer_stands_in_one_theme_at_most(cast, message):
    first, second = (
        gathering.gather(
            message=message, labels=loop.labels(message), title=title, by=cast.ama, at=loop.READ
        )
        for title in ("Places", "Keys")
    )
    assert first.gathered.count() == 0
    assert second.gathered.count() == 3


def test_what_was_heard_waits_until_no_answer_is_forgotten(cast, message):
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    theme = Theme.objects.filter(edition=message.pk).first()
    some = loop.labels(message)[:2]
    gathering.save(
        message=message, title="Heard", thanks="Thank you.", not_understood="", version=0,
        themes=[gathering.Heard(theme.pk, "Places", "I see.")],
        placed=dict.fromkeys(some, theme.pk), by=cast.ama, at=loop.READ,
    )  # fmt: skip
    with pytest.raises(CannotPublish, match="1 answer is still in no theme"):
        playing_back.publish(message=message, by=cast.ama, at=loop.READ)


def test_only_its_author_publishes_what_was_heard(cast, message):
    with pytest.raises(NotYours):
        playing_back.publish(message=message, by=cast.joe, at=loop.READ)


def test_promises_open_when_what_was_heard_is_out_and_a_night_has_passed(cast, message):
    theme = loop.heard(message, cast.ama, at=loop.HEARD)
    assert promising.opens_at(message) == loop.HEARD
    loop.promised(message, theme, cast.bev, cast.ama, at=loop.HEARD)


def test_a_promise_before_its_time_tells_everybody_why(cast, message):
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    theme = gathering.gather(
        message=message, labels=loop.labels(message), title="Places", by=cast.ama, at=loop.READ
    )
    with pytest.raises(DecisionUnclear) as refusal:
        loop.promised(message, theme, cast.bev, cast.ama, at=loop.READ)
    assert refusal.value.field == "why_at_once"
    why = "The heating at Fenby is out tonight, and crews sleep there."
    made = promising.make(
        message=message, themes=[theme.pk], terms=loop.terms(), owner=cast.bev, by=cast.ama,
        at=loop.READ, why_at_once=why,
    )  # fmt: skip
    assert made.why_at_once == why


def test_two_promises_a_message_and_ten_a_series(cast, message):
    theme = loop.heard(message, cast.ama)
    for _ in range(2):
        loop.promised(message, theme, cast.bev, cast.ama)
    with pytest.raises(NotNow, match="Two promises"):
        loop.promised(message, theme, cast.bev, cast.ama)


def test_a_no_has_a_reason_of_its_own(cast, message):
    theme = loop.heard(message, cast.ama)
    say = {
        "message": message, "themes": [theme.pk], "what": "Free parking", "by": cast.ama,
        "role": "director of estates", "at": loop.PROMISED,
    }  # fmt: skip
    for reason in (
        "It costs too much.",
        (
            "Thank you for your feedback. Unfortunately, due to financial constraints, we are unable "
            "to progress this at this time, but we value your views and take it seriously."
        ),
    ):
        with pytest.raises(DecisionUnclear) as refusal:
            promising.say_no(reason=reason, **say)
        assert refusal.value.field == "reason"
    assert promising.say_no(reason=loop.REASON, **say).became.get().theme == theme


def test_what_touches_pay_or_rotas_is_taken_to_joint_consultation(cast, message):
    theme = loop.heard(message, cast.ama)
    with pytest.raises(DecisionUnclear) as refusal:
        loop.promised(message, theme, cast.bev, cast.ama, what="Longer rotas, eight weeks ahead")
    assert refusal.value.field == "is_agreed"
    loop.promised(
        message, theme, cast.bev, cast.ama, what="Longer rotas", kind="further",
        further_to="consultation",
    )  # fmt: skip


def test_a_promise_without_a_word_for_28_days_stops_the_next_message(cast, message):
    theme = loop.heard(message, cast.ama)
    loop.promised(message, theme, cast.bev, cast.ama)
    later = loop.PROMISED + timedelta(days=29)
    draft = editions.draft(cast.ama, at=later)
    with pytest.raises(StillOwed) as refusal:
        publishing.publish(edition=draft, by=cast.ama, at=later, when=later)
    assert "Bev Ashdown owns it" in refusal.value.sentence
    with pytest.raises(StillOwed):
        publishing.publish(edition=draft, by=cast.ama, at=later, when=later, in_spite="sorry")
    why = "The operations manager is looking for places, and reports next week."
    publishing.publish(edition=draft, by=cast.ama, at=later, when=later, in_spite=why)
    draft.refresh_from_db()
    assert (draft.state, draft.in_spite) == ("open", why)


def test_an_owner_who_left_is_replaced_before_the_next_message_opens(cast, message):
    theme = loop.heard(message, cast.ama)
    promise = loop.promised(message, theme, cast.bev, cast.ama)
    Person.objects.filter(pk=cast.bev.pk).update(is_active=False)
    draft = editions.draft(cast.ama, at=loop.PROMISED)
    stops = gates.stops(draft, at=loop.PROMISED)
    assert [stop.is_firm for stop in stops] == [True]
    keeping_promises.give(promise=promise, to=cast.sam, by=cast.ama, at=loop.PROMISED)
    assert gates.stops(draft, at=loop.PROMISED) == []


def test_an_answer_without_an_end_for_14_days_stops_the_next_message(cast, message):
    at = loop.READ + timedelta(days=14)
    late = owing.late_answers(message.series_id, at=at)
    assert [(one.slug, one.count) for one in late] == [(message.slug, 3)]
    theme = loop.heard(message, cast.ama)
    assert owing.late_answers(message.series_id, at=at) == []
    promising.say_still_thinking(
        message=message, theme=theme.pk, words="It hangs on the board.", by=cast.ama, at=loop.HEARD
    )
    assert len(owing.late_answers(message.series_id, at=at)) == 1
    with pytest.raises(NotNow):
        promising.say_still_thinking(
            message=message, theme=theme.pk, words="Still.", by=cast.ama, at=loop.HEARD
        )
    loop.promised(message, theme, cast.bev, cast.ama)
    assert owing.late_answers(message.series_id, at=at) == []


def test_a_tap_is_counted_once_and_joined_to_nobody(cast, message):
    loop.heard(message, cast.ama)
    question = Tap.objects.get(edition=message.pk)
    asking.tap(tap=question.pk, answer="partly", by=cast.sam, at=loop.HEARD)
    with pytest.raises(NotNow, match="already"):
        asking.tap(tap=question.pk, answer="yes", by=cast.sam, at=loop.HEARD)
    assert sum(TapCount.objects.values_list("people", flat=True)) == 1
    assert {field.name for field in Tapped._meta.fields} == {"id", "tap", "person"}
    assert asking.release_due(at=loop.HEARD + timedelta(days=7)) == 1
    assert not Tapped.objects.exists()
    assert not TapCount.objects.exists()
    question.refresh_from_db()
    assert question.figure == {"too_few": 10}


def test_two_weeks_after_done_everybody_is_asked_with_the_next_message(cast, message):
    theme = loop.heard(message, cast.ama)
    promise = loop.promised(message, theme, cast.bev, cast.ama)
    done_at = loop.PROMISED + timedelta(days=3)
    keeping_promises.finish(
        promise=promise, words="Nine doors have a key.", by=cast.bev, at=done_at
    )
    soon = done_at + timedelta(days=15)
    assert asking.whether_it_helped(at=soon) == 0
    edition = editions.opened(cast.ama, at=soon)
    assert asking.whether_it_helped(at=soon) == 1
    assert asking.whether_it_helped(at=soon + timedelta(days=1)) == 0
    assert [asked.promise for asked in hearing.helped_with(edition.pk, at=soon)] == [1]


def test_those_whom_it_did_not_help_are_answered_once_everybody_has_said_so(cast, message):
    theme = loop.heard(message, cast.ama)
    promise = loop.promised(message, theme, cast.bev, cast.ama)
    done_at = loop.PROMISED + timedelta(days=3)
    keeping_promises.finish(
        promise=promise, words="Nine doors have a key.", by=cast.bev, at=done_at
    )
    asked_at = done_at + timedelta(days=15)
    for at in (done_at, asked_at):
        with pytest.raises(NotNow, match="asked first"):
            keeping_promises.answer_unhelped(promise=promise, words="So.", by=cast.ama, at=at)
        assert not promises.promise(message.series_slug, promise.number, at=at).is_answered
        if at == done_at:
            editions.opened(cast.ama, at=asked_at)
            asking.whether_it_helped(at=asked_at)
    told_at = asked_at + timedelta(days=7)
    asking.release_due(at=told_at)
    assert promises.promise(message.series_slug, promise.number, at=told_at).is_answered
    keeping_promises.answer_unhelped(promise=promise, words="So.", by=cast.ama, at=told_at)


def test_since_last_time_says_what_stood_on_the_day(cast, message):
    theme = loop.heard(message, cast.ama)
    promise = loop.promised(message, theme, cast.bev, cast.ama)
    before = loop.PROMISED + timedelta(hours=1)
    done_at = loop.PROMISED + timedelta(days=3)
    keeping_promises.finish(
        promise=promise, words="Nine doors have a key.", by=cast.bev, at=done_at
    )
    then = promises.since_last_time(message.series_id, since=None, at=before)
    assert [one.state for one in then.under_way] == ["made"]
    now = promises.since_last_time(message.series_id, since=before, at=done_at)
    assert [one.last.words for one in now.done] == ["Nine doors have a key."]


def test_each_page_of_the_loop_can_be_read(client, cast, message, hands):
    theme = loop.heard(message, cast.ama)
    promise = loop.promised(message, theme, cast.bev, cast.ama)
    hands.at = loop.PROMISED
    heard = client.get(reverse("answer:heard", args=[message.slug]))
    assert heard.status_code == 200
    assert b"I had been counting minutes" in heard.content
    one = client.get(reverse("answer:promise", args=[message.series_slug, promise.number]))
    assert b"Crews name such places" in one.content
    assert client.get(reverse("answer:promises", args=[message.series_slug])).status_code == 200
    assert b"what-i-heard" in client.get(reverse("edition:page", args=[message.slug])).content
    sign_in(client, cast.ama)
    for name in ("reading", "make_promise", "say_no", "hand_on", "still_thinking", "as_readers"):
        page = client.get(reverse(f"answer:{name}", args=[message.slug]))
        assert page.status_code == 200, name
    sign_in(client, cast.bev)
    assert b"A word about it" in client.get(one.request["PATH_INFO"]).content
