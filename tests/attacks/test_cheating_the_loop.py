"""An author who would rather not: every rule of the loop, and the way round it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from heed.answer.actions import freezing, gathering, playing_back, promising
from heed.answer.actions import keeping_promises as keeping
from heed.answer.models import Became, Frozen, Gathered, Playback, Promise, Theme
from heed.answer.queries import hearing, listing, owing, promises
from heed.edition.actions import publishing
from heed.edition.actions.refusals import CannotPublish, DecisionUnclear, NotNow, StillOwed
from heed.edition.models import Edition
from heed.people import actions as people
from heed.people.models import Effort
from tests.factories import editions, loop

pytestmark = pytest.mark.django_db
WHY = "The heating at Fenby is out tonight, and crews sleep there."
# Nobody sees them, and a count of characters does.
UNSEEN = "\u200b" * 90


@pytest.fixture
def cast(db):
    from heed import clock
    from tests import people as persons

    clock.set_source(lambda: loop.PROMISED)
    yield persons.cast()
    clock.set_source(None)


@pytest.fixture
def message(cast):
    return loop.answered(cast.ama, cast.joe, "No kettle.", "No toilet.")


@pytest.fixture
def theme(cast, message):
    return loop.heard(message, cast.ama)


def opened_before(cast, weeks):
    """An older message of the series, played back."""
    other = loop.answered(cast.ama, cast.joe, "x", at=editions.TUESDAY - timedelta(weeks=weeks))
    return other, loop.heard(other, cast.ama, at=loop.HEARD - timedelta(weeks=weeks))


def test_a_promise_taken_up_again_is_no_eleventh(cast, message, theme):
    done = loop.promised(message, theme, cast.bev, cast.ama)
    keeping.finish(promise=done, words="Done.", by=cast.bev, at=loop.PROMISED)
    for week in range(1, 6):
        other, others = opened_before(cast, week)
        for _promise in range(2):
            loop.promised(other, others, cast.bev, cast.ama)
    again = {"promise": done, "words": "More.", "by": cast.bev, "at": loop.PROMISED}
    with pytest.raises(NotNow, match="Ten promises are open"):
        keeping.take_up_again(due_on=loop.terms().due_on, **again)
    assert Promise.objects.filter(ended_at=None).count() == promising.OPEN_AT_MOST
    keeping.end(promise=Promise.objects.get(number=2), words="x", by=cast.ama, at=loop.PROMISED)
    keeping.take_up_again(due_on=loop.terms().due_on, **again)
    assert Promise.objects.filter(ended_at=None).count() == promising.OPEN_AT_MOST


def draft_with_a_promise(cast, message):
    """Promised at once, before what was heard is out, about the first of two themes."""
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    first, second = (
        gathering.gather(message=message, labels=[label], title=title, by=cast.ama, at=loop.READ)
        for label, title in zip(loop.labels(message), ("Places", "Keys"), strict=True)
    )
    promise = promising.make(
        message=message, themes=[first.pk], terms=loop.terms(), owner=cast.bev, by=cast.ama,
        at=loop.READ, why_at_once=WHY,
    )  # fmt: skip
    return first, second, promise


def write(cast, message, *words):
    gathering.save(
        message=message, title="T", thanks="T", not_understood="", themes=words, placed={},
        version=Playback.objects.get().version, by=cast.ama, at=loop.READ,
    )  # fmt: skip


def test_merging_its_theme_away_loses_no_promise(cast, message):
    first, second, promise = draft_with_a_promise(cast, message)
    gathering.merge(message=message, theme=first.pk, into=second.pk, by=cast.ama, at=loop.READ)
    assert [one.theme for one in promise.became.all()] == [second]
    # One that stands under both themes stands under what is left of them once.
    third = gathering.one_more(message=message, by=cast.ama)
    Became.objects.create(theme=third, promise=promise)
    gathering.merge(message=message, theme=third.pk, into=second.pk, by=cast.ama, at=loop.READ)
    assert [one.theme for one in promise.became.all()] == [second]


def test_a_theme_of_a_promise_is_not_taken_away(cast, message):
    first, second, promise = draft_with_a_promise(cast, message)
    gathering.gather(
        message=message, labels=loop.labels(message), theme=second.pk, by=cast.ama, at=loop.READ
    )
    write(
        cast, message, gathering.Heard(first.pk, ""), gathering.Heard(second.pk, "Keys", "I see.")
    )
    with pytest.raises(NotNow):
        gathering.dissolve(message=message, theme=first.pk, by=cast.ama, at=loop.READ)
    with pytest.raises(CannotPublish, match="theme 1"):
        playing_back.publish(message=message, by=cast.ama, at=loop.HEARD)
    other = gathering.gather(
        message=message, labels=loop.labels(message)[:1], title="Other", by=cast.ama, at=loop.READ
    )
    assert other != first, "another theme is not written into its place"
    assert promise.became.get().theme == first


def test_what_people_read_is_not_gathered_anew(cast, message, theme):
    """Nor may an answer flee from a theme that is still thought about into one that has its end."""
    before = list(Gathered.objects.order_by("key").values_list("theme", "key"))
    promising.say_still_thinking(
        message=message, theme=theme.pk, words="It hangs on the board.", by=cast.ama, at=loop.HEARD
    )
    for words in ({"title": "Elsewhere"}, {"theme": theme.pk}, {}):
        with pytest.raises(NotNow, match="What you heard is out"):
            gathering.gather(
                message=message, labels=loop.labels(message), by=cast.ama, at=loop.PROMISED, **words
            )
    assert list(Gathered.objects.order_by("key").values_list("theme", "key")) == before
    assert owing.late_answers(message.series_id, at=loop.READ + timedelta(days=14))
    with pytest.raises(NotNow, match="What you heard is out"):
        gathering.move(message=message, theme=theme.pk, step=1, by=cast.ama)


def test_still_thinking_is_said_of_what_was_heard(cast, message):
    """Before that it would be said to nobody, and lost when its theme is merged."""
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    theme = gathering.gather(
        message=message, labels=loop.labels(message), title="Places", by=cast.ama, at=loop.READ
    )
    with pytest.raises(NotNow, match="First say what you heard"):
        promising.say_still_thinking(
            message=message, theme=theme.pk, words="The board.", by=cast.ama, at=loop.READ
        )


def test_what_nobody_can_read_is_no_reason_and_no_word(cast, message, theme):
    promise = loop.promised(message, theme, cast.bev, cast.ama)
    reason = f"No{UNSEEN} it is not to be and that is all there is to say of it"
    with pytest.raises(DecisionUnclear) as refusal:
        promising.say_no(
            message=message, themes=[theme.pk], what="Parking", reason=reason, role="estates",
            by=cast.ama, at=loop.PROMISED,
        )  # fmt: skip
    assert refusal.value.field == "reason"
    with pytest.raises(DecisionUnclear) as refusal:
        promising.say_no(
            message=message, themes=[theme.pk], what="Parking", reason=loop.REASON, role=UNSEEN,
            by=cast.ama, at=loop.PROMISED,
        )  # fmt: skip
    assert refusal.value.field == "role"
    for verb in (keeping.note, keeping.start, keeping.finish, keeping.end, keeping.learn):
        with pytest.raises(DecisionUnclear):
            verb(promise=promise.pk, words=UNSEEN, by=cast.bev, at=loop.PROMISED)
    with pytest.raises(DecisionUnclear):
        promising.say_still_thinking(
            message=message, theme=theme.pk, words=UNSEEN, by=cast.ama, at=loop.PROMISED
        )
    later = loop.PROMISED + timedelta(days=29)
    draft = editions.draft(cast.ama, at=later)
    with pytest.raises(StillOwed):
        publishing.publish(edition=draft, by=cast.ama, at=later, when=later, in_spite=UNSEEN)


def test_a_reason_at_once_is_one_that_can_be_read(cast, message):
    gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
    theme = gathering.one_more(message=message, by=cast.ama)
    with pytest.raises(DecisionUnclear) as refusal:
        promising.make(
            message=message, themes=[theme.pk], terms=loop.terms(), owner=cast.bev, by=cast.ama,
            at=loop.READ, why_at_once=UNSEEN,
        )  # fmt: skip
    assert refusal.value.field == "why_at_once"


def test_half_a_year_without_a_message_forgets_no_answer(cast, message):
    at = loop.READ + timedelta(days=300)
    assert [one.count for one in owing.late_answers(message.series_id, at=at)] == [2]
    draft = editions.draft(cast.ama, at=at)
    with pytest.raises(StillOwed):
        publishing.publish(edition=draft, by=cast.ama, at=at, when=at)


def _london(*given):
    return datetime(*given, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("read_at", "opens_at"),
    [
        # Christmas on a Friday, Boxing Day's holiday on the Monday.
        (_london(2026, 12, 24, 10), _london(2026, 12, 29, 9)),
        # New Year's Day on a Friday, week 53.
        (_london(2026, 12, 31, 10), _london(2027, 1, 4, 9)),
        # Good Friday and Easter Monday, with the clock put forward in between (2027) …
        (_london(2027, 3, 25, 23, 59), _london(2027, 3, 30, 9)),
        # … and put back on a Sunday.
        (_london(2026, 10, 23, 9), _london(2026, 10, 26, 9)),
        # Just before nine is no night, and nine sharp waits for the next day.
        (_london(2026, 12, 2, 8, 59, 59), _london(2026, 12, 2, 9)),
        (_london(2026, 12, 2, 9), _london(2026, 12, 3, 9)),
    ],
)
def test_promises_open_on_the_next_working_morning(cast, message, theme, read_at, opens_at):
    Playback.objects.update(first_read_at=read_at, published_at=read_at)
    assert promising.opens_at(message) == opens_at
    early, due_on = opens_at - timedelta(seconds=1), (opens_at + timedelta(days=9)).date()
    with pytest.raises(DecisionUnclear) as refusal:
        loop.promised(message, theme, cast.bev, cast.ama, at=early, due_on=due_on)
    assert refusal.value.field == "why_at_once"


def test_the_morning_is_the_organisations_own(cast, message, theme, settings):
    settings.TIME_ZONE = "America/St_Johns"
    read_at = datetime(2026, 12, 1, 22, tzinfo=ZoneInfo("America/St_Johns"))
    Playback.objects.update(first_read_at=read_at, published_at=read_at)
    morning = datetime(2026, 12, 2, 9, tzinfo=ZoneInfo("America/St_Johns"))
    assert promising.opens_at(message) == morning


def test_minutes_of_one_author_are_no_median_of_three(cast):
    """Three wrote, and only of one it is known how long it took."""
    for name in ("ben", "cy", "di"):
        person = people.welcome(
            name=name.title(), email=f"{name}@saltmarsh.example", post="Director"
        )
        people.give_role(person=person, kind="author")
        object.__setattr__(cast, name, person)
    for number in range(14):
        author = cast.ben if number < 12 else (cast.cy, cast.di)[number - 12]
        edition = editions.opened(author, at=editions.TUESDAY + timedelta(weeks=number))
        if author == cast.ben:
            from heed import clock

            Effort.objects.create(
                person=author, week=clock.iso_week(edition.opened_at), seconds=1800,
                last_action_at=edition.opened_at,
            )  # fmt: skip
    freezing.freeze_due(at=editions.TUESDAY + timedelta(weeks=15))
    assert not Frozen.objects.filter(kind="minutes").exists()


def test_the_years_of_what_staff_alone_may_read_are_not_offered_to_others(cast, message, theme):
    loop.promised(message, theme, cast.bev, cast.ama)
    Edition.objects.filter(pk=message.pk).update(visible_to="staff")
    assert listing.years(message.series_id, staff=True) == [2026]
    assert listing.years(message.series_id, staff=False) == []


VERBS = {
    "publish": lambda cast, message, theme: playing_back.publish(
        message=message, by=cast.ama, at=loop.HEARD
    ),
    "promise": lambda cast, message, theme: promising.make(
        message=message, themes=[theme.pk], terms=loop.terms(), owner=cast.bev, by=cast.ama,
        at=loop.READ, why_at_once=WHY,
    ),
    "hand on": lambda cast, message, theme: promising.hand_on(
        message=message, themes=[theme.pk], to_whom="Payroll", words="", by=cast.ama, at=loop.READ
    ),
}  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_that_dies_at_its_last_step_has_done_nothing(cast, message, monkeypatch, verb):
    from tests.attacks.test_the_answer_room import everything

    theme = loop.heard(message, cast.ama)
    Playback.objects.update(published_at=None)
    hearing.Tap.objects.all().delete()
    before = everything()

    def dies(*_given):
        raise SystemExit

    for room in (playing_back, promising, keeping):
        monkeypatch.setattr(room, "touch_page", dies)
    with pytest.raises(SystemExit):
        VERBS[verb](cast, message, theme)
    assert everything() == before


def test_a_promise_of_a_leaver_is_seen_at_its_next_opening(cast, message, theme):
    """Taken up again after its owner left, it stops the next message until somebody owns it."""
    promise = loop.promised(message, theme, cast.bev, cast.ama)
    keeping.finish(promise=promise, words="Done.", by=cast.bev, at=loop.PROMISED)
    people.part_with(person=cast.bev, at=loop.PROMISED)
    at = loop.PROMISED + timedelta(days=1)
    keeping.take_up_again(
        promise=promise, words="Again.", due_on=loop.terms().due_on, by=cast.ama, at=at
    )
    draft = editions.draft(cast.ama, at=at)
    with pytest.raises(StillOwed):
        publishing.publish(edition=draft, by=cast.ama, at=at, when=at, in_spite=WHY)
    assert promises.still_open(message.series_id, at=at)
    assert Theme.objects.filter(edition=message.pk).count() == 1
