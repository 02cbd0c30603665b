"""One item: reading it and deciding about it."""

import re

import pytest

from heed.edition import addresses
from heed.edition.actions import commenting, deciding, guarding
from heed.edition.models import Comment, CommentEvent
from heed.moderation.reasons import Reason, default_words
from heed.outbox.models import Mail
from tests import people
from tests.factories import pages

Kind = CommentEvent.Kind
State = Comment.State


def address(comment):
    return f"/queue/comment/{comment.pk}/"


def decide(client, comment, outcome, **given):
    """Send the form of the item's page, as it stands."""
    page = pages.main(client.get(address(comment)))
    version = page.select_one("form.decision [name=version]")["value"]
    return client.post(address(comment), {"version": version, "outcome": outcome, **given})


def state(comment):
    comment.refresh_from_db()
    return comment.state


def test_the_words_stand_whole_with_the_name_and_whether_it_was_checked(story, joe):
    comment = story.comment("First paragraph.\n\nSecond one.")
    page = joe.get(address(comment))
    assert "Gareth Sollom wrote" in pages.text(page)
    assert "Name as given, not checked" in pages.text(page)
    assert [p.get_text() for p in pages.main(page).select(".item-words p")] == [
        "First paragraph.", "Second one.",
    ]  # fmt: skip
    signed = story.comment("Mine.", name="Sam Tolliver", person=story.cast.sam)
    assert "Signed in" in pages.text(joe.get(address(signed)))


def test_nobody_can_edit_the_words(story, joe):
    comment = story.comment("As I wrote it.")
    fields = pages.main(joe.get(address(comment))).select("form [name]")
    assert "text" not in {field["name"] for field in fields}
    decide(joe, comment, "post", text="As they would rather have it.")
    comment.refresh_from_db()
    assert comment.text == "As I wrote it."


def test_posting_waits_five_minutes_and_can_be_undone(story, joe):
    comment = story.comment()
    page = joe.get(decide(joe, comment, "post").url)
    assert "Posted in five minutes." in pages.text(page)
    assert state(comment) == State.DECIDED
    joe.post(f"{address(comment)}undo/")
    assert state(comment) == State.WAITING
    decide(joe, comment, "post")
    story.pass_time(minutes=5)
    assert state(comment) == State.POSTED


def test_after_a_decision_the_next_item_is_open_with_one_line(story, joe):
    comment = story.comment("The first.")
    story.pass_time(hours=1)
    other = story.comment("The second.", email="b@x.example")
    answer = decide(joe, comment, "post")
    assert answer.status_code == 302
    assert answer.url == f"{address(other)}?done=comment.{comment.pk}"
    assert pages.main(joe.get(answer.url)).select_one(".done").get_text(" ", strip=True) == (
        "Posted in five minutes. Undo"
    )


def test_after_the_last_decision_the_page_says_that_nothing_is_left(story, joe):
    page = joe.get(decide(joe, story.comment(), "post").url)
    assert "Nothing to decide" in pages.text(page)
    assert "Posted in five minutes." in pages.text(page)


def test_after_five_minutes_undo_is_refused_with_a_sentence(story, joe):
    comment = story.comment()
    decide(joe, comment, "post")
    story.now += deciding.UNDO_FOR
    answer = joe.post(f"{address(comment)}undo/")
    assert answer.status_code == 409
    assert "Five minutes have passed" in pages.text(answer)


def test_posting_with_a_reply_puts_both_on_the_page(story, joe):
    comment = story.comment()
    decide(joe, comment, "reply", reply="They are on order.")
    assert comment.replies.get().posted_at is None
    story.pass_time(minutes=5)
    reply = comment.replies.get()
    assert (reply.text, reply.name, reply.is_author) == (
        "They are on order.",
        "Joe Pargeter",
        False,
    )
    assert reply.posted_at == story.now


def test_undoing_takes_the_reply_back_as_well(story, joe):
    comment = story.comment()
    decide(joe, comment, "reply", reply="They are on order.")
    joe.post(f"{address(comment)}undo/")
    assert not comment.replies.exists()


def test_a_question_reaches_the_writers_page_and_the_answer_comes_back(story, joe, client):
    comment = story.comment()
    decide(joe, comment, "ask", question="Which chairs?")
    story.pass_time(minutes=5)
    private = f"/your-comment/{addresses.key_of(comment)}/"
    assert "Which chairs?" in client.get(private).content.decode()
    commenting.answer_question(comment=comment, words="Those at Thornsea.", at=story.now)
    page = pages.text(joe.get(address(comment)))
    assert "Joe asked: Which chairs?" in page
    assert "The writer answered: Those at Thornsea." in page


def test_when_it_is_sent_again_the_earlier_words_stand_beside_it(story, joe):
    comment = story.comment("The lady from Marsh Lane waited five hours.")
    decide(joe, comment, "do_not_post", reason="identifies", words="Leave out the street.")
    story.pass_time(minutes=5)
    commenting.send_again(comment=comment, text="A patient waited five hours.", at=story.now)
    page = pages.text(joe.get(address(comment)))
    assert "A patient waited five hours." in page
    assert "The writer changed it. Before, it read: The lady from Marsh Lane" in page
    assert "Joe did not post it. It identifies a patient or a person: Leave out the street." in page


def test_a_no_needs_a_reason_of_the_closed_list(story, joe):
    comment = story.comment()
    for reason in ("", "tone", "negative"):
        answer = decide(joe, comment, "do_not_post", reason=reason, words="No.")
        assert answer.status_code == 422
        assert pages.title(answer).startswith("Error:")
        assert state(comment) == State.WAITING
        assert "No." in pages.main(answer).select_one("[name=words]").get_text()
    answer = decide(joe, comment, "do_not_post")
    assert "Choose the reason. A sharp tone is not one" in pages.text(answer)


def test_the_list_of_reasons_names_no_tone(story, joe):
    page = pages.main(joe.get(address(story.comment())))
    offered = [radio["value"] for radio in page.select("[name=reason]")]
    assert offered == ["identifies", "unlawful", "abuse", "spam", "elsewhere"]
    assert "A sharp tone is not one, and neither is disagreeing with us." in page.get_text()


@pytest.mark.parametrize("reason", [r for r in Reason.values if r != "elsewhere"])
def test_a_no_without_words_of_its_own_sends_the_usual_ones(story, joe, reason):
    comment = story.comment()
    decide(joe, comment, "do_not_post", reason=reason)
    comment.refresh_from_db()
    assert comment.words_to_writer == default_words(reason)


def test_what_belongs_elsewhere_says_where(story, joe):
    comment = story.comment()
    answer = decide(joe, comment, "do_not_post", reason="elsewhere")
    assert "Say where it belongs" in pages.text(answer)
    decide(joe, comment, "do_not_post", reason="elsewhere", where="To the estates desk.")
    comment.refresh_from_db()
    assert comment.words_to_writer.endswith("To the estates desk.")


def test_words_of_another_choice_are_not_sent(story, joe):
    comment = story.comment()
    decide(joe, comment, "post", question="?", reply="A reply.", words="Words.", reason="abuse")
    comment.refresh_from_db()
    assert (comment.reason, comment.words_to_writer, comment.replies.count()) == ("", "", 0)


def test_nothing_chosen_is_an_error_and_what_was_typed_stays(story, joe):
    answer = decide(joe, story.comment(), "", question="What did you mean?")
    assert answer.status_code == 422
    assert "Choose what should happen to it" in pages.text(answer)
    assert pages.main(answer).select_one("[name=question]").get_text().strip() == (
        "What did you mean?"
    )


def test_a_name_like_a_leaders_is_posted_only_with_proof(story, joe):
    comment = story.comment("I am glad.", name="Ama Tetteh")
    assert "This name is like that of Ama Tetteh" in pages.text(joe.get(address(comment)))
    answer = decide(joe, comment, "post")
    assert answer.status_code == 422
    decide(joe, comment, "post", proof="She rang me.")
    story.pass_time(minutes=5)
    assert state(comment) == State.POSTED
    assert comment.events.get(kind=Kind.NAME_CHECKED).words == "She rang me."


def test_a_claimed_name_needs_its_proof_again_after_an_undo(story, joe):
    comment = story.comment("I am glad.", name="Ama Tetteh")
    decide(joe, comment, "post", proof="She rang me.")
    joe.post(f"{address(comment)}undo/")
    assert decide(joe, comment, "post").status_code == 422


def test_the_button_is_neutral_and_knows_what_each_choice_does(story, joe):
    form = pages.main(joe.get(address(story.comment()))).select_one("form.decision")
    assert form.select_one("#decide").get_text(strip=True) == "Decide"
    assert form["data-button-do-not-post"] == "Do not post, and tell Gareth why"
    assert form["data-button-pass-on"] == "Pass it to Nadia"
    assert form["data-words-abuse"] == default_words("abuse")


def test_another_moderator_who_has_it_open_is_named(story, joe, marta):
    comment = story.comment()
    marta.get(address(comment))
    story.pass_time(minutes=2)
    assert "Opened by Marta 2 minutes ago." in pages.text(joe.get(address(comment)))
    story.pass_time(minutes=13)
    assert "Opened by Marta" not in pages.text(joe.get(address(comment)))


def test_when_somebody_else_decided_their_decision_is_shown_and_nothing_typed_is_lost(
    story, joe, marta
):
    comment = story.comment()
    version = comment.version
    decide(marta, comment, "post")
    typed = {"version": version, "outcome": "ask", "question": "A long and careful question."}
    answer = joe.post(address(comment), typed)
    assert answer.status_code == 409
    assert "Marta has decided: post it." in pages.text(answer)
    assert "A long and careful question." in pages.text(answer)
    comment.refresh_from_db()
    assert (comment.outcome, comment.decided_by) == ("posted", story.cast.marta)


def test_a_decision_on_words_that_changed_meanwhile_is_asked_again(story, joe, marta):
    comment = story.comment("The first words.")
    version = comment.version
    decide(marta, comment, "ask", question="Which?")
    story.pass_time(minutes=5)
    commenting.send_again(comment=comment, text="Other words.", at=story.now)
    typed = {"version": version, "outcome": "reply", "reply": "My reply."}
    answer = joe.post(address(comment), typed)
    assert answer.status_code == 409
    assert "This has changed while you were reading." in pages.text(answer)
    assert pages.main(answer).select_one("[name=reply]").get_text().strip() == "My reply."
    assert state(comment) == State.WAITING
    again = pages.main(answer).select_one("form.decision [name=version]")["value"]
    assert joe.post(address(comment), {**typed, "version": again}).status_code == 302


def test_a_moderator_does_not_decide_about_their_own_words(story, joe):
    comment = story.comment("Mine.", name="Joe Pargeter", person=story.cast.joe)
    page = joe.get(address(comment))
    assert "This comment is your own." in pages.text(page)
    assert not pages.main(page).select("form.decision")
    answer = joe.post(address(comment), {"version": comment.version, "outcome": "post"})
    assert answer.status_code == 409
    assert state(comment) == State.WAITING


def test_what_its_writer_took_back_meanwhile_gives_back_what_was_typed(story, joe):
    comment = story.comment("Not for you any more.")
    typed = {"version": comment.version, "outcome": "ask", "question": "Which one?"}
    commenting.withdraw(comment=comment, at=story.now)
    answer = joe.post(address(comment), typed)
    assert answer.status_code == 404
    assert "Which one?" in pages.text(answer)
    assert "Not for you any more." not in pages.text(answer)
    assert joe.get(address(comment)).status_code == 404


def test_one_mail_goes_out_when_it_is_decided_and_not_before_the_five_minutes(story, joe):
    comment = story.comment(wants_mail=True)
    decide(joe, comment, "post")
    assert not Mail.objects.exists()
    story.pass_time(minutes=5)
    mail = Mail.objects.get()
    assert comment.text not in mail.text
    assert "There will be no other." in mail.text


def test_after_a_question_one_more_mail_comes_when_it_is_decided(story, joe):
    comment = story.comment(wants_mail=True)
    decide(joe, comment, "ask", question="Which?")
    story.pass_time(minutes=5)
    assert "One more comes when it is decided." in Mail.objects.get().text
    commenting.answer_question(comment=comment, words="Those.", at=story.now)
    decide(joe, comment, "post")
    story.pass_time(minutes=5)
    assert Mail.objects.count() == 2


def test_only_a_post_decides(story, joe):
    comment = story.comment()
    joe.get(f"{address(comment)}?outcome=post&version=0")
    assert joe.get(f"{address(comment)}undo/").status_code == 405
    assert state(comment) == State.WAITING


PAYLOADS = [
    "<script>alert(1)</script>",
    "http://x.com/?'onmouseover='alert(document.domain)'x='",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 7*7 }}",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_that_attack_the_moderator_are_only_words(story, joe, nadia, payload):
    name = payload[:80]
    comment = story.comment(f"{payload} and more", name=name)
    posted = story.posted(f"{payload} on the page", name=name, email="b@x.example")
    passed = story.comment(f"{payload} for her", name=name, email="c@x.example")
    story.decide(passed, "passed_on")
    for client, where in (
        (joe, "/queue/"),
        (joe, address(comment)),
        (joe, "/queue/asked-to-take-down/?words=page"),
        (joe, f"/queue/asked-to-take-down/{posted.pk}/"),
        (nadia, "/guardian/"),
        (nadia, f"/guardian/{passed.confidences.get().pk}/"),
        (nadia, f"/guardian/{passed.confidences.get().pk}/return/"),
    ):
        page = pages.soup(client.get(where))
        inline = [s for s in page.select("script") if not s.get("src")]
        handlers = [t for t in page.find_all(True) if any(a.startswith("on") for a in t.attrs)]
        links = [a for a in page.select("a[href]") if re.match(r"\s*javascript:", a["href"])]
        assert not inline and not handlers and not links
        assert payload in page.get_text()
        assert not page.select("main img")


def test_characters_that_turn_the_direction_of_writing_do_not_reach_the_moderator(story, joe):
    comment = story.comment("Transfer \u202egnp.exe\u202c now", name="Ga\u202ereth")
    for where in ("/queue/", address(comment)):
        assert "\u202e" not in joe.get(where).content.decode()


def test_addresses_that_name_nothing_are_not_found(story, joe):
    for where in (
        "comment/0",
        "comment/x",
        "comment/99999999999999999999",
        "nothing/1",
        "report/1",
    ):
        assert joe.get(f"/queue/{where}/").status_code == 404
        assert joe.post(f"/queue/{where}/", {"outcome": "post"}).status_code == 404


def test_hidden_characters_in_a_reply_are_refused_and_taken_out(story, joe):
    comment = story.comment()
    answer = decide(joe, comment, "reply", reply="All\x00 well\u202e")
    assert answer.status_code == 422
    assert "All well" in pages.main(answer).select_one("[name=reply]").get_text()


def test_sixty_four_kilobytes_of_words_are_refused_with_a_sentence(story, joe):
    answer = decide(joe, story.comment(), "ask", question="x" * 65_536)
    assert answer.status_code == 422
    assert "2000 characters or fewer" in pages.text(answer)


def test_a_guardians_return_is_decided_about_as_if_it_had_come_in_now(story, joe):
    comment = story.comment()
    story.decide(comment, "passed_on")
    story.pass_time(days=4)
    guarding.return_to_queue(
        confidence=comment.confidences.get(),
        words="This is yours.",
        by=story.cast.nadia,
        at=story.now,
    )
    people.sign_in(joe, story.cast.joe)
    page = pages.text(joe.get("/queue/"))
    assert "The oldest has waited under an hour." in page
    assert "The guardian returned it: This is yours." in pages.text(joe.get(address(comment)))
