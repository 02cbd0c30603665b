"""A1, A10 to A13: what people said is heard, promised or refused, and the next author inherits it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from heed.answer.actions import asking
from heed.answer.models import Promise, Tap
from heed.edition import addresses
from heed.edition.models import Comment
from heed.outbox.models import Mail
from heed.people import actions as people
from heed.people.models import Person, Role
from heed.week.actions import subscribing
from tests.factories import editions, loop
from tests.journeys.week import Week

pytestmark = pytest.mark.journey

SAID = (
    (
        "On nights the break starts at the far end of the county. By the time we have driven back it "
        "is over, and the log says we had it."
    ),
    (
        "We check it again at six in the morning because nobody knows, and that is twenty minutes of "
        "going home."
    ),
    "We know why the last call comes late. I would still like to be home for breakfast once.",
)


@pytest.fixture
def message(week: Week):
    edition = editions.opened(week.cast.ama)
    for name, text in zip(("Sam Tolliver", "Lorna Pettifer", "Dewi Marchbanks"), SAID, strict=True):
        editions.posted(edition, week.cast.joe, text, name=name)
    return loop.message_of(edition)


def _reading(week, message):
    week.is_now(loop.READ)
    return reverse("answer:reading", args=[message.slug])


def test_the_promise_is_locked_until_what_was_heard_is_out(somebody, week, message):
    """A10: given three answers, Ama gathers them, says what she heard, and only then promises."""
    ama = somebody(week.cast.ama).opens("/").opens(_reading(week, message)).shoots("heard-reading")
    ama.sees("First, their words", "Three are in no theme yet")
    for number, theme in enumerate(("Theme 1", "Theme 1", "Theme 2")):
        ama.page.get_by_label("Belongs to").nth(number).select_option(theme)
    ama.presses("Save where they belong").sees("Each is in a theme.")
    ama.opens(reverse("answer:make_promise", args=[message.slug]))
    ama.sees("Promises open once what you heard is out.").shoots("promise-locked")
    ama.opens(_reading(week, message))
    labels = ama.page.get_by_label("What they told me, in one sentence")
    labels.nth(0).fill("A break that starts far from anywhere is not a break")
    labels.nth(1).fill("Stop the last call landing ten minutes before the end")
    ama.presses("Publish what I heard")
    assert "What I understand now" in ama.error() or "Say what you understand now" in ama.error()
    ama.shoots("heard-missing")
    understand = ama.page.get_by_label("What I understand now that I did not before")
    understand.nth(0).fill("I had been counting minutes. You were telling me about miles.")
    understand.nth(1).fill("This is the one I wanted to say yes to.")
    ama.page.get_by_label("How it landed with me").nth(0).fill("The line about the log stopped me.")
    ama.writes("What you heard, in one line", "You were telling me about miles")
    ama.writes("A word to everybody who answered", "I read all of it, some of it twice.")
    ama.page.get_by_label("Quote one of them, word for word").first.select_option(index=1)
    ama.presses("Publish what I heard").sees("Promises open on Wednesday 2 December, 9am")
    ama.shoots("heard-published-author")

    sam = somebody(week.cast.sam).opens("/").follows("Read what Ama heard")
    sam.sees("Did Ama understand what you meant?", SAID[0]).shoots("heard-before-the-tap")
    sam.presses("Partly").sees("You have answered.").shoots("heard-after-the-tap")

    week.pass_time(days=1, hours=1)
    ama.opens(reverse("answer:heard", args=[message.slug]))
    ama.page.get_by_role("link", name="Promise something").first.click()
    ama.page.wait_for_load_state("load")
    ama.looks().shoots("promise-new")
    ama.writes("What do you promise?", "On nights, breaks start at a place with a kettle")
    ama.chooses("Do something")
    ama.writes("Who owns it?", week.cast.bev.email)
    ama.writes("What is done first?", "Crews name such places.")
    for part, value in (("Day", "31"), ("Month", "1"), ("Year", "2027")):
        ama.writes(part, value)
    ama.presses("Promise it, to everybody").sees("Bev Ashdown owns it.").shoots("heard-promised")

    sam.opens(reverse("answer:promise", args=[message.series_slug, 1])).shoots("promise")
    bev = somebody(week.cast.bev).opens(reverse("answer:promise", args=[message.series_slug, 1]))
    bev.shoots("promise-owner").chooses("The first step is taken")
    bev.writes("In one line", "Crews named 23 places.").presses("Say it, to everybody")
    # What was sent is not offered again as if it were a draft.
    assert bev.page.get_by_label("In one line").input_value() == ""
    sam.opens(reverse("answer:promises", args=[message.series_slug])).sees("Crews named 23 places.")
    sam.shoots("promises")


def test_a_no_of_twenty_letters_is_refused(somebody, week, message):
    """A11: a no needs a reason of its own, and stands on the theme that it answers."""
    loop.heard(message, week.cast.ama)
    week.is_now(loop.PROMISED)
    ama = somebody(week.cast.ama).opens(reverse("answer:say_no", args=[message.slug]))
    ama.writes("What is not going to happen?", "Free parking at Estuary General")
    ama.writes("Why?", "It costs too much.").writes(
        "Which office stands behind it?", "director of estates"
    )
    ama.presses("Say no, to everybody")
    assert "at least 80 characters" in ama.error()
    ama.shoots("no-too-short").writes("Why?", loop.REASON).presses("Say no, to everybody")
    ama.sees("director of estates stands behind it.", loop.REASON)
    ama.opens(reverse("answer:say_no", args=[message.slug]))
    assert ama.page.get_by_label("Why?").input_value() == ""
    # Whoever said it finds the same on their private page.
    comment = Comment.objects.filter(edition=message.pk).first()
    writer = somebody().opens(reverse("edition:writers_page", args=[addresses.key_of(comment)]))
    writer.sees("What your words did", "Free parking at Estuary General", loop.REASON)


def test_the_next_author_inherits_what_was_promised(somebody, week, message):
    """A1 and A13: Ben's draft opens with what Ama promised; a stale promise stops it, or a sentence
    that everybody reads; an owner who left is replaced first."""
    theme = loop.heard(message, week.cast.ama)
    loop.promised(message, theme, week.cast.bev, week.cast.ama)
    ben = people.welcome(name="Ben Okafor", email="ben@saltmarsh.example", post="Director")
    people.give_role(person=ben, kind=Role.Kind.AUTHOR)
    week.is_now(loop.PROMISED + timedelta(days=30))
    draft = editions.draft(ben, at=week.now)
    page = somebody(ben).opens(reverse("edition:write", args=[draft.pk])).shoots("draft-inherits")
    page.sees("since last time", "On nights, breaks start at a place with a toilet and a kettle")
    page.sees("has had no word for 3", "days. Bev Ashdown owns it.")
    button = page.page.get_by_role("button", name="Publish on")
    button.click()
    page.page.wait_for_load_state("load")
    page.looks()
    assert "Something is still owed" in page.error()
    page.writes(
        "Or open it all the same, and tell everybody why",
        "The operations manager is looking for places, and reports next week.",
    )
    page.page.get_by_role("button", name="Publish on").click()
    page.page.wait_for_load_state("load")
    assert page.looks().heading().startswith("It goes out on")
    week.pass_time(days=8)
    somebody().opens("/").sees("This message opened although something was still owed:")
    _leaves(Promise.objects.get().owner)
    other = editions.draft(ben, at=week.now)
    page.opens(reverse("edition:write", args=[other.pk]))
    page.sees("has left. It needs another owner.")
    page.page.get_by_role("link", name="Put it right").first.click()
    page.page.wait_for_load_state("load")
    page.looks().follows("Somebody else is to own it")
    page.writes("Who owns it from now on?", week.cast.sam.email).presses("Give it to them")
    page.sees("Sam Tolliver")
    page.opens(reverse("edition:write", args=[other.pk])).does_not_see("has left.")


def _leaves(person):
    """They leave, and the promise that they own is still open."""
    Person.objects.filter(pk=person.pk).update(is_active=False)


def test_two_weeks_after_it_was_done_everybody_is_asked_whether_it_helped(somebody, week, message):
    """A12: given a promise that was kept, Sam is asked beside the next message, and in no mail of
    its own; what most said stands there a week later, and those whom it did not help are told."""
    theme = loop.heard(message, week.cast.ama)
    loop.promised(message, theme, week.cast.bev, week.cast.ama)
    subscribing.enrol([week.cast.sam.pk], at=loop.PROMISED)
    week.is_now(loop.PROMISED + timedelta(days=4))
    place = reverse("answer:promise", args=[message.series_slug, 1])
    bev = somebody(week.cast.bev).opens(place).chooses("It is done: what changed")
    bev.presses("Say it, to everybody")
    assert "Write one line" in bev.error()
    bev.writes("In one line", "Nine doors have a key.").presses("Say it, to everybody")
    asked_at = loop.PROMISED + timedelta(days=19)
    editions.opened(week.cast.ama, at=asked_at)
    week.is_now(asked_at + timedelta(hours=1))
    sam = somebody(week.cast.sam).opens("/").sees("Did it help?").shoots("helped-asked")
    sam.page.get_by_role("link", name="Say whether it helped").click()
    sam.page.wait_for_load_state("load")
    sam.looks().presses("Yes").sees("You have answered.").shoots("helped-answered")
    tap = Tap.objects.get(kind="helped")
    for number in range(19):
        by = people.welcome(name=f"Pat {number}", email=f"pat{number}@saltmarsh.example")
        asking.tap(tap=tap.pk, answer=("yes", "yes", "no")[number % 3], by=by, at=week.now)
    week.pass_time(days=7, hours=1)
    sam.opens(place).sees("This figure was made once").shoots("helped-figure")
    mails = Mail.objects.filter(
        created_at__gte=asked_at, created_at__lte=asked_at + timedelta(days=7)
    )
    assert len([one for one in mails if one.kind == "weekly"]) <= 1
    bev.opens(place).chooses("One sentence to those whom it did not help")
    bev.writes("In one line", "I am talking to the harbour office.").presses("Say it, to everybody")
    sam.opens(place).sees("I am talking to the harbour office.")
    sam.opens(reverse("answer:wall", args=[message.series_slug, 1])).shoots("helped-wall")


def test_two_windows_and_a_session_that_ended_lose_nothing(somebody, week, message):
    """Given the page open twice, and then signed out, every word is there when Ama comes back."""
    where = _reading(week, message)
    desk, phone = somebody(week.cast.ama).opens(where), somebody(week.cast.ama).opens(where)
    desk.writes("A word to everybody who answered", "Written at the desk.").presses("Save")
    phone.writes("A word to everybody who answered", "Written on the phone.").presses("Save")
    assert "changed in another window" in phone.error()
    phone.sees("Written at the desk.").shoots("heard-two-windows")
    box = phone.page.get_by_label("A word to everybody who answered", exact=True)
    assert box.input_value() == "Written on the phone."
    phone.presses("Save").sees("Saved.")
    phone.context.clear_cookies()
    phone.writes("What I still do not understand", "Why the garage locks at eleven.")
    phone.sees("You are signed out. Your words are kept on this device.")
    phone.trouble.clear()
    phone.signs_in_as(week.cast.ama).opens(where)
    box = phone.page.get_by_label("What I still do not understand", exact=True)
    assert box.input_value() == "Why the garage locks at eleven."


def test_the_reading_page_works_without_scripts(somebody, week, message):
    """Given no scripts, Ama ticks, names, moves by list, says what she heard and publishes it."""
    ama = somebody(week.cast.ama, has_scripts=False).opens(_reading(week, message))
    for box in ama.page.locator("[name^=pick_]").all()[:2]:
        box.check()
    ama.writes("What it is called, in one sentence", "A break is not a break").presses(
        "Put them together"
    )
    ama.sees("One is in no theme yet.")
    ama.page.get_by_role("button", name="A theme of its own").click()
    ama.sees("Each is in a theme.")
    ama.page.get_by_label("What they told me, in one sentence").nth(1).fill("Stop the last call")
    for box in ama.page.get_by_label("What I understand now").all()[:2]:
        box.fill("I see.")
    ama.writes("What you heard, in one line", "Miles, not minutes")
    ama.writes("A word to everybody who answered", "I read all of it.")
    ama.presses("Publish what I heard").sees("Two things you told me", "Three of you answered")
