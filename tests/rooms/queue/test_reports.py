"""A posted comment is reported by a reader, or somebody asks a moderator to take it down."""

import pytest

from heed.edition.actions import commenting, reporting
from heed.edition.models import Comment, CommentEvent, Report
from tests.factories import pages

State = Comment.State


@pytest.fixture
def comment(story):
    return story.posted("Ask the chief executive to drive a night shift.")


@pytest.fixture
def report(story, comment):
    return reporting.report(
        comment=comment, reason="identifies", words="That is my husband.", at=story.now
    )


def address(report):
    return f"/queue/report/{report.pk}/"


def test_a_report_stands_in_the_queue_with_its_forty_eight_hours_in_words(story, report, joe):
    page = pages.text(joe.get("/queue/"))
    assert "One to decide" in page
    assert "A report of a posted comment" in page
    assert "To be looked at by Thursday, 11.05am." in page
    story.now = report.received_at + Report.LOOKED_AT_WITHIN
    from tests import people

    people.sign_in(joe, story.cast.joe)
    assert "Late: it was to be looked at by" in pages.text(joe.get("/queue/"))


def test_the_reporters_words_and_reason_stand_beside_the_comment(report, joe):
    page = pages.text(joe.get(address(report)))
    assert "Ask the chief executive to drive a night shift." in page
    assert "That is my husband." in page
    assert "The reason that was given: It identifies a patient or a person." in page
    assert "It stays on the page until you decide." in page


def test_it_can_stay(comment, report, joe):
    assert joe.post(address(report), {"version": 0, "outcome": "let_it_stay"}).status_code == 302
    report.refresh_from_db()
    comment.refresh_from_db()
    assert (report.outcome, comment.state) == ("stayed", State.POSTED)


def test_taking_it_down_needs_a_reason_of_the_closed_list(comment, report, joe):
    answer = joe.post(address(report), {"version": 0, "outcome": "take_down", "reason": "tone"})
    assert answer.status_code == 422
    comment.refresh_from_db()
    assert comment.state == State.POSTED


def test_what_is_taken_down_leaves_the_page_at_once_and_its_writer_reads_why(
    story, comment, report, joe, client
):
    given = {
        "version": 0,
        "outcome": "take_down",
        "reason": "identifies",
        "words": "Leave him out.",
    }
    joe.post(address(report), given)
    comment.refresh_from_db()
    assert (comment.state, comment.html) == (State.TAKEN_DOWN, "")
    assert comment.words_to_writer == "Leave him out."
    page = client.get(f"/messages/{story.edition.slug}/").content.decode()
    assert comment.text not in page


def test_taking_down_can_be_undone_for_five_minutes(story, comment, report, joe, client):
    given = {"version": 0, "outcome": "take_down", "reason": "abuse", "words": "Leave him out."}
    page = joe.get(joe.post(address(report), given).url)
    assert "Taken down." in pages.text(page)
    joe.post(f"{address(report)}undo/")
    comment.refresh_from_db()
    report.refresh_from_db()
    assert (comment.state, comment.reason, report.outcome) == (State.POSTED, "", "open")
    assert comment.text in client.get(f"/messages/{story.edition.slug}/").content.decode()
    joe.post(address(report), given)
    story.pass_time(minutes=5)
    assert joe.post(f"{address(report)}undo/").status_code == 409


def test_a_second_moderator_sees_what_the_first_decided(report, joe, marta):
    joe.post(address(report), {"version": 0, "outcome": "let_it_stay"})
    given = {"version": 0, "outcome": "take_down", "reason": "abuse", "words": "Typed for long."}
    answer = marta.post(address(report), given)
    assert answer.status_code == 409
    assert "Joe decided that it stays." in pages.text(answer)
    assert "Typed for long." in pages.text(answer)


def test_a_report_of_what_its_writer_took_back_leaves_the_queue(story, comment, report, joe):
    commenting.withdraw(comment=comment, at=story.now)
    assert "Nothing to decide" in pages.text(joe.get("/queue/"))
    assert joe.get(address(report)).status_code == 404
    report.refresh_from_db()
    assert report.outcome == "withdrawn"


def test_a_request_from_above_is_found_written_down_and_decided_like_any_other(story, comment, joe):
    page = joe.get("/queue/asked-to-take-down/?words=night+shift")
    (link,) = pages.main(page).select("article a")
    assert link["href"] == f"/queue/asked-to-take-down/{comment.pk}/"
    given = {"role": "The director of operations", "words": "It makes us look bad."}
    answer = joe.post(link["href"], given)
    page = pages.text(joe.get(answer.url))
    assert "Somebody asked that it be taken down" in page
    assert "Who asked: The director of operations." in page
    assert "It makes us look bad." in page
    assert "counted in public, whatever you decide" in page
    joe.post(answer.url, {"version": 0, "outcome": "let_it_stay"})
    report = Report.objects.get()
    assert (report.asked_by_role, report.outcome) == ("The director of operations", "stayed")
    event = CommentEvent.objects.get(kind="reported")
    assert (event.by, event.detail) == (story.cast.joe, "The director of operations")


def test_a_request_says_which_role_and_which_reason(comment, joe):
    where = f"/queue/asked-to-take-down/{comment.pk}/"
    answer = joe.post(where, {"role": "", "words": "It makes us look bad."})
    assert answer.status_code == 422
    assert "Write which role asked" in pages.text(answer)
    assert "It makes us look bad." in pages.text(answer)
    assert not Report.objects.exists()


def test_only_posted_comments_are_found(story, joe):
    waiting = story.comment("Not yet for anybody.")
    passed = story.comment("For the guardian.", email="b@x.example")
    story.decide(passed, "passed_on")
    for words in ("anybody", "guardian", "Gareth"):
        page = pages.text(joe.get(f"/queue/asked-to-take-down/?words={words}"))
        assert "No posted comment has these words" in page
    for comment in (waiting, passed):
        assert joe.get(f"/queue/asked-to-take-down/{comment.pk}/").status_code == 404


def test_looking_for_a_hidden_character_is_refused_with_a_sentence(joe):
    answer = joe.get("/queue/asked-to-take-down/?words=%00")
    assert answer.status_code == 422
    assert "There is a problem" in pages.text(answer)
