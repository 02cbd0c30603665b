"""The writer of a comment has it removed from its private page, wherever it has left a trace."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.edition import addresses, quoting
from heed.edition.actions import commenting, deciding, erasing, reporting
from heed.edition.actions.refusals import NotNow
from heed.edition.models import Comment, CommentEvent, Report
from heed.edition.queries import ledger
from heed.outbox.models import Mail
from heed.week.queries import searching as search
from tests.factories import desk, pages

pytestmark = pytest.mark.django_db
SAID = "The sluice room at Thornsea floods whenever it rains."


@pytest.fixture
def story():
    yield desk.begin()
    clock.set_source(None)


def private(name: str, comment: Comment) -> str:
    return reverse(f"edition:{name}", args=[addresses.key_of(comment)])


def public(story) -> str:
    return pages.text(Client().get(f"/messages/{story.edition.slug}/"))


def test_it_is_shown_first_what_goes_what_stays_and_the_answer_as_it_will_stand(client, story):
    comment = story.comment(SAID)
    story.decide(comment, "posted", reply="Gareth, the sluice room at Thornsea floods no more.")
    story.pass_time(minutes=5)
    page = pages.text(client.get(private("remove", comment)))
    assert "Your name, your address and your words, at once" in page
    assert "Its place on the page" in page
    assert "[…] no more." in page
    assert SAID in public(story), "nothing is done by looking"


def test_a_posted_comment_goes_and_one_that_was_answered_keeps_its_place(client, story):
    plain, answered = story.posted("The gate squeaks.", name="Ines Valla"), story.posted(SAID)
    deciding.reply(comment=answered, text="We will see to it.", by=story.cast.ama, at=story.now)
    for comment in (plain, answered):
        assert client.post(private("remove", comment)).status_code == 302
    page = public(story)
    for gone in ("squeaks", "Ines Valla", "sluice", "Gareth"):
        assert gone not in page
    assert page.count("Removed at its writer’s wish.") == 1
    assert "One comment has come in. One was removed at its writer’s wish." in page
    assert "We will see to it." in page
    assert "Report" not in page


def test_the_private_page_says_that_it_is_gone_and_nothing_else(client, story):
    comment = story.posted(SAID)
    client.post(private("remove", comment))
    page = pages.text(client.get(private("writers_page", comment)))
    assert page.startswith("Removed")
    assert "were removed, as you asked" in page
    assert "sluice" not in page
    assert client.get(private("remove", comment)).status_code == 302


def test_what_was_asked_answered_noted_and_reported_goes_with_it(story):
    comment = story.comment(SAID)
    story.decide(comment, "asked", words="Which sluice room?")
    story.pass_time(minutes=5)
    commenting.answer_question(comment=comment, words="The sluice one.", at=story.now)
    story.decide(comment, "posted")
    story.pass_time(minutes=5)
    reporting.report(comment=comment, words="The sluice room is not theirs.", at=story.now)
    erasing.remove_comment(comment=comment, at=story.now)
    assert not CommentEvent.objects.exclude(words="").exists()
    report = Report.objects.get()
    assert (report.words, report.outcome) == ("", "withdrawn")
    comment.refresh_from_db()
    assert (comment.name, comment.email, comment.email_digest, comment.html) == ("",) * 4


def test_the_search_forgets_it_at_once(story):
    from heed.week.actions import searching

    comment = story.posted(SAID)
    searching.refresh_index(at=story.now)
    assert search.search("sluice", staff=False).count == 1
    erasing.remove_comment(comment=comment, at=story.now)
    assert search.search("sluice", staff=False).count == 0


def test_mail_about_it_is_not_sent_any_more(story, mailbox):
    comment = story.comment(SAID, wants_mail=True)
    story.decide(comment, "not_posted", reason="identifies", words="Leave out the room.")
    story.pass_time(minutes=5)
    assert Mail.objects.get(about=f"comment:{comment.pk}").text
    erasing.remove_comment(comment=comment, at=story.now)
    assert not mailbox(story.now)
    mail = Mail.objects.get()
    assert (mail.recipient, mail.recipient_digest, mail.text, mail.about) == ("",) * 4


def test_twice_is_as_good_as_once_and_it_counts_as_withdrawn_once(story):
    comment = story.posted(SAID)
    for hours in (0, 1):
        erasing.remove_comment(comment=comment, at=story.now + timedelta(hours=hours))
    assert ledger.ledger(at=story.now + timedelta(hours=2)).together.withdrawn == 1
    with pytest.raises(NotNow):
        commenting.send_again(comment=comment, text="It is back.", at=story.now)
    with pytest.raises(NotNow):
        deciding.reply(comment=comment, text="Where?", by=story.cast.ama, at=story.now)


@pytest.mark.parametrize("outcome", ["", "asked", "not_posted", "passed_on", "withdrawn"])
def test_it_goes_wherever_it_stands_and_takes_no_place(client, story, outcome):
    comment = story.comment(SAID)
    given = {"asked": {"words": "Which?"}, "not_posted": {"reason": "spam", "words": "x"}}
    if outcome == "withdrawn":
        commenting.withdraw(comment=comment, at=story.now)
    elif outcome:
        story.decide(comment, outcome, **given.get(outcome, {}))
        story.pass_time(minutes=5)
    client.post(private("remove", comment))
    assert Comment.objects.get().text == ""
    assert "Removed at its writer’s wish" not in public(story)


def test_one_that_was_withdrawn_before_does_not_come_back_as_a_place(client, story):
    comment = story.posted(SAID)
    deciding.reply(comment=comment, text="Thank you.", by=story.cast.ama, at=story.now)
    commenting.withdraw(comment=comment, at=story.now)
    client.post(private("remove", comment))
    assert "Removed at its writer’s wish" not in public(story)


def test_its_writer_takes_along_what_is_kept_about_it_alone(client, story):
    story.posted("Another one, by the same address.", name="Gareth Sollom")
    comment = story.comment(SAID, wants_mail=True)
    story.decide(comment, "posted", reply="It is mended.")
    story.pass_time(minutes=5)
    answer = client.post(private("what_is_kept", comment), {"as": "file"})
    assert answer["Cache-Control"].startswith("private, no-store")
    assert answer["Referrer-Policy"] == "no-referrer"
    (entry,) = json.loads(answer.content)["sections"]["comment"]["entries"]
    kept = entry["kept"]
    assert (kept["words"], kept["answer"]) == (SAID, "It is mended.")
    assert desk.EMAIL not in answer.text, "whoever finds the page learns no address"
    assert "Another one" not in answer.text
    assert SAID in pages.text(client.post(private("what_is_kept", comment)))
    assert client.get(private("what_is_kept", comment)).status_code == 405


def test_a_made_up_key_shows_and_removes_nothing(client, story):
    comment = story.posted(SAID)
    forged = addresses.key_of(comment)[:-2] + "xx"
    for name in ("what_is_kept", "remove"):
        assert client.post(reverse(f"edition:{name}", args=[forged])).status_code == 404
    assert Comment.objects.get().text == SAID


def test_who_was_signed_in_is_still_said_when_the_row_of_the_person_is_gone(story):
    sam = story.cast.sam
    story.posted(SAID, name=sam.name, email=sam.email, person=sam)
    sam.delete()
    assert "signed in" in public(story)


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("You say the garage locks its toilet. It does.", "You say […]. It does."),
        ("You say THE GARAGE “locks, its” toilet!", "You say […]!"),
        ("The garage is open.", "The garage is open."),
        ("Dewi, I will ask.", "[…], I will ask."),
        ("A dewi morning.", "A dewi morning."),
        ("", ""),
    ],
)
def test_what_repeats_four_words_in_a_row_or_the_name_is_taken_out(answer, left):
    said = ["The garage locks its toilet at eleven."]
    assert quoting.without_quotations(answer, said=said, names=["Dewi Marchbanks"]) == left


def test_of_a_short_comment_the_whole_is_found():
    assert quoting.without_quotations("“Thank you, Ama”: no.", said=["Thank you, Ama"]) == (
        "“[…]”: no."
    )
    assert quoting.without_quotations("Thank you all.", said=["Thank you, Ama", ""]) == (
        "Thank you all."
    )
