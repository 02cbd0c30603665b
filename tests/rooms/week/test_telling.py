"""The weekly mail: to whom, when, how often, and with which words."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as django_mail

from heed import clock
from heed.edition.actions import publishing
from heed.outbox import actions as outbox
from heed.outbox import post
from heed.outbox.models import Mail
from heed.people import actions as people_actions
from heed.week.actions import subscribing, telling
from heed.week.hours import Hours
from heed.week.models import Digest, Subscription
from tests.factories import editions
from tests.factories.editions import TUESDAY

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def the_post_is_well():
    post.the_post.went_well()
    post.go_on()


def beat(at: datetime) -> int:
    """What ticks, as far as the weekly mail goes; gives back how many letters left."""
    clock.set_source(lambda: at)
    publishing.open_due(at=at)
    telling.look_after_waiting(at=at)
    telling.tell(at=at)
    return outbox.send_due(at=at)


def week_later(cast, weeks: int) -> None:
    editions.opened(cast.ama, at=TUESDAY + timedelta(weeks=weeks))


def test_a_message_is_told_once_to_everybody_who_wants_it(cast):
    subscribing.enrol([cast.sam.pk, cast.bev.pk], at=TUESDAY - timedelta(days=1))
    assert beat(TUESDAY - timedelta(minutes=1)) == 0
    editions.opened(cast.ama)
    assert beat(TUESDAY) == 2
    for minutes in range(1, 200, 7):
        assert beat(TUESDAY + timedelta(minutes=minutes)) == 0
    assert {one.to[0] for one in django_mail.outbox} == {cast.sam.email, cast.bev.email}
    assert Digest.objects.count() == 2


def test_the_mail_is_the_message_signed_by_its_author(cast):
    subscribing.enrol([cast.sam.pk], at=TUESDAY - timedelta(days=1))
    edition = editions.opened(cast.ama)
    beat(TUESDAY)
    (sent,) = django_mail.outbox
    message = message_from_bytes(sent.message().as_bytes(), policy=default)
    assert message["Subject"] == "I said I would come, and I did not"
    assert message["From"] == "Ama Tetteh <heed@heed.example>"
    assert message["List-Id"] == "<the-leadership-message.heed.example>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    parts = [part.get_content_type() for part in message.walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]
    text = sent.body
    assert text.startswith("Dear Sam,\n\nI said I would come, and I did not\n\nThree weeks ago")
    assert "I did not. I am sorry." in text
    assert "My question\n\nWhat would make a night shift easier to come home from?" in text
    assert f"/messages/{edition.slug}/" in text
    way_out = message["List-Unsubscribe"].strip(" <>")
    assert way_out in text
    assert way_out.startswith("https://heed.example/weekly-mail/stop/")
    html = sent.alternatives[0][0]
    assert "Dear Sam," in html
    assert f'href="{way_out}"' in html
    assert cast.sam.email not in text + html


def test_two_mails_differ_in_greeting_and_way_out_alone(cast):
    subscribing.enrol([cast.sam.pk, cast.bev.pk], at=TUESDAY - timedelta(days=1))
    editions.opened(cast.ama)
    beat(TUESDAY)
    bodies = []
    for sent in django_mail.outbox:
        whole = sent.message().as_bytes(linesep="\r\n")
        _headers, _empty, body = whole.partition(b"\r\n\r\n")
        name = {cast.sam.email: b"Sam", cast.bev.email: b"Bev"}[sent.to[0]]
        way_out = sent.extra_headers["List-Unsubscribe"].strip("<>").encode()
        assert body.count(b"Dear " + name + b",") == 2
        assert body.count(way_out) == 2
        bodies.append(body.replace(b"Dear " + name, b"Dear *").replace(way_out, b"*"))
    assert bodies[0] == bodies[1]
    assert len(bodies[0]) > 2000
