"""The source's form, as whoever wants to answer uses it, and as whoever wants to break it does."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.edition import addresses
from heed.edition.actions import commenting, deciding, keeping
from heed.edition.actions.commenting import CommentNotTaken
from heed.edition.forms.commenting import new_ticket
from heed.edition.models import Comment, CommentEvent, Edition
from tests import people
from tests.factories import editions
from tests.factories.editions import TUESDAY

pytestmark = pytest.mark.django_db
NOW = TUESDAY + timedelta(hours=2)


@pytest.fixture(autouse=True)
def tuesday_at_eleven():
    clock.set_source(lambda: NOW)
    yield
    clock.set_source(None)


@pytest.fixture
def cast():
    return people.cast()


@pytest.fixture
def edition(cast):
    return editions.opened(cast.ama)


def form_of(**changes):
    return {
        "name": "Dewi Marchbanks",
        "email": "dewi@example.org",
        "text": "The garage locks its toilet at eleven.",
        "ticket": new_ticket(at=NOW - timedelta(seconds=20)),
        **changes,
    }


def send(client, edition, **changes):
    return client.post(reverse("edition:comment", args=[edition.slug]), form_of(**changes))


def test_a_comment_is_held_for_moderation_and_its_writer_gets_a_private_page(client, edition):
    answer = client.post(reverse("edition:comment", args=[edition.slug]), form_of(), follow=True)
    page = answer.content.decode()
    assert "Held for moderation" in page
    assert "Keep it: we cannot show it to you again." in page
    assert "The garage locks its toilet at eleven." in page
    assert "dewi@example.org" not in page
    again = client.get(answer.request["PATH_INFO"]).content.decode()
    assert "Keep it: we cannot show it to you again." not in again
    public = client.get(reverse("edition:page", args=[edition.slug])).content.decode()
    assert "The garage locks" not in public


def test_the_private_page_is_stored_by_nobody_and_indexed_by_nobody(client, edition):
    answer = client.get(send(client, edition).url)
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_a_private_address_cannot_be_guessed_or_counted_up(client, edition):
    key = addresses.key_of(editions.waiting(edition))
    number, mac = key.split(".")
    for guess in (
        f"{int(number) + 1}.{mac}",
        f"{number}.{'A' * len(mac)}",
        number,
        "x",
        "..",
        "%00",
    ):
        assert client.get(f"/your-comment/{guess}/").status_code == 404


def test_nothing_stored_gives_the_address_or_the_private_page_away(client, edition):
    send(client, edition, wants_mail="on")
    comment = Comment.objects.get()
    assert comment.email == "dewi@example.org"
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            dump = repr(cursor.fetchall())
            assert "dewi@example.org" not in dump, table
            assert addresses.key_of(comment).split(".")[1] not in dump, table


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Enter your name"),
        ("email", "", "Enter your email address"),
        ("email", "dewi at example", "email address"),
        ("text", "   ", "Write your message"),
        ("text", "x" * 4001, "4,?000"),
        ("text", "a\x00b", "character"),
        ("name", "Dewi \u202egro.live", "character"),
        ("text", "http://a.example http://b.example http://c.example http://d.example", "links"),
        ("website", "http://spam.example", "machines"),
        ("ticket", "", "ticket"),
        ("ticket", "AAAA", "ticket"),
    ],
)
def test_a_mistake_is_a_clear_sentence_and_the_form_comes_back_filled(
    client, edition, field, value, sentence
):
    answer = send(client, edition, **{field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Error:" in page.split("</title>")[0]
    assert re.search(sentence, page)
    if field != "name":
        assert 'value="Dewi Marchbanks"' in page
    if field != "text":
        assert "The garage locks its toilet at eleven." in page
    assert not Comment.objects.exists()


def test_a_form_that_comes_back_can_be_sent_at_once_again(client, edition):
    page = send(client, edition, ticket="").content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)[1]
    clock.set_source(lambda: NOW + timedelta(seconds=5))
    assert send(client, edition, ticket=ticket).status_code == 302


def test_sixty_four_kilobytes_are_a_sentence_and_not_a_crash(client, edition):
    answer = send(client, edition, text="ä" * 65_536)
    assert answer.status_code == 422
    assert not Comment.objects.exists()


def test_a_machine_is_too_quick(client, edition):
    answer = send(client, edition, ticket=new_ticket(at=NOW))
    assert answer.status_code == 422
    assert "Send it once more" in answer.content.decode()


def test_pressing_twice_is_one_comment(client, edition):
    form = form_of()
    address = reverse("edition:comment", args=[edition.slug])
    first, second = client.post(address, form), client.post(address, form)
    assert first.url == second.url
    assert Comment.objects.count() == 1


def test_the_same_words_from_elsewhere_are_not_taken_twice(client, edition):
    words = "The garage at the Sluice roundabout locks its toilet at eleven every night."
    send(client, edition, text=words)
    copied = words.upper().replace("toilet", "toi\u200blet").replace("garage", " garage")
    answer = send(client, edition, email="bot@example.org", text=copied)
    assert "come in already" in answer.content.decode()
    assert Comment.objects.count() == 1


def test_two_people_can_both_say_thank_you(client, edition):
    assert send(client, edition, text="Thank you, Ama.").status_code == 302
    other = send(client, edition, text="Thank you, Ama.", email="lorna@example.org")
    assert other.status_code == 302
    assert Comment.objects.count() == 2


def test_whoever_signs_in_and_gives_another_name_is_not_joined_to_it(client, cast, edition):
    people.sign_in(client, cast.sam)
    send(client, edition, name="A paramedic on nights", email="nights@example.org")
    comment = Comment.objects.get()
    assert comment.person is None
    editions.decide(comment, cast.joe, "posted")
    page = client.get(reverse("edition:page", args=[edition.slug])).content.decode()
    assert "name as given, not checked" in page and "signed in<" not in page


def test_a_whole_trust_behind_one_proxy_is_never_locked_out(client, edition):
    for number in range(40):
        answer = send(client, edition, email=f"p{number}@example.org", text=f"Words {number}.")
        assert answer.status_code == 302


def test_one_address_has_an_allowance_and_its_words_come_back(client, edition):
    for number in range(commenting.PER_ADDRESS[0]):
        assert send(client, edition, text=f"Words {number}.").status_code == 302
    answer = send(client, edition, text="One more.")
    assert answer.status_code == 422
    assert "One more." in answer.content.decode()


def test_words_of_danger_bring_the_card_first_and_can_still_be_sent(client, edition):
    words = "I can’t go on. I have a plan."
    page = send(client, edition, text=words).content.decode()
    assert "Samaritans" in page and "weekdays, 9 to 5" in page and words in page
    assert not Comment.objects.exists()
    assert send(client, edition, text=words, seen_card="yes").status_code == 302
    assert Comment.objects.get().may_be_in_danger


def test_no_network_address_is_stored_whoever_forges_it(client, edition):
    client.post(
        reverse("edition:comment", args=[edition.slug]),
        form_of(),
        REMOTE_ADDR="203.0.113.77",
        headers={"x-forwarded-for": "198.51.100.23, 2001:db8::17"},
    )
    assert Comment.objects.count() == 1
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            dump = repr(cursor.fetchall())
            for address in ("203.0.113.77", "198.51.100.23", "2001:db8"):
                assert address not in dump


def test_a_borrowed_name_waits_for_proof_and_the_persons_own_sign_in_is_proof(
    client, cast, edition
):
    send(client, edition, name="Ama Tetteh")
    assert Comment.objects.get().claims == "Ama Tetteh"
    people.sign_in(client, cast.ama)
    page = client.get(reverse("edition:comment", args=[edition.slug])).content.decode()
    assert 'value="Ama Tetteh"' in page
    send(client, edition, name="Ama Tetteh", email=cast.ama.email, text="Thank you.")
    mine = Comment.objects.latest("pk")
    assert (mine.claims, mine.person) == ("", cast.ama)


def test_a_form_from_another_site_does_not_speak_in_a_signed_in_name(cast, edition):
    strict = people.sign_in(Client(enforce_csrf_checks=True), cast.sam)
    answer = send(strict, edition)
    assert answer.status_code == 403
    assert "The garage locks its toilet at eleven." in answer.content.decode()
    assert not Comment.objects.exists()


def test_a_closed_message_takes_no_comment_and_names_the_guardian(client, edition):
    clock.set_source(lambda: edition.closes_at + timedelta(minutes=1))
    answer = send(client, edition, ticket=new_ticket(at=edition.closes_at))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "has closed" in page and "Nadia" in page
    assert "The garage locks its toilet at eleven." in page


def test_what_became_of_it_is_told_once_it_cannot_be_undone(client, cast, edition):
    comment = editions.waiting(edition)
    address = reverse("edition:writers_page", args=[addresses.key_of(comment)])
    deciding.decide(
        comment=comment,
        outcome="not_posted",
        by=cast.joe,
        at=NOW,
        version=comment.version,
        reason="identifies",
        words="Leave out Marsh Lane.",
    )
    assert "Held for moderation" in client.get(address).content.decode()
    deciding.apply_due(at=NOW + timedelta(minutes=5))
    page = client.get(address).content.decode()
    assert "It identifies a patient or a person" in page
    assert "Leave out Marsh Lane." in page
    assert "Joe" not in page.split("<main")[1].split("</main")[0]


def test_change_it_and_send_it_again(client, cast, edition):
    comment = editions.decide(
        editions.waiting(edition, "Marsh Lane was bad."), cast.joe, "not_posted"
    )
    key = addresses.key_of(comment)
    same = client.post(reverse("edition:send_again", args=[key]), {"text": "Marsh Lane was bad."})
    assert "still the same" in same.content.decode()
    client.post(reverse("edition:send_again", args=[key]), {"text": "It was bad."})
    comment.refresh_from_db()
    assert (comment.state, comment.text, comment.reason) == ("waiting", "It was bad.", "")
    assert comment.events.get(kind=CommentEvent.Kind.SENT_AGAIN).words == "Marsh Lane was bad."


def test_the_writer_answers_the_question(client, cast, edition):
    comment = editions.decide(editions.waiting(edition), cast.joe, "asked")
    key = addresses.key_of(comment)
    assert "Which garage is it?" in client.get(f"/your-comment/{key}/").content.decode()
    client.post(reverse("edition:answer_question", args=[key]), {"words": "The Sluice."})
    comment.refresh_from_db()
    assert comment.state == "waiting"
    late = client.post(reverse("edition:answer_question", args=[key]), {"words": "Once more."})
    assert late.status_code == 422 and "Once more." in late.content.decode()


@pytest.mark.parametrize("state", ["waiting", "posted", "not_posted", "asked", "passed_on"])
def test_a_writer_can_withdraw_wherever_it_stands(client, cast, edition, state):
    comment = editions.waiting(edition, "These words go.")
    if state != "waiting":
        editions.decide(comment, cast.joe, state)
    key = addresses.key_of(comment)
    client.get(reverse("edition:page", args=[edition.slug]))
    assert client.get(reverse("edition:withdraw", args=[key])).status_code == 405
    for _press in range(2):
        client.post(reverse("edition:withdraw", args=[key]))
    comment.refresh_from_db()
    assert comment.state == "withdrawn"
    public = client.get(reverse("edition:page", args=[edition.slug])).content.decode()
    assert "These words go." not in public


def test_a_mail_when_it_is_decided_and_one_for_a_question_on_the_way(cast, edition, mailbox):
    comment = editions.waiting(edition, wants_mail=True, email="dewi@example.org")
    editions.decide(comment, cast.joe, "asked")
    commenting.answer_question(comment=comment, words="The Sluice.", at=NOW)
    editions.decide(comment, cast.joe, "not_posted")
    commenting.send_again(comment=comment, text="A key for the garage.", at=NOW)
    editions.decide(comment, cast.joe, "posted")
    mails = mailbox(NOW + timedelta(days=1))
    assert [mail.to for mail in mails] == [["dewi@example.org"]] * 2
    for mail in mails:
        assert addresses.key_of(comment) in mail.body
        assert comment.text not in mail.body and "Marsh" not in mail.body
    assert "There will be no other." in mails[1].body


def test_who_asked_for_no_mail_gets_none(cast, edition, mailbox):
    editions.posted(edition, cast.joe)
    assert mailbox(NOW + timedelta(days=1)) == []


def test_the_address_goes_after_ninety_days_and_unposted_words_after_one_hundred_and_eighty(
    cast, edition
):
    comment = editions.decide(editions.waiting(edition, "Secret street."), cast.joe, "not_posted")
    posted = editions.posted(edition, cast.joe)
    keeping.erase_old(at=comment.decided_at + timedelta(days=89))
    comment.refresh_from_db()
    assert comment.email
    keeping.erase_old(at=comment.decided_at + timedelta(days=91))
    comment.refresh_from_db(), posted.refresh_from_db()
    assert (comment.email, comment.email_digest, posted.email) == ("", "", "")
    assert comment.text
    keeping.erase_old(at=comment.decided_at + timedelta(days=181))
    comment.refresh_from_db(), posted.refresh_from_db()
    assert (comment.text, comment.name) == ("", "")
    assert not comment.events.exclude(words="").exists()
    assert posted.text and posted.name


def test_answering_pauses_when_nobody_reads_and_opens_when_somebody_does(client, cast, edition):
    comment = editions.waiting(edition, at=NOW)
    keeping.pause_unheard(at=NOW + timedelta(days=1, hours=23))
    edition.series.refresh_from_db()
    assert edition.series.answering_paused_at is None
    friday = NOW + timedelta(days=3)
    keeping.pause_unheard(at=friday)
    clock.set_source(lambda: friday)
    page = client.get(reverse("edition:page", args=[edition.slug])).content.decode()
    assert "Answering is paused" in page and "Nadia" in page
    with pytest.raises(CommentNotTaken):
        editions.waiting(Edition.objects.get(pk=edition.pk), at=friday)
    deciding.decide(comment=comment, outcome="posted", by=cast.joe, at=friday, version=0)
    deciding.undo(comment=comment, by=cast.joe, at=friday)
    keeping.resume_heard(at=friday)
    assert (
        "Answering is paused"
        in client.get(reverse("edition:page", args=[edition.slug])).content.decode()
    )
    editions.decide(comment, cast.joe, "posted", at=friday)
    keeping.resume_heard(at=friday)
    assert (
        "Answering is paused"
        not in client.get(reverse("edition:page", args=[edition.slug])).content.decode()
    )


def test_anybody_can_report_a_posted_comment_and_it_stays_until_it_is_decided(
    client, cast, edition
):
    comment = editions.posted(edition, cast.joe, "He knows what he did.")
    address = reverse("edition:report", args=[comment.pk])
    assert "48 hours" in client.get(address).content.decode()
    ticket = new_ticket(at=NOW - timedelta(seconds=10))
    bare = client.post(address, {"ticket": ticket})
    assert bare.status_code == 422 and "Choose the reason" in bare.content.decode()
    done = client.post(address, {"ticket": ticket, "reason": "abuse", "words": "It is about me."})
    assert "within 48 hours" in done.content.decode()
    comment.refresh_from_db()
    assert comment.state == "posted"
    hidden = editions.waiting(edition)
    assert client.get(reverse("edition:report", args=[hidden.pk])).status_code == 404


def test_only_the_author_and_moderators_reply_and_only_once(client, cast, edition):
    comment = editions.posted(edition, cast.joe)
    address = reverse("edition:reply", args=[comment.pk])
    for person in (cast.sam, cast.nadia, cast.tariq, cast.iain):
        people.sign_in(client, person)
        assert client.post(address, {"reply": "Hello."}).status_code == 403
    people.sign_in(client, cast.ama)
    assert client.post(address, {"reply": "I will ask."}).status_code == 302
    page = client.get(reverse("edition:page", args=[edition.slug])).content.decode()
    assert "I will ask." in page and "this week’s author" in page
    second = client.post(address, {"reply": "And again."})
    assert "answered already" in second.content.decode()
