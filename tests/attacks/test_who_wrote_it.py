"""Somebody wants to find out who wrote something: from outside, and with the database in hand."""

import json
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from heed.edition import addresses, pages
from heed.edition.actions import commenting, confiding, deciding, guarding, keeping
from heed.edition.forms.commenting import new_ticket
from heed.edition.models import Comment, Reply, StoredPage
from heed.outbox import actions as outbox
from heed.outbox import queries as mail

SHORT = "Thank you, Ama."
CANARY = "canary.7f3a@private.example"


def everything_at_rest() -> str:
    """Every row of every table, as whoever holds a copy of the database reads it."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(cell) for row in cursor.fetchall() for cell in row]
    return "\n".join(found)


def guess(story, client, email, text=SHORT, ticket=""):
    given = {
        "name": "Somebody else",
        "email": email,
        "text": text,
        "ticket": ticket or new_ticket(at=story.now - timedelta(seconds=20)),
    }
    return client.post(reverse("edition:comment", args=[story.edition.slug]), given)


def test_the_form_does_not_tell_whose_address_is_behind_a_posted_comment(story, browser):
    story.posted(SHORT, name="A paramedic", email="right@saltmarsh.example")
    right = guess(story, browser(), "right@saltmarsh.example")
    wrong = guess(story, browser(), "wrong@saltmarsh.example")
    assert (right.status_code, wrong.status_code) == (302, 302)


def test_nor_does_a_form_that_has_been_used_up(story, browser):
    story.comment(SHORT, name="A paramedic", email="right@saltmarsh.example")
    ticket = new_ticket(at=story.now - timedelta(seconds=20))
    for number in range(commenting.PER_TICKET[0]):
        assert guess(story, browser(), "me@evil.example", f"Words {number}", ticket).url
    right, wrong = (
        guess(story, browser(), email, ticket=ticket)
        for email in ("right@saltmarsh.example", "wrong@saltmarsh.example")
    )
    said = [
        page.content.decode().replace("right@", "").replace("wrong@", "") for page in (right, wrong)
    ]
    assert "several comments within an hour" in said[0]
    assert "come in already" not in said[0] + said[1]


def test_the_same_words_from_the_same_form_are_one_comment_however_short(story, browser):
    ticket = new_ticket(at=story.now - timedelta(seconds=20))
    first, second = (guess(story, browser(), "me@home.example", ticket=ticket) for _ in "ab")
    assert first.url == second.url
    assert Comment.objects.count() == 1


def test_an_address_is_nowhere_at_rest_in_the_clear_from_first_to_last(story, browser):
    comment = story.comment(email=CANARY, wants_mail=True)
    assert "canary" not in everything_at_rest()
    story.decide(comment, "posted", reply="They are mended.")
    story.pass_time(minutes=5)
    assert "canary" not in everything_at_rest()
    outbox.send_due(at=story.now)
    assert "canary" not in everything_at_rest()
    private = browser().get(f"/your-comment/{addresses.key_of(comment)}/")
    public = browser().get(f"/messages/{story.edition.slug}/")
    for page in (private, public, browser("joe").get("/queue/"), browser().get("/messages.atom")):
        assert "canary" not in page.content.decode()


def test_a_private_address_is_nowhere_at_rest(story):
    comment = story.comment(wants_mail=True)
    story.decide(comment, "asked", words="Which chairs?")
    story.pass_time(minutes=5)
    assert addresses.key_of(comment) not in everything_at_rest()
    assert addresses.key_of(comment).partition(".")[2] not in everything_at_rest()


def test_a_copy_of_the_database_signs_nobody_in(story, browser):
    nadia = browser("nadia")
    key = nadia.cookies["heed_session"].value
    assert nadia.get("/guardian/").status_code == 200
    assert key not in everything_at_rest()
    thief = browser()
    for row in Session.objects.all():
        thief.cookies["heed_session"] = row.session_key
        assert thief.get("/guardian/").status_code == 302


def test_a_copy_of_the_database_does_not_tell_whose_sessions_there_are(story, browser):
    browser("sam")
    row = Session.objects.get()
    import base64

    for part in row.session_data.split(":"):
        clear = base64.urlsafe_b64decode(part + "==" if len(part) % 4 else part)
        assert b"_auth_user_id" not in clear
    assert "_auth_user_id" not in str(row.get_decoded())


def test_a_code_that_is_on_its_way_is_not_at_rest_in_the_clear(story, browser, mailbox):
    client = browser()
    client.post("/sign-in/", {"email": story.cast.nadia.email})
    code = mailbox(story.now)[-1].body.split()[0]
    assert code.isdigit()
    row = Session.objects.get()
    assert code not in json.dumps(row.get_decoded())
    assert story.cast.nadia.email not in json.dumps(row.get_decoded())


def test_what_is_erased_is_joined_to_nobody(story):
    sam = story.cast.sam
    comment = story.comment(name=sam.name, email=sam.email, person=sam)
    assert comment.person_id == sam.pk
    story.decide(comment, "not_posted", reason="identifies", words="Leave out the street.")
    story.pass_time(minutes=5)
    keeping.erase_old(at=story.now + timedelta(days=181))
    comment.refresh_from_db()
    assert comment.text == comment.name == ""
    assert comment.person_id is None, "whose it was outlived what it said"
    assert comment.email_digest == comment.comparable_digest == comment.claims == ""


def test_a_reply_does_not_outlive_the_words_that_it_quotes(story):
    comment = story.posted("I have had a hard winter.", name="Gareth Sollom")
    deciding.reply(
        comment=comment, text="Gareth, that hard winter…", by=story.cast.ama, at=story.now
    )
    commenting.withdraw(comment=comment, at=story.now)
    keeping.erase_old(at=story.now + timedelta(days=181))
    assert "winter" not in everything_at_rest()
    assert not Reply.objects.exists()


def test_a_page_that_nobody_opens_again_does_not_keep_what_was_withdrawn(story, browser):
    comment = story.posted("The sluice room at Thornsea floods.")
    page = f"/messages/{story.edition.slug}/"
    assert "sluice room" in browser().get(page).content.decode()
    assert StoredPage.objects.filter(whole__contains="sluice room").exists()
    commenting.withdraw(comment=comment, at=story.now)
    assert not StoredPage.objects.filter(whole__contains="sluice room").exists()
    assert "sluice room" not in browser().get(page).content.decode()


def test_a_page_that_was_being_made_when_words_were_withdrawn_is_not_kept(
    story, browser, monkeypatch
):
    """Another server makes the page while the writer takes it back: it may be read, never kept."""
    comment = story.posted("The sluice room at Thornsea floods.")
    page, draw = f"/messages/{story.edition.slug}/", pages.render_to_string

    def meanwhile(template, *more, **given):
        if template == "edition/_message.jinja":
            commenting.withdraw(comment=comment, at=story.now)
        return draw(template, *more, **given)

    with monkeypatch.context() as patched:
        patched.setattr(pages, "render_to_string", meanwhile)
        browser().get(page)
    assert "sluice room" not in "".join(StoredPage.objects.values_list("whole", flat=True))
    assert "sluice room" not in browser().get(page).content.decode()


def test_sqlite_writes_over_what_it_deletes(db, is_postgres):
    if is_postgres:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone()[0] == 1


def test_what_the_guardian_has_leaves_no_trace_with_moderators(story, browser):
    comment = story.comment("My manager made me sign it.", name="Gwen Ferris")
    story.decide(comment, "passed_on")
    joe = browser("joe")
    pages = [joe.get("/queue/"), joe.get("/queue/asked-to-take-down/?words=manager")]
    hers = f"/guardian/{comment.confidences.get().pk}/"
    for address in (f"/queue/comment/{comment.pk}/", hers):
        answer = joe.get(address)
        assert answer.status_code in (403, 404)
        pages.append(answer)
    for name in ("ama", "tariq", "iain", "sam", "dora", "marta"):
        assert browser(name).get(hers).status_code == 403
    for page in pages:
        assert "Gwen" not in page.content.decode()
        assert "made me sign" not in page.content.decode()
    assert "made me sign" in browser("nadia").get(hers).content.decode()
    commenting.withdraw(comment=comment, at=story.now)
    assert joe.get(f"/queue/comment/{comment.pk}/").status_code == 404
    taken_back = browser("nadia").get(hers).content.decode()
    assert "Gwen" not in taken_back
    assert "made me sign" not in taken_back


def test_moderators_are_not_told_what_happened_while_the_guardian_had_it(story, browser):
    comment = story.comment("My manager made me sign it.")
    story.decide(comment, "passed_on")
    nadia = story.cast.nadia
    guarding.write_as_guardian(
        confidence=comment.confidences.get(), words="Ring me.", by=nadia, at=story.now
    )
    guarding.hand_on(
        confidence=comment.confidences.get(), words="To the regulator.", by=nadia, at=story.now
    )
    guarding.return_to_queue(
        confidence=comment.confidences.get(), words="Yours.", by=nadia, at=story.now
    )
    page = browser("joe").get(f"/queue/comment/{comment.pk}/").content.decode()
    assert "Ring me." not in page
    assert "regulator" not in page


def test_the_writer_is_never_told_by_whom(story, browser):
    comment = story.comment()
    story.decide(comment, "not_posted", reason="identifies", words="Leave out the street.")
    story.pass_time(minutes=5)
    page = browser().get(f"/your-comment/{addresses.key_of(comment)}/").content.decode()
    assert "Joe" not in page
    assert "Pargeter" not in page


def test_nor_one_that_was_taken_down_or_corrected(story, browser):
    from dataclasses import replace

    from heed.edition.actions import publishing, reporting
    from tests.factories.editions import WORDS

    page = f"/messages/{story.edition.slug}/"
    comment = story.posted("The sluice room at Thornsea floods.")
    browser().get(page)
    report = reporting.report(comment=comment, reason="identifies", words="", at=story.now)
    joe = story.cast.joe
    reporting.decide_report(
        report=report, take_down=True, by=joe, at=story.now, reason="identifies", words="Leave it."
    )
    assert not StoredPage.objects.exists()
    browser().get(page)
    words = replace(WORDS, text="Three weeks ago I told a crew that I would come.")
    publishing.correct(
        edition=story.edition, words=words, what="A name.", by=story.cast.ama, at=story.now
    )
    assert not StoredPage.objects.exists()


def cells(table):
    """Each row of a table as whoever holds a copy of the database reads it."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_a_copy_of_the_database_does_not_join_what_was_passed_on_to_what_was_posted(story):
    """The same person, address and form; the name stands on the posted one alone."""
    known = {"email": "gwen@private.example", "name": "Gwen Ferris"}
    posted, passed = story.posted("The chairs.", **known), story.comment("He made me.", **known)
    Comment.objects.update(ticket_digest="the same form")
    story.decide(passed, "passed_on")
    one, other = (
        next(c for c in cells("edition_comment") if c["id"] == x.pk) for x in (posted, passed)
    )
    alike = {k for k in one if k.endswith(("_digest", "_id")) and one[k] and one[k] == other[k]}
    assert alike == {"edition_id", "revision_id", "decided_by_id"} & set(one)


def test_nor_does_its_mail_tell_by_the_weekly_mail_whose_it_is(story):
    """Somebody gave their work address, at which they get their weekly mail as well."""
    address = story.cast.sam.email
    outbox.queue(to=address, kind="digest", subject="x", text="x", at=story.now, about="digest:1")
    told = confiding.confide(
        told=confiding.Told(text="He made me.", ticket="t", email=address), at=story.now
    )
    guarding.write_as_guardian(confidence=told, words="Ring me.", by=story.cast.nadia, at=story.now)
    for text in ("One.", "Two."):
        story.decide(story.comment(text, email=address, wants_mail=True), "passed_on")
    prints = [row["recipient_digest"] for row in cells("outbox_mail")]
    assert len(prints) == len(set(prints)) == 4
    # Whoever looks after the mail cannot tell a confidence from a comment.
    assert {row["kind"] for row in cells("outbox_mail")} == {"digest", "private_page"}
    # Nor does whoever signs in as them read in their export that there was such mail.
    assert [sent.kind for sent in mail.what_went_to(address)] == [mail.kind_label("digest")]
    # And at their wish all of it goes.
    assert outbox.erase_to(address=address, at=story.now) == 4
    assert {row["recipient"] for row in cells("outbox_mail")} == {""}


def test_what_she_returns_is_not_joined_again_to_somebody_who_has_gone(story):
    sam = story.cast.sam
    comment = story.comment("Mine.", name=sam.name, email=sam.email, person=sam)
    story.decide(comment, "passed_on")
    sam.delete()
    guarding.return_to_queue(
        confidence=comment.confidences.get(), words="", by=story.cast.nadia, at=story.now
    )
    connection.check_constraints()
    comment.refresh_from_db()
    assert (comment.person, comment.text, comment.was_signed_in) == (None, "Mine.", True)
