"""Words that are meant to become something else: markup, a formula, a header, another address."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from heed.edition import addresses, words
from heed.edition.actions import commenting, confiding, deciding, guarding, publishing, reporting
from heed.edition.forms.commenting import new_ticket
from heed.edition.models import Comment
from heed.people import actions as people
from heed.week.actions.searching import refresh_index
from tests.factories.editions import WORDS

EVIL = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'onmouseover='alert(1)' x='",
    "</textarea></title></style><svg/onload=alert(1)>",
    "{{7*7}}{% debug %}${7*7}",
    "<!--heed:form--><!--heed:reply:<b>x</b>-->",
    "javascript:alert(1) data:text/html,<script>x</script>",
    "http://x.example/?'onmouseover='alert(1)'x='",
    "=cmd|' /C calc'!A0",
    "]]><b>x</b>&amp;&lt;script&gt;",
]  # fmt: skip
ALL = " ".join(EVIL)
ACTIVE = ("script:not([src])", "img[onerror]", "svg", "[onmouseover]", "[onload]", "[style]", "b")
LINKS = re.compile(r"(?:https?|mailto|tel):|/|#|\?|\.")


def assert_tame(page, where):
    """Nothing that somebody wrote became part of the page."""
    soup = BeautifulSoup(page.content, "html.parser")
    for found in soup.select(", ".join(ACTIVE)):
        assert found.find_parent("svg") or (found.name == "svg" and "nhs" in str(found)), (
            where,
            str(found)[:200],
        )
    for link in soup.select("[href], [src], [action]"):
        target = link.get("href") or link.get("src") or link.get("action") or "/"
        assert LINKS.match(target) or target.startswith("data:image/"), (where, target)
    assert "49" not in soup.get_text() or "7*7" in soup.get_text(), where
    assert all(script.get("src") for script in soup.select("script")), where


def test_evil_words_are_words_on_every_page(story, browser):
    cast, at = story.cast, story.now
    people.describe_organisation(by=cast.tariq, guardian_name=f"Nadia {EVIL[0]}"[:120])
    hostile = replace(
        WORDS, title=ALL[:200], text=f"{ALL}\n\n# {ALL}\n\n- {ALL}\n\n> {ALL}\n\n[x]({EVIL[6]})",
        question=ALL[:300], got_wrong=ALL, protecting=ALL,
    )  # fmt: skip
    publishing.correct(edition=story.edition, words=hostile, what=ALL[:300], by=cast.ama, at=at)
    name = (EVIL[1] + EVIL[2])[:80]
    posted = story.posted(EVIL[0] + EVIL[1] + EVIL[2] + EVIL[7], name=name)
    deciding.reply(comment=posted, text=ALL, by=cast.ama, at=story.now)
    reported = reporting.report(comment=posted, reason="abuse", words=ALL, at=story.now)
    from_above = reporting.ask_from_above(
        comment=posted, role=f"=cmd{EVIL[0]}", words=ALL, by=cast.joe, at=story.now
    )
    asked = story.comment(f"{EVIL[3]} {EVIL[4]}", name=name)
    story.decide(asked, "asked", words=ALL)
    story.pass_time(minutes=5)
    commenting.answer_question(comment=asked, words=EVIL[3], at=story.now)
    passed = story.comment(f"{EVIL[5]} {EVIL[9]}", name=name)
    story.decide(passed, "passed_on")
    hers = f"/guardian/{passed.confidences.get().pk}/"
    told = confiding.confide(
        told=confiding.Told(text=ALL, name=EVIL[1][:120], email="a@x.example", ticket="t"), at=at
    )
    guarding.write_as_guardian(confidence=told, words=ALL, by=cast.nadia, at=at)
    guarding.hand_on(confidence=told, words=ALL[:200], by=cast.nadia, at=at)
    refresh_index(at=story.now)
    slug, pk, key = story.edition.slug, story.edition.pk, addresses.key_of(asked)
    looked_at = {
        "": [
            "/", f"/messages/{slug}/", "/messages/", f"/messages/{slug}/comment/",
            f"/messages/{slug}/poster/", f"/comments/{posted.pk}/report/", f"/your-comment/{key}/",
            "/to-the-guardian/", f"/private-page/{addresses.confidence_key(told)}/",
            f"/your-comment/{addresses.key_of(passed)}/", "/search/?q=script", "/search/?q=alert", f"/search/?q={EVIL[1]}", "/what-came-in/",
            f"/messages/?author={EVIL[1]}", "/sign-in/?next=/%22%3E%3Cscript%3E", "/house-rules/",
        ],
        "joe": [
            "/queue/", f"/queue/comment/{asked.pk}/", f"/queue/comment/{posted.pk}/",
            f"/queue/report/{reported.pk}/", f"/queue/report/{from_above.pk}/", "/queue/asked-to-take-down/?words=alert",
            f"/queue/asked-to-take-down/?words={EVIL[1]}", f"/comments/{posted.pk}/reply/",
        ],
        "nadia": ["/guardian/", hers, f"{hers}return/", f"/guardian/{told.pk}/"],
        "ama": [
            "/write/", f"/write/{pk}/", f"/write/{pk}/correct/", f"/write/{pk}/versions/",
            f"/write/{pk}/versions/?older=2&newer=3", f"/write/{pk}/preview/",
            f"/write/{pk}/as-readers-see-it/", f"/write/{pk}/versions/3/", f"/messages/{slug}/",
        ],
        "tariq": ["/people/", f"/people/?words={EVIL[1]}", "/organisation/"],
    }  # fmt: skip
    for role, paths in looked_at.items():
        client = browser(role)
        for path in paths:
            page = client.get(path)
            assert page.status_code in (200, 422), (path, page.status_code)
            assert_tame(page, path)
    feed = browser().get("/messages.atom").content.decode()
    entry = ET.fromstring(feed).find("{http://www.w3.org/2005/Atom}entry")
    assert entry is not None
    summary = entry.findtext("{http://www.w3.org/2005/Atom}summary") or ""
    soup = BeautifulSoup(summary, "html.parser")
    assert not soup.select("script, img, svg, [onmouseover], [onload], [style]")
    rows = csv.reader(io.StringIO(browser().get("/what-came-in/figures.csv").content.decode()))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_form_that_comes_back_shows_evil_words_as_words(story, browser):
    waiting = story.comment()
    slug = story.edition.slug
    sent = {
        "name": EVIL[1], "email": EVIL[1], "text": ALL, "ticket": EVIL[1], "words": ALL,
        "reason": EVIL[1], "question": EVIL[1], "outcome": EVIL[1], "version": EVIL[1],
        "title": EVIL[1], "based_on": EVIL[1], "picture": EVIL[1], "slot": EVIL[1],
        "visible_to": EVIL[1], "code": EVIL[1], "next": EVIL[1], "kind": EVIL[1],
        "scope": EVIL[1], "checker": EVIL[1], "answer": EVIL[1], "did": "", "with_whom": ALL,
    }  # fmt: skip
    forms = {
        "": [f"/messages/{slug}/comment/", "/sign-in/", "/sign-in/code/",
             f"/your-comment/{addresses.key_of(waiting)}/answer/",
             f"/your-comment/{addresses.key_of(waiting)}/change/"],
        "joe": [f"/queue/comment/{waiting.pk}/", f"/queue/comment/{waiting.pk}/care/"],
        "ama": [f"/write/{story.edition.pk}/", f"/write/{story.edition.pk}/correct/",
                f"/write/{story.edition.pk}/second-eyes/", "/sign-in/"],
        "tariq": ["/people/add/", f"/person/{story.cast.joe.slug}/give-role/", "/organisation/"],
    }  # fmt: skip
    for role, paths in forms.items():
        for path in paths:
            answer = browser(role).post(path, sent)
            assert answer.status_code in (200, 302, 409, 422), (path, answer.status_code)
            if answer.status_code != 302:
                assert_tame(answer, path)
    refused = browser("joe", is_checked=True).post(f"/queue/comment/{waiting.pk}/", sent)
    assert refused.status_code == 403
    assert_tame(refused, "sent again")


UNSEEN = "\0\x08\u202e\u2066\u200b\ufeff\x1b[31m\r\n"


def test_no_text_can_reach_a_mails_head_or_lead_anywhere_else(story, browser, mailbox):
    at = story.now
    hostile = replace(
        WORDS, title="A title\r\nBcc: all@saltmarsh.example\u202e https://evil.example"
    )
    publishing.correct(edition=story.edition, words=hostile, what="x", by=story.cast.ama, at=at)
    comment = story.comment(
        "Click https://evil.example/", name="Joe\r\nBcc: a@b.example", wants_mail=True
    )
    story.decide(comment, "not_posted", reason="spam", words="See https://evil.example/")
    story.pass_time(minutes=5)
    (mail,) = mailbox(story.now)
    head = mail.message().as_string().partition("\n\n")[0]
    assert "\nBcc:" not in head
    assert "\u202e" not in mail.subject
    assert mail.recipients() == ["gareth@private.example"]
    assert re.findall(r"https?://\S+", mail.body) == [addresses.writers_page(comment)]
    assert not mail.alternatives


@pytest.mark.parametrize(
    "email",
    [
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example,c@d.example",
        "a@b.example;c@d.example",
        '"a\r\n"@b.example',
        "<a@b.example>",
        "a@b.example\0",
        "a@b\u202e.example",
        "a@" + "b" * 300 + ".example",
        "a" * 70_000 + "@b.example",
    ],
)
def test_an_address_that_is_more_than_one_is_none(story, browser, email):
    given = {
        "name": "Gareth",
        "email": email,
        "text": "The chairs are broken.",
        "ticket": new_ticket(at=story.now - timedelta(seconds=20)),
    }
    answer = browser().post(f"/messages/{story.edition.slug}/comment/", given)
    assert answer.status_code == 422
    assert "The chairs are broken." in answer.content.decode()
    assert browser().post("/sign-in/", {"email": email}).status_code == 200
    assert not Comment.objects.exists()


def test_what_cannot_be_seen_or_is_too_long_is_told_or_taken_out(story, browser):
    client = browser()
    path = f"/messages/{story.edition.slug}/comment/"

    def send(**more):
        given = {
            "name": "Gareth",
            "email": "gareth@home.example",
            "text": "The chairs are broken.",
            "ticket": new_ticket(at=story.now - timedelta(seconds=20)),
            **more,
        }
        return client.post(path, given)

    for length in (4_001, 64 * 1024, 64 * 1024 + 1, 300_000):
        answer = send(text="é" * length)
        assert answer.status_code == 422
    assert send(name="n" * 81).status_code == 422
    for field in ("name", "text"):
        answer = send(**{field: f"Gareth{UNSEEN}Sollom"})
        assert answer.status_code in (302, 422)
    page = client.get(f"/messages/{story.edition.slug}/").content.decode()
    assert not re.search("[\0\x08\u202e\u2066]", page)
    for comment in Comment.objects.all():
        story.decide(comment, "posted")
    story.pass_time(minutes=5)
    page = client.get(f"/messages/{story.edition.slug}/").content.decode()
    assert not re.search("[\0\x08\x1b\u202e\u2066]", page)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "> " * 10_000,
        "*" * 20_000,
        "_a" * 10_000,
        "- " * 10_000,
        "[a](" * 5_000,
        "![" * 10_000,
        "<" * 20_000,
        "`" * 19_999,
        "1. " * 6_600,
        "\n".join("> " * n + "x" for n in range(140)),
        "http://" + "a" * 19_990,
        "http://" * 2_800,
        "\\" * 20_000,
        "&" * 20_000,
        ("a" * 30 + " ") * 640,
        "**a " * 5_000,
        "(" * 4_000 + "http://a.example/" + "(" * 4_000 + ")" * 8_000,
    ],
)
def test_no_text_takes_long_to_be_read(text):
    import time

    from heed.edition import plainness
    from heed.engines import folding
    from heed.moderation import danger, guards, names

    began = time.process_time()
    words.to_html(text)
    words.to_plain(text)
    plainness.hints(text).sentences()
    guards.plain_to_html(text)
    guards.link_count(text)
    guards.comparable(text)
    danger.may_be_in_danger(text)
    danger.speaks_of_harassment(text)
    names.claims_a_name(text[:80], ["Ama Tetteh"], ["Associate Director of Workforce"])
    folding.folded_text(text)
    assert time.process_time() - began < 3


def test_a_comment_that_comes_back_is_looked_at_as_the_first_one_was(story, browser):
    """What a form checks, the ways around the form check too."""
    comment = story.comment()
    story.decide(comment, "not_posted", reason="spam", words="Say it in your own words.")
    story.pass_time(minutes=5)
    key = addresses.key_of(comment)
    links = " ".join(f"https://{n}.example/" for n in range(4))
    for text in ("", " \u200b\n", "x" * 4_001, "x" * 70_000, links, "a\0b" * 2_000):
        answer = browser().post(reverse("edition:send_again", args=[key]), {"text": text})
        assert answer.status_code == 422, text[:20]
    comment.refresh_from_db()
    assert comment.state == Comment.State.NOT_POSTED
    assert comment.text == "The chairs at Thornsea are broken."


@pytest.mark.parametrize("text", ["\u202e\u202e", "\u200b", "\u2066 \ufeff", "\u200e\n\u200f"])
def test_a_comment_in_which_nothing_can_be_seen_is_not_taken(story, browser, text):
    given = {
        "name": "Gareth",
        "email": "gareth@home.example",
        "text": text,
        "ticket": new_ticket(at=story.now - timedelta(seconds=20)),
    }
    path = f"/messages/{story.edition.slug}/comment/"
    assert browser().post(path, given).status_code == 422
    given |= {"text": "The chairs are broken.", "name": text}
    assert browser().post(path, given).status_code == 422
    assert not Comment.objects.exists()


def test_no_comment_keeps_the_others_from_being_posted(story):
    """Whatever got in by some other way: a decision that cannot take effect stops no other."""
    first = story.comment("The kettle at Thornsea is broken.")
    Comment.objects.filter(pk=first.pk).update(text="\u200e\u200f")
    second = story.comment("The chairs at Thornsea are broken.")
    for comment in (first, second):
        story.decide(comment, "posted")
    story.pass_time(minutes=5)
    second.refresh_from_db()
    assert second.state == Comment.State.POSTED
