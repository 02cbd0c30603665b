"""What may be left in the outbox, and what is left of it later."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from heed import clock
from heed.outbox import actions, queries
from heed.outbox.actions import CannotBeMailed
from heed.outbox.models import Mail

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
SAM = "sam@saltmarsh.example"

pytestmark = pytest.mark.django_db


def queue(**changes) -> Mail:
    given = {
        "to": SAM, "kind": "private_page", "subject": "Your comment is posted",
        "text": "It is on the page now.\n\nJoe", "at": AT,
    }  # fmt: skip
    return Mail.objects.get(pk=actions.queue(**{**given, **changes}))


def test_a_mail_waits_until_it_may_go():
    mail = queue(not_before=AT + timedelta(minutes=5))
    assert mail.state == Mail.State.WAITING
    assert mail.next_try_at == AT + timedelta(minutes=5)
    assert queue().next_try_at == AT


def test_a_mail_is_queued_or_not_with_what_it_tells_of():
    def post_a_comment_and_fail() -> None:
        with transaction.atomic():
            queue()
            raise KeyError

    with pytest.raises(KeyError):
        post_a_comment_and_fail()
    assert not Mail.objects.exists()


def test_neither_address_nor_words_stand_in_the_database():
    mail = queue(html="<p>It is on the page now.</p>", headers={"List-Id": "heed.saltmarsh"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outbox_mail WHERE id = %s", [mail.pk])
        row = " ".join(map(str, cursor.fetchone()))
    for word in ("sam", "saltmarsh", "posted", "page", "Joe", "<p>"):
        assert word not in row.replace("private_page", "")


@pytest.mark.parametrize(
    "to",
    [
        "", " ", "sam", "sam@", "@saltmarsh.example", "sam@saltmarsh.example\nBcc: all@x.example",
        "sam@saltmarsh.example\r\nBcc: all@x.example", "sam\0@saltmarsh.example",
        "sam@saltmarsh.example, all@x.example", "sam@saltmarsh.example;all@x.example",
        "Sam <sam@saltmarsh.example>", "sam@saltmarsh.example\u202e", "s" * 300 + "@x.example",
        "sam@saltmarsh.example\u2028Bcc: x", "sam@[127.0.0.1]\n",
    ],
)  # fmt: skip
def test_an_address_that_could_smuggle_something_in_is_refused(to):
    with pytest.raises(CannotBeMailed, match="email address"):
        queue(to=to)
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Posted\r\nBcc: all@x.example", "Posted Bcc: all@x.example"),
        ("Posted\0 \u202enow\u2028", "Posted now"),
        ("  Posted \t now ", "Posted now"),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_a_subject_is_one_line(given, kept):
    assert queue(subject=given).subject == kept


def test_a_mail_without_subject_or_words_is_refused():
    with pytest.raises(CannotBeMailed, match="subject"):
        queue(subject="\r\n")
    with pytest.raises(CannotBeMailed, match="words"):
        queue(text=" \0\n")


def test_the_words_lose_what_cannot_be_seen():
    assert queue(text="One\0\r\ntwo\u202e\x1b[31m\rthree").text == "One\ntwo[31m\nthree\n"


@pytest.mark.parametrize(
    "headers",
    [
        {"Bcc": "all@x.example"}, {"From": "ceo@x.example"}, {"Subject": "x"}, {"X-Mine": "x"},
        {"List-Id": "x\r\nBcc: all@x.example"}, {"List-Id\r\nBcc": "x"}, {"List-Id": "x\0"},
    ],
)  # fmt: skip
def test_only_a_few_headers_may_be_added(headers):
    with pytest.raises(CannotBeMailed):
        queue(headers=headers)


@pytest.mark.parametrize("slugs", [{"kind": "Not a slug"}, {"kind": ""}, {"about": "a b"}])
def test_a_kind_and_a_matter_are_slugs(slugs):
    with pytest.raises(ValueError, match=r"slug|declared"):
        queue(**slugs)


def test_only_what_still_waits_can_be_cancelled():
    mine, other = queue(about="comment:12"), queue(about="comment:13")
    sending = queue(about="comment:12")
    Mail.objects.filter(pk=sending.pk).update(state=Mail.State.SENDING, claimed_at=AT)
    assert actions.cancel(about="comment:12") == 1
    assert actions.cancel(about="comment:12") == 0
    mine.refresh_from_db()
    assert (mine.state, mine.text, mine.recipient) == (Mail.State.CANCELLED, "", "")
    other.refresh_from_db()
    sending.refresh_from_db()
    assert (other.state, sending.state) == (Mail.State.WAITING, Mail.State.SENDING)


def test_cancelling_needs_to_know_what():
    queue()
    with pytest.raises(ValueError, match="matter"):
        actions.cancel(about="")


def test_after_thirty_days_only_the_count_is_left():
    mail = queue(about="comment:12")
    later = AT + timedelta(days=1)
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.DEAD, ended_at=later, last_error="x")
    assert actions.erase_old(at=later + timedelta(days=30)) == 0
    assert actions.erase_old(at=later + timedelta(days=30, seconds=1)) == 1
    assert actions.erase_old(at=later + timedelta(days=31)) == 0
    mail.refresh_from_db()
    left = [mail.recipient, mail.recipient_digest, mail.about, mail.subject, mail.text, mail.html]
    assert left == [""] * 6
    assert mail.kind == "private_page"


def test_mail_that_waited_thirty_days_is_given_up_and_erased():
    waits = queue()
    assert actions.erase_old(at=AT + timedelta(days=31)) == 1
    waits.refresh_from_db()
    assert (waits.state, waits.text, waits.recipient) == (Mail.State.DEAD, "", "")


def test_what_was_perhaps_sent_and_decided_by_nobody_is_let_be_and_erased():
    stuck = queue()
    Mail.objects.filter(pk=stuck.pk).update(state=Mail.State.SENDING, claimed_at=AT)
    actions.erase_old(at=AT)
    stuck.refresh_from_db()
    assert (stuck.state, stuck.recipient) == (Mail.State.PERHAPS, SAM)
    assert actions.erase_old(at=AT + timedelta(days=31)) == 1
    stuck.refresh_from_db()
    assert (stuck.state, stuck.recipient, stuck.text) == (Mail.State.LET_BE, "", "")


def test_whom_one_kind_of_mail_went_to_can_be_forgotten_sooner():
    code, other, waits = queue(kind="sign_in_code"), queue(), queue(kind="sign_in_code")
    Mail.objects.exclude(pk=waits.pk).update(state=Mail.State.SENT, sent_at=AT, ended_at=AT)
    assert actions.forget_recipients(kind="sign_in_code", before=AT) == 0
    assert actions.forget_recipients(kind="sign_in_code", before=AT + timedelta(hours=1)) == 1
    left = {mail.pk for mail in Mail.objects.exclude(recipient_digest="")}
    assert left == {other.pk, waits.pk}
    assert code.pk not in left


def test_what_was_sent_is_counted_by_week_and_by_person():
    for kind, sent_at in [
        ("sign_in_code", AT), ("second_eyes", AT), ("second_eyes", AT + timedelta(hours=3)),
        ("second_eyes", AT + timedelta(days=7)),
    ]:  # fmt: skip
        mail = queue(kind=kind)
        Mail.objects.filter(pk=mail.pk).update(
            state=Mail.State.SENT, sent_at=sent_at, ended_at=sent_at
        )
    queue(kind="second_eyes")
    assert queries.count_by_kind(clock.iso_week(AT)) == {"second_eyes": 2, "sign_in_code": 1}
    digest = queries.recipient_digest(" SAM@saltmarsh.example ")
    assert queries.sent_to(digest, AT) == 4
    assert queries.sent_to(digest, AT + timedelta(hours=1)) == 2
    assert queries.sent_to(digest, AT, kind="sign_in_code") == 1
    assert queries.sent_to(queries.recipient_digest("ama@saltmarsh.example"), AT) == 0
    assert queries.sent_to("", AT) == 0


def test_a_person_is_still_known_after_the_key_was_changed(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "k" * 60, []
    mail = queue(kind="second_eyes")
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.SENT, sent_at=AT, ended_at=AT)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "l" * 60, ["k" * 60]
    assert queries.sent_to(queries.recipient_digest(SAM), AT) == 0
    assert queries.sent_to(queries.recipient_digests(SAM), AT) == 1
    assert Mail.objects.get(pk=mail.pk).recipient == SAM


def test_the_dead_are_told_of_without_an_address():
    mail = queue(about="comment:12")
    Mail.objects.filter(pk=mail.pk).update(
        state=Mail.State.DEAD, ended_at=AT, last_error="The recipient was refused (550 5.1.1)"
    )
    (dead,) = queries.dead()
    assert (dead.id, dead.kind, dead.about) == (mail.pk, "private_page", "comment:12")
    assert "550" in dead.why
    assert queries.dead(since=AT + timedelta(seconds=1)) == []


def test_the_oldest_overdue_mail_is_known():
    assert queries.oldest_overdue(at=AT) is None
    queue(not_before=AT + timedelta(hours=1))
    assert queries.oldest_overdue(at=AT) is None
    queue(at=AT - timedelta(minutes=3))
    assert queries.oldest_overdue(at=AT) == AT - timedelta(minutes=3)
