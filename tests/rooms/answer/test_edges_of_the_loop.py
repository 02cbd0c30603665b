"""Where a rule of the loop begins and ends: the last moment, the other series, the wrong person."""

from datetime import timedelta

import pytest
from django.urls import reverse

from heed.answer.actions import asking, gathering, playing_back, promising
from heed.answer.actions import keeping_promises as keeping
from heed.answer.models import Gathered, Playback, Promise, Tap, Theme
from heed.answer.queries import hearing, listing, promises, telling, writer
from heed.edition.actions import publishing
from heed.edition.actions.refusals import CannotPublish, DecisionUnclear, NotNow, NotYours
from heed.edition.models import Edition
from heed.people import actions as people
from heed.people import owning
from heed.people.models import Role
from tests.factories import editions, loop
from tests.people import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(cast):
    return loop.answered(cast.ama, cast.joe, "No kettle at night.", "The toilet is locked.")


@pytest.fixture
def theme(cast, message):
    return loop.heard(message, cast.ama)


@pytest.fixture
def promise(cast, message, theme):
    return loop.promised(message, theme, cast.bev, cast.ama)


def written(cast, message):
    """What was heard is written, and not out."""
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    theme = Theme.objects.filter(edition=message.pk)[0]
    gathering.save(
        message=message, title="T", thanks="T", not_understood="", version=0, by=cast.ama,
        themes=[gathering.Heard(theme.pk, "Places", "I see.")],
        placed=dict.fromkeys(loop.labels(message), theme.pk), at=loop.READ,
    )  # fmt: skip
    return theme


def test_what_was_heard_waits_until_answering_has_closed(cast, message):
    written(cast, message)
    with pytest.raises(CannotPublish, match="Answers still come in"):
        playing_back.publish(
            message=message, by=cast.ama, at=message.closes_at - timedelta(seconds=1)
        )
    playing_back.publish(message=message, by=cast.ama, at=message.closes_at)


def test_whoever_is_an_author_no_more_publishes_nothing(cast, message):
    written(cast, message)
    Role.objects.filter(person=cast.ama, kind="author").delete()
    with pytest.raises(CannotPublish, match="Only somebody who is an author"):
        playing_back.publish(message=message, by=cast.ama, at=loop.HEARD)


def test_an_author_of_another_series_writes_about_no_promise_of_this_one(cast, promise):
    publishing.begin_series(name="Operations this week")
    ben = people.welcome(name="Ben Okafor", email="ben@saltmarsh.example", post="Director")
    people.give_role(person=ben, kind="author", scope="operations-this-week")
    with pytest.raises(NotYours):
        keeping.finish(promise=promise, words="Done.", by=ben, at=loop.PROMISED)
    people.give_role(person=ben, kind="author", scope="the-leadership-message")
    keeping.note(promise=promise, words="It goes well.", by=ben, at=loop.PROMISED)


def test_whoever_has_left_is_made_no_owner(cast, message, theme):
    people.part_with(person=cast.bev, at=loop.HEARD)
    cast.bev.refresh_from_db()
    with pytest.raises(DecisionUnclear) as refusal:
        loop.promised(message, theme, cast.bev, cast.ama)
    assert refusal.value.field == "owner"
    promise = loop.promised(message, theme, cast.sam, cast.ama)
    with pytest.raises(DecisionUnclear) as refusal:
        keeping.give(promise=promise, to=cast.bev, by=cast.ama, at=loop.PROMISED)
    assert refusal.value.field == "owner"


def test_with_another_owner_the_office_changes_too(cast, promise):
    keeping.give(promise=promise, to=cast.iain, by=cast.bev, at=loop.PROMISED)
    shown = promises.promise("the-leadership-message", 1, at=loop.PROMISED)
    assert (shown.owner, shown.owner_post) == (cast.iain.name, cast.iain.post)
    with pytest.raises(NotYours):
        keeping.note(promise=promise, words="Mine.", by=cast.bev, at=loop.PROMISED)


@pytest.mark.parametrize("days", [-1, 0])
def test_a_promise_is_due_on_a_day_that_is_still_to_come(cast, message, theme, days):
    day = (loop.PROMISED + timedelta(days=days)).date()
    with pytest.raises(DecisionUnclear) as refusal:
        loop.promised(message, theme, cast.bev, cast.ama, due_on=day)
    assert refusal.value.field == "due_on"


def test_what_is_taken_further_says_where(cast, message, theme):
    for given in ({"kind": "further"}, {"kind": "further", "further_to": "the moon"}):
        with pytest.raises(DecisionUnclear) as refusal:
            loop.promised(message, theme, cast.bev, cast.ama, **given)
        assert refusal.value.field == "further_to"


def test_a_promise_is_late_the_day_after_its_day(cast, message, theme):
    day = (loop.PROMISED + timedelta(days=5)).date()
    loop.promised(message, theme, cast.bev, cast.ama, due_on=day)
    for days, is_late in ((5, False), (6, True)):
        at = loop.PROMISED.replace(hour=0, minute=1) + timedelta(days=days)
        assert promises.promise("the-leadership-message", 1, at=at).is_late is is_late
        late = listing.listed(message.series_id, listing.Narrowed(state="late"), staff=True, at=at)
        assert len(late.still_open) == is_late, "the list says the same as the page"


def test_an_eleventh_promise_ends_an_open_one_of_its_own_series_and_no_other(cast, message, theme):
    for week in range(1, 6):
        at = editions.TUESDAY - timedelta(weeks=week)
        other = loop.answered(cast.ama, cast.joe, "x", at=at)
        others = loop.heard(other, cast.ama, at=loop.HEARD - timedelta(weeks=week))
        for _promise in range(2):
            loop.promised(other, others, cast.bev, cast.ama)
    over = Promise.objects.get(number=1)
    keeping.finish(promise=over, words="Done.", by=cast.bev, at=loop.PROMISED)
    given = {
        "message": message, "themes": [theme.pk], "terms": loop.terms(), "owner": cast.bev,
        "by": cast.ama, "at": loop.PROMISED,
    }  # fmt: skip
    promising.make(**given)
    for number in (None, 1, 99):
        with pytest.raises(DecisionUnclear) as refusal:
            promising.make(**given, ends=number, ends_because="No money.")
        assert refusal.value.field == "ends"
    over.refresh_from_db()
    assert over.state == "done"
    with pytest.raises(DecisionUnclear):
        promising.make(**given, ends=2, ends_because=" ")
    promising.make(**given, ends=2, ends_because="No money.")
    assert Promise.objects.get(number=2).state == "ended"
    assert Promise.objects.filter(ended_at=None).count() == promising.OPEN_AT_MOST


def test_a_tap_comes_too_late_at_the_moment_at_which_the_question_closes(cast, theme):
    question = Tap.objects.get()
    with pytest.raises(NotNow, match="closed"):
        asking.tap(tap=question.pk, answer="yes", by=cast.sam, at=question.closes_at)
    last = question.closes_at - timedelta(seconds=1)
    asking.tap(tap=question.pk, answer="yes", by=cast.sam, at=last)


def test_it_is_not_asked_with_a_message_of_before_the_two_weeks(cast, promise):
    """The message a week after it was done is not the one; the next is."""
    keeping.finish(promise=promise, words="Keys.", by=cast.bev, at=loop.PROMISED)
    editions.opened(cast.ama, at=editions.TUESDAY + timedelta(weeks=3))
    soon = loop.PROMISED + timedelta(days=15)
    assert asking.whether_it_helped(at=soon) == 0
    newer = editions.opened(cast.ama, at=editions.TUESDAY + timedelta(weeks=4))
    assert asking.whether_it_helped(at=editions.TUESDAY + timedelta(weeks=4)) == 1
    assert Tap.objects.get(kind="helped").edition == newer


def test_what_was_taken_up_again_and_done_is_asked_about_again(cast, promise):
    keeping.finish(promise=promise, words="Keys.", by=cast.bev, at=loop.PROMISED)
    editions.opened(cast.ama, at=editions.TUESDAY + timedelta(weeks=4))
    at = editions.TUESDAY + timedelta(weeks=4)
    assert asking.whether_it_helped(at=at) == 1
    asking.release_due(at=at + timedelta(days=7))
    keeping.take_up_again(
        promise=promise, words="More keys.", due_on=loop.terms().due_on, by=cast.bev,
        at=at + timedelta(days=8),
    )  # fmt: skip
    keeping.finish(promise=promise, words="All.", by=cast.bev, at=at + timedelta(days=9))
    editions.opened(cast.ama, at=at + timedelta(weeks=4))
    assert asking.whether_it_helped(at=at + timedelta(weeks=4)) == 1
    assert Tap.objects.filter(kind="helped").count() == 2


def test_whoever_leaves_hands_over_what_is_open_and_not_what_is_over(cast, promise):
    assert [one.what for one in owning.owned_by([cast.bev.pk])[cast.bev.pk]]
    keeping.end(promise=promise, words="No money.", by=cast.bev, at=loop.PROMISED)
    assert not owning.owned_by([cast.bev.pk]).get(cast.bev.pk)


def test_a_promise_at_once_leads_to_no_page_that_is_not_there_yet(client, cast, message, hands):
    theme = written(cast, message)
    promising.make(
        message=message, themes=[theme.pk], terms=loop.terms(), owner=cast.bev, by=cast.ama,
        at=loop.READ, why_at_once="The heating at Fenby is out tonight, and crews sleep there.",
    )  # fmt: skip
    place = reverse("answer:promise", args=[message.series_slug, 1])
    beyond = [
        reverse("answer:heard", args=[message.slug]),
        reverse("answer:wall", args=[message.series_slug, 1]),
    ]
    for moment in (loop.READ, loop.HEARD):
        hands.at = moment
        if moment == loop.HEARD:
            playing_back.publish(message=message, by=cast.ama, at=moment)
        page = client.get(place).content.decode()
        for address in beyond:
            is_there = client.get(address).status_code == 200
            assert (address in page) is is_there is (moment == loop.HEARD)


def test_a_card_to_take_along_is_for_whoever_goes_and_listens(client, cast, message, theme):
    loop.promised(message, theme, cast.bev, cast.ama)
    loop.promised(message, theme, cast.bev, cast.ama, kind="listen")
    for number, status in ((1, 404), (2, 200)):
        card = reverse("answer:listening_card", args=[message.series_slug, number])
        assert client.get(card).status_code == status


def test_a_promise_and_a_no_to_staff_alone_are_told_to_staff_alone(cast, message, theme, promise):
    """In the next message, and in the mail about it."""
    promising.say_no(
        message=message, themes=[theme.pk], what="Free parking", reason=loop.REASON,
        role="director of estates", by=cast.ama, at=loop.PROMISED,
    )  # fmt: skip
    Edition.objects.filter(pk=message.pk).update(visible_to="staff")
    at = editions.TUESDAY + timedelta(weeks=2)
    newer = editions.opened(cast.ama, at=at)
    for staff, noes in ((True, 1), (False, 0)):
        since = promises.since_last_time(message.series_id, since=None, at=at, staff=staff)
        assert (len(since.noes), len(since.under_way)) == (noes, noes)
        told = telling.became(
            message.series_slug, edition=newer.pk, opened_at=at, is_for_staff=staff, at=at
        )
        assert (len(told.noes), len(told.heard), len(told.promised)) == (noes, noes, noes)


def test_a_promise_to_staff_alone_is_asked_about_before_staff_alone(cast, promise, message):
    keeping.finish(promise=promise, words="Keys.", by=cast.bev, at=loop.PROMISED)
    Edition.objects.filter(pk=message.pk).update(visible_to="staff")
    at = editions.TUESDAY + timedelta(weeks=4)
    newer = editions.opened(cast.ama, at=at)
    asking.whether_it_helped(at=at)
    assert len(hearing.helped_with(newer.pk, at=at)) == 1
    assert hearing.helped_with(newer.pk, at=at, staff=False) == []


@pytest.mark.parametrize(
    ("many", "others"), [(9, None), (10, None), (15, (14, 18)), (19, (14, 18))]
)
def test_a_writer_is_told_of_others_in_bands_and_never_of_under_ten(cast, message, many, others):
    """Of ten to fourteen, nine others would be too few; of fifteen to nineteen it says as much."""
    theme = loop.heard(message, cast.ama)
    edition = Edition.objects.get(pk=message.pk)
    for _answer in range(many - 2):
        one = editions.posted(edition, cast.joe, name="Petra Sand")
        Gathered.objects.create(theme=theme, kind="comment", key=str(one.pk))
    label = loop.labels(message)[0].partition("-")
    became = writer.became(message.pk, label[0], label[2], at=loop.PROMISED)
    assert became.others == others


def test_the_page_that_a_writer_opens_says_what_became_and_no_figure(client, cast, message, hands):
    """It is opened without signing in, so it leads to what people tapped and does not say it."""
    from heed.answer.models import TapCount
    from heed.edition import addresses
    from heed.edition.models import Comment

    comment = Comment.objects.get(text="No kettle at night.")
    place = addresses.writers_page(comment).removeprefix("https://heed.example")
    hands.at = loop.READ
    assert "What your words did" not in client.get(place).content.decode()
    theme = loop.heard(message, cast.ama)
    promise = loop.promised(message, theme, cast.bev, cast.ama)
    keeping.finish(promise=promise, words="Nine doors.", by=cast.bev, at=loop.PROMISED)
    at = editions.TUESDAY + timedelta(weeks=4)
    editions.opened(cast.ama, at=at)
    asking.whether_it_helped(at=at)
    for answer, many in (("yes", 61), ("partly", 24), ("no", 15)):
        TapCount.objects.create(tap=Tap.objects.get(kind="helped"), answer=answer, people=many)
    hands.at = at + timedelta(days=7)
    asking.release_due(at=hands.at)
    for reader in (None, cast.sam):
        if reader:
            sign_in(client, reader)
        page = client.get(place).content.decode()
        assert "No kettle at night." in page
        assert "Nine doors." in page
        assert "in every 100" not in page
        assert "said yes" not in page
    wall = reverse("answer:wall", args=[message.series_slug, promise.number])
    assert "in every 100" in client.get(wall).content.decode()
    client.logout()
    assert "in every 100" not in client.get(wall).content.decode()


def test_nothing_is_quoted_under_a_theme_in_which_it_no_longer_stands(cast, message, theme):
    label = loop.labels(message)[0]
    Theme.objects.filter(pk=theme.pk).update(quoted=label)
    assert hearing.what_was_heard(message, at=loop.PROMISED).themes[0].quoted is not None
    Gathered.objects.filter(key=label.partition("-")[2]).delete()
    assert hearing.what_was_heard(message, at=loop.PROMISED).themes[0].quoted is None
    assert Playback.objects.get().published_at
