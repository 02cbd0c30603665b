"""What is decided about a comment, by whom, and what must not happen in between."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from heed import clock
from heed.edition.actions import commenting, deciding, guarding, keeping, refusals
from heed.edition.models import Comment, CommentEvent
from heed.moderation.models import EventIsKept
from heed.outbox.models import Mail
from heed.people import actions as people_actions
from tests.factories import desk

State = Comment.State
Kind = CommentEvent.Kind


@pytest.fixture
def story(db):
    yield desk.begin()
    clock.set_source(None)


def kinds(comment):
    return list(comment.events.order_by("pk").values_list("kind", flat=True))


def test_a_decision_takes_effect_after_five_minutes_and_not_a_second_before(story):
    comment = story.comment()
    story.decide(comment, "posted")
    story.pass_time(minutes=4, seconds=59)
    comment.refresh_from_db()
    assert (comment.state, comment.html) == (State.DECIDED, "")
    story.pass_time(seconds=1)
    comment.refresh_from_db()
    assert (comment.state, comment.posted_at) == (State.POSTED, story.now)
    assert kinds(comment) == ["received", "decided", "posted"]


def test_undo_works_in_the_last_second_and_not_after_it(story):
    comment = story.comment()
    story.decide(comment, "posted")
    last = story.now + deciding.UNDO_FOR
    deciding.undo(comment=comment, by=story.cast.joe, at=last - timedelta(seconds=1))
    comment.refresh_from_db()
    assert comment.state == State.WAITING
    story.decide(comment, "posted")
    with pytest.raises(refusals.NotNow):
        deciding.undo(comment=comment, by=story.cast.joe, at=last)


def test_what_is_undone_after_it_fell_due_does_not_happen_although_nothing_ticked(story):
    comment = story.comment()
    story.decide(comment, "posted")
    with pytest.raises(refusals.NotNow):
        deciding.undo(comment=comment, by=story.cast.joe, at=story.now + timedelta(hours=1))
    assert deciding.apply_due(at=story.now + timedelta(hours=1)) == 1


def test_taking_effect_twice_changes_nothing(story):
    comment = story.comment(wants_mail=True)
    story.decide(comment, "posted")
    story.pass_time(minutes=5)
    assert deciding.apply_due(at=story.now) == 0
    assert kinds(comment).count("posted") == 1
    assert Mail.objects.count() == 1


def test_an_old_view_of_a_comment_decides_nothing(story):
    comment = story.comment()
    seen = comment.version
    story.decide(comment, "posted")
    deciding.undo(comment=comment, by=story.cast.joe, at=story.now)
    with pytest.raises(refusals.SomebodyElseDecided):
        deciding.decide(
            comment=comment, outcome="posted", by=story.cast.marta, at=story.now, version=seen
        )


def test_a_withdrawal_during_the_five_minutes_wins(story):
    comment = story.comment(wants_mail=True)
    story.decide(comment, "posted", reply="Thank you.")
    commenting.withdraw(comment=comment, at=story.now)
    story.pass_time(minutes=10)
    comment.refresh_from_db()
    assert (comment.state, comment.html) == (State.WITHDRAWN, "")
    assert not comment.replies.exists()
    assert not Mail.objects.exists()
    with pytest.raises(refusals.NotNow):
        deciding.undo(comment=comment, by=story.cast.joe, at=story.now)


def test_two_decisions_in_a_row_are_one_decision(story):
    comment = story.comment()
    version = comment.version
    story.decide(comment, "posted")
    with pytest.raises(refusals.SomebodyElseDecided) as refused:
        deciding.decide(
            comment=comment, outcome="asked", words="?", by=story.cast.marta, at=story.now,
            version=version,
        )  # fmt: skip
    assert "Joe decided already" in refused.value.sentence
    assert kinds(comment).count("decided") == 1


@pytest.mark.parametrize("role", ["reader", "author", "drafter", "guardian", "analyst",
                                  "administrator"])  # fmt: skip
def test_only_a_moderator_decides_and_undoes(story, role):
    person = story.cast.by_role()[role]
    comment = story.comment()
    with pytest.raises(refusals.NotYours):
        story.decide(comment, "posted", by=person)
    story.decide(comment, "posted")
    with pytest.raises(refusals.NotYours):
        deciding.undo(comment=comment, by=person, at=story.now)


def test_a_moderator_of_another_series_decides_nothing_here(story):
    people_actions.give_role(person=story.cast.sam, kind="moderator", scope="another")
    with pytest.raises(refusals.NotYours):
        story.decide(story.comment(), "posted", by=story.cast.sam)


def test_nobody_decides_about_their_own_words(story):
    comment = story.comment(person=story.cast.joe, name="Joe Pargeter")
    with pytest.raises(refusals.NotYours):
        story.decide(comment, "posted")


@pytest.mark.parametrize(
    ("outcome", "given", "field"),
    [
        ("", {}, "outcome"),
        ("deleted", {}, "outcome"),
        ("not_posted", {"words": "No."}, "reason"),
        ("not_posted", {"words": "No.", "reason": "tone"}, "reason"),
        ("not_posted", {"reason": "abuse", "words": "  "}, "words"),
        ("asked", {"words": " "}, "words"),
    ],
)
def test_an_unclear_decision_is_refused_and_names_what_to_look_at(story, outcome, given, field):
    comment = story.comment()
    with pytest.raises(refusals.DecisionUnclear) as refused:
        story.decide(comment, outcome, **given)
    assert refused.value.field == field
    assert kinds(comment) == ["received"]


def test_what_was_decided_is_never_changed_or_removed(story):
    comment = story.comment()
    story.decide(comment, "posted")
    event = comment.events.get(kind=Kind.DECIDED)
    event.detail = "asked"
    for attempt in (
        event.save,
        event.delete,
        comment.events.all().delete,
        lambda: comment.events.update(detail="asked"),
    ):
        with pytest.raises(EventIsKept):
            attempt()


def test_a_comment_is_answered_once(story):
    comment = story.posted()
    deciding.reply(comment=comment, text="It is on order.", by=story.cast.ama, at=story.now)
    with pytest.raises(refusals.NotNow):
        deciding.reply(comment=comment, text="Again.", by=story.cast.joe, at=story.now)
    assert comment.replies.get().is_author


def test_a_reply_does_not_stand_under_words_that_it_did_not_answer(story):
    from heed.edition.actions import reporting

    comment = story.posted()
    deciding.reply(comment=comment, text="It is on order.", by=story.cast.ama, at=story.now)
    report = reporting.report(comment=comment, words="", at=story.now)
    reporting.decide_report(
        report=report, take_down=True, reason="abuse", words="Leave him out.",
        by=story.cast.joe, at=story.now,
    )  # fmt: skip
    commenting.send_again(comment=comment, text="Quite other words.", at=story.now)
    assert not comment.replies.exists()


def test_a_mail_that_cannot_be_sent_does_not_hold_up_what_was_decided(story):
    comment = story.comment(wants_mail=True, email="not an address")
    other = story.comment("Another one.", email="fine@x.example", wants_mail=True)
    story.decide(comment, "posted")
    story.decide(other, "posted")
    story.pass_time(minutes=5)
    comment.refresh_from_db()
    assert comment.state == State.POSTED
    assert Mail.objects.count() == 1


def test_what_was_passed_on_is_no_moderators_any_more(story):
    comment = story.comment("I can't go on, I have a plan to kill myself.")
    story.decide(comment, "passed_on")
    comment.refresh_from_db()
    for attempt in (
        lambda: story.decide(comment, "posted"),
        lambda: deciding.undo(comment=comment, by=story.cast.joe, at=story.now),
        lambda: deciding.reply(comment=comment, text="x", by=story.cast.joe, at=story.now),
        lambda: guarding.care_for(
            comment=comment, did="x", with_whom="y", by=story.cast.joe, at=story.now
        ),
    ):
        with pytest.raises(refusals.Refused):
            attempt()
    assert deciding.apply_due(at=story.now + timedelta(days=1)) == 0


def test_what_the_guardian_returns_does_not_pause_answering_for_the_time_she_had_it(story):
    comment = story.comment()
    story.decide(comment, "passed_on")
    story.pass_time(days=5)
    guarding.return_to_queue(
        confidence=comment.confidences.get(), words="", by=story.cast.nadia, at=story.now
    )
    assert keeping.pause_unheard(at=story.now) == 0


def test_what_was_erased_can_still_be_looked_at_and_told_of(story):
    from heed.edition.queries import guarding as guardian_queries

    comment = story.comment()
    story.decide(comment, "passed_on")
    story.pass_time(days=91)
    keeping.erase_old(at=story.now)
    found = guardian_queries.confided(comment.confidences.get().pk, by=story.cast.nadia)
    assert found is not None


@pytest.fixture
def committed(transactional_db):
    yield desk.begin()
    clock.set_source(None)


def at_once(*attempts):
    """Run each in its own thread and connection, from the same moment; gives what each became."""
    start = threading.Barrier(len(attempts))
    became: list[object] = [None] * len(attempts)

    def run(place: int) -> None:
        start.wait()
        try:
            became[place] = attempts[place]()
        except Exception as problem:
            became[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(attempts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return became


def test_of_two_moderators_who_decide_at_once_one_decides_and_the_other_is_told(committed):
    story = committed
    for n in range(5):
        comment = story.comment(f"Number {n}.", email=f"{n}@x.example")

        def attempt(by, outcome, comment=comment):
            return lambda: deciding.decide(
                comment=comment.pk, outcome=outcome, words="Which?", by=by, at=story.now, version=0
            )

        became = at_once(attempt(story.cast.joe, "posted"), attempt(story.cast.marta, "passed_on"))
        refused = [one for one in became if isinstance(one, refusals.SomebodyElseDecided)]
        assert len(refused) == 1
        assert kinds(comment).count("decided") == 1


def test_of_an_undo_and_the_tick_at_the_same_moment_exactly_one_happens(committed):
    story = committed
    comment = story.comment(wants_mail=True)
    story.decide(comment, "posted")
    due = story.now + deciding.UNDO_FOR
    became = at_once(
        lambda: deciding.undo(
            comment=comment.pk, by=story.cast.joe, at=due - timedelta(milliseconds=1)
        ),
        lambda: deciding.apply_due(at=due),
        lambda: deciding.apply_due(at=due),
    )
    comment.refresh_from_db()
    if isinstance(became[0], refusals.NotNow):
        assert comment.state == State.POSTED
        assert Mail.objects.count() == 1
    else:
        assert comment.state == State.WAITING
        assert not Mail.objects.exists()


def test_of_a_withdrawal_and_a_decision_at_once_the_withdrawal_stands(committed):
    story = committed
    comment = story.comment()
    at_once(
        lambda: commenting.withdraw(comment=comment, at=story.now),
        lambda: deciding.decide(
            comment=comment.pk, outcome="posted", by=story.cast.joe, at=story.now, version=0
        ),
    )
    story.pass_time(minutes=5)
    comment.refresh_from_db()
    assert comment.state == State.WITHDRAWN


def test_the_same_form_sent_twice_at_once_is_one_comment(committed):
    story = committed
    sent = commenting.Sent(name="Gareth", email="g@x.example", text="Once.", ticket="one-form")
    became = at_once(
        *[lambda: commenting.receive(edition=story.edition, sent=sent, at=story.now)] * 4
    )
    assert len({one.pk for one in became if isinstance(one, Comment)}) == 1
    assert Comment.objects.count() == 1
