"""The round of the post, against a real mail server."""

import asyncio
import socket
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.core import mail as django_mail

from heed.outbox import actions, post, queries, wire
from heed.outbox.models import Mail
from tests.rooms.outbox.conftest import use

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
SAM, AMA, BEV = (f"{name}@saltmarsh.example" for name in ("sam", "ama", "bev"))

pytestmark = pytest.mark.django_db


def queue(to: str = SAM, **changes) -> Mail:
    given = {
        "kind": "private_page",
        "subject": "Posted – thank you",
        "text": "It is up.",
        "at": AT,
    }
    return Mail.objects.get(pk=actions.queue(to=to, **{**given, **changes}))


def test_a_mail_arrives_as_it_was_written(postbox):
    queue(text="Grüße,\n\n.a line that begins with a full stop\nJoe", headers={"List-Id": "x.y"})
    assert actions.send_due(at=AT) == 1
    (message,) = postbox.arrived
    assert message["To"] == SAM
    assert message["From"] == "Saltmarsh <heed@saltmarsh.example>"
    assert message["Subject"] == "Posted – thank you"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"] == "x.y"
    assert message["Message-ID"].endswith("@saltmarsh.example>")
    assert AT <= parsedate_to_datetime(message["Date"]) < AT + timedelta(seconds=20)
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == (
        "Grüße,\n\n.a line that begins with a full stop\nJoe\n"
    )


def test_plain_text_comes_first_and_html_second(postbox):
    queue(html="<p>It is up.</p>")
    actions.send_due(at=AT)
    parts = [part.get_content_type() for part in postbox.arrived[0].walk()]
    assert parts == ["multipart/alternative", "text/plain", "text/html"]


def test_a_sent_mail_is_sent_once_and_its_words_are_gone(postbox):
    mail = queue(kind="second_eyes")
    assert actions.send_due(at=AT) == 1
    assert actions.send_due(at=AT + timedelta(hours=1)) == 0
    assert len(postbox.arrived) == 1
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == (Mail.State.SENT, 1)
    assert AT <= mail.sent_at < AT + timedelta(seconds=20)
    assert (mail.recipient, mail.subject, mail.text) == ("", "", "")
    assert queries.sent_to(queries.recipient_digest(SAM), AT) == 1


def test_many_mails_go_over_one_connection_oldest_first(postbox):
    for n in range(7):
        queue(subject=f"Mail {n}", at=AT - timedelta(minutes=n))
    assert actions.send_due(at=AT, limit=5) == 5
    assert postbox.talks == 1
    assert [m["Subject"] for m in postbox.arrived] == [f"Mail {n}" for n in (6, 5, 4, 3, 2)]
    assert actions.send_due(at=AT) == 2


def test_a_mail_is_not_sent_before_its_time_nor_after_it(postbox):
    queue(not_before=AT + timedelta(minutes=5))
    assert actions.send_due(at=AT + timedelta(minutes=4)) == 0
    assert actions.send_due(at=AT + timedelta(minutes=5)) == 1
    late = queue(not_after=AT + timedelta(minutes=3))
    assert actions.send_due(at=AT + timedelta(minutes=4)) == 0
    late.refresh_from_db()
    assert (late.state, late.text) == (Mail.State.DEAD, "")
    assert len(postbox.arrived) == 1


def test_a_cancelled_mail_never_goes(postbox):
    queue(about="comment:12")
    actions.cancel(about="comment:12")
    assert actions.send_due(at=AT) == 0
    assert postbox.arrived == []


def test_one_refused_recipient_stops_nobody_else(postbox):
    postbox.refuse[AMA] = f"550 5.1.1 <{AMA}> is not known here"
    queue(SAM)
    refused = queue(AMA)
    queue(BEV)
    assert actions.send_due(at=AT) == 2
    assert [m["To"] for m in postbox.arrived] == [SAM, BEV]
    refused.refresh_from_db()
    assert refused.state == Mail.State.DEAD
    assert refused.last_error == "The recipient was refused (550 5.1.1)"
    assert actions.send_due(at=AT + timedelta(days=1)) == 0


def test_no_address_reaches_the_log(postbox, caplog):
    postbox.refuse[AMA] = f"550 5.1.1 <{AMA}> is not known here"
    queue(AMA)
    actions.send_due(at=AT)
    ours = " ".join(r.getMessage() for r in caplog.records if r.name.startswith("heed"))
    assert "550 5.1.1" in ours
    assert "saltmarsh" not in ours


def test_a_recipient_refused_for_now_is_tried_again_ever_later(postbox):
    postbox.refuse[SAM] = "450 4.2.1 Try later"
    mail = queue()
    at, waits = AT, []
    for _ in post.BACK_OFF:
        assert actions.send_due(at=at) == 0
        mail.refresh_from_db()
        assert mail.state == Mail.State.WAITING
        waits.append(mail.next_try_at - at)
        assert actions.send_due(at=mail.next_try_at - timedelta(seconds=1)) == 0
        at = mail.next_try_at
    assert waits == post.BACK_OFF
    assert waits[:6] == [timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 1440)]
    assert actions.send_due(at=at) == 0
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == (Mail.State.DEAD, len(post.BACK_OFF) + 1)


def test_it_goes_when_the_recipient_is_taken_again(postbox):
    postbox.refuse[SAM] = "450 4.2.1 Try later"
    mail = queue()
    actions.send_due(at=AT)
    postbox.refuse.clear()
    assert actions.send_due(at=AT + timedelta(minutes=1)) == 1
    mail.refresh_from_db()
    assert (mail.tries, mail.last_error) == (2, "The recipient was refused (450 4.2.1)")


def test_a_server_that_is_down_costs_no_mail_a_try(closed_port, settings, caplog):
    mails = [queue(SAM), queue(AMA)]
    for minute in range(20):
        assert actions.send_due(at=AT + timedelta(minutes=minute)) == 0
    for mail in mails:
        mail.refresh_from_db()
        assert (mail.state, mail.tries) == (Mail.State.WAITING, 0)
    assert "cannot be reached" in caplog.text


def test_mail_goes_as_soon_as_the_server_is_back(closed_port, request):
    queue(SAM)
    assert actions.send_due(at=AT) == 0
    postbox = request.getfixturevalue("postbox")
    assert actions.send_due(at=AT + timedelta(minutes=1)) == 1
    assert len(postbox.arrived) == 1


def test_a_line_that_breaks_in_mid_letter_leaves_one_mail_perhaps_sent(postbox):
    mails = [queue(SAM), queue(AMA), queue(BEV)]

    def break_at_the_second(server, message) -> None:
        if message["To"] == AMA and len(postbox.arrived) == 2:
            server.transport.abort()

    postbox.on_data = break_at_the_second
    assert actions.send_due(at=AT) == 1
    for mail in mails:
        mail.refresh_from_db()
    states = [(mail.state, mail.tries) for mail in mails]
    assert states == [("sent", 1), ("perhaps", 1), ("waiting", 0)]
    # A server in trouble is left alone for a minute; then the others go, and this one does not.
    assert actions.send_due(at=AT + timedelta(seconds=50)) == 0
    assert actions.send_due(at=AT + timedelta(minutes=2)) == 1
    assert [m["To"] for m in postbox.arrived] == [SAM, AMA, BEV]
    assert "broke" in queries.perhaps_sent()[0].why


@pytest.mark.parametrize(
    "answer", [b"25", b"2", b"OK\r\n", b"251 2.0.0 OK\r\n", b"25" + b"0" * 9000 + b"\r\n", b"\0\0"]
)
def test_an_answer_that_is_none_leaves_a_mail_perhaps_sent(postbox, answer):
    """The server has the letter: sent once more, it would arrive twice."""
    mail = queue()
    postbox.answer = answer
    assert actions.send_due(at=AT) == 0
    postbox.answer = b""
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == ("perhaps", 1)
    assert actions.send_due(at=AT + timedelta(days=1)) == 0
    assert len(postbox.arrived) == 1


def test_a_server_that_trickles_holds_nobody_up_for_long(settings, monkeypatch):
    """Each byte comes in time, and the answer never."""
    monkeypatch.setattr(wire, "PATIENCE_SECONDS", 0.5)
    mail = queue()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        use(settings, listening.getsockname()[1])
        trickle = threading.Thread(target=_trickle, args=(listening,), daemon=True)
        trickle.start()
        began = time.monotonic()
        assert actions.send_due(at=AT) == 0
        assert time.monotonic() - began < 5
        trickle.join(10)
    mail.refresh_from_db()
    assert (mail.state, mail.tries) == (Mail.State.WAITING, 0)


def _trickle(listening: socket.socket) -> None:
    line, _from = listening.accept()
    with line, suppress(OSError):
        line.settimeout(0.05)
        for _byte in range(200):
            line.sendall(b"2")
            with suppress(TimeoutError):
                if not line.recv(100):
                    return


def test_a_server_that_hangs_up_after_some_mails_is_called_again(postbox):
    """Many servers take so many mails over one line; that is no failure of any mail."""
    mails = [queue(f"p{n}@saltmarsh.example") for n in range(7)]

    def close_after_three(server, _message) -> None:
        postbox.over_this_line = getattr(postbox, "over_this_line", 0) + 1
        if postbox.over_this_line % 3 == 0:
            asyncio.get_running_loop().call_soon(server.transport.close)

    postbox.on_data = close_after_three
    assert actions.send_due(at=AT) == 7
    assert postbox.talks == 3
    assert len(postbox.arrived) == 7
    for mail in mails:
        mail.refresh_from_db()
        assert (mail.state, mail.tries) == (Mail.State.SENT, 1)


def test_a_server_that_never_takes_a_letter_ends_the_round(postbox):
    postbox.refuse = {f"p{n}@saltmarsh.example": "421 4.7.0 Not now" for n in range(5)}
    for n in range(5):
        queue(f"p{n}@saltmarsh.example")
    assert actions.send_due(at=AT) == 0
    assert postbox.talks == 1
    # It cost none of them a try, and the one that met it waits a minute.
    assert set(Mail.objects.values_list("state", "tries")) == {("waiting", 0)}
    postbox.refuse = {}
    assert actions.send_due(at=AT + timedelta(minutes=1)) == 5


def test_a_mail_whose_window_is_over_waits_to_be_moved(postbox):
    mail = queue(about="digest:1")
    Mail.objects.filter(pk=mail.pk).update(window_ends_at=AT + timedelta(hours=1))
    assert actions.send_due(at=AT + timedelta(hours=1)) == 0
    mail.refresh_from_db()
    assert mail.state == Mail.State.WAITING
    tomorrow = AT + timedelta(days=1)
    actions.move(
        about="digest:1", not_before=tomorrow, window_ends_at=tomorrow + timedelta(hours=8)
    )
    assert actions.send_due(at=tomorrow - timedelta(seconds=1)) == 0
    assert actions.send_due(at=tomorrow) == 1


def test_whoever_stops_heed_waits_for_one_mail_only(postbox):
    for n in range(5):
        queue(f"p{n}@saltmarsh.example")
    postbox.on_data = lambda _server, _message: actions.finish_sending()
    try:
        assert actions.send_due(at=AT) == 1
        assert actions.send_due(at=AT) == 0
    finally:
        actions.go_on_sending()
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent", "waiting"}
    assert actions.send_due(at=AT) == 1
    actions.go_on_sending()


def test_a_mail_that_cannot_be_put_together_stops_nobody_else(postbox):
    bad = queue(SAM)
    Mail.objects.filter(pk=bad.pk).update(recipient="sam@saltmarsh.example\nBcc: all@x.example")
    queue(BEV)
    assert actions.send_due(at=AT) == 1
    assert [m["To"] for m in postbox.arrived] == [BEV]
    bad.refresh_from_db()
    assert bad.state == Mail.State.DEAD


def test_a_mail_whose_key_is_gone_stops_nobody_else(postbox, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "k" * 60, []
    lost = queue(SAM).pk
    settings.SECRET_KEY = "l" * 60
    queue(BEV)
    assert actions.send_due(at=AT) == 1
    # The key may be put back, so it is tried again.
    settings.SECRET_KEY_FALLBACKS = ["k" * 60]
    assert actions.send_due(at=AT + timedelta(minutes=1)) == 1
    assert Mail.objects.get(pk=lost).state == Mail.State.SENT


def test_the_outbox_does_not_care_which_way_mail_leaves(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    queue()
    assert actions.send_due(at=AT) == 1
    assert django_mail.outbox[0].to == [SAM]


def test_nothing_due_opens_no_connection(postbox):
    assert actions.send_due(at=AT) == 0
    assert postbox.talks == 0
