"""A posted comment is reported, or asked to be taken down: what each decision does."""

from datetime import timedelta

import pytest

from heed import clock
from heed.edition.actions import commenting, deciding, refusals, reporting
from heed.edition.models import Comment, Edition, Report
from tests.factories import desk

State = Comment.State


@pytest.fixture
def story(db):
    yield desk.begin()
    clock.set_source(None)


@pytest.fixture
def comment(story):
    return story.posted()


def report(story, comment, **given):
    return reporting.report(comment=comment, words="Look at this.", at=story.now, **given)


def decide(story, made, *, take_down, by=None, **given):
    given = {"reason": "abuse", "words": "Leave him out.", **given} if take_down else given
    return reporting.decide_report(
        report=made, take_down=take_down, by=by or story.cast.joe, at=story.now, **given
    )


def test_only_what_stands_on_the_page_can_be_reported(story):
    with pytest.raises(refusals.NotNow):
        report(story, story.comment())


def test_a_reported_comment_stays_until_somebody_decides(story, comment):
    report(story, comment)
    story.pass_time(days=3)
    comment.refresh_from_db()
    assert comment.state == State.POSTED


def test_nobody_reports_without_end_from_one_form(story, comment):
    for _ in range(reporting.PER_TICKET[0]):
        report(story, comment, ticket="one")
    with pytest.raises(refusals.CommentNotTaken):
        report(story, comment, ticket="one")


def test_taking_down_answers_every_open_report_of_the_comment_and_is_one_event(story, comment):
    first, second = report(story, comment), report(story, comment)
    decide(story, first, take_down=True)
    assert set(Report.objects.values_list("outcome", flat=True)) == {"taken_down"}
    assert comment.events.filter(kind="taken_down").count() == 1
    with pytest.raises(refusals.SomebodyElseDecided):
        decide(story, second, take_down=False)


def test_letting_one_report_stay_leaves_the_other_open(story, comment):
    first, second = report(story, comment), report(story, comment)
    decide(story, first, take_down=False)
    second.refresh_from_db()
    assert second.outcome == "open"


def test_undoing_opens_every_report_that_was_answered_with_it(story, comment):
    first, second = report(story, comment), report(story, comment)
    decide(story, first, take_down=True)
    reporting.undo_report(report=second, by=story.cast.marta, at=story.now)
    comment.refresh_from_db()
    assert set(Report.objects.values_list("outcome", flat=True)) == {"open"}
    assert comment.state == State.POSTED
    assert comment.html


def test_what_the_writer_changed_meanwhile_is_not_put_back(story, comment):
    made = report(story, comment)
    decide(story, made, take_down=True)
    commenting.send_again(comment=comment, text="Other words.", at=story.now)
    with pytest.raises(refusals.NotNow):
        reporting.undo_report(report=made, by=story.cast.joe, at=story.now)
    comment.refresh_from_db()
    assert (comment.state, comment.text) == (State.WAITING, "Other words.")


def test_a_decision_about_a_report_can_be_undone_for_five_minutes(story, comment):
    made = report(story, comment)
    decide(story, made, take_down=False)
    late = story.now + deciding.UNDO_FOR
    with pytest.raises(refusals.NotNow):
        reporting.undo_report(report=made, by=story.cast.joe, at=late)
    reporting.undo_report(report=made, by=story.cast.joe, at=late - timedelta(seconds=1))
    made.refresh_from_db()
    assert made.outcome == "open"


def test_an_open_report_has_nothing_to_undo(story, comment):
    with pytest.raises(refusals.NotNow):
        reporting.undo_report(report=report(story, comment), by=story.cast.joe, at=story.now)


def test_the_page_is_made_again_when_a_comment_leaves_it_or_comes_back(story, comment):
    def version():
        return Edition.objects.get().page_version

    made, before = report(story, comment), version()
    decide(story, made, take_down=True)
    assert version() == before + 1
    reporting.undo_report(report=made, by=story.cast.joe, at=story.now)
    assert version() == before + 2


def test_only_a_moderator_decides_and_never_about_their_own_words(story):
    own = story.comment("Mine.", name="Marta Kowalska", person=story.cast.marta)
    story.decide(own, "posted")
    story.pass_time(minutes=5)
    made = report(story, own)
    for person in (story.cast.ama, story.cast.nadia, story.cast.tariq, story.cast.marta):
        for take_down in (True, False):
            with pytest.raises(refusals.NotYours):
                decide(story, made, take_down=take_down, by=person)
        with pytest.raises(refusals.NotYours):
            reporting.ask_from_above(
                comment=own, role="The chair", words="No.", by=person, at=story.now
            )


def test_a_request_from_above_names_a_role_and_gives_a_reason(story, comment):
    for role, words, field in (("", "No.", "role"), ("The chair", " ", "words")):
        with pytest.raises(refusals.DecisionUnclear) as refused:
            reporting.ask_from_above(
                comment=comment, role=role, words=words, by=story.cast.joe, at=story.now
            )
        assert refused.value.field == field
    made = reporting.ask_from_above(
        comment=comment, role="The chair", words="It looks bad.", by=story.cast.joe, at=story.now
    )
    assert (made.asked_by_role, made.outcome) == ("The chair", "open")


def test_withdrawing_settles_the_reports_without_counting_them_as_taken_down(story, comment):
    made = report(story, comment)
    commenting.withdraw(comment=comment, at=story.now)
    made.refresh_from_db()
    assert made.outcome == "withdrawn"
    with pytest.raises(refusals.SomebodyElseDecided):
        decide(story, made, take_down=True)
