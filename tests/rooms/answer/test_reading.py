"""What did you hear: ticked, named, moved, merged; nothing that was written is ever lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from heed.answer.actions import gathering, playing_back
from heed.answer.models import Gathered, Playback, Theme
from heed.edition.actions.refusals import CannotPublish
from tests.factories import editions, loop, pages
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(cast):
    return loop.answered(cast.ama, cast.joe, "No kettle.", "The toilet is locked.", "Tired.")


@pytest.fixture
def ama(client, cast, message, hands):
    """Ama, who has opened the page once."""
    hands.at = loop.READ
    sign_in(client, cast.ama)
    client.get(reverse("answer:reading", args=[message.slug]))
    return client


def _send(client, message, do, **given):
    place = reverse("answer:reading", args=[message.slug])
    return client.post(place, {"based_on": Playback.objects.get().version, "do": do, **given})


def _where(theme):
    return {f"{one.kind}-{one.key}" for one in theme.gathered.all()}


def test_several_are_ticked_and_named_in_one_go(ama, message):
    first, second, _third = loop.labels(message)
    given = {f"pick_{first}": "on", f"pick_{second}": "on", "gather_title": "Places to stop"}
    _send(ama, message, "gather", **given)
    assert _where(Theme.objects.get(title="Places to stop")) == {first, second}


def test_what_is_ticked_needs_a_theme_or_a_name(ama, message):
    answer = _send(ama, message, "gather", **{f"pick_{loop.labels(message)[0]}": "on"})
    assert answer.status_code == 409
    assert b"Say what they told you, in one sentence." in answer.content
    assert not Gathered.objects.exists()


def test_one_answer_is_a_theme_of_its_own_in_one_tap(ama, message):
    label = loop.labels(message)[2]
    _send(ama, message, f"alone:{label}", thanks="Thank you all.")
    assert _where(Theme.objects.first()) == {label}
    assert Playback.objects.get().thanks == "Thank you all."


def test_a_theme_with_words_in_it_is_not_taken_away(ama, message):
    theme = Theme.objects.first()
    answer = _send(ama, message, f"dissolve:{theme.pk}", **{f"heard_{theme.pk}": "I see now."})
    assert answer.status_code == 409
    assert Theme.objects.get(pk=theme.pk).heard == "I see now."


def test_two_windows_lose_nothing_of_one_another(ama, message):
    """The older window gets both, its own words in the boxes, and may then save."""
    theme = Theme.objects.first()
    _send(ama, message, "save", **{f"heard_{theme.pk}": "From the desk.", "title": "Miles"})
    place = reverse("answer:reading", args=[message.slug])
    older = {"based_on": 0, "do": "save", f"heard_{theme.pk}": "From the phone.", "title": "Miles"}
    answer = ama.post(place, older)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "From the phone.</textarea>" in page
    assert "Saved in the other window:" in page
    assert "From the desk." in page
    version = Playback.objects.get().version
    assert f'name="based_on" value="{version}"' in page
    assert ama.post(place, older | {"based_on": version}).status_code == 302
    assert Theme.objects.get(pk=theme.pk).heard == "From the phone."


def test_words_about_a_theme_that_is_gone_are_given_back(ama, cast, message):
    first, second, _third = Theme.objects.all()
    gathering.merge(message=message, theme=first.pk, into=second.pk, by=cast.ama, at=loop.READ)
    place = reverse("answer:reading", args=[message.slug])
    answer = ama.post(place, {"based_on": 0, "do": "save", f"heard_{first.pk}": "I had no idea."})
    assert "about a theme that is no longer there" in answer.content.decode()
    assert "I had no idea." in answer.content.decode()


def test_it_saves_itself_and_says_how_many_are_in_none(ama, message):
    place = reverse("answer:autosave", args=[message.slug])
    first = Theme.objects.first()
    given = {"based_on": 0, "thanks": "I read it.", f"in_{loop.labels(message)[0]}": first.pk}
    told = ama.post(place, given).json()
    assert (told["number"], told["hints"]) == (1, ["Two are in no theme yet."])
    assert ama.post(place, given).status_code == 409
    assert ama.get(place).json()["number"] == 1


def test_what_comes_later_is_placed_after_it_is_out(ama, cast, message, hands):
    theme = loop.heard(message, cast.ama)
    hands.at = loop.HEARD
    edition = theme.edition
    late = editions.waiting(edition, "And the lamp.", name="Petra Sand")
    editions.decide(late, cast.joe, "posted", at=loop.HEARD)
    hands.at = loop.PROMISED
    place = reverse("answer:reading", args=[message.slug])
    assert b"One is in no theme yet." in ama.get(place).content
    given = {f"pick_comment-{late.pk}": "on", "gather_into": theme.pk, "thanks": "Changed!"}
    _send(ama, message, "gather", **given)
    assert f"comment-{late.pk}" in _where(theme)
    assert Playback.objects.get().thanks != "Changed!"
    answer = _send(ama, message, "save", thanks="Written in an old window.")
    assert "Written in an old window." in answer.content.decode()


def test_nobody_but_its_author_reads_or_writes_here(client, cast, message, hands):
    hands.at = loop.READ
    for person in (None, cast.sam, cast.joe, cast.dora, cast.tariq):
        sign_in(client, person)
        for name in ("reading", "autosave"):
            answer = client.get(reverse(f"answer:{name}", args=[message.slug]))
            assert answer.status_code in (302, 403, 404), (person, name)


def test_before_the_first_answer_there_is_nothing_to_fill_in(cast, hands):
    message = loop.message_of(editions.opened(cast.ama))
    address = reverse("answer:reading", args=[message.slug])
    hands.at = editions.TUESDAY + timedelta(hours=2)
    page = pages.text(sign_in(Client(), cast.ama).get(address))
    assert "No answer has reached you yet." in page
    assert "When answering has closed you write here what you heard." in page
    assert "Publish what I heard" not in page
    hands.at = loop.READ
    page = pages.text(sign_in(Client(), cast.ama).get(address))
    assert "Nobody answered, so there is nothing to play back." in page
    with pytest.raises(CannotPublish, match="Nobody answered"):
        playing_back.publish(message=message, by=cast.ama, at=loop.READ)


def test_while_answers_come_in_nothing_can_be_published(cast, hands):
    message = loop.answered(cast.ama, cast.joe, "No kettle at night.")
    hands.at = editions.TUESDAY + timedelta(days=1)
    address = reverse("answer:reading", args=[message.slug])
    page = pages.text(sign_in(Client(), cast.ama).get(address))
    assert "You can publish it once answering has closed, on Monday 30 November, 6am." in page
    assert "Publish what I heard" not in page
