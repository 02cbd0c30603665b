"""What I heard goes out at the hour that its author chose: once, hers alone, whole, or not at all."""

import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.urls import reverse

import heed
from heed.answer.actions import gathering, playing_back
from heed.answer.models import Playback, Tap, Theme
from heed.answer.queries import standing
from heed.cli.steps import EACH_MINUTE
from heed.edition.actions.refusals import CannotPublish, DecisionUnclear, NotNow, NotYours
from heed.edition.models import Edition
from heed.people import actions as people
from tests.factories import editions, loop
from tests.people import sign_in

pytestmark = pytest.mark.django_db
# The message closes on Monday 30 November at six; its author writes on the evening before.
SUNDAY = loop.READ - timedelta(days=1, hours=13)
SEVEN = loop.READ - timedelta(days=1, hours=2)
SCRIPT = Path(__file__).with_name("second_server.py")


@pytest.fixture
def message(cast, hands):
    hands.at = SUNDAY
    return written(cast)


def written(cast):
    """Everything is written and every answer in a theme; nothing is out."""
    message = loop.answered(cast.ama, cast.joe, "No kettle at night.")
    gathering.begin_reading(message=message, by=cast.ama, at=SUNDAY)
    theme = Theme.objects.filter(edition=message.pk).first()
    gathering.save(
        message=message, title="You were telling me about miles", thanks="I read all of it.",
        not_understood="", themes=[gathering.Heard(theme.pk, "Places", "I see now.")],
        placed=dict.fromkeys(loop.labels(message, at=SUNDAY), theme.pk), version=0, by=cast.ama,
        at=SUNDAY,
    )  # fmt: skip
    return message


def scheduled(message, cast, *, when=SEVEN):
    return playing_back.publish(message=message, by=cast.ama, at=SUNDAY, when=when)


def one_more_answer(message, cast, at):
    edition = Edition.objects.get(pk=message.pk)
    late = editions.waiting(edition, "The toilet is locked.", at=at)
    return editions.decide(late, cast.joe, "posted")


def typed(message, **given):
    playback = Playback.objects.get()
    theme = Theme.objects.exclude(title="").get()
    return {
        "based_on": playback.version, "title": playback.title, "thanks": playback.thanks,
        f"title_{theme.pk}": theme.title, f"heard_{theme.pk}": theme.heard,
        "goes_on[day]": "30", "goes_on[month]": "11", "goes_on[year]": "2026", "goes_at": "7.00",
        **given,
    }  # fmt: skip


def test_who_writes_on_sunday_night_publishes_on_monday_at_seven(client, cast, message, hands):
    sign_in(client, cast.ama)
    reading = reverse("answer:reading", args=[message.slug])
    page = client.get(reading).content.decode()
    assert "Let it go out by itself, later" in page
    assert 'value="7.00"' in page
    sent = client.post(reading, typed(message, do="publish_later"))
    assert sent.status_code == 302
    page = client.get(reading).content.decode()
    assert "It goes out on Monday 30 November, 7am" in page
    assert "Publish what I heard" not in page
    heard = reverse("answer:heard", args=[message.slug])
    assert Client().get(heard).status_code == 404
    assert playing_back.publish_due(at=SEVEN - timedelta(minutes=1)) == 0
    assert playing_back.publish_due(at=SEVEN) == 1
    hands.at = SEVEN
    assert b"You were telling me about miles" in Client().get(heard).content
    assert Playback.objects.get().published_at == SEVEN
    assert Tap.objects.get().opens_at == SEVEN
    for minute in range(3):
        assert playing_back.publish_due(at=SEVEN + timedelta(minutes=minute)) == 0
    assert Tap.objects.count() == 1


def test_it_goes_out_before_the_message_of_the_same_minute_opens():
    names = [name for name, _step in EACH_MINUTE]
    assert names.index("let out what was heard") < names.index("open what is scheduled")


def test_after_a_server_that_stood_still_people_have_their_seven_days_to_say(cast, message):
    scheduled(message, cast)
    later = SEVEN + timedelta(days=2)
    assert playing_back.publish_due(at=later) == 1
    assert Tap.objects.get().closes_at == later + timedelta(days=7)


@pytest.mark.parametrize("when", [SUNDAY, SUNDAY - timedelta(days=1), SUNDAY + timedelta(days=15)])
def test_a_moment_that_has_passed_or_is_far_off_is_refused(cast, message, when):
    with pytest.raises(DecisionUnclear) as refusal:
        scheduled(message, cast, when=when)
    assert refusal.value.field == "goes_on"
    assert Playback.objects.get().publish_at is None


def test_not_before_its_message_has_closed(cast, message):
    with pytest.raises(CannotPublish, match="Answers still come in"):
        scheduled(message, cast, when=SEVEN - timedelta(hours=2))


def test_an_answer_that_came_in_since_holds_it_and_says_so(client, cast, message, hands):
    scheduled(message, cast)
    one_more_answer(message, cast, SUNDAY + timedelta(hours=1))
    assert playing_back.publish_due(at=SEVEN) == 0
    hands.at = SEVEN + timedelta(hours=1)
    playback = Playback.objects.get()
    assert (playback.publish_at, playback.held_at, playback.published_at) == (None, SEVEN, None)
    sign_in(client, cast.ama)
    for name, argument in (("reading", message.slug), ("standing", message.series_slug)):
        page = client.get(reverse(f"answer:{name}", args=[argument])).content.decode()
        assert "It did not go out on Monday 30 November, 7am" in page
    assert playing_back.publish_due(at=SEVEN + timedelta(days=1)) == 0, "it does not go by surprise"


def test_an_answer_can_be_placed_while_it_waits_and_it_goes_out_whole(client, cast, message, hands):
    scheduled(message, cast)
    late = one_more_answer(message, cast, SUNDAY + timedelta(hours=1))
    hands.at = SUNDAY + timedelta(hours=3)
    theme = Theme.objects.exclude(title="").get()
    sign_in(client, cast.ama)
    reading = reverse("answer:reading", args=[message.slug])
    given = {"do": "gather", "based_on": "1", f"pick_comment-{late.pk}": "on"}
    # Nothing would be written about another theme, so that all of it would be held.
    assert client.post(reading, given | {"gather_title": "Another"}).status_code == 409
    assert client.post(reading, given | {"gather_into": theme.pk}).status_code == 302
    assert playing_back.publish_due(at=SEVEN) == 1


def test_it_is_taken_back_with_everything_in_it(client, cast, message):
    scheduled(message, cast)
    sign_in(client, cast.ama)
    reading = reverse("answer:reading", args=[message.slug])
    assert client.post(reading, {"do": "take_back", "based_on": "1"}).status_code == 302
    assert playing_back.publish_due(at=SEVEN) == 0
    page = client.get(reading).content.decode()
    assert "You were telling me about miles" in page
    assert "Publish it then" in page


@pytest.mark.parametrize(
    "do", ["save", "publish", "publish_later", "more", "merge:1", "dissolve:1"]
)
def test_while_it_waits_an_older_window_changes_nothing(client, cast, message, do):
    scheduled(message, cast)
    sign_in(client, cast.ama)
    sent = typed(message, do=do, title="Written in another window")
    answer = client.post(reverse("answer:reading", args=[message.slug]), sent)
    assert answer.status_code == 409
    said = answer.content.decode()
    assert "goes out by itself. Take it back first" in said
    assert "Written in another window" in said, "nothing typed is lost"
    autosaved = client.post(reverse("answer:autosave", args=[message.slug]), sent)
    assert autosaved.status_code == 409
    playback = Playback.objects.get()
    assert (playback.title, playback.publish_at) == ("You were telling me about miles", SEVEN)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"goes_on[day]": "", "goes_on[month]": "", "goes_on[year]": ""},
            "Choose the day on which",
        ),
        ({"goes_on[day]": "31"}, "There is no such day"),
        ({"goes_at": ""}, "Write the time at which it goes out"),
        ({"goes_at": "25.00"}, "Write the time like 9.00 or 14.30"),
        ({"goes_at": "٧.00"}, "Write the time like 9.00 or 14.30"),
        ({"goes_at": "1e1"}, "Write the time like 9.00 or 14.30"),
        ({"goes_on[year]": "9999"}, "in the next two weeks"),
        ({"goes_on[year]": "1"}, "four numbers"),
        ({"goes_on[day]": "1"}, "in the next two weeks"),
    ],
)
def test_a_moment_that_is_none_keeps_every_word(client, cast, message, given, said):
    sign_in(client, cast.ama)
    sent = typed(message, do="publish_later", thanks="A word that must stay.", **given)
    answer = client.post(reverse("answer:reading", args=[message.slug]), sent)
    assert answer.status_code in (409, 422)
    page = answer.content.decode()
    assert said in page
    assert "A word that must stay." in page
    assert Playback.objects.get().publish_at is None


def test_a_day_that_was_offered_yesterday_keeps_nobody_from_saving(client, cast, message):
    sign_in(client, cast.ama)
    sent = typed(message, do="save", thanks="More.", **{"goes_on[day]": "99", "goes_at": "x"})
    assert client.post(reverse("answer:reading", args=[message.slug]), sent).status_code == 302
    assert Playback.objects.get().thanks == "More."


@pytest.mark.parametrize("who", ["", "joe", "dora", "tariq", "bev", "ben"])
def test_nobody_else_lets_it_go_or_takes_it_back(cast, message, who):
    ben = people.welcome(name="Ben Okafor", email="ben@saltmarsh.example", post="Director")
    people.give_role(person=ben, kind="author")
    client = Client()
    if who:
        sign_in(client, ben if who == "ben" else getattr(cast, who))
    reading = reverse("answer:reading", args=[message.slug])
    sent = typed(message, do="publish_later")
    assert client.post(reading, sent).status_code in (302, 403, 404)
    assert Playback.objects.get().publish_at is None
    with pytest.raises(NotYours):
        playing_back.publish(message=message, by=ben, at=SUNDAY, when=SEVEN)
    scheduled(message, cast)
    assert client.post(reading, {"do": "take_back", "based_on": "1"}).status_code in (302, 403, 404)
    with pytest.raises(NotYours):
        playing_back.take_back(message=message, by=ben, at=SUNDAY)
    assert Playback.objects.get().publish_at == SEVEN


@pytest.mark.parametrize("how", ["left", "no author any more"])
def test_who_is_no_author_at_that_hour_publishes_nothing(cast, message, how):
    scheduled(message, cast)
    if how == "left":
        people.part_with(person=cast.ama, at=SUNDAY)
    else:
        cast.ama.roles.all().delete()
    assert playing_back.publish_due(at=SEVEN) == 0
    assert Playback.objects.get().published_at is None


def test_what_is_out_is_not_taken_back(cast, message):
    scheduled(message, cast)
    playing_back.publish_due(at=SEVEN)
    with pytest.raises(NotNow):
        playing_back.take_back(message=message, by=cast.ama, at=SEVEN)
    with pytest.raises(NotNow):
        playing_back.publish(message=message, by=cast.ama, at=SEVEN)


def test_while_it_goes_by_itself_nothing_of_it_waits_for_its_author(cast, message):
    def steps():
        found = standing.standings(cast.ama.pk, series=message.series_id, late=(), at=SUNDAY)
        return [step.kind for step in standing.next_steps(found, at=SUNDAY)]

    assert steps() == ["hear"]
    scheduled(message, cast)
    assert steps() == []
    one_more_answer(message, cast, SUNDAY - timedelta(hours=2))
    assert steps() == ["hear"]


def start(*, dies):
    source = Path(heed.__file__).parents[1]
    server = subprocess.Popen(
        [sys.executable, str(SCRIPT)],
        env={**os.environ, "PYTHONPATH": str(source)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    told = {
        "database": str(connection.settings_dict["NAME"]),
        "key": django_settings.SECRET_KEY,
        "at": SEVEN.isoformat(),
        "dies": dies,
    }
    server.stdin.write(json.dumps(told) + "\n")
    server.stdin.flush()
    assert server.stdout.readline() == "ready\n"
    return server


@pytest.mark.django_db(transaction=True)
def test_of_two_servers_one_lets_it_out_once(cast, hands):
    hands.at = SUNDAY
    scheduled(written(cast), cast)
    servers = [start(dies=False) for _each in range(2)]
    for server in servers:
        server.stdin.write("go\n")
        server.stdin.flush()
    out = [int(server.communicate(timeout=120)[0]) for server in servers]
    assert sum(out) == 1
    assert Tap.objects.count() == 1
    assert Playback.objects.get().published_at == SEVEN


@pytest.mark.django_db(transaction=True)
def test_a_server_that_is_killed_in_the_middle_leaves_it_for_the_next(cast, hands):
    hands.at = SUNDAY
    scheduled(written(cast), cast)
    server = start(dies=True)
    server.stdin.write("go\n")
    server.stdin.flush()
    server.communicate(timeout=120)
    assert server.returncode == -signal.SIGKILL
    playback = Playback.objects.get()
    assert (playback.published_at, playback.publish_at) == (None, SEVEN)
    assert not Tap.objects.exists()
    assert playing_back.publish_due(at=SEVEN + timedelta(minutes=1)) == 1
    assert playing_back.publish_due(at=SEVEN + timedelta(minutes=2)) == 0
    assert Tap.objects.count() == 1
