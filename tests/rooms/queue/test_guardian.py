"""What was passed to the guardian is hers alone."""

import pytest

from heed.edition.actions import commenting, confiding, guarding, refusals
from heed.edition.models import Comment, CommentEvent
from heed.people import actions as people_actions
from tests import people
from tests.factories import desk, pages

State = Comment.State


@pytest.fixture
def comment(story):
    return story.comment("What happened on the ninth.", name="Owen Hale", wants_mail=True)


@pytest.fixture
def passed(story, comment):
    story.decide(comment, "passed_on")
    comment.refresh_from_db()
    return comment


def hers(comment):
    """What the comment became when it was passed on."""
    return comment.confidences.get()


def address(comment):
    return f"/guardian/{hers(comment).pk}/"


def test_passing_on_asks_once_more_on_a_page_of_its_own(story, comment, joe):
    given = {"version": comment.version, "outcome": "pass_on"}
    page = joe.post(f"/queue/comment/{comment.pk}/", given)
    assert pages.main(page).h1.get_text() == "Pass it to Nadia?"
    assert "This cannot be undone. Only the guardian can return it." in pages.text(page)
    comment.refresh_from_db()
    assert comment.state == State.WAITING
    sure = {field["name"]: field["value"] for field in pages.main(page).select("form input")}
    answer = joe.post(f"/queue/comment/{comment.pk}/", sure)
    comment.refresh_from_db()
    assert comment.state == State.PASSED_ON
    assert "Nadia has it now, and you no longer do." in pages.text(joe.get(answer.url))


def test_the_hint_says_whose_it_becomes(comment, joe):
    page = pages.text(joe.get(f"/queue/comment/{comment.pk}/"))
    assert "Nadia sees it and you no longer do. This cannot be undone." in page


def test_the_writer_is_told_at_once_who_sees_it_now(story, passed, client):
    from heed.edition import addresses
    from heed.outbox.models import Mail

    page = client.get(f"/your-comment/{addresses.key_of(passed)}/").content.decode()
    assert "Nadia" in page
    assert "ninth" not in Mail.objects.get().text


def test_she_sees_only_what_was_passed_to_her_oldest_first(story, passed, nadia):
    story.comment("Still the moderators’.", email="a@x.example")
    story.pass_time(hours=1)
    later = story.comment("And then the tenth.", email="b@x.example", name="Kit Marlow")
    story.decide(later, "passed_on")
    page = nadia.get("/guardian/")
    assert pages.main(page).h1.get_text() == "Two with you"
    names = [name.get_text() for name in pages.main(page).select("article .comment-name")]
    assert names == ["Owen Hale", "Kit Marlow"]
    assert "Still the moderators" not in pages.text(page)


def test_her_page_is_kind_when_it_is_empty(story, nadia):
    assert "Nothing with you" in pages.text(nadia.get("/guardian/"))


def test_nobody_else_finds_it_by_list_item_search_undo_or_old_link(story, passed, joe, marta):
    for client in (joe, marta):
        assert "ninth" not in client.get("/queue/").content.decode()
        where = f"/queue/comment/{passed.pk}/"
        assert client.get(where).status_code == 404
        for path in ("", "undo/", "care/"):
            given = {"version": passed.version, "outcome": "post", "did": "x", "with_whom": "y"}
            answer = client.post(f"{where}{path}", given)
            assert answer.status_code == 404
            assert "ninth" not in answer.content.decode()
        assert client.get(f"/queue/asked-to-take-down/{passed.pk}/").status_code == 404
        found = client.get("/queue/asked-to-take-down/?words=ninth").content.decode()
        assert "What happened" not in found
    passed.refresh_from_db()
    assert passed.state == State.PASSED_ON


def test_what_she_has_and_what_was_taken_back_answer_alike(story, passed, joe):
    gone = story.comment("Taken back.", email="b@x.example")
    commenting.withdraw(comment=gone, at=story.now)
    typed = {"version": 0, "outcome": "ask", "question": "Which?"}
    answers = [joe.post(f"/queue/comment/{c.pk}/", typed) for c in (passed, gone)]
    words = [pages.text(answer) for answer in answers]
    assert answers[0].status_code == answers[1].status_code == 404
    assert words[0] == words[1]
    sentences = set()
    for comment in (passed, gone):
        with pytest.raises(refusals.SomebodyElseDecided) as refused:
            story.decide(comment, "posted")
        sentences.add(refused.value.sentence)
    assert len(sentences) == 1


def test_after_it_was_taken_back_from_her_nobody_else_finds_it_either(story, passed, joe, nadia):
    commenting.withdraw(comment=passed, at=story.now)
    assert joe.get(f"/queue/comment/{passed.pk}/").status_code == 404
    page = nadia.get(address(passed))
    assert "Its writer has taken this back. Every word was erased." in pages.text(page)
    assert "ninth" not in page.content.decode()
    assert "Owen" not in page.content.decode()
    with pytest.raises(refusals.NotYours):
        guarding.care_for(comment=passed, did="x", with_whom="y", by=story.cast.joe, at=story.now)


@pytest.mark.parametrize("role", ["reader", "author", "drafter", "moderator", "analyst",
                                  "administrator"])  # fmt: skip
def test_every_other_role_is_kept_out_of_all_her_pages(story, passed, client, role):
    people.sign_in(client, story.cast.by_role()[role])
    assert client.get("/guardian/").status_code == 403
    for path in ("", "write/", "will-write/", "handed-on/", "care/", "count/", "return/"):
        for send in (client.get, client.post):
            answer = send(f"{address(passed)}{path}")
            assert answer.status_code == 403
            assert "ninth" not in answer.content.decode()
            assert desk.EMAIL not in answer.content.decode()
    assert CommentEvent.objects.filter(comment=passed).count() == 3


def test_an_action_refuses_whoever_is_not_the_guardian(story, passed):
    for person in (story.cast.joe, story.cast.ama, story.cast.tariq):
        for action, given in (
            (guarding.note_opened, {}),
            (guarding.return_to_queue, {"words": ""}),
            (guarding.write_as_guardian, {"words": "Hello"}),
            (guarding.acknowledge, {"write_by": story.now.date()}),
            (guarding.care_for_writer, {"did": "x", "with_whom": "y"}),
            (guarding.hand_on, {"words": "The board"}),
            (guarding.record, {"subjects": [], "detriment": False, "outcome": "answered"}),
        ):
            with pytest.raises(refusals.NotYours):
                action(confidence=hers(passed), by=person, at=story.now, **given)


def test_a_guardian_of_another_series_does_not_find_it(story, passed, client):
    people_actions.give_role(person=story.cast.sam, kind="guardian", scope="another-series")
    people.sign_in(client, story.cast.sam)
    assert "Nothing with you" in pages.text(client.get("/guardian/"))
    assert client.get(address(passed)).status_code == 404


def test_she_writes_and_the_writer_reads_it_on_the_private_page(story, passed, nadia, client):
    from heed.edition import addresses

    answer = nadia.post(f"{address(passed)}write/", {"words": "Ring me on 01632 960 144."})
    assert answer.status_code == 302
    private = f"/your-comment/{addresses.key_of(passed)}/"
    assert "Ring me on 01632 960 144." in client.get(private).content.decode()
    assert nadia.post(f"{address(passed)}write/", {"words": " "}).status_code == 422


def test_not_even_she_is_shown_the_address(passed, nadia):
    for where in ("/guardian/", address(passed), f"{address(passed)}return/"):
        assert desk.EMAIL not in nadia.get(where).content.decode()


def test_she_notes_to_which_office_she_handed_it_on(passed, nadia):
    assert nadia.post(f"{address(passed)}handed-on/", {"words": " "}).status_code == 422
    nadia.post(f"{address(passed)}handed-on/", {"words": "The director of workforce"})
    page = pages.text(nadia.get(address(passed)))
    assert "Nadia handed it on outside Heed, to: The director of workforce" in page


def test_returning_asks_once_more_and_the_moderators_do_not_see_what_was_hers(
    story, passed, joe, nadia
):
    nadia.post(f"{address(passed)}write/", {"words": "Words between us."})
    nadia.post(f"{address(passed)}handed-on/", {"words": "The regulator, case 41"})
    nadia.post(f"{address(passed)}care/", {"did": "Rang Owen.", "with_whom": "Sue"})
    page = nadia.get(f"{address(passed)}return/")
    assert pages.main(page).h1.get_text() == "Return it to the moderators?"
    passed.refresh_from_db()
    assert passed.state == State.PASSED_ON
    nadia.post(f"{address(passed)}return/", {"words": "He would like it posted."})
    page = pages.text(joe.get(f"/queue/comment/{passed.pk}/"))
    assert "The guardian returned it: He would like it posted." in page
    for hers in ("Words between us", "Case 41", "Rang Owen"):
        assert hers not in page
    assert nadia.get(address(passed)).status_code == 404


def test_what_was_returned_is_decided_again(story, passed, joe, nadia):
    nadia.post(f"{address(passed)}return/", {"words": ""})
    passed.refresh_from_db()
    given = {"version": passed.version, "outcome": "post"}
    assert joe.post(f"/queue/comment/{passed.pk}/", given).status_code == 302


def test_passing_on_cannot_be_undone(story, passed):
    for person in (story.cast.joe, story.cast.nadia, story.cast.tariq):
        from heed.edition.actions import deciding

        with pytest.raises(refusals.Refused):
            deciding.undo(comment=passed, by=person, at=story.now)
    passed.refresh_from_db()
    assert passed.state == State.PASSED_ON


def test_what_may_mean_danger_stands_first_until_a_step_is_written_down(story, nadia):
    def told(text):
        return confiding.confide(told=confiding.Told(text=text, ticket=text), at=story.now)

    told("We were told to write other times.")
    danger = told("I can't go on, I have a plan.")
    first = pages.main(nadia.get("/guardian/")).select("article .words")[0]
    assert "I have a plan" in first.get_text()
    guarding.care_for_writer(
        confidence=danger.pk, did="I rang her.", with_whom="the duty manager",
        by=story.cast.nadia, at=story.now,
    )  # fmt: skip
    first = pages.main(nadia.get("/guardian/")).select("article .words")[0]
    assert "other times" in first.get_text()
