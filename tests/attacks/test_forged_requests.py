"""An outsider makes somebody's browser send things, or sends what nobody should be able to."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.urls import reverse

from heed.edition.models import Comment
from heed.people.models import Role
from tests.attacks.addresses import addresses_of

FROM_ELSEWHERE = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site", "Origin": "https://other.heed.example"},
]

# Whoever knows the key of a private page may do what stands on it; nobody else knows it.
BY_KEY = {
    f"edition:{name}"
    for name in (
        "writers_page", "answer_question", "send_again", "withdraw", "what_is_kept", "remove",
    )
}  # fmt: skip


# Whoever has the mail before them may act; these ask for no session, and one only asks by mail.
BY_MAIL = {"week:mail", "week:mail_confirm", "week:mail_stop", "week:mail_hours"}


def field(page, name: str) -> str:
    return BeautifulSoup(page.content, "html.parser").select_one(f"main [name={name}]")["value"]


def test_no_form_of_somebody_signed_in_is_taken_without_its_ticket(story, browser):
    comment = story.posted()
    waiting = story.comment("The kettle at Thornsea is broken.")
    before = list(Comment.objects.values_list("pk", "state", "version").order_by("pk"))
    roles = Role.objects.count()
    for name, role in story.cast.by_role().items():
        if role is None:
            continue
        client = browser(role.first_name.lower(), is_checked=True)
        for where, path in addresses_of(story, comment, waiting).items():
            if where in BY_KEY | BY_MAIL:
                continue
            answer = client.post(path, {"do": "now", "outcome": "post", "version": "0"})
            assert answer.status_code in (403, 404, 405), (name, where, answer.status_code)
    assert before == list(Comment.objects.values_list("pk", "state", "version").order_by("pk"))
    assert Role.objects.count() == roles


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_what_another_site_sent_is_not_offered_to_be_sent_again(story, browser, headers):
    tariq = browser("tariq", is_checked=True)
    evil = {"kind": "guardian", "scope": ""}
    answer = tariq.post(f"/person/{story.cast.sam.slug}/give-role/", evil, headers=headers)
    assert answer.status_code == 403
    page = BeautifulSoup(answer.content, "html.parser")
    assert not page.select("main form")
    assert "guardian" not in str(page.main).replace("Speak Up Guardian", "")
    assert "Another site" in page.main.text
    # Nor where the browser sent no session with it, as browsers do from another site.
    answer = browser(is_checked=True).post("/queue/comment/1/", evil, headers=headers)
    assert answer.status_code == 403
    assert not BeautifulSoup(answer.content, "html.parser").select("main form")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://heed.example"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://heed.example"},
    ],
)
def test_what_this_site_sent_is_offered_to_be_sent_again(story, browser, headers):
    ama = browser("ama", is_checked=True)
    answer = ama.post("/write/begin/", {"text": "Words"}, headers=headers)
    assert answer.status_code == 403
    assert BeautifulSoup(answer.content, "html.parser").select("main form")


def test_signing_in_needs_a_ticket_and_so_does_the_code(story, browser):
    client = browser(is_checked=True)
    assert client.post("/sign-in/", {"email": story.cast.sam.email}).status_code == 403
    assert client.post("/sign-in/code/", {"code": "123456"}).status_code in (302, 403)
    assert not Session.objects.exists()


def test_a_session_that_somebody_planted_is_never_the_one_that_is_signed_in(
    story, browser, mailbox
):
    victim = browser()
    planted = "a" * 32
    victim.cookies["heed_session"] = planted
    victim.post("/sign-in/", {"email": story.cast.sam.email})
    code = mailbox(story.now)[-1].body.split()[0]
    done = victim.post("/sign-in/code/", {"code": code})
    assert done.status_code == 302
    assert victim.cookies["heed_session"].value != planted
    thief = browser()
    thief.cookies["heed_session"] = planted
    assert thief.get("/your-page/").status_code == 302


def test_a_code_is_worth_nothing_in_another_browser(story, browser, mailbox):
    browser().post("/sign-in/", {"email": story.cast.sam.email})
    code = mailbox(story.now)[-1].body.split()[0]
    thief = browser()
    thief.post("/sign-in/", {"email": story.cast.nadia.email})
    answer = thief.post("/sign-in/code/", {"code": code})
    assert answer.status_code == 200
    assert thief.get("/your-page/").status_code == 302


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.example",
        "https://evil.example",
        "https:evil.example",
        "\\evil.example",
        "/\\evil.example",
        "\t//evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "https://heed.example@evil.example/",
        "https://heed.example/",
        "/%2f%2fevil\r\nSet-Cookie: a=b",
        "///evil.example",
    ],
)
def test_next_leads_nowhere_else(story, browser, mailbox, evil):
    client = browser()
    page = client.get("/sign-in/", {"next": evil})
    assert "evil.example" not in page.content.decode().replace("heed.example", "")
    client.post("/sign-in/", {"email": story.cast.sam.email, "next": evil})
    code = mailbox(story.now)[-1].body.split()[0]
    done = client.post("/sign-in/code/", {"code": code, "next": evil})
    assert done.status_code == 302
    assert done["Location"] == "/"


def test_the_host_is_never_taken_from_the_request(story, browser, mailbox):
    comment = story.comment(wants_mail=True)
    story.decide(comment, "not_posted", reason="spam", words="Say it in your own words.")
    story.pass_time(minutes=5)
    client = browser()
    forged = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Port": "8443",
        "X-Forwarded-Proto": "gopher",
        "Forwarded": "host=evil.example;proto=gopher;for=203.0.113.9",
        "X-Original-URL": "/guardian/",
        "X-Rewrite-URL": "/guardian/",
        "X-HTTP-Method-Override": "DELETE",
    }
    first = client.get(f"/messages/{story.edition.slug}/", headers=forged)
    again = client.get(f"/messages/{story.edition.slug}/")
    for page in (first, again, client.get("/messages.atom", headers=forged)):
        assert page.status_code == 200
        assert "evil.example" not in page.content.decode()
        assert "8443" not in page.content.decode()
    assert "https://heed.example/your-comment/" in mailbox(story.now)[-1].body
    for host in (
        "evil.example",
        "heed.example.evil.example",
        "heed.example:x",
        "heed.example@evil",
    ):
        assert client.get("/", headers={"host": host}).status_code == 400


def test_a_stored_page_holds_nothing_of_whoever_opened_it_first(story, browser):
    page = f"/messages/{story.edition.slug}/"
    ama = browser("ama").get(page).content.decode()
    assert "ama@saltmarsh.example" in ama
    for name in ("", "sam"):
        other = browser(name).get(page)
        assert "ama@" not in other.content.decode()
        assert "private" in other["Cache-Control"]
    public = browser().get(page)
    assert not public.cookies
    assert "csrfmiddlewaretoken" not in public.content.decode()
    tickets = {field(browser().get(page), "ticket") for _ in range(2)}
    assert len(tickets) == 2
    assert not re.search(r"(?:ticket|csrf|name|email)-[0-9a-f]{32}", public.content.decode())


def test_a_session_that_ended_does_not_lay_the_page_open(story, browser):
    client = browser()
    for cookie in ("b" * 32, "", "'; DROP TABLE", "é", "x" * 5000):
        client.cookies["heed_session"] = cookie
        page = client.get(f"/messages/{story.edition.slug}/")
        assert page.status_code == 200
        assert not re.search(r"(?:ticket|csrf|name|email)-[0-9a-f]{32}", page.content.decode())


def test_a_comment_cannot_carry_a_readers_own_address_to_somebody(story, browser):
    """The places in a stored page are known to whoever reads the database."""
    from heed.edition import pages

    places = [pages._place(what) for what in ("email", "csrf", "name", "ticket")]
    text = " ".join(f"https://evil.example/?{place}" for place in places[:3])
    story.posted(text + f' value="{places[0]}"')
    page = browser("ama").get(f"/messages/{story.edition.slug}/").content.decode()
    assert "evil.example/?ama@" not in page
    assert page.count("ama@saltmarsh.example") == 1
    soup = BeautifulSoup(page, "html.parser")
    token = soup.select_one("main [name=csrfmiddlewaretoken]")["value"]
    assert f"evil.example/?{token}" not in page


def test_reading_changes_nothing(story, browser):
    """A mail scanner, a browser that looks ahead, or an image in a mail opens every address."""
    comment = story.posted()
    waiting = story.comment("The kettle at Thornsea is broken.")
    before = list(Comment.objects.order_by("pk").values())
    for role in ("", "sam", "ama", "dora", "joe", "nadia", "iain", "tariq"):
        client = browser(role)
        for path in addresses_of(story, comment, waiting).values():
            assert client.get(path).status_code < 500
            assert client.head(path).status_code < 500
    assert before == list(Comment.objects.order_by("pk").values())
    assert reverse("queue:undo", args=["comment", "1"])
