"""Whose promise it is, what changed in a picture, and what was heard at the hour that was chosen."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from PIL import Image, ImageDraw

from heed.answer.actions import gathering, playing_back
from heed.answer.models import Playback, Promise, Theme
from heed.people import actions as people
from tests.factories import editions, loop

pytestmark = pytest.mark.journey


@pytest.fixture
def message(week):
    edition = editions.opened(week.cast.ama)
    editions.posted(
        edition, week.cast.joe, "The garage locks its toilet at eleven.", name="Una Brook"
    )
    return loop.message_of(edition)


def photograph() -> dict[str, object]:
    image = Image.new("RGB", (1600, 1067), "#6a7f86")
    pen = ImageDraw.Draw(image)
    pen.rectangle((500, 120, 1100, 1067), fill="#3d4f55")
    pen.ellipse((1000, 560, 1050, 610), fill="#d8c37a")
    pen.rectangle((1240, 480, 1300, 620), fill="#d8c37a")
    kept = io.BytesIO()
    image.save(kept, "JPEG")
    return {"name": "IMG_2041.JPG", "mimeType": "image/jpeg", "buffer": kept.getvalue()}


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_name_is_enough_and_of_several_one_is_chosen(somebody, week, message, has_scripts):
    """Given two people whose names begin with Bev, Ama types that and chooses; Bev passes it on."""
    people.welcome(name="Beverley Short", email="short@saltmarsh.example", post="Dispatcher")
    loop.heard(message, week.cast.ama)
    week.is_now(loop.PROMISED)
    ama = somebody(week.cast.ama, has_scripts=has_scripts)
    ama.opens(reverse("answer:make_promise", args=[message.slug]))
    ama.writes("What do you promise?", "Nine garages have a key that crews can take")
    ama.chooses("Do something").writes("Who owns it?", "bev")
    ama.writes("What is done first?", "Crews name the doors.")
    for part, value in (("Day", "31"), ("Month", "1"), ("Year", "2027")):
        ama.writes(part, value)
    ama.presses("Promise it, to everybody")
    assert "Choose whom you mean by “bev”" in ama.error()
    ama.shoots("owner-of-several").chooses("Bev Ashdown").presses("Promise it, to everybody")
    ama.sees("Bev Ashdown owns it.")
    give = reverse("answer:give", args=[message.series_slug, 1])
    bev = somebody(week.cast.bev, has_scripts=has_scripts).opens(give).shoots("give")
    bev.writes("Who owns it from now on?", "Zebedee").presses("Give it to them")
    assert "Nobody who works here is called “Zebedee”." in bev.error()
    bev.shoots("give-nobody").writes("Who owns it from now on?", week.cast.sam.name)
    bev.presses("Give it to them").sees("Another owner")


def test_what_changed_is_seen_by_everybody(somebody, week, message):
    """Given a promise of hers, Bev says that it is done with a picture; a visitor sees it."""
    theme = loop.heard(message, week.cast.ama)
    loop.promised(
        message, theme, week.cast.bev, week.cast.ama, what="Nine garages have a key to take"
    )
    week.is_now(loop.PROMISED + timedelta(days=5))
    page = reverse("answer:promise", args=[message.series_slug, 1])
    bev = somebody(week.cast.bev).opens(page)
    bev.chooses("It is done: what changed").shoots("done-with-a-picture")
    bev.writes("In one line", "Nine garages have a key on a hook beside the door.")
    bev.page.get_by_label("A picture of it, if you have one").set_input_files(photograph())
    bev.presses("Say it, to everybody")
    assert "Say what the picture shows" in bev.error()
    bev.shoots("done-without-words-for-it").sees("Choose the picture again")
    bev.page.get_by_label("A picture of it, if you have one").set_input_files(photograph())
    bev.writes("What does it show?", "A garage door, and a key on a hook beside it")
    bev.presses("Say it, to everybody").shoots("done-pictured-owner")
    visitor = somebody().opens(page).shoots("done-pictured")
    shown = visitor.page.get_by_role("img", name="A garage door, and a key on a hook beside it")
    assert shown.evaluate("picture => picture.naturalWidth") > 100
    bev.page.get_by_text("Erase this picture").click()
    bev.shoots("done-erasing").presses("Erase it")
    assert bev.page.get_by_role("img", name="A garage door").count() == 0
    assert Promise.objects.get().state == "done"


def test_what_was_heard_goes_out_on_monday_at_seven(somebody, week, message):
    """Given that she has written it on Sunday, Ama lets it go by itself, takes it back, lets it go."""
    sunday = loop.READ - timedelta(days=1, hours=13)
    week.is_now(sunday)
    gathering.begin_reading(message=message, by=week.cast.ama, at=sunday)
    theme = Theme.objects.filter(edition=message.pk).first()
    gathering.save(
        message=message, title="You were telling me about keys", thanks="I read all of it.",
        not_understood="", version=0, by=week.cast.ama, at=sunday,
        themes=[gathering.Heard(theme.pk, "A door that is locked at night", "I see now.")],
        placed=dict.fromkeys(loop.labels(message, at=sunday), theme.pk),
    )  # fmt: skip
    reading = reverse("answer:reading", args=[message.slug])
    ama = somebody(week.cast.ama).opens(reading)
    ama.page.get_by_text("Let it go out by itself, later").click()
    ama.looks().shoots("later-offered").presses("Publish it then")
    ama.sees("It goes out on Monday 30 November, 7am").shoots("later-chosen")
    ama.opens(reverse("answer:standing", args=[message.series_slug]))
    ama.sees("What you heard goes out by itself on Monday 30 November, 7am").shoots(
        "later-standing"
    )
    ama.opens(reading).presses("Take it back").sees("You can publish it once answering has closed")
    ama.page.get_by_text("Let it go out by itself, later").click()
    ama.presses("Publish it then")
    late = editions.waiting(editions.Edition.objects.get(pk=message.pk), "A lamp too.", at=sunday)
    editions.decide(late, week.cast.joe, "posted", at=sunday + timedelta(minutes=1))
    week.is_now(sunday + timedelta(hours=12))
    assert playing_back.publish_due(at=week.now) == 0
    ama.opens(reading).sees("It did not go out on Monday 30 November, 7am").shoots("later-held")
    ama.opens(reverse("answer:standing", args=[message.series_slug])).shoots("later-held-standing")
    assert Playback.objects.get().published_at is None
