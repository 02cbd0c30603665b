"""The weekly mail (A12, as far as the digest goes) and the calm of a fortnight (A18)."""

import random
import re
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client

from heed import clock
from heed.edition.actions import publishing
from heed.edition.models import Comment
from heed.outbox import kinds
from heed.outbox.models import Mail
from heed.people import queries as people
from heed.week.actions import subscribing
from heed.week.models import Subscription
from tests.environment import ROOT
from tests.factories import editions, pages
from tests.journeys.week import TUESDAY, fill
from tests.people import sign_in

ASKED_FOR = kinds.of(kinds.Why.ASKED_FOR)


def way_out_of(sent) -> str:
    return urlsplit(sent.extra_headers["List-Unsubscribe"].strip("<>")).path


@pytest.mark.journey
def test_sam_gets_one_mail_a_week_in_his_hours_and_stops_it(week, somebody):
    """Given Sam on nights, when a message is out on Tuesday at nine, his mail comes at seven."""
    sam = somebody(week.cast.sam)
    sam.opens("/your-page/").shoots("weekly-mail-own-page")
    sam.presses("Send me the weekly mail").sees("Monday to Friday, 9am to 5pm")
    sam.follows("Choose other hours, or stop it").shoots("weekly-mail-mine")
    sam.page.get_by_label("From").select_option("19")
    sam.page.get_by_label("Until").select_option("7")
    sam.presses("Save").sees("Monday to Friday, 7pm to 7am")

    editions.opened(week.cast.ama)
    week.is_now(TUESDAY)
    assert not mail.outbox
    week.is_now(TUESDAY + timedelta(hours=9, minutes=59))
    assert not mail.outbox
    week.is_now(TUESDAY + timedelta(hours=10))
    for hours in range(1, 7 * 24, 5):
        week.is_now(TUESDAY + timedelta(hours=10 + hours))
    (sent,) = mail.outbox
    assert sent.subject == editions.WORDS.title

    phone = somebody()
    phone.opens(way_out_of(sent)).sees("Monday to Friday, 7pm to 7am")
    phone.shoots("weekly-mail-way-out")
    phone.follows("Choose other hours").shoots("weekly-mail-hours")
    phone.page.get_by_label("From").select_option("9")
    phone.presses("Use these hours").sees("Monday to Friday, 9am to 7am")
    phone.presses("Stop the weekly mail").sees("You are sent no more of it")
    phone.shoots("weekly-mail-stopped")
    phone.presses("That was a mistake: begin it again").sees("at most once a week")


@pytest.mark.journey
def test_somebody_without_an_account_confirms_their_address(week, somebody):
    lorna = somebody(has_scripts=False)
    lorna.opens("/weekly-mail/").shoots("weekly-mail-ask")
    lorna.presses("Send me the link").sees("Enter an email address")
    lorna.writes("Your email address", "lorna@private.example")
    lorna.presses("Send me the link").sees("Look into your mailbox").shoots("weekly-mail-asked")
    week.pass_time(minutes=1)
    (sent,) = mail.outbox
    found = re.search(r"https?://\S+/weekly-mail/confirm/\S+", sent.body)
    assert found is not None
    lorna.opens(urlsplit(found[0]).path).shoots("weekly-mail-confirm")
    lorna.presses("Begin it").sees("The weekly mail has begun").shoots("weekly-mail-begun")
    assert Subscription.objects.get().state == "active"


@pytest.mark.journey
def test_an_author_sees_the_mail_and_passes_a_block_on(week, somebody):
    everything = fill(week)
    ama = somebody(week.cast.ama)
    ama.opens(f"/write/{everything.draft.pk}/preview/").follows("As the weekly mail")
    ama.page.frame_locator("iframe").get_by_text("Dear Ama,").wait_for()
    ama.shoots("weekly-mail-preview")
    ama.opens(f"/write/{everything.open.pk}/").follows("For your own mail to all staff")
    ama.shoots("weekly-mail-block")


@pytest.mark.journey
def test_an_administrator_sees_how_the_mail_is_doing(week, somebody):
    fill(week)
    tariq = somebody(week.cast.tariq)
    tariq.opens("/running/").shoots("running").follows("How the mail is doing")
    tariq.shoots("running-mail").sees("One mail was perhaps sent", "550 5.1.1")
    tariq.does_not_see("somebody@saltmarsh.example")
    tariq.goes_by(tariq.page.get_by_role("button", name="Let it be"))
    tariq.does_not_see("One mail was perhaps sent")
    assert Mail.objects.filter(state="let_be").count() == 1


def test_a_fortnight_of_two_hundred_events_stays_calm(plain_week):
    """Given two weeks in which 200 things happen, nobody is sent more than two mails unasked."""
    week, chance = plain_week, random.Random(18)
    cast = week.cast
    staff = [cast.sam, cast.bev, cast.joe, cast.nadia, cast.iain, cast.tariq, cast.ama]
    subscribing.enrol([person.pk for person in staff], at=week.now)
    current, events = None, 0
    for turn in range(14 * 6):
        week.pass_time(hours=4)
        if turn % (7 * 6) == 5:
            current = editions.draft(cast.ama, at=week.now)
            publishing.publish(edition=current, by=cast.ama, at=week.now, when=week.now)
            current.refresh_from_db()
            events += 1
        if current is not None and current.closes_at > week.now and events < 200:
            editions.waiting(current, at=week.now, wants_mail=chance.random() < 0.5)
            editions.waiting(current, at=week.now)
            events += 2
            for comment in Comment.objects.filter(state="waiting")[:2]:
                editions.decide(comment, cast.joe, "posted", at=week.now)
                events += 1
    assert events >= 200
    unasked = Counter(
        digest for digest, kind in Mail.objects.values_list("recipient_digest", "kind")
        if kind not in ASKED_FOR
    )  # fmt: skip
    assert len(unasked) == len(staff)
    assert max(unasked.values()) == 2
    assert people.minutes_this_week(cast.ama, at=clock.now()) <= 45
    ama = sign_in(Client(), cast.ama)
    ama.defaults |= {"wsgi.url_scheme": "https", "HTTP_HOST": "heed.example"}
    page = ama.get("/write/")
    assert "45 is the most it should." in pages.text(page)
    assert not re.search(r"\(\d+\)", pages.title(page))


def test_no_page_asks_to_notify_anybody():
    for path in (ROOT / "src" / "heed").rglob("*.js"):
        if "vendor" in path.parts:
            continue
        text = path.read_text("utf-8")
        for word in ("Notification", "PushManager", "serviceWorker", "setAppBadge", "vibrate"):
            assert word not in text, path
