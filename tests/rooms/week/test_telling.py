"""The weekly mail: to whom, when, how often, and with which words."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.core import mail as django_mail
from django.db import IntegrityError, connection, transaction

from heed import clock
from heed.edition.actions import publishing
from heed.edition.models import Origin
from heed.outbox import actions as outbox
from heed.outbox import post
from heed.outbox.models import Mail
from heed.people import actions as people_actions
from heed.people.models import Person
from heed.week.actions import subscribing, telling
from heed.week.hours import Hours
from heed.week.models import Digest, Subscription
from tests.factories import editions
from tests.factories.editions import TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_post_is_well():
    post.the_post.went_well()
    post.go_on()


def beat(at) -> int:
    """What ticks, as far as the weekly mail goes; gives back how many letters left."""
    clock.set_source(lambda: at)
    publishing.open_due(at=at)
    telling.look_after_waiting(at=at)
    telling.tell(at=at)
    return outbox.send_due(at=at)


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


def test_what_somebody_is_called_and_what_they_write_cannot_forge_a_header(cast):
    people_actions.describe_person(
        person=cast.ama, name='Ama "Boss" <ceo@x.example>, \u202eX\r\nBcc: all@x.example',
        email=cast.ama.email, post="", unit=None, at=TUESDAY,
    )  # fmt: skip
    people_actions.describe_person(
        person=cast.sam, name="Sam\r\nBcc:all@x.example", email=cast.sam.email, post="",
        unit=None, at=TUESDAY,
    )  # fmt: skip
    subscribing.enrol([cast.sam.pk], at=TUESDAY - timedelta(days=1))
    words = replace(editions.WORDS, title="Title\r\nBcc: all@x.example\u2028<b>bold</b>")
    editions.opened(cast.ama, words=words)
    beat(TUESDAY)
    (sent,) = django_mail.outbox
    message = message_from_bytes(sent.message().as_bytes(), policy=default)
    assert "Bcc" not in message
    assert sent.recipients() == [cast.sam.email]
    (sender,) = message["From"].addresses
    assert sender.addr_spec == "heed@heed.example"
    assert sender.display_name.startswith('Ama "Boss" <ceo@x.example>, X')
    assert "\n" not in message["Subject"]
    html = sent.alternatives[0][0]
    assert "<b>bold" not in html
    assert "Dear Sam" in html


def test_the_words_are_frozen_when_they_are_first_needed(cast):
    """Bev's hours come later; a correction in between does not give her another mail than Sam's."""
    subscribing.enrol([cast.sam.pk, cast.bev.pk], at=TUESDAY - timedelta(days=1))
    hers = Subscription.objects.get(person=cast.bev)
    subscribing.choose_hours(subscription=hers, hours=Hours("2", 9, 12), at=TUESDAY)
    edition = editions.opened(cast.ama)
    beat(TUESDAY)
    publishing.correct(
        edition=edition, words=replace(editions.WORDS, text="Something else."), what="All of it.",
        by=cast.ama, at=TUESDAY + timedelta(hours=1),
    )  # fmt: skip
    beat(TUESDAY + timedelta(days=1))
    first, second = (
        sent.body.partition("\n")[2].rpartition("https")[0] for sent in django_mail.outbox
    )
    assert first == second


def test_nothing_to_say_no_mail(cast):
    subscribing.enrol([cast.sam.pk], at=TUESDAY - timedelta(days=1))
    editions.opened(cast.ama)
    beat(TUESDAY)
    for day in range(1, 20):
        assert beat(TUESDAY + timedelta(days=day)) == 0
    # Whoever begins when a message is out gets the next one.
    subscribing.begin(person=cast.bev.pk, at=TUESDAY + timedelta(days=1))
    assert beat(TUESDAY + timedelta(days=1, hours=1)) == 0


def test_what_is_older_than_a_fortnight_is_not_told(cast):
    subscribing.enrol([cast.sam.pk], at=TUESDAY - timedelta(days=1))
    editions.opened(cast.ama)
    assert beat(TUESDAY + timedelta(days=14)) == 0


def test_what_is_for_staff_is_told_to_staff_alone(cast, outsider):
    subscribing.enrol([cast.sam.pk], at=TUESDAY - timedelta(days=1))
    editions.opened(cast.ama, visible_to="staff")
    assert beat(TUESDAY) == 1
    assert django_mail.outbox[-1].to == [cast.sam.email]
    editions.opened(cast.ama, at=TUESDAY + timedelta(weeks=1))
    assert beat(TUESDAY + timedelta(weeks=1)) == 2


@pytest.fixture
def outsider(db):
    at = TUESDAY - timedelta(days=1)
    subscribing.ask(address="lorna@private.example", at=at)
    row = Subscription.objects.get(person=None)
    subscribing.confirm(subscription=row, at=at)
    outbox.cancel(about=f"confirm:{row.pk}", at=at)
    return row


def test_an_address_is_greeted_without_a_name_and_kept_sealed(cast, outsider):
    editions.opened(cast.ama)
    beat(TUESDAY)
    (sent,) = django_mail.outbox
    assert sent.to == ["lorna@private.example"]
    assert sent.body.startswith("Hello,\n")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM week_subscription")
        assert "private" not in str(cursor.fetchall())


def test_an_address_that_becomes_a_colleagues_is_never_told_twice(cast, outsider):
    lorna = people_actions.welcome(name="Lorna Pettifer", email="lorna@private.example")
    subscribing.enrol([lorna.pk], at=TUESDAY - timedelta(hours=1))
    editions.opened(cast.ama)
    assert beat(TUESDAY) + beat(TUESDAY + timedelta(minutes=1)) == 1
    outsider.refresh_from_db()
    assert (outsider.state, outsider.address, outsider.address_digest) == ("ended", "", "")


def test_nor_is_it_when_it_has_just_been_told_as_a_strangers(cast, outsider):
    """The mail of Friday went to the address, that of Monday is for the colleague."""
    friday, monday = TUESDAY + timedelta(days=3), TUESDAY + timedelta(days=6)
    editions.opened(cast.ama, at=friday)
    assert beat(friday) == 1
    lorna = people_actions.welcome(name="Lorna Pettifer", email="lorna@private.example")
    subscribing.enrol([lorna.pk], at=friday + timedelta(hours=1))
    editions.opened(cast.ama, at=monday)
    hours = [h for h in range(24 * 5) if beat(monday + timedelta(hours=h))]
    # Six days after Friday at nine is a moment after Thursday at nine.
    assert [monday + timedelta(hours=h) for h in hours] == [friday + timedelta(days=6, hours=1)]


def test_the_address_of_a_colleague_is_the_colleagues_subscription(cast):
    subscribing.ask(address=cast.sam.email.upper(), at=TUESDAY)
    subscribing.confirm(subscription=Subscription.objects.get(), at=TUESDAY)
    row = Subscription.objects.get()
    assert (row.person_id, row.address, row.state) == (cast.sam.pk, "", "active")


def test_a_leaver_is_never_written_to(cast):
    """Neither when the message opens, nor when their mail was written and could not go yet."""
    subscribing.enrol([cast.sam.pk, cast.bev.pk], at=TUESDAY - timedelta(days=1))
    people_actions.part_with(person=cast.sam)
    editions.opened(cast.ama)
    clock.set_source(lambda: TUESDAY)
    telling.tell(at=TUESDAY)
    assert Mail.objects.count() == 1
    assert Subscription.objects.get(person=cast.sam).state == "ended"
    people_actions.part_with(person=cast.bev)
    assert beat(TUESDAY + timedelta(minutes=1)) == 0
    assert Mail.objects.get().state == Mail.State.CANCELLED


def test_whoever_said_no_is_not_enrolled_again_and_a_leaver_who_is_back_is(cast):
    assert subscribing.enrol([cast.sam.pk, cast.bev.pk, cast.stranger.pk], at=TUESDAY) == 2
    assert subscribing.enrol([cast.sam.pk, cast.bev.pk], at=TUESDAY) == 0
    subscribing.stop_for(person=cast.sam.pk, at=TUESDAY)
    Subscription.objects.filter(person=cast.bev).update(state="ended", ended_at=TUESDAY)
    assert subscribing.enrol([cast.sam.pk, cast.bev.pk], at=TUESDAY) == 1
    states = dict(Subscription.objects.values_list("person__name", "state"))
    assert states == {"Sam Tolliver": "ended", "Bev Ashdown": "active"}


def test_a_mail_that_waits_is_taken_back_when_it_is_stopped(cast):
    subscribing.enrol([cast.sam.pk], at=TUESDAY - timedelta(days=1))
    editions.opened(cast.ama)
    clock.set_source(lambda: TUESDAY)
    telling.tell(at=TUESDAY)
    subscribing.stop_for(person=cast.sam.pk, at=TUESDAY)
    assert outbox.send_due(at=TUESDAY) == 0
    subscribing.begin(person=cast.sam.pk, at=TUESDAY)
    assert beat(TUESDAY + timedelta(minutes=1)) == 0


def test_six_days_are_counted_from_when_it_went(cast, settings):
    """The mail server was down until Friday; the next message waits until Thursday."""
    subscribing.enrol([cast.sam.pk], at=TUESDAY - timedelta(days=1))
    editions.opened(cast.ama)
    clock.set_source(lambda: TUESDAY)
    telling.tell(at=TUESDAY)
    friday = TUESDAY + timedelta(days=3, hours=4)
    assert beat(friday) == 1
    editions.opened(cast.ama, at=TUESDAY + timedelta(weeks=1))
    hours = [h for h in range(24 * 4) if beat(TUESDAY + timedelta(weeks=1, hours=h))]
    # It went some moments after the hour was struck, so six days later the hour is a moment too early.
    assert [TUESDAY + timedelta(weeks=1, hours=h - 1) for h in hours] == [
        friday + timedelta(days=6)
    ]
    assert Digest.objects.count() == 2


def test_what_was_perhaps_sent_does_not_go_beside_a_newer_one(cast):
    subscribing.enrol([cast.sam.pk], at=TUESDAY - timedelta(days=1))
    editions.opened(cast.ama)
    clock.set_source(lambda: TUESDAY)
    telling.tell(at=TUESDAY)
    outbox.hold_back(at=TUESDAY)
    (older,) = Mail.objects.all()
    later = TUESDAY + timedelta(weeks=1)
    editions.opened(cast.ama, at=later)
    assert beat(later) == 1
    with pytest.raises(outbox.NothingToDecide, match="newer weekly mail"):
        outbox.send_again(mail=older.pk, at=later + timedelta(days=1))
    assert beat(later + timedelta(days=1)) == 0
    outbox.send_again(mail=older.pk, at=later + timedelta(days=6, hours=1))


@pytest.mark.parametrize(
    ("backed_up", "hours_of_peace"),
    [
        # On the evening before the message: the mail of Tuesday morning is in no backup.
        (TUESDAY - timedelta(hours=14), 24 * 6),
        # Moved to another machine before anybody is there: nothing can have gone.
        (TUESDAY + timedelta(days=1, hours=-2), 0),
    ],
)
def test_after_a_restore_nobody_is_told_twice_in_six_days(cast, backed_up, hours_of_peace):
    subscribing.enrol([cast.sam.pk], at=TUESDAY - timedelta(days=2))
    editions.opened(cast.ama)
    wednesday = TUESDAY + timedelta(days=1, hours=1 if hours_of_peace else -1)
    telling.rest_after_restore(since=backed_up, at=wednesday)
    hours = [h for h in range(24 * 9) if beat(wednesday + timedelta(hours=h))]
    assert len(hours) == 1
    assert hours_of_peace <= hours[0] <= hours_of_peace + 2


def test_a_row_written_twice_in_a_week_is_refused_by_the_database(cast):
    row = subscribing.begin(person=cast.sam.pk, at=TUESDAY)
    Digest.objects.create(subscription=row, week="2026-W48", at=TUESDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(subscription=row, week="2026-W48", at=TUESDAY)


def test_comments_are_never_in_it(cast):
    subscribing.enrol([cast.sam.pk], at=TUESDAY - timedelta(days=8))
    last = editions.opened(cast.ama, at=TUESDAY - timedelta(weeks=1))
    editions.posted(last, cast.joe, "The kettle at Thornsea is broken.", name="Gareth Sollom")
    editions.opened(cast.ama)
    beat(TUESDAY)
    (sent,) = django_mail.outbox
    assert "One comment came in last week: one posted, none not posted." in sent.body
    for words in ("kettle", "Gareth"):
        assert words not in sent.body + sent.alternatives[0][0]


def test_what_is_of_no_use_is_forgotten(cast, outsider):
    subscribing.ask(address="never@private.example", at=TUESDAY)
    subscribing.stop(subscription=outsider, at=TUESDAY)
    outsider.refresh_from_db()
    assert outsider.address == ""
    subscribing.forget_old(at=TUESDAY + timedelta(days=6))
    assert Subscription.objects.count() == 2
    subscribing.forget_old(at=TUESDAY + timedelta(days=8))
    assert Subscription.objects.get() == outsider
    subscribing.forget_old(at=TUESDAY + timedelta(days=31))
    assert not Subscription.objects.exists()


def test_telling_everybody_asks_as_much_for_many_as_for_few(cast, django_assert_max_num_queries):
    newcomers = [
        people_actions.Newcomer(name=f"P {n}", email=f"p{n}@s.example", slug=f"p-{n}")
        for n in range(200)
    ]
    people_actions.welcome_many(newcomers)
    ids = people_actions.Person.objects.filter(slug__startswith="p-").values_list("pk", flat=True)
    subscribing.enrol(ids, at=TUESDAY - timedelta(days=1))
    editions.opened(cast.ama)
    clock.set_source(lambda: TUESDAY)
    with django_assert_max_num_queries(42):
        assert telling.tell(at=TUESDAY) == 200
    with django_assert_max_num_queries(6):
        assert telling.tell(at=TUESDAY + timedelta(minutes=1)) == 0


def test_who_has_no_address_is_enrolled_in_nothing(cast):
    card = Person.objects.create(name="Bank staff", slug="bank-staff", email=None)
    assert subscribing.enrol([card.pk, cast.sam.pk], at=TUESDAY - timedelta(days=1)) == 1
    subscribing.begin(person=card.pk, at=TUESDAY - timedelta(days=1))
    editions.opened(cast.ama)
    assert beat(TUESDAY + timedelta(hours=1)) == 1
    assert [mail.to for mail in django_mail.outbox] == [[cast.sam.email]]


def test_what_was_brought_in_from_before_heed_is_no_news(cast):
    subscribing.enrol([cast.sam.pk], at=TUESDAY - timedelta(days=1))
    old = editions.opened(cast.ama)
    Origin.objects.create(edition=old, source="https://old.example/?p=1", digest="d", at=TUESDAY)
    assert beat(TUESDAY + timedelta(hours=1)) == 0


def test_where_the_mail_itself_was_not_brought_along_nobody_gets_two_in_six_days(cast):
    """After an import the weeks are there, and the mail that went is not."""
    subscribing.enrol([cast.sam.pk], at=TUESDAY - timedelta(days=1))
    editions.opened(cast.ama)
    friday = TUESDAY + timedelta(days=3)
    assert beat(friday) == 1
    Mail.objects.all().delete()
    monday = TUESDAY + timedelta(days=6)
    editions.opened(cast.ama, at=monday)
    assert beat(monday + timedelta(hours=1)) == 0
    assert beat(friday + timedelta(days=6, hours=1)) == 1
