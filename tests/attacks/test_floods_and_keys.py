"""Much at once, another key, a full disk: nothing is lost, nobody is locked out by all."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.db import OperationalError, connection, transaction

from heed import seal
from heed.config.logs import redact
from heed.edition import addresses
from heed.edition.actions import commenting
from heed.edition.forms.commenting import new_ticket
from heed.edition.models import Comment
from heed.outbox.models import Mail
from heed.people import letters


def answer(story, client, **more):
    given = {
        "name": "Gareth Sollom",
        "email": "gareth@home.example",
        "text": "The chairs at Thornsea are broken.",
        "ticket": new_ticket(at=story.now - timedelta(seconds=20)),
        **more,
    }
    return client.post(f"/messages/{story.edition.slug}/comment/", given)


def test_heed_is_nobodys_way_to_write_to_strangers(story, browser, mailbox):
    client = browser()
    for number in range(letters.UNKNOWN_AN_HOUR + 10):
        assert (
            client.post("/sign-in/", {"email": f"s{number}@elsewhere.example"}).status_code == 302
        )
    assert Mail.objects.filter(state=Mail.State.CANCELLED).count() == 10
    # Whoever works here is not kept out by it, and the pages do not tell the two apart.
    for email in (story.cast.sam.email, "stranger@elsewhere.example"):
        for _time in range(letters.CODES_AN_HOUR):
            assert client.post("/sign-in/", {"email": email}).status_code == 302
        refused = client.post("/sign-in/", {"email": email})
        assert refused.status_code == 200
        assert "within an hour" in refused.content.decode()
    assert Mail.objects.filter(state=Mail.State.WAITING).count() == (
        letters.UNKNOWN_AN_HOUR + letters.CODES_AN_HOUR
    )


def test_one_form_is_worth_few_comments_and_keeps_no_other_form_out(story, browser):
    ticket = new_ticket(at=story.now - timedelta(seconds=20))
    client = browser()
    for number in range(commenting.PER_TICKET[0] + 2):
        sent = answer(
            story, client, ticket=ticket, text=f"Number {number}", email=f"g{number}@home.example"
        )
        assert sent.status_code == (302 if number < commenting.PER_TICKET[0] else 422)
        if sent.status_code == 422:
            assert f"Number {number}" in sent.content.decode(), "the words come back"
    forged = {"X-Forwarded-For": "203.0.113.9"}
    for number in range(30):
        assert client.get("/", headers=forged).status_code == 200
        assert answer(story, client, text=f"Other {number}", email=f"o{number}@h.example").url


@pytest.mark.parametrize("ticket", ["", "x", "A" * 40, "A" * 5000, "\0", "é" * 40])
def test_a_ticket_that_somebody_made_up_is_none_and_the_words_come_back(story, browser, ticket):
    back = answer(story, browser(), ticket=ticket)
    assert back.status_code == 422
    assert "The chairs at Thornsea are broken." in back.content.decode()
    assert not Comment.objects.exists()


def test_a_new_key_loses_nothing_that_the_old_one_opened(story, browser, settings):
    comment = story.comment(wants_mail=True)
    old_page = addresses.writers_page(comment).removeprefix("https://heed.example")
    sam, form = browser("sam"), new_ticket(at=story.now - timedelta(seconds=20))
    public = f"/messages/{story.edition.slug}/"
    assert sam.get(public).status_code == browser().get(public).status_code == 200

    settings.SECRET_KEY_FALLBACKS = [django_settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" * 6
    assert browser().get(old_page).status_code == 200
    assert sam.get("/your-page/").status_code == 200, "a phone stays enrolled"
    assert sam.get("/your-page/").status_code == 200
    comment.refresh_from_db()
    assert comment.email == "gareth@private.example"
    assert answer(story, browser(), ticket=form).status_code == 302
    assert "heed.example" in addresses.writers_page(comment)
    assert browser().get(addresses.writers_page(comment).removeprefix("https://heed.example"))

    settings.SECRET_KEY_FALLBACKS = []
    assert browser().get(old_page).status_code == 404
    assert browser().get(public).status_code == 200
    with pytest.raises(seal.CannotUnseal):
        Comment.objects.get(pk=comment.pk)


@pytest.mark.parametrize("path", ["comment", "draft"])
def test_words_come_back_when_the_disk_is_full(story, browser, path):
    """What was typed is on the page that says sorry, and one press sends it once more."""

    def is_full(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            raise OperationalError("database or disk is full: secret words of the database")
        return execute(sql, params, many, context)

    client = browser("ama" if path == "draft" else "")
    client.raise_request_exception = False
    words = "The chairs at Thornsea are broken, and the heating is too. " * 3
    with connection.execute_wrapper(is_full):
        if path == "draft":
            back = client.post(f"/write/{story.edition.pk}/", {"title": "T", "text": words})
        else:
            back = answer(story, client, text=words)
    page = BeautifulSoup(back.content, "html.parser")
    assert (back.status_code, back["Retry-After"]) == (503, "120")
    assert page.h1.text == "Nothing can be saved just now"
    assert page.select_one("main form [name=text]")["value"] == words
    assert "secret words" not in str(page)
    assert "OperationalError" not in str(page)
    form = {each["name"]: each["value"] for each in page.select("main form [name]")}
    sent = client.post(page.select_one("main form")["action"], form)
    assert sent.status_code == 302, "the disk has room again"


@pytest.mark.parametrize("path", ["comment", "draft"])
def test_words_come_back_when_the_disk_may_only_be_read(story, browser, path):
    """The database itself refuses to write, in its own words."""
    client = browser("ama" if path == "draft" else "")
    client.raise_request_exception = False
    is_postgres = connection.vendor == "postgresql"
    refuse, take = (
        ("SET LOCAL transaction_read_only = on", "")
        if is_postgres
        else ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(refuse)
        if path == "draft":
            given = {"title": "T", "text": "The heating is broken too."}
            back = client.post(f"/write/{story.edition.pk}/", given)
        else:
            back = answer(story, client, text="The heating is broken too.")
        assert browser().get(f"/messages/{story.edition.slug}/").status_code == 200
        if take:
            cursor.execute(take)
        transaction.set_rollback(True)
    page = BeautifulSoup(back.content, "html.parser")
    assert back.status_code == 503
    assert page.select_one("main form [name=text]")["value"] == "The heating is broken too."


@pytest.mark.parametrize(
    "address", ["2001:db8:0:0:8:800:200c:417a", "2001:db8::8:800:200c:417a", "::1", "fe80::1"]
)
def test_no_network_address_of_either_kind_is_written_down(address):
    assert redact(f"from {address} refused") == "from [network address] refused"
    assert redact("at 22:35:15 a ratio of 1:2 in Class::name").startswith("at 22:35:15 a ratio")
