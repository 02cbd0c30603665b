"""When somebody's words suggest that they, or somebody near them, may come to harm."""

import pytest

from heed.edition.actions import commenting
from heed.edition.models import Comment, Confidence
from tests.factories import pages

DANGER = "I can't go on, I have a plan to kill myself."
HARASSED = "My team leader bullied me, and I was told to keep quiet about it."


@pytest.fixture
def comment(story):
    return story.comment(DANGER, name="Kit Marlow")


def address(comment):
    return f"/queue/comment/{comment.pk}/"


def write_down(client, comment, did="Rang 999.", with_whom="Marta"):
    return client.post(f"{address(comment)}care/", {"did": did, "with_whom": with_whom})


def test_the_card_says_what_to_do_now_and_who_answers(comment, joe):
    page = joe.get(address(comment))
    assert "Somebody may be in danger" in pages.text(page)
    assert len(pages.main(page).select(".steps li")) == 5
    for number in ("999", "111, option 2", "116 123", "01632 960 150", "01632 960 144"):
        assert number in pages.text(page)


def test_a_comment_without_such_words_has_no_card(story, joe):
    page = pages.text(joe.get(address(story.comment("The chairs are broken."))))
    assert "Somebody may be in danger" not in page


def test_nothing_posts_by_itself(story, comment):
    story.pass_time(days=30)
    comment.refresh_from_db()
    assert comment.state == Comment.State.WAITING


@pytest.mark.parametrize("outcome", ["post", "do_not_post", "ask", "reply"])
def test_it_stays_pinned_until_a_step_is_written_down(story, comment, joe, outcome):
    given = {
        "version": comment.version, "outcome": outcome, "reason": "spam", "question": "Why?",
        "reply": "Hello.",
    }  # fmt: skip
    answer = joe.post(address(comment), given)
    assert answer.status_code == 422
    assert "First write down, above, what you did" in pages.text(answer)
    assert "Read this first." in pages.text(joe.get("/queue/"))


def test_it_can_be_passed_to_the_guardian_at_once(comment, joe):
    given = {"version": comment.version, "outcome": "pass_on", "sure": "yes"}
    assert joe.post(address(comment), given).status_code == 302
    comment.refresh_from_db()
    assert comment.state == Comment.State.PASSED_ON


def test_a_step_names_a_second_person(comment, joe):
    answer = write_down(joe, comment, with_whom="")
    assert answer.status_code == 422
    assert "Write who else knows" in pages.text(answer)
    assert pages.main(answer).select_one("[name=did]").get_text().strip() == "Rang 999."


def test_a_step_is_written_down_with_who_did_it_and_who_knows(comment, joe, marta):
    assert write_down(joe, comment).status_code == 302
    page = pages.text(marta.get(address(comment)))
    assert "Joe. Marta knows of it. Rang 999." in page
    assert "May mean danger. A step is written down." in pages.text(marta.get("/queue/"))


def test_after_a_step_it_can_be_decided(story, comment, joe):
    write_down(joe, comment)
    given = {"version": comment.version, "outcome": "post"}
    assert joe.post(address(comment), given).status_code == 302


def test_a_checked_name_is_no_step_for_somebodys_safety(story, joe):
    comment = story.comment(DANGER, name="Ama Tetteh")
    given = {"version": comment.version, "outcome": "post", "proof": "She rang me."}
    assert joe.post(address(comment), given).status_code == 422


def test_what_comes_back_asks_for_a_step_anew(story, comment, joe):
    write_down(joe, comment)
    story.decide(comment, "asked", words="Are you safe tonight?")
    story.pass_time(minutes=5)
    commenting.answer_question(comment=comment, words="I do not know.", at=story.now)
    assert "Read this first." in pages.text(joe.get("/queue/"))


def test_words_of_harassment_are_not_refused_but_offered_to_the_guardian(story, joe):
    page = pages.text(joe.get(address(story.comment(HARASSED))))
    assert "This may be a protected disclosure" in page
    assert "Do not refuse it." in page
    assert "pass it to Nadia" in page


def test_the_moderator_is_looked_after(comment, joe):
    assert "Take ten minutes before the next one" in pages.text(joe.get(address(comment)))


def test_the_guardian_finds_the_card_and_the_steps(story, comment, joe, nadia):
    write_down(joe, comment)
    story.decide(comment, "passed_on")
    hers = f"/guardian/{Confidence.objects.get().pk}/"
    page = pages.text(nadia.get(hers))
    assert "Somebody may be in danger" in page
    assert "Joe. Marta knows of it. Rang 999." in page
    done = {"did": "Rang Kit.", "with_whom": "Sue"}
    assert nadia.post(f"{hers}care/", done).status_code == 302
    assert "Rang Kit." in pages.text(nadia.get(hers))
