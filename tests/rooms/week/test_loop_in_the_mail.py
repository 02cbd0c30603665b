"""The weekly mail tells what became of what people said, and asks owners for a word in time."""

import itertools
import re
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.urls import resolve, reverse

from heed import clock
from heed.answer.actions import asking, gathering, keeping_promises, playing_back, promising
from heed.answer.models import Playback, Promise, Tapped, Theme
from heed.answer.queries import promises
from heed.edition.actions import publishing
from heed.edition.queries import mailing
from heed.outbox import actions as outbox
from heed.outbox import post
from heed.week.actions import subscribing, telling
from heed.week.mail import what_became
from heed.week.mail.parts import Telling
from tests.factories import editions, loop
from tests.factories.editions import TUESDAY
from tests.people import sign_in

pytestmark = pytest.mark.django_db
NEXT = TUESDAY + timedelta(weeks=2)
TITLE = "I had been counting minutes. You were telling me about miles."
THEME = "A break that starts far from anywhere is not a break"
WHAT = "On nights, breaks start at a place with a toilet and a kettle"
PLACES = re.compile(r"https://heed\.example[^\s\"<]+")


@pytest.fixture(autouse=True)
def the_post_is_well():
    post.the_post.went_well()
    post.go_on()


@pytest.fixture
def message(cast):
    return loop.answered(cast.ama, cast.joe, "No kettle at night.", "The toilet is locked.")


@pytest.fixture
def promise(cast, message):
    return loop.promised(message, loop.heard(message, cast.ama), cast.bev, cast.ama)


def mails(cast, *, at, wanted=(), in_spite=""):
    """Ama's message opens and everybody in ``wanted`` is told: address to letter."""
    clock.set_source(lambda: at)
    subscribing.enrol([one.pk for one in wanted or (cast.sam, cast.bev)], at=at - timedelta(days=1))
    django_mail.outbox.clear()
    draft = editions.draft(cast.ama, at=at)
    publishing.publish(edition=draft, by=cast.ama, at=at, when=at, in_spite=in_spite)
    asking.whether_it_helped(at=at)
    asking.whether_there_was_time(at=at)
    telling.tell(at=at)
    outbox.send_due(at=at)
    return {one.to[0]: one for one in django_mail.outbox}


def part_of(cast, *, at, is_for_staff=True):
    told = mailing.newest(staff=is_for_staff, since=at - timedelta(days=14))
    return what_became.what_became(Telling(told, is_for_staff, at))


def words_of(part) -> int:
    said = " ".join([part.title, PLACES.sub("", part.text), part.link_says])
    return len(said.split())


def test_what_was_heard_and_promised_is_told_the_week_it_came_out(cast, message, promise):
    text = mails(cast, at=NEXT)[cast.sam.email].body
    assert f"Ama heard: {TITLE}" in text
    assert f"– {THEME}" in text
    assert f"Promised: {WHAT}. By 31 January." in text
    assert reverse("answer:heard", args=[message.slug]) in text
    assert text.index("My question") < text.index("What became of what you said")


def test_nothing_is_told_twice(cast, message, promise):
    mails(cast, at=NEXT)
    keeping_promises.note(
        promise=promise, words="Going well.", by=cast.bev, at=NEXT + timedelta(days=1)
    )
    text = mails(cast, at=NEXT + timedelta(weeks=1))[cast.sam.email].body
    assert "What became" not in text


@pytest.mark.parametrize(
    ("verb", "said"),
    [
        ("finish", "Done: On nights"),
        ("end", "Not going to happen: On nights"),
        ("learn", "We tried, it did not work: On nights"),
    ],
)
def test_how_a_promise_ended_is_told(cast, message, promise, verb, said):
    mails(cast, at=NEXT)
    getattr(keeping_promises, verb)(
        promise=promise, words="Nine doors.", by=cast.bev, at=NEXT + timedelta(days=1)
    )
    text = mails(cast, at=NEXT + timedelta(weeks=1))[cast.sam.email].body
    assert said in text
    assert "Nine doors" not in text, "the words of its owner stand on its page"


def test_a_promise_that_became_late_is_told_once(cast, message):
    theme = loop.heard(message, cast.ama)
    loop.promised(message, theme, cast.bev, cast.ama, due_on=date(2026, 12, 10))
    assert "Late:" not in mails(cast, at=NEXT)[cast.sam.email].body
    late = mails(cast, at=NEXT + timedelta(weeks=1))[cast.sam.email].body
    assert f"Late: {WHAT}. It was due on 10 December." in late
    assert "Late:" not in mails(cast, at=NEXT + timedelta(weeks=2))[cast.sam.email].body


def test_a_no_is_told(cast, message):
    theme = loop.heard(message, cast.ama)
    promising.say_no(
        message=message, themes=[theme.pk], what="Free parking", reason=loop.REASON,
        role="director of estates", by=cast.ama, at=loop.PROMISED,
    )  # fmt: skip
    assert "No, and why: Free parking" in mails(cast, at=NEXT)[cast.sam.email].body


def done_and_asked(cast, promise):
    keeping_promises.finish(promise=promise, words="Keys.", by=cast.bev, at=loop.PROMISED)
    return mails(cast, at=loop.PROMISED + timedelta(days=18))


def test_did_it_help_is_asked_with_a_page_and_never_with_a_click(cast, promise):
    """A program that follows every link in a mail, even signed in as Sam, has answered nothing."""
    letter = done_and_asked(cast, promise)[cast.sam.email]
    assert f"Did it help? {WHAT}. Until" in letter.body
    found = set(PLACES.findall(letter.body + letter.alternatives[0][0]))
    assert any(place.endswith("/promises/the-leadership-message/1/#helped") for place in found)
    sam = sign_in(Client(), cast.sam)
    for place in found:
        sam.get(urlsplit(place).path)
    assert not Tapped.objects.exists()


def test_whoever_cannot_answer_is_not_asked(cast, promise):
    done_and_asked(cast, promise)
    at = loop.PROMISED + timedelta(days=18)
    assert "Did it help?" in part_of(cast, at=at).text
    public = part_of(cast, at=at, is_for_staff=False)
    assert "Did it help?" not in (public.text if public else "")


def test_what_is_for_staff_is_in_no_mail_for_anybody(cast, promise):
    promise.edition.visible_to = "staff"
    promise.edition.save()
    editions.opened(cast.ama, at=NEXT)
    assert TITLE in part_of(cast, at=NEXT).text
    assert part_of(cast, at=NEXT, is_for_staff=False) is None


def test_no_private_address_stands_in_a_mail_of_many(cast, promise):
    """Every address in it is the same for everybody but the way out, and opens a public page."""
    letter = done_and_asked(cast, promise)[cast.sam.email]
    names = {
        resolve(urlsplit(place).path).view_name
        for place in PLACES.findall(letter.body + letter.alternatives[0][0])
    }
    assert names == {
        "edition:page", "answer:promises", "answer:promise", "answer:heard", "week:mail_stop",
    }  # fmt: skip


def much(cast):
    """A week in which more came out than fits: twelve long themes, two promises, four noes."""
    message = loop.answered(cast.ama, cast.joe, "One.", "Two.")
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    while Theme.objects.filter(edition=message.pk).count() < 12:
        gathering.one_more(message=message, by=cast.ama)
    numbers = list(Theme.objects.filter(edition=message.pk).values_list("pk", flat=True))
    long = " ".join(["kettle"] * 22)
    gathering.save(
        message=message, title=long, thanks="Thanks.", not_understood="",
        version=Playback.objects.get(edition=message.pk).version,
        themes=[gathering.Heard(pk, f"{n} {long}", "Heard.") for n, pk in enumerate(numbers)],
        placed=dict.fromkeys(loop.labels(message), numbers[0]), by=cast.ama, at=loop.READ,
    )  # fmt: skip
    playing_back.publish(message=message, by=cast.ama, at=loop.HEARD)
    theme = Theme.objects.get(pk=numbers[0])
    for _each in range(2):
        loop.promised(message, theme, cast.bev, cast.ama, what=f"Keep {long}")
    for _each in range(4):
        promising.say_no(
            message=message, themes=numbers, what=f"Free {long}", reason=loop.REASON,
            role="director of estates", by=cast.ama, at=loop.PROMISED,
        )  # fmt: skip


def test_it_is_never_longer_than_120_words(cast):
    much(cast)
    editions.opened(cast.ama, at=NEXT)
    part = part_of(cast, at=NEXT)
    assert 60 < words_of(part) <= 120
    assert "Ama heard:" in part.text
    assert "There is more than fits here" in part.text


def test_what_fits_is_told_whole(cast, promise):
    editions.opened(cast.ama, at=NEXT)
    part = part_of(cast, at=NEXT)
    assert words_of(part) <= 120
    assert "more than fits" not in part.text


def test_words_of_a_person_are_words_in_it_and_nothing_else(cast, message):
    theme = loop.heard(message, cast.ama)
    loop.promised(
        message, theme, cast.bev, cast.ama, what="Keys <b>for\r\nBcc: all@x.example</b> \u202eall"
    )
    html = mails(cast, at=NEXT)[cast.sam.email].alternatives[0][0]
    assert "&lt;b&gt;for Bcc: all@x.example&lt;/b&gt;" in html
    assert "\u202e" not in html


def owned(cast, *, days, what=WHAT, owner=None, many=1):
    """Promises that Bev owns, of which a word is due so many days after the next message."""
    earlier = TUESDAY - timedelta(weeks=5)
    message = loop.answered(cast.ama, cast.joe, "No kettle.", at=earlier)
    theme = loop.heard(message, cast.ama, at=earlier + timedelta(days=9))
    at = NEXT + timedelta(days=days) - promises.STALE_AFTER
    first = loop.promised(message, theme, owner or cast.bev, cast.ama, at=at, what=what)
    for number in range(2, many + 1):
        row = Promise.objects.get(pk=first.pk)
        row.pk, row.number, row.what = None, number, f"Promise number {number}"
        row.save()
    return first


@pytest.mark.parametrize(("days", "is_asked"), [(4, True), (19, True), (20, False), (-3, True)])
def test_an_owner_is_asked_four_days_before_a_word_is_due(cast, days, is_asked):
    """Asked now wherever the mail after the next would come later than that."""
    owned(cast, days=days)
    why = "The office of operations reports on this next week." if days < 0 else ""
    letter = mails(cast, at=NEXT, in_spite=why)[cast.bev.email]
    for words in (letter.body, letter.alternatives[0][0]):
        assert (f"You own the promise “{WHAT}”" in words) is is_asked
        assert ("/promises/the-leadership-message/1/#word" in words) is is_asked
        assert ("The next message waits for a word" in words) is (days < 0)
    assert letter.body.startswith("Dear Bev,\n\n")


def test_the_owner_is_told_the_day(cast):
    owned(cast, days=5)
    letter = mails(cast, at=NEXT)[cast.bev.email]
    assert "Please say by 12 December how it goes." in letter.body
    assert letter.body.index("how it goes") < letter.body.index("I said I would come")


def test_nobody_else_reads_what_an_owner_is_asked(cast):
    """Two mails of others are the same to the byte but for greeting and way out; the owner's is
    the same, too, once what she is asked is taken off."""
    owned(cast, days=4)
    letters = mails(cast, at=NEXT, wanted=(cast.sam, cast.joe, cast.bev))
    bodies = {}
    for person in (cast.sam, cast.joe, cast.bev):
        letter = letters[person.email]
        body = letter.message().as_bytes(linesep="\n").decode().partition("\n\n")[2]
        way_out = letter.extra_headers["List-Unsubscribe"].strip("<>")
        body = body.replace(f"Dear {person.first_name},", "Dear *,").replace(way_out, "*")
        bodies[person.first_name] = body
    assert bodies["Sam"] == bodies["Joe"]
    assert "You own the promise" not in bodies["Sam"]
    text = re.sub(
        r"\n\nYou own the promise.*?says this\.", "", bodies["Bev"], count=1, flags=re.DOTALL
    )
    html = re.sub(r"<br>\n<br>\nYou own the promise.*?says this\.\n", "", text, flags=re.DOTALL)
    assert html == bodies["Sam"]


def test_no_mail_goes_about_a_promise_alone(cast):
    owned(cast, days=4)
    subscribing.enrol([cast.bev.pk], at=NEXT)
    for days in range(20):
        at = NEXT + timedelta(days=days)
        clock.set_source(lambda at=at: at)
        assert telling.tell(at=at) == 0


@pytest.mark.parametrize("missing", range(5))
def test_a_week_without_a_message_leaves_a_mail_that_asks_in_time(missing):
    """Whenever mails come and whichever week has none, one asks four days before a word is due."""
    asks_from = NEXT + promises.STALE_AFTER - promises.ASKED_BY_MAIL
    asks_until = NEXT + promises.STALE_AFTER - promises.ASKED_AHEAD
    for first, late in itertools.product(range(7 * 24), range(25)):
        hours = [first + late * (n > missing) for n in range(5)]
        weeks = [NEXT + timedelta(hours=hour, weeks=n) for n, hour in enumerate(hours)]
        del weeks[missing]
        assert any(asks_from <= at <= asks_until for at in weeks), (first, late)


def test_after_a_week_without_a_message_the_owner_was_asked_before_it(cast):
    """No message goes out on the Tuesday before the word is due; the one before has asked."""
    owned(cast, days=13)
    letter = mails(cast, at=NEXT)[cast.bev.email]
    assert "You own the promise" in letter.body
    assert "by 20 December how it goes" in letter.body
    at = NEXT + timedelta(days=9)
    assert telling.tell(at=at) == 0
    page = sign_in(Client(), cast.bev).get(reverse("people:me")).content.decode()
    assert "A word by" in page


def test_an_owner_of_many_is_asked_about_three(cast):
    owned(cast, days=4, many=6)
    letter = mails(cast, at=NEXT)[cast.bev.email]
    assert letter.body.count("You own the promise") == 3
    assert "Three more promises of yours need a word soon." in letter.body
    assert reverse("people:me") in letter.body


def test_what_a_promise_says_cannot_forge_what_an_owner_is_asked(cast):
    owned(cast, days=4, what="</p><script>x</script>\r\nSubject: hello")
    letter = mails(cast, at=NEXT)[cast.bev.email]
    assert "<script" not in letter.alternatives[0][0]
    assert letter.message()["Subject"] == editions.WORDS.title


def test_a_word_or_another_owner_ends_the_asking(cast):
    promise = owned(cast, days=4)
    keeping_promises.give(promise=promise, to=cast.sam, by=cast.bev, at=NEXT - timedelta(days=2))
    letters = mails(cast, at=NEXT)
    assert "You own" not in letters[cast.bev.email].body
    assert "You own" not in letters[cast.sam.email].body, "giving it was a word"


def test_the_mail_before_it_goes_shows_what_became_too(cast, promise):
    draft = editions.draft(cast.ama, words=replace(editions.WORDS), at=loop.PROMISED)
    clock.set_source(lambda: loop.PROMISED + timedelta(days=1))
    page = sign_in(Client(), cast.ama).get(reverse("week:mail_preview", args=[draft.pk]))
    assert "What became of what you said" in page.content.decode()
