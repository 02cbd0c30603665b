"""Somebody asks what is kept about them, takes it along, and has their name and words removed."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.edition.actions import publishing
from heed.edition.models import Comment, Edition
from heed.outbox import actions as outbox
from heed.outbox.models import Mail
from heed.people import leaving
from heed.people.models import Person
from heed.week.models import Removal
from tests.factories import desk, editions, pages
from tests.people import sign_in

pytestmark = pytest.mark.django_db
KEPT, REMOVE = "/your-page/what-is-kept/", "/your-page/remove/"


@pytest.fixture
def story():
    yield desk.begin()
    clock.set_source(None)


def sams(story, text: str = "The kettle at Thornsea leaks.", **more) -> Comment:
    sam = story.cast.sam
    return story.posted(text, name=sam.name, email=sam.email, person=sam, **more)


def file_of(client) -> dict:
    answer = client.post(KEPT, {"as": "file"})
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"] == 'attachment; filename="what-heed-keeps.json"'
    return json.loads(answer.content)


def test_it_holds_the_account_and_what_was_said_with_what_became_of_it(client, story):
    comment = sams(story)
    story.pass_time(minutes=1)
    refused = story.comment(
        "Mrs P. in Mill Road.", name="Sam Tolliver", email="sam@saltmarsh.example",
        person=story.cast.sam,
    )  # fmt: skip
    story.decide(refused, "not_posted", reason="identifies", words="Leave out the street.")
    story.pass_time(minutes=5)
    sign_in(client, story.cast.sam)
    kept = file_of(client)["sections"]
    assert kept["account"]["entries"][0]["kept"]["email"] == "sam@saltmarsh.example"
    posted, not_posted = (entry["kept"] for entry in kept["comments"]["entries"])
    assert posted["words"] == comment.text
    assert posted["state"] == "posted"
    assert [step["title"] for step in posted["happened"]][-1] == "It was posted."
    assert not_posted["reason"] == "It identifies a patient or a person"
    assert not_posted["words_to_you"] == "Leave out the street."
    page = pages.text(client.post(KEPT))
    for said in ("sam@saltmarsh.example", comment.text, "Leave out the street.", "Paramedic"):
        assert said in page


def test_it_says_what_is_not_in_it_and_why(client, story):
    sign_in(client, story.cast.sam)
    for said in (pages.text(client.get(KEPT)), pages.text(client.post(KEPT))):
        assert "What was said to the guardian alone is not in it." in said
        assert "A comment sent without signing in is not in it, even with the same address." in said
    assert len(file_of(client)["not_in_it"]) > 2


def test_the_words_that_the_guardian_has_are_not_in_it(client, story):
    sam = story.cast.sam
    passed = story.comment("He follows me home.", name=sam.name, email=sam.email, person=sam)
    story.decide(passed, "passed_on")
    sign_in(client, sam)
    for kept in (json.dumps(file_of(client)), pages.text(client.post(KEPT))):
        assert "He follows me home." not in kept
        assert "What was said to the guardian alone is not in it." in kept


def test_what_was_sent_without_signing_in_is_not_found_by_the_address(client, story):
    story.posted("Nobody knows that I wrote this.", name="A paramedic", email=story.cast.sam.email)
    sign_in(client, story.cast.sam)
    assert "Nobody knows that I wrote this." not in json.dumps(file_of(client))


def test_nobody_elses_words_names_or_addresses_are_in_it(client, story):
    story.posted("Gareth’s own words.", name="Gareth Sollom", email="gareth@private.example")
    story.decide(story.comment("Words about Mrs P."), "not_posted", reason="identifies", words="x")
    story.pass_time(minutes=5)
    sams(story)
    for person in (story.cast.sam, story.cast.joe, story.cast.nadia, story.cast.tariq):
        kept = json.dumps(file_of(sign_in(Client(), person)))
        for theirs in ("Gareth", "private.example", "Words about Mrs P."):
            assert theirs not in kept, (person.name, theirs)
        others = {one.email for one in Person.objects.exclude(pk=person.pk)}
        assert not any(email in kept for email in others), person.name


def test_a_moderator_finds_what_they_decided_and_not_about_whom(client, story):
    sams(story)
    sign_in(client, story.cast.joe)
    decided = file_of(client)["sections"]["decisions"]["entries"]
    assert {entry["title"] for entry in decided} == {"a moderator decided", "posted"}
    assert "Sam" not in json.dumps(decided)


def test_it_is_stored_by_nobody_and_looking_shows_nothing(client, story):
    sams(story)
    sign_in(client, story.cast.sam)
    assert "The kettle" not in client.get(KEPT).text
    for asked in ({}, {"as": "page"}, {"as": "file"}):
        answer = client.post(KEPT, asked)
        assert answer["Cache-Control"].startswith("private, no-store")
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "sam" not in answer.get("Content-Disposition", "").casefold()


def test_on_a_shared_computer_it_says_that_a_file_would_stay(client, story):
    sign_in(client, story.cast.sam, is_shared=True)
    assert "A file would stay on it" in pages.text(client.get(KEPT))
    sign_in(client, story.cast.sam)
    assert "A file would stay on it" not in pages.text(client.get(KEPT))


def test_another_site_neither_takes_nor_removes_anything(story):
    sams(story)
    client = sign_in(Client(enforce_csrf_checks=True), story.cast.sam)
    for address in (KEPT, REMOVE):
        assert client.post(address, {"ends_account": "on"}, secure=True).status_code == 403
    assert Comment.objects.get().text


def test_it_is_shown_first_what_goes_and_what_stays(client, story):
    sams(story)
    page = pages.text(sign_in(client, story.cast.sam).get(REMOVE))
    assert "Comments written while signed in, if there are any" in page
    assert "Your account: name, address, post, unit and roles." in page
    assert "records of the organisation" not in page, "he has signed none"
    page = pages.text(sign_in(client, story.cast.ama).get(REMOVE))
    assert "they are records of the organisation." in page


def test_the_words_go_and_the_account_stays(client, story):
    sams(story)
    sign_in(client, story.cast.sam)
    assert client.post(REMOVE)["Location"] == reverse("people:erased")
    assert client.get(reverse("people:me")).status_code == 200
    assert "The kettle" not in client.get(f"/messages/{story.edition.slug}/").text
    assert "comments" not in file_of(client)["sections"]
    assert client.post(REMOVE).status_code == 302, "twice is as good as once"


def test_the_account_goes_too_where_it_is_asked_for(client, story):
    sams(story)
    elsewhere = sign_in(Client(), story.cast.sam)
    sign_in(client, story.cast.sam)
    client.post(REMOVE, {"ends_account": "on"})
    assert not Person.objects.filter(email="sam@saltmarsh.example").exists()
    for browser in (client, elsewhere):
        assert browser.get(reverse("people:me")).status_code == 302
    assert client.get(reverse("people:erased")).status_code == 200


def test_it_works_for_somebody_who_wrote_nothing(client, story):
    sign_in(client, story.cast.bev)
    assert set(file_of(client)["sections"]) == {"account"}
    client.post(REMOVE, {"ends_account": "on"})
    assert not Person.objects.filter(name="Bev Ashdown").exists()


def test_an_author_keeps_their_name_on_what_they_signed_and_nothing_else(client, story):
    ama = story.cast.ama
    draft = editions.draft(ama, at=story.now)
    sign_in(client, ama).post(REMOVE, {"ends_account": "on"})
    left = Person.objects.get(pk=ama.pk)
    assert (left.name, left.post, left.is_active) == ("Ama Tetteh", "", False)
    assert left.email.endswith("@erased.heed.invalid")
    assert "Ama Tetteh" in client.get(f"/messages/{story.edition.slug}/").text
    assert not Edition.objects.filter(pk=draft.pk).exists()
    page = sign_in(client, story.cast.tariq).get(reverse("people:person", args=[left.slug]))
    assert "erased.heed.invalid" not in page.text
    back = client.post(reverse("people:welcome_back", args=[left.slug]))
    assert "Add them as somebody new" in pages.text(back)


def test_a_message_that_is_about_to_go_out_is_taken_back_first(client, story):
    ama = story.cast.ama
    next_week = editions.TUESDAY + timedelta(days=7)
    publishing.publish(edition=editions.draft(ama), by=ama, at=story.now, when=next_week)
    sign_in(client, ama)
    answer = client.post(REMOVE, {"ends_account": "on"})
    assert answer.status_code == 422
    assert "is to go out on Tuesday 1 December" in pages.text(answer)
    assert client.get(reverse("people:me")).status_code == 200


def test_the_only_administrator_stays_until_there_is_another(client, story):
    answer = sign_in(client, story.cast.tariq).post(REMOVE, {"ends_account": "on"})
    assert "Give somebody else that role first." in pages.text(answer)
    assert Person.objects.filter(name="Tariq Hollis", is_active=True).exists()


def test_mail_that_waits_is_not_sent_and_nothing_of_it_is_left(client, story, mailbox):
    sam = story.cast.sam
    outbox.queue(to=sam.email, kind="digest", subject="This week", text="Hello Sam", at=story.now)
    sign_in(client, sam).post(REMOVE)
    assert not mailbox(story.now)
    mail = Mail.objects.get()
    assert (mail.recipient, mail.recipient_digest, mail.subject, mail.text) == ("",) * 4


def test_an_administrator_does_it_for_whoever_asks_by_letter_and_they_are_told(
    client, story, mailbox
):
    sams(story)
    address = reverse("people:erase", args=[story.cast.sam.slug])
    sign_in(client, story.cast.tariq)
    assert "The kettle" not in client.get(address).text, "an administrator reads none of it"
    unsure = client.post(address, {"ends_account": "on"})
    assert "Make sure that they asked for it" in pages.text(unsure)
    assert Comment.objects.get().text
    assert client.post(address, {"ends_account": "on", "asked": "on"}).status_code == 302
    assert Comment.objects.get().text == ""
    (told,) = mailbox(story.now)
    assert told.to == ["sam@saltmarsh.example"]
    assert "If you did not ask for it, write to heed@saltmarsh.example." in told.body
    assert Removal.objects.get(what="wishes").many == 1


@pytest.mark.parametrize("who", ["sam", "ama", "joe", "nadia"])
def test_nobody_but_an_administrator_removes_somebody_else(client, story, who):
    sams(story)
    address = reverse("people:erase", args=[story.cast.sam.slug])
    answer = sign_in(client, getattr(story.cast, who)).post(address, {"asked": "on"})
    assert answer.status_code == 403
    assert Comment.objects.get().text


def test_ended_sessions_open_nothing(client, story):
    sign_in(client, story.cast.sam)
    assert Session.objects.count() == 1
    leaving.erase(person=story.cast.sam, ends_account=True, by=story.cast.sam, at=story.now)
    assert client.post(KEPT, {"as": "file"}).status_code == 403
