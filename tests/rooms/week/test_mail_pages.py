"""The pages of the weekly mail: a link only shows, a button acts, and nobody learns who gets it."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.outbox import actions as outbox
from heed.outbox import kinds, queries
from heed.outbox.models import Mail
from heed.week import tokens
from heed.week.actions import subscribing, telling
from heed.week.models import Digest, Subscription
from tests.environment import ROOT
from tests.factories import editions, pages
from tests.factories.editions import TUESDAY
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def anybody():
    return browser()


def browser(person=None) -> Client:
    client = sign_in(Client(enforce_csrf_checks=person is not None), person)
    client.defaults |= {"wsgi.url_scheme": "https", "HTTP_HOST": "heed.example"}
    return client


def press(client: Client, path: str, **sent):
    """Send the form of a page as a browser does, with its ticket."""
    page = pages.soup(client.get(path))
    ticket = page.select_one("main [name=csrfmiddlewaretoken]")
    sent["csrfmiddlewaretoken"] = ticket["value"]
    return client.post(path, sent, headers={"referer": "https://heed.example/"})


def state_of_everything() -> tuple:
    return (
        list(Subscription.objects.order_by("pk").values_list()),
        list(Digest.objects.order_by("pk").values_list()),
        list(Mail.objects.order_by("pk").values_list("pk", "state")),
    )


def test_a_scanner_that_opens_every_link_of_the_mail_changes_nothing(cast, anybody):
    subscribing.enrol([cast.sam.pk], at=TUESDAY - timedelta(days=1))
    last = editions.opened(cast.ama, at=TUESDAY - timedelta(weeks=1))
    editions.posted(last, cast.joe)
    editions.opened(cast.ama)
    clock.set_source(lambda: TUESDAY)
    telling.tell(at=TUESDAY)
    outbox.send_due(at=TUESDAY)
    (sent,) = django_mail.outbox
    html, text = sent.alternatives[0][0], sent.body
    links = set(re.findall(r"https://heed\.example[^\s\"<>)]+", html + text))
    assert len(links) == 3
    before = state_of_everything()
    for link in links:
        path = urlsplit(link).path
        for ask in (anybody.get, anybody.head):
            assert ask(path, follow=True).status_code == 200
        page = pages.soup(anybody.get(path))
        for further in page.select("main a[href^='/weekly-mail/']"):
            assert anybody.get(further["href"], follow=True).status_code == 200
    assert state_of_everything() == before
    token = tokens.for_mail(Subscription.objects.get().pk)
    assert [token in link for link in links].count(True) == 1
    assert not re.search(r"<img|<link|<script|src=|url\(|@import", html)


def test_one_click_stops_it_without_cookie_or_ticket(cast):
    row = subscribing.begin(person=cast.sam.pk, at=TUESDAY)
    path = reverse("week:mail_stop", args=[tokens.for_mail(row.pk)])
    strict = Client(enforce_csrf_checks=True)
    strict.defaults |= {"wsgi.url_scheme": "https", "HTTP_HOST": "heed.example"}
    for _twice in range(2):
        answer = strict.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert not answer.cookies
    row.refresh_from_db()
    assert (row.state, row.has_said_no) == ("ended", True)
    assert "begin it again" in pages.text(strict.get(path)) or "Begin it again" in pages.text(
        strict.get(path)
    )
    strict.post(path, {"do": "again"})
    row.refresh_from_db()
    assert row.state == "active"


@pytest.mark.parametrize("name", ["mail_stop", "mail_hours", "mail_confirm"])
def test_a_forged_token_or_one_for_something_else_leads_nowhere(cast, anybody, name):
    row = subscribing.begin(person=cast.sam.pk, at=TUESDAY)
    good = {
        "mail_stop": tokens.for_mail(row.pk), "mail_hours": tokens.for_mail(row.pk),
        "mail_confirm": tokens.for_confirming(row.pk),
    }  # fmt: skip
    other = tokens.for_confirming(row.pk) if name != "mail_confirm" else tokens.for_mail(row.pk)
    before = state_of_everything()
    body, _dot, mac = good[name].partition(".")
    for token in (
        other, "1", f"{row.pk}.{'A' * 22}", f"{int(body) + 1}.{mac}", f"{body}.{mac[::-1]}",
        "x" * 400, f"{'9' * 30}.{mac}", "%00", f"{good[name]}.",
    ):  # fmt: skip
        path = reverse(f"week:{name}", args=["TOKEN"]).replace("TOKEN", token)
        assert anybody.get(path).status_code == 404, token
        assert anybody.post(path, {}).status_code == 404, token
    assert state_of_everything() == before


def test_known_and_unknown_addresses_are_answered_alike(cast, anybody):
    subscribing.begin(person=cast.sam.pk, at=TUESDAY)
    answers = []
    for address in (cast.sam.email, cast.stranger.email, "nobody@private.example"):
        answer = anybody.post(reverse("week:mail"), {"email": address})
        answers.append(re.sub(r"[A-Za-z0-9+/=_-]{60,}", "", answer.content.decode()))
        assert answer.status_code == 200
    assert len(set(answers)) == 1
    mails = Mail.objects.filter(kind="digest_confirm")
    assert mails.count() == 3
    assert Subscription.objects.filter(state="active").count() == 1


def test_a_flood_of_requests_writes_to_few(anybody):
    path = reverse("week:mail")
    for n in range(10):
        answer = anybody.post(path, {"email": "same@private.example"})
        assert answer.status_code == 200, n
    assert Mail.objects.count() == subscribing.ASKED_A_DAY
    for n in range(subscribing.ASKED_AN_HOUR + 20):
        assert anybody.post(path, {"email": f"p{n}@private.example"}).status_code == 200
    assert Mail.objects.count() <= subscribing.ASKED_AN_HOUR
    assert Subscription.objects.count() <= subscribing.ASKED_AN_HOUR


@pytest.mark.parametrize(
    "address", ["", "x", "a@b", "a@b.example\nBcc: c@d.example", "a@b.example,c@d.example", "\0"]
)
def test_what_is_no_address_is_given_back(anybody, address):
    answer = anybody.post(reverse("week:mail"), {"email": address})
    assert answer.status_code == 422
    assert not Mail.objects.exists()
    assert not Subscription.objects.exists()


def test_an_address_is_confirmed_by_a_button_within_seven_days(anybody, wednesday_afternoon):
    now = wednesday_afternoon
    anybody.post(reverse("week:mail"), {"email": "lorna@private.example"})
    row = Subscription.objects.get()
    path = reverse("week:mail_confirm", args=[tokens.for_confirming(row.pk)])
    assert "Begin it" in pages.text(anybody.get(path))
    assert Subscription.objects.get().state == "asked"
    clock.set_source(lambda: now + timedelta(days=8))
    assert anybody.post(path).status_code == 409
    clock.set_source(lambda: now + timedelta(days=2))
    assert anybody.post(path).status_code == 200
    assert Subscription.objects.get().state == "active"


def test_one_tick_on_ones_own_page_begins_it(cast):
    sam = browser(cast.sam)
    page = pages.soup(sam.get(reverse("people:me")))
    button = page.select_one("button[name=do][value=begin]")
    form = button.find_parent("form")
    ticket = form.select_one("[name=csrfmiddlewaretoken]")["value"]
    sent = {"csrfmiddlewaretoken": ticket, "do": "begin"}
    answer = sam.post(form["action"], sent, headers={"referer": "https://heed.example/"})
    assert answer.status_code == 302
    assert "Monday to Friday, 9am to 5pm" in pages.text(sam.get(reverse("people:me")))


def test_hours_are_chosen_signed_in_and_from_the_mail(cast, anybody):
    sam = browser(cast.sam)
    path = reverse("week:mail_mine")
    nights = {"wanted": "on", "days": ["1", "2"], "begins": "19", "ends": "7"}
    assert press(sam, path, **nights).status_code == 302
    row = Subscription.objects.get()
    assert (row.days, row.begins, row.ends) == ("12", 19, 7)
    hours = reverse("week:mail_hours", args=[tokens.for_mail(row.pk)])
    anybody.post(hours, {"days": ["6"], "begins": "8", "ends": "24"})
    row.refresh_from_db()
    assert (row.days, row.begins, row.ends) == ("6", 8, 24)
    for wrong in (
        {"days": [], "begins": "8", "ends": "9"}, {"days": ["7"], "begins": "8", "ends": "9"},
        {"days": ["1"], "begins": "24", "ends": "9"}, {"days": ["1"], "begins": "-1", "ends": "99"},
    ):  # fmt: skip
        assert anybody.post(hours, wrong).status_code == 422
    assert press(sam, path, days=["1"], begins="9", ends="17").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.has_said_no) == ("ended", True)


def test_an_administrator_decides_once_about_what_was_perhaps_sent(cast):
    pk = outbox.queue(to="p@s.example", kind="digest", subject="S", text="T", at=TUESDAY)
    Mail.objects.update(state="perhaps", ended_at=TUESDAY, claimed_at=TUESDAY, last_error="Why.")
    tariq = browser(cast.tariq)
    page = reverse("week:running_mail")
    assert "p@s.example" not in tariq.get(page).content.decode()
    ticket = pages.soup(tariq.get(page)).select_one("main [name=csrfmiddlewaretoken]")["value"]
    sent, where = {"csrfmiddlewaretoken": ticket}, {"referer": "https://heed.example/"}
    again = reverse("week:mail_again", args=[pk])
    assert tariq.get(again).status_code == 405
    assert tariq.post(again, sent, headers=where).status_code == 302
    assert Mail.objects.get().state == "waiting"
    for path in (again, reverse("week:mail_let_be", args=[pk])):
        answer = tariq.post(path, sent, headers=where)
        assert answer.status_code == 409
        assert "has decided" in pages.text(answer)
    assert Mail.objects.get().state == "waiting"


def test_the_mail_of_a_week_is_counted_against_one_a_person(cast):
    for kind in ("digest", "digest_confirm", "sign_in_code", "digest"):
        outbox.queue(to=cast.sam.email, kind=kind, subject="S", text="T", at=TUESDAY)
    outbox.send_due(at=TUESDAY)
    assert queries.most_to_one(clock.iso_week(TUESDAY)) == 2
    assert queries.most_to_one(clock.iso_week(TUESDAY + timedelta(weeks=1))) == 0


def test_every_kind_of_mail_says_why_it_may_be_sent():
    """Rule 1: the weekly mail, what was asked for, or a duty; there is no fourth reason."""
    for kind in kinds.Kind:
        assert isinstance(kind.why, kinds.Why), kind
    assert kinds.of(kinds.Why.WEEKLY) == ["digest"]
    named = set()
    for path in (ROOT / "src" / "heed").rglob("*.py"):
        text = path.read_text("utf-8")
        if "outbox" in text and "migrations" not in path.parts:
            named |= set(re.findall(r"\bkind=\"([a-z_]+)\"", text))
            named |= set(re.findall(r"^KIND = \"([a-z_]+)\"", text, re.MULTILINE))
    assert set(kinds.Kind.values) <= named | {"private_page"}
    with pytest.raises(ValueError, match="declared"):
        outbox.queue(to="p@s.example", kind="newsletter", subject="S", text="T", at=TUESDAY)


def test_the_author_sees_the_mail_before_it_goes_and_can_pass_it_on_afterwards(cast):
    draft = editions.draft(cast.ama)
    ama = browser(cast.ama)
    page = ama.get(reverse("week:mail_preview", args=[draft.pk]))
    assert "Dear Ama," in pages.text(page)
    frame = ama.get(reverse("week:mail_as_html", args=[draft.pk]))
    policy = frame["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    block = reverse("week:mail_block", args=[draft.pk])
    assert ama.get(block).status_code == 404
    out = editions.opened(cast.ama)
    page = pages.soup(ama.get(reverse("week:mail_block", args=[out.pk])))
    for area in page.select("textarea"):
        assert f"/messages/{out.slug}/" in area.text
        assert "weekly-mail" not in area.text
        assert "Dear" not in area.text
