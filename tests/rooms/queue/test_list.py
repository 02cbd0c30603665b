"""What waits, as a moderator sees it."""

from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from heed import clock
from heed.edition.models import Comment
from heed.people import actions as people_actions
from tests import people
from tests.factories import editions, pages

DANGER = "I can't go on, I have a plan to kill myself."


def first_lines(response):
    return [line.get_text() for line in pages.main(response).select(".queue-list .first-line")]


def test_the_title_says_in_a_word_how_many_are_to_be_decided(story, joe):
    for n in range(4):
        story.comment(f"One more thing, number {n}.", email=f"{n}@x.example")
    page = joe.get("/queue/")
    assert pages.main(page).h1.get_text() == "Four to decide"
    assert pages.title(page).startswith("Four to decide")


def test_with_nothing_to_decide_the_page_says_so_kindly(story, joe):
    page = pages.text(joe.get("/queue/"))
    assert "Nothing to decide" in page
    assert "Come back when it suits you." in page


def test_the_page_says_whose_eyes_see_it(story, joe):
    page = pages.text(joe.get("/queue/"))
    assert "Who sees this page: you and Marta, the moderators." in page


def test_the_oldest_stands_first(story, joe):
    story.comment("The first.")
    story.pass_time(hours=1)
    story.comment("The second.", email="b@x.example")
    assert first_lines(joe.get("/queue/")) == ["The first.", "The second."]


def test_what_may_mean_danger_stands_above_what_is_older_with_a_word(story, joe):
    story.comment("The older one.")
    story.pass_time(hours=1)
    story.comment(DANGER, email="b@x.example")
    page = joe.get("/queue/")
    assert first_lines(page) == [DANGER, "The older one."]
    assert "May mean danger. Read this first." in pages.text(page)


def test_a_long_first_line_is_cut_between_words(story, joe):
    story.comment("word " * 60)
    (line,) = first_lines(joe.get("/queue/"))
    assert line.endswith("word…")
    assert len(line) <= 81


def test_the_age_of_the_oldest_is_said_in_words(story, joe):
    story.comment()
    story.pass_time(hours=2, minutes=40)
    assert "The oldest has waited 2 hours 40 minutes." in pages.text(joe.get("/queue/"))


def test_the_median_time_to_a_decision_is_that_of_this_week_and_of_last(story, joe):
    for n, hours in enumerate((1, 2, 6)):
        comment = story.comment(f"Last week, {n}.", email=f"{n}@x.example")
        story.pass_time(hours=hours)
        story.decide(comment, "posted")
    story.now = datetime(2026, 11, 30, 1, 0, tzinfo=clock.zone())
    comment = story.comment("This week.", email="c@x.example")
    story.pass_time(hours=3)
    story.decide(comment, "posted")
    people.sign_in(joe, story.cast.joe)
    page = pages.text(joe.get("/queue/"))
    assert "Median time to a decision: 3 hours this week, 2 hours last week." in page


def test_a_decision_that_was_undone_is_not_in_the_median(story, joe, marta):
    comment = story.comment()
    story.pass_time(hours=9)
    story.decide(comment, "posted")
    joe.post(f"/queue/comment/{comment.pk}/undo/")
    assert "Median" not in pages.text(joe.get("/queue/"))


def test_a_moderator_sees_what_the_queue_has_taken_today_and_this_week(story, joe):
    joe.get("/queue/")
    story.pass_time(minutes=4)
    joe.get("/queue/")
    story.pass_time(days=1)
    people.sign_in(joe, story.cast.joe)
    joe.get("/queue/")
    story.pass_time(minutes=3)
    page = pages.text(joe.get("/queue/"))
    assert "Today this has taken you 3 minutes." in page
    assert "This week: 7 minutes of 2 hours." in page


def test_what_was_just_decided_can_be_undone_from_the_list(story, joe):
    comment = story.comment()
    story.decide(comment, "posted")
    page = pages.text(joe.get("/queue/"))
    assert "Gareth Sollom’s comment Posted in five minutes. Decided by you." in page
    assert "until 11.05am" in page
    story.pass_time(minutes=5)
    assert "five minutes" not in pages.text(joe.get("/queue/"))


def test_a_moderator_of_another_series_sees_nothing_of_this_one(story, client):
    comment = story.comment("Not for Sam.")
    people_actions.give_role(person=story.cast.sam, kind="moderator", scope="another-series")
    sam = people.sign_in(client, story.cast.sam)
    assert "Not for Sam." not in sam.get("/queue/").content.decode()
    assert sam.get(f"/queue/comment/{comment.pk}/").status_code == 404
    answer = sam.post(
        f"/queue/comment/{comment.pk}/", {"outcome": "post", "version": comment.version}
    )
    assert answer.status_code == 404
    comment.refresh_from_db()
    assert comment.state == Comment.State.WAITING


def test_no_address_stands_anywhere_in_the_queue(story, joe):
    comment = story.comment(wants_mail=True)
    posted = story.posted("Another one.", email="second@private.example")
    for address in (
        "/queue/",
        f"/queue/comment/{comment.pk}/",
        f"/queue/comment/{posted.pk}/",
        "/queue/asked-to-take-down/?words=another",
        f"/queue/asked-to-take-down/{posted.pk}/",
    ):
        assert b"private.example" not in joe.get(address).content


def test_two_hundred_items_cost_no_more_questions_than_two(story, joe):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert joe.get("/queue/").status_code == 200
        return len([q for q in asked if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    for n in range(2):
        story.comment(f"Number {n}.", email=f"{n}@x.example")
    joe.get("/queue/")
    two = questions()
    for n in range(2, 200):
        editions.waiting(story.edition, f"Number {n}.", at=story.now + timedelta(seconds=n))
    assert questions() == two
    # Five of them are the door's (who it is, what they may do, their minutes), one the foot's.
    assert two <= 23
