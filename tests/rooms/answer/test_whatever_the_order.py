"""Whatever is done in whatever order: nothing is lost, nothing is twice, no figure shows a few."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heed.answer.actions import asking, gathering, playing_back, promising
from heed.answer.actions import keeping_promises as keeping
from heed.answer.models import Gathered, Playback, Promise, Tap, TapCount, Tapped, Theme
from heed.edition import gates
from heed.edition.actions import commenting
from heed.edition.actions.refusals import Refused
from heed.edition.models import Comment
from heed.engines import disclosure
from heed.people import actions as people
from tests.factories import editions, loop

pytestmark = pytest.mark.django_db
NUMBERS = st.integers(0, 6)
GATHERING = st.lists(
    st.tuples(
        st.sampled_from(
            ["gather", "new", "out", "merge", "dissolve", "move", "save", "more", "withdraw",
             "publish", "no", "hand_on", "thinking"]
        ),
        NUMBERS, NUMBERS, st.sets(st.integers(0, 4)),
    ),
    max_size=12,
)  # fmt: skip
KEEPING = st.lists(
    st.tuples(
        st.sampled_from(
            ["promise", "end", "finish", "learn", "note", "start", "give", "again", "leave", "open"]
        ),
        NUMBERS, NUMBERS,
    ),
    max_size=25,
)  # fmt: skip
often = settings(
    max_examples=25, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip


class Undone(Exception):
    """Ends one example: nothing of it stays for the next."""


def in_a_world_of_its_own(do):
    try:
        with transaction.atomic():
            do()
            raise Undone
    except Undone:
        pass


def allowed(verb, *args, **kwargs):
    """Do it, or be refused in a sentence; nothing else may come of it."""
    try:
        with transaction.atomic():
            return verb(*args, **kwargs)
    except Refused:
        return None


@pytest.fixture
def message(cast):
    return loop.answered(cast.ama, cast.joe, *(f"Answer {number}." for number in range(5)))


def one_step(message, ama, step):
    what, first, second, chosen = step
    themes = list(Theme.objects.filter(edition=message.pk))
    a, b = (themes[n % len(themes)].pk if themes else 0 for n in (first, second))
    labels = [label for n, label in enumerate(loop.labels(message)) if n in chosen]
    by = {"message": message, "by": ama}
    at = {**by, "at": loop.HEARD}
    if what in ("gather", "new", "out"):
        theme = {"title": f"Theme {first}"} if what == "new" else {}
        theme |= {"theme": a} if what == "gather" else {}
        allowed(gathering.gather, labels=labels, **theme, **at)
    elif what == "merge":
        allowed(gathering.merge, theme=a, into=b, **at)
    elif what == "dissolve":
        allowed(gathering.dissolve, theme=a, **at)
    elif what == "move":
        allowed(gathering.move, theme=a, step=1 if second % 2 else -1, **by)
    elif what == "more":
        allowed(gathering.one_more, **by)
    elif what == "save":
        version = getattr(Playback.objects.filter(edition=message.pk).first(), "version", 0)
        heard = [gathering.Heard(one.pk, "Said", "I see.") for one in themes]
        placed = dict.fromkeys(labels, a or None)
        words = {"title": "T", "thanks": "T", "not_understood": ""}
        allowed(gathering.save, themes=heard, placed=placed, version=version, **words, **at)
    elif what == "withdraw":
        comment = Comment.objects.filter(state="posted").order_by("pk").first()
        if comment:
            allowed(commenting.withdraw, comment=comment, at=loop.HEARD)
    elif what == "publish":
        allowed(playing_back.publish, **at)
    elif what == "no":
        said = {"what": "x", "reason": loop.REASON, "role": "director of estates"}
        allowed(promising.say_no, themes=[a, b], **said, **at)
    elif what == "hand_on":
        allowed(promising.hand_on, themes=[a], to_whom="The union", words="", **at)
    else:
        allowed(promising.say_still_thinking, theme=a, words="The board.", **at)


@often
@given(steps=GATHERING)
def test_no_answer_is_in_two_themes_or_lost(cast, message, steps):
    from heed.answer.queries import gathering as queries
    from heed.answer.queries import hearing

    def run():
        gathering.begin_reading(message=message, by=cast.ama, at=loop.READ)
        for step in steps:
            one_step(message, cast.ama, step)
            stands = Counter(Gathered.objects.values_list("kind", "key"))
            assert all(many == 1 for many in stands.values())
            found = queries.reading(message, at=loop.HEARD)
            shown = [one.label for theme in found.themes for one in theme.answers]
            shown += [one.label for one in found.in_none]
            assert sorted(shown) == sorted(loop.labels(message))
            out = hearing.what_was_heard(message, at=loop.HEARD)
            if out:
                assert out.count == out.in_none + sum(theme.count for theme in out.themes)

    in_a_world_of_its_own(run)


@often
@given(steps=KEEPING)
def test_two_promises_a_message_ten_a_series_and_each_open_one_has_an_owner(cast, message, steps):
    def run():
        theme = loop.heard(message, cast.ama)
        owners = [people.welcome(name=f"O {n}", email=f"o{n}@s.example") for n in range(7)]
        world = {"message": message, "theme": theme, "week": 0}
        for step in steps:
            _promise_step(world, owners, cast.ama, step)
            still_open = Promise.objects.filter(ended_at=None)
            assert still_open.count() <= 10
            made = Counter(Promise.objects.values_list("edition", flat=True))
            assert all(many <= 2 for many in made.values())
            numbers = list(Promise.objects.values_list("number", flat=True))
            assert sorted(numbers) == list(range(1, len(numbers) + 1))

    in_a_world_of_its_own(run)


def _promise_step(world, owners, ama, step):
    what, first, second = step
    at = loop.PROMISED + timedelta(weeks=world["week"])
    rows = list(Promise.objects.order_by("number"))
    one = rows[first % len(rows)] if rows else None
    owner = owners[second]
    owner.refresh_from_db()
    if what == "promise":
        due_on = (at + timedelta(days=60)).date()
        allowed(
            loop.promised, world["message"], world["theme"], owner, ama, at=at, due_on=due_on,
        )  # fmt: skip
    elif what == "open":
        _opens(world, ama)
    elif what == "leave":
        people.part_with(person=owner, at=at)
    elif one is None:
        return
    elif what == "give":
        allowed(keeping.give, promise=one.pk, to=owner, by=ama, at=at)
    elif what == "again":
        day = (at + timedelta(days=9)).date()
        allowed(keeping.take_up_again, promise=one.pk, words="x", due_on=day, by=ama, at=at)
    else:
        allowed(getattr(keeping, what), promise=one.pk, words="x", by=ama, at=at)


def _opens(world, ama):
    """The next message opens; then every open promise has an owner who works here."""
    at = editions.TUESDAY + timedelta(weeks=world["week"] + 1)
    draft = editions.draft(ama, at=at)
    from heed.edition.actions import publishing

    opened = allowed(
        publishing.publish, edition=draft, by=ama, at=at, when=at,
        in_spite="The director of operations looks after it, and reports next week.",
    )  # fmt: skip
    if opened is None:
        draft.delete()
        return
    assert not gates.holding(opened, at=at)
    assert not Promise.objects.filter(ended_at=None, owner__is_active=False).exists()
    world["week"] += 1
    world["message"] = loop.message_of(opened)
    heard = loop.HEARD + timedelta(weeks=world["week"])
    world["theme"] = _heard_nothing(world["message"], ama, heard)


def _heard_nothing(message, ama, at):
    theme = Theme.objects.create(edition_id=message.pk, place=0, title="T", heard="T")
    Playback.objects.create(
        edition_id=message.pk, title="T", thanks="T", first_read_at=at - timedelta(days=2),
        published_at=at - timedelta(days=1),
    )  # fmt: skip
    return theme


ANSWERS = st.sampled_from(["yes", "partly", "no", "maybe", ""])


@often
@given(taps=st.lists(st.tuples(st.integers(0, 14), ANSWERS), max_size=60))
def test_no_tap_is_counted_twice_and_no_figure_is_made_of_a_few(cast, message, taps):
    def run():
        loop.heard(message, cast.ama)
        question = Tap.objects.get()
        who = [people.welcome(name=f"T {n}", email=f"t{n}@s.example") for n in range(15)]
        first = {}
        for person, answer in taps:
            allowed(asking.tap, tap=question.pk, answer=answer, by=who[person], at=loop.HEARD)
            if answer in ("yes", "partly", "no"):
                first.setdefault(person, answer)
            counted = Counter(dict(TapCount.objects.values_list("answer", "people")))
            assert counted == Counter(first.values())
            question.refresh_from_db()
            assert question.figure == {}
        asking.release_due(at=loop.HEARD + timedelta(days=7))
        question.refresh_from_db()
        assert not Tapped.objects.exists()
        assert not TapCount.objects.exists()
        assert ("shares" in question.figure) == (len(first) >= disclosure.THRESHOLD)
        made = dict(question.figure)
        asking.release_due(at=loop.HEARD + timedelta(days=9))
        question.refresh_from_db()
        assert question.figure == made

    in_a_world_of_its_own(run)
