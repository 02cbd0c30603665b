"""To the guardian: who tells her something, what they see of it, and how it is taken back."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from heed.clock import working
from heed.edition import addresses
from heed.edition.actions import commenting, confiding, guarding, keeping, publishing, refusals
from heed.edition.forms.commenting import new_ticket
from heed.edition.models import Comment, Confidence, ConfidenceEvent, Edition
from heed.outbox.models import Mail
from heed.people import actions as people_actions
from tests import people
from tests.factories import desk, pages

WORDS = "My mentor comes too close on every shift."


@pytest.fixture
def story(db):
    from heed import clock

    yield desk.begin()
    clock.set_source(None)


@pytest.fixture
def nadia(story):
    return people.sign_in(Client(), story.cast.nadia)


def tell(story, text=WORDS, **more):
    given = {"ticket": "t1", **more}
    return confiding.confide(told=confiding.Told(text=text, **given), at=story.now)


def form(story, **given):
    ticket = new_ticket(at=story.now - timedelta(seconds=20))
    return {"text": WORDS, "name": "", "email": "", "ticket": ticket, **given}


def private(confidence):
    return f"/private-page/{addresses.confidence_key(confidence)}/"


# The form


def test_the_page_names_who_reads_it_and_when_and_what_is_not_promised(story, client):
    page = pages.text(client.get("/to-the-guardian/"))
    assert "Who reads it: Nadia, for the whole organisation." in page
    assert "Confidential: the guardian knows you." in page
    assert "Nobody watches this page at night or at the weekend." in page
    assert "Whoever runs the server holds the key to it." in page
    assert "116 123" in page
    assert "01632 960 144" in page


def test_what_is_sent_is_on_a_private_page_that_no_other_site_and_no_shelf_keeps(story, client):
    sent = client.post("/to-the-guardian/", form(story))
    confidence = Confidence.objects.get()
    assert sent.url == f"{private(confidence)}?new"
    page = client.get(sent.url)
    assert WORDS in pages.text(page)
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert not client.cookies
    assert not Comment.objects.exists()


def test_a_name_may_be_left_out_and_nobodys_session_is_kept_with_it(story):
    sam = people.sign_in(Client(), story.cast.sam)
    assert "You are signed in. That is not kept" in pages.text(sam.get("/to-the-guardian/"))
    sam.post("/to-the-guardian/", form(story))
    confidence = Confidence.objects.get()
    assert confidence.name == ""
    assert not confidence.is_named
    kept = {field.name for field in Confidence._meta.get_fields()}
    assert "person" not in kept
    assert "edition" not in kept


def test_a_signed_in_sender_needs_the_token_as_well(story):
    sam = people.sign_in(Client(enforce_csrf_checks=True), story.cast.sam)
    answer = sam.post("/to-the-guardian/", form(story))
    assert answer.status_code == 403
    assert WORDS in answer.content.decode()
    assert not Confidence.objects.exists()


@pytest.mark.parametrize("state", ["closed", "paused", "no message at all"])
def test_the_lane_never_closes(story, client, state):
    if state == "closed":
        publishing.close_due(at=story.now + timedelta(days=9))
        page = client.get(f"/messages/{story.edition.slug}/").content.decode()
        assert 'href="/to-the-guardian/"' in page.partition("<footer")[0]
    elif state == "paused":
        story.comment()
        story.pass_time(days=6)
        keeping.pause_unheard(at=story.now)
    else:
        Comment.objects.all().delete()
        Edition.objects.update(revision=None, state="draft", slug=None, opened_at=None)
    assert client.post("/to-the-guardian/", form(story)).status_code == 302
    assert Confidence.objects.count() == 1


def test_every_page_that_takes_an_answer_leads_there(story, client):
    posted, waiting = story.posted(), story.comment("Something else.", email="b@x.example")
    for path in (
        f"/messages/{story.edition.slug}/",
        f"/messages/{story.edition.slug}/comment/",
        f"/your-comment/{addresses.key_of(waiting)}/",
        f"/comments/{posted.pk}/report/",
    ):
        page = pages.main(client.get(path))
        assert page.select('a[href="/to-the-guardian/"]'), path
        assert "01632 960 144" in page.get_text(), path


def test_words_of_danger_bring_the_card_once_and_are_then_sent(story, client):
    given = form(story, text="I can't go on, I have a plan.")
    card = client.post("/to-the-guardian/", given)
    assert "If you need someone now" in pages.text(card)
    assert not Confidence.objects.exists()
    assert client.post("/to-the-guardian/", {**given, "seen_card": "yes"}).status_code == 302


def test_a_double_press_is_one_confidence(story, client):
    given = form(story)
    first, second = (client.post("/to-the-guardian/", given) for _ in "ab")
    assert first.url == second.url
    assert Confidence.objects.count() == 1


def test_a_flood_from_one_form_is_told_so_and_keeps_nobody_else_out(story, client):
    given = form(story)
    for number in range(confiding.PER_TICKET[0]):
        sent = client.post("/to-the-guardian/", {**given, "text": f"Words {number}"})
        assert sent.status_code == 302
    refused = client.post("/to-the-guardian/", {**given, "text": "One more"})
    assert refused.status_code == 422
    assert "several messages from this page within an hour" in pages.text(refused)
    assert "One more" in refused.content.decode()
    other = form(story, ticket=new_ticket(at=story.now - timedelta(seconds=30)))
    assert Client().post("/to-the-guardian/", other).status_code == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": ""}, "Write what the guardian should know"),
        ({"text": "\u2060 \u200b"}, "There is nothing to read in it."),
        ({"text": "x" * 8001}, "8000 characters or fewer"),
        ({"text": "Words\u202egnp.exe"}, "hidden characters"),
        ({"name": "Sam\r\nBcc: all@x.example\x00"}, "hidden characters"),
        ({"name": "x" * 121}, "120 characters or fewer"),
        ({"email": "a@x.example\r\nBcc: b@x.example"}, "email address"),
        ({"ticket": "forged"}, "had lost its ticket"),
        ({"website": "https://x.example"}, "hidden field"),
    ],
)
def test_what_cannot_be_taken_says_why_and_loses_nothing(story, client, given, said):
    answer = client.post("/to-the-guardian/", form(story, **given))
    assert answer.status_code == 422
    assert said in pages.text(answer)
    assert not Confidence.objects.exists()


def test_where_nobody_could_read_it_nothing_is_taken_in_and_the_telephone_stands_there(
    story, client
):
    people_actions.take_role(role=story.cast.nadia.roles.get())
    page = pages.text(client.get("/to-the-guardian/"))
    assert "Nobody here can read this page yet. Ring or write instead." in page
    assert "01632 960 144" in page
    refused = client.post("/to-the-guardian/", form(story))
    assert refused.status_code == 422
    assert WORDS in refused.content.decode()


# The private page


def test_the_day_on_which_she_opened_it_is_on_the_private_page(story, client, nadia):
    confidence = tell(story)
    assert "Not opened yet." in pages.text(client.get(private(confidence)))
    nadia.get("/guardian/")
    assert "Not opened yet." in pages.text(client.get(private(confidence)))
    nadia.get(f"/guardian/{confidence.pk}/")
    page = pages.text(client.get(private(confidence)))
    assert "Opened on Tuesday 24 November 2026." in page
    story.pass_time(days=1)
    nadia.get(f"/guardian/{confidence.pk}/")
    assert "Opened on Tuesday 24 November 2026." in pages.text(client.get(private(confidence)))


def test_they_write_to_one_another_several_times(story, client, nadia):
    confidence = tell(story)
    nadia.post(f"/guardian/{confidence.pk}/write/", {"words": "Which station was it?"})
    client.post(f"{private(confidence)}write/", {"words": "Thornsea."})
    client.post(f"{private(confidence)}write/", {"words": "In March."})
    nadia.post(f"/guardian/{confidence.pk}/write/", {"words": "I will come on Friday."})
    page = pages.text(client.get(private(confidence)))
    said = ["Nadia wrote to you: Which station", "You wrote: Thornsea.", "You wrote: In March.",
            "I will come on Friday."]  # fmt: skip
    assert [page.index(one) for one in said] == sorted(page.index(one) for one in said)
    hers = pages.text(nadia.get(f"/guardian/{confidence.pk}/"))
    assert "The writer wrote: Thornsea." in hers


def test_she_says_by_when_she_will_write(story, client, nadia):
    confidence = tell(story)
    nadia.post(f"/guardian/{confidence.pk}/will-write/", {"write_by": "3"})
    page = pages.text(client.get(private(confidence)))
    assert "Nadia has read it and will write by Friday 27 November 2026." in page
    assert working.is_working_day(Confidence.objects.get().write_by)


def test_a_forged_or_borrowed_address_opens_nothing(story, client):
    confidence, comment = tell(story), story.comment()
    key = addresses.confidence_key(confidence)
    reference, _dot, mac = key.rpartition(".")
    for forged in (
        addresses.key_of(comment), key[:-1] + ("A" if key[-1] != "A" else "B"), f"{reference}x.{mac}",
        str(confidence.pk), reference, "x" * 400,
    ):  # fmt: skip
        for path in ("", "write/", "take-back/"):
            answer = client.post(f"/private-page/{forged}/{path}", {"words": "Hello"})
            assert answer.status_code in (404, 405)
            assert client.get(f"/private-page/{forged}/").status_code == 404
    assert client.get(f"/your-comment/{key}/").status_code == 404
    assert not ConfidenceEvent.objects.exists()


def test_an_address_does_not_tell_how_many_came_before(story):
    keys = {addresses.confidence_key(tell(story, f"Words {n}", ticket=f"t{n}")) for n in range(3)}
    assert not any(key.partition(".")[0].isdigit() for key in keys)


# Taking back


def test_taken_back_it_is_erased_at_once_and_she_sees_only_that(story, client, nadia):
    confidence = tell(story, name="Owen Hale", email="owen@home.example")
    nadia.post(f"/guardian/{confidence.pk}/write/", {"words": "Which station, Owen?"})
    story.pass_time(hours=1)
    assert client.post(f"{private(confidence)}take-back/").status_code == 302
    confidence.refresh_from_db()
    assert (confidence.text, confidence.name, confidence.email) == ("", "", "")
    assert confidence.sent_digest is None
    assert not [event.words for event in confidence.events.all() if event.words]
    assert "Taken back" in pages.text(client.get(private(confidence)))
    for path in ("/guardian/", f"/guardian/{confidence.pk}/"):
        page = nadia.get(path).content.decode()
        assert "Owen" not in page
        assert "mentor" not in page
    assert "Its writer has taken this back" in page
    assert not Mail.objects.filter(state="waiting").exists()


def test_what_is_taken_back_while_she_writes_is_not_answered_and_her_words_are_given_back(
    story, client, nadia
):
    confidence = tell(story)
    nadia.get(f"/guardian/{confidence.pk}/")
    client.post(f"{private(confidence)}take-back/")
    answer = nadia.post(f"/guardian/{confidence.pk}/write/", {"words": "I am so sorry."})
    assert answer.status_code == 422
    assert "Its writer has taken this back. Nothing was sent or noted." in pages.text(answer)
    assert "I am so sorry." in pages.text(answer)
    for path, given in (
        ("will-write/", {"write_by": "1"}),
        ("handed-on/", {"words": "The board"}),
        ("count/", {"outcome": "answered"}),
    ):
        assert nadia.post(f"/guardian/{confidence.pk}/{path}", given).status_code == 422
    assert ConfidenceEvent.objects.get().kind == "taken_back"


def test_taking_back_twice_is_taking_back_once(story):
    confidence = tell(story)
    for _ in "ab":
        confiding.take_back(confidence=confidence, at=story.now)
    assert ConfidenceEvent.objects.count() == 1


def test_what_has_ended_can_be_taken_back_as_well(story, client):
    confidence = tell(story)
    nadia = story.cast.nadia
    guarding.record(
        confidence=confidence, subjects=["sexual"], detriment=False, outcome="answered", by=nadia,
        at=story.now,
    )  # fmt: skip
    client.post(f"{private(confidence)}take-back/")
    confidence.refresh_from_db()
    assert confidence.text == confidence.subjects == ""
    with pytest.raises(refusals.NotNow):
        confiding.write_to_guardian(confidence=confidence, words="More.", at=story.now)


# Two guardians, and what goes wrong in between


def test_two_guardians_do_not_answer_unawares(story, nadia):
    people_actions.give_role(person=story.cast.bev, kind="guardian")
    bev = people.sign_in(Client(), story.cast.bev)
    confidence = tell(story)
    address = f"/guardian/{confidence.pk}/"
    seen = [
        pages.main(c.get(address)).select_one("input[name=seen]")["value"] for c in (nadia, bev)
    ]
    assert nadia.post(f"{address}write/", {"words": "Ring me.", "seen": seen[0]}).status_code == 302
    second = bev.post(f"{address}write/", {"words": "Ring me too.", "seen": seen[1]})
    assert second.status_code == 422
    assert "Something was written while you were writing" in pages.text(second)
    assert "Nadia wrote to the writer: Ring me." in pages.text(second)
    again = {
        field["name"]: field["value"] for field in pages.main(second).select("input[name=seen]")
    }
    assert bev.post(f"{address}write/", {"words": "Or me.", **again}).status_code == 302


def test_what_is_killed_half_way_has_not_happened(story, monkeypatch):
    confidence = tell(story, email="owen@home.example")

    def fails(*_given, **_more):
        raise OSError("The disk is full.")

    monkeypatch.setattr("heed.outbox.actions.queue", fails)
    with pytest.raises(OSError, match="disk"):
        guarding.write_as_guardian(
            confidence=confidence, words="Ring me.", by=story.cast.nadia, at=story.now
        )
    monkeypatch.undo()
    assert not ConfidenceEvent.objects.exists()
    monkeypatch.setattr("heed.edition.actions.passing.note", fails)
    with pytest.raises(OSError, match="disk"):
        confiding.take_back(confidence=confidence, at=story.now)
    confidence.refresh_from_db()
    assert confidence.text == WORDS


# Mail


def test_a_mail_goes_only_to_who_asked_and_says_nothing(story, mailbox):
    nadia = story.cast.nadia
    quiet, asked = tell(story), tell(story, ticket="t2", email="owen@home.example", name="Owen")
    for one in (quiet, asked):
        guarding.write_as_guardian(confidence=one, words="Ring me.", by=nadia, at=story.now)
    mails = mailbox(story.now)
    assert [mail.to for mail in mails] == [["owen@home.example"]]
    whole = (mails[0].subject + mails[0].body).casefold()
    for word in (
        "guardian",
        "nadia",
        "owen",
        "speak",
        "confiden",
        "private-page/",
        "mentor",
        "http",
    ):
        assert word not in whole, word
    row = Mail.objects.get()
    assert re.fullmatch("page:[0-9a-f]{32}", row.about)
    assert "guardian" not in row.kind + row.about
    assert "confid" not in row.kind + row.about


def test_however_much_she_writes_there_is_one_mail_a_day(story, mailbox):
    nadia, confidence = story.cast.nadia, tell(story, email="owen@home.example")
    for words in ("Ring me.", "Or write.", "Or come by."):
        guarding.write_as_guardian(confidence=confidence, words=words, by=nadia, at=story.now)
        mailbox(story.now)
    assert len(mailbox(story.now)) == 1
    story.pass_time(days=1)
    assert len(mailbox(story.now)) == 2


# The end


def test_its_words_are_erased_ninety_days_after_it_ended(story, client):
    confidence = tell(story, name="Owen Hale")
    guarding.hand_on(
        confidence=confidence, words="The regulator", by=story.cast.nadia, at=story.now
    )
    guarding.record(
        confidence=confidence, subjects=["patients"], detriment=True, outcome="handed_on",
        by=story.cast.nadia, at=story.now,
    )  # fmt: skip
    page = pages.text(client.get(private(confidence)))
    assert "It ended on Tuesday 24 November 2026. Handed on outside Heed." in page
    assert "Its words are erased on Monday 22 February 2027." in page
    keeping.erase_confidences(at=story.now + timedelta(days=89))
    confidence.refresh_from_db()
    assert confidence.text == WORDS
    story.pass_time(days=90)
    keeping.erase_confidences(at=story.now)
    confidence.refresh_from_db()
    assert confidence.text == confidence.name == ""
    assert not any(event.words for event in confidence.events.all())
    assert confidence.subjects == "patients"
    assert "Its words were erased." in pages.text(client.get(private(confidence)))
    keeping.erase_confidences(at=story.now + timedelta(days=2 * 365))
    assert not Confidence.objects.exists()


def test_what_nobody_touches_for_a_year_ends_by_itself(story, client):
    confidence = tell(story)
    keeping.erase_confidences(at=story.now + timedelta(days=364))
    confidence.refresh_from_db()
    assert confidence.ended_on is None
    keeping.erase_confidences(at=story.now + timedelta(days=366))
    confidence.refresh_from_db()
    assert confidence.outcome == "no_further"


# A comment that was passed on


def test_a_passed_comment_is_taken_back_by_its_writer_and_leaves_nothing(story, client, nadia):
    comment = story.comment("He told me to sign it.", name="Gwen Ferris", wants_mail=True)
    story.decide(comment, "passed_on")
    confidence = comment.confidences.get()
    nadia.post(f"/guardian/{confidence.pk}/write/", {"words": "Gwen, ring me."})
    page = f"/your-comment/{addresses.key_of(comment)}/"
    shown = pages.text(client.get(page))
    for words in ("He told me to sign it.", "Gwen, ring me.", "Take it back"):
        assert words in shown
    client.post(f"{page}withdraw/")
    for where in (page, private(confidence)):
        after = client.get(where).content.decode()
        assert "sign it" not in after
        assert "ring me" not in after
    assert "sign it" not in nadia.get("/guardian/").content.decode()
    comment.refresh_from_db()
    assert (comment.text, comment.name, comment.email) == ("", "", "")
    assert comment.state == "withdrawn"


def test_it_can_be_taken_back_on_the_private_page_too(story, client):
    comment = story.comment("He told me to sign it.")
    story.decide(comment, "passed_on")
    client.post(f"{private(comment.confidences.get())}take-back/")
    comment.refresh_from_db()
    assert comment.state == "withdrawn"


def test_what_is_returned_comes_back_whole(story):
    sam = story.cast.sam
    comment = story.comment("Which kettle?", name=sam.name, email=sam.email, person=sam)
    story.decide(comment, "asked", words="Which one?")
    story.pass_time(minutes=5)
    commenting.answer_question(comment=comment, words="The big one.", at=story.now)
    story.decide(comment, "passed_on")
    before = Comment.objects.get(pk=comment.pk)
    assert (before.text, before.name, before.person) == ("", "", None)
    assert not [one.words for one in before.events.all() if one.words]
    confidence = comment.confidences.get()
    guarding.return_to_queue(confidence=confidence, words="", by=story.cast.nadia, at=story.now)
    comment.refresh_from_db()
    assert (comment.text, comment.name, comment.person) == ("Which kettle?", sam.name, sam)
    assert {"Which one?", "The big one."} <= {one.words for one in comment.events.all()}
    confidence.refresh_from_db()
    assert confidence.text == confidence.before == ""


def test_what_was_written_to_her_alone_is_returned_to_nobody(story, nadia):
    confidence = tell(story)
    assert nadia.get(f"/guardian/{confidence.pk}/return/").status_code == 404
    assert nadia.post(f"/guardian/{confidence.pk}/return/", {"words": ""}).status_code == 404
    with pytest.raises(refusals.NotNow):
        guarding.return_to_queue(confidence=confidence, words="", by=story.cast.nadia, at=story.now)
