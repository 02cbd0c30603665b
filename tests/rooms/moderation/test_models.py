"""Steps that nobody takes unawares, events that stay, reasons, and allowances."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, models, transaction

from heed.moderation import actions, reasons
from heed.moderation.actions import ChangedMeanwhile
from heed.moderation.models import Allowance, Event, EventIsKept, Moderated
from heed.moderation.reasons import Reason

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Note(Moderated):
    """Something to moderate, of this test alone."""

    class Meta:
        app_label = "moderation_tests"

    def __str__(self) -> str:
        return f"note {self.pk}"


class NoteEvent(Event):
    """What happened to it."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE)

    class Meta:
        app_label = "moderation_tests"

    def __str__(self) -> str:
        return f"{self.kind} of {self.note_id}"


@pytest.fixture
def note(transactional_db):
    with connection.schema_editor() as editor:
        editor.create_model(Note)
        editor.create_model(NoteEvent)
    yield Note.objects.create(received_at=AT)
    with connection.schema_editor() as editor:
        editor.delete_model(NoteEvent)
        editor.delete_model(Note)


def test_a_step_counts_the_version_up(note):
    actions.step(note, seen=0, state=Note.State.DECIDED, decided_at=AT)
    assert (note.state, note.version) == (Note.State.DECIDED, 1)
    note.refresh_from_db()
    assert (note.state, note.version, note.decided_at) == (Note.State.DECIDED, 1, AT)


def test_two_moderators_never_decide_the_same_thing_unawares(note):
    joes, kims = Note.objects.get(pk=note.pk), Note.objects.get(pk=note.pk)
    actions.step(joes, seen=joes.version, state=Note.State.POSTED)
    with pytest.raises(ChangedMeanwhile, match="Somebody else"):
        actions.step(kims, seen=kims.version, state=Note.State.NOT_POSTED)
    assert kims.state == Note.State.WAITING
    note.refresh_from_db()
    assert note.state == Note.State.POSTED


def test_an_event_is_written_once_and_kept(note):
    event = NoteEvent.objects.create(note=note, kind="posted", at=AT, words="Thank you")
    event.words = "Something else"
    for change in (
        event.save,
        event.delete,
        NoteEvent.objects.all().delete,
        lambda: NoteEvent.objects.update(words="x"),
        lambda: NoteEvent.objects.bulk_update([event], ["words"]),
        lambda: NoteEvent.objects.filter(pk=event.pk).update(kind="x"),
    ):
        with pytest.raises(EventIsKept):
            change()
    assert NoteEvent.objects.get().words == "Thank you"


def test_the_words_of_an_event_can_be_erased_and_nothing_else(note):
    NoteEvent.objects.create(note=note, kind="not_posted", at=AT, reason=Reason.SPAM, words="Why")
    assert NoteEvent.objects.filter(note=note).erase_words() == 1
    event = NoteEvent.objects.get()
    assert (event.kind, event.reason, event.at, event.words) == ("not_posted", "spam", AT, "")


def test_events_go_with_the_thing_they_tell_of(note):
    NoteEvent.objects.create(note=note, kind="posted", at=AT)
    # What Django asks when the thing itself is removed.
    NoteEvent._base_manager.filter(note=note).delete()
    assert not NoteEvent.objects.exists()


def test_the_reasons_are_a_closed_list_without_tone():
    assert Reason.values == ["identifies", "unlawful", "abuse", "spam", "elsewhere"]


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_tells_the_writer_what_would_have_to_change(reason):
    words = reasons.default_words(reason.value)
    assert len(words) > 80
    assert words.endswith(".")
    assert "tone" not in words
    assert "unfortunately" not in words.lower()


def test_there_are_no_words_for_a_reason_that_is_not_on_the_list():
    with pytest.raises(ValueError, match="tone"):
        reasons.default_words("tone")


@pytest.mark.django_db
def test_an_allowance_is_used_up_and_comes_back():
    def take(at: datetime) -> bool:
        return actions.take(digest="a", limit=3, window=HOUR, at=at)

    assert [take(AT) for _ in range(5)] == [True, True, True, False, False]
    assert Allowance.objects.get().count == 3
    assert take(AT + HOUR)


@pytest.mark.django_db
def test_allowances_do_not_touch_one_another():
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    assert actions.take(digest="a", limit=1, window=HOUR, at=midnight)
    assert actions.take(digest="b", limit=1, window=HOUR, at=midnight)
    # Two stretches that begin at the same moment, and are not the same.
    assert actions.take(digest="a", limit=1, window=DAY, at=midnight)
    assert not actions.take(digest="a", limit=1, window=HOUR, at=midnight)
    assert not actions.take(digest="a", limit=0, window=HOUR, at=midnight + DAY)
    assert Allowance.objects.count() == 3


@pytest.mark.django_db
def test_a_use_that_came_to_nothing_is_not_counted():
    def take_and_fail() -> None:
        with transaction.atomic():
            assert actions.take(digest="a", limit=1, window=HOUR, at=AT)
            raise KeyError

    with pytest.raises(KeyError):
        take_and_fail()
    assert actions.take(digest="a", limit=1, window=HOUR, at=AT)


@pytest.mark.django_db
def test_taking_costs_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        actions.take(digest="a", limit=1, window=HOUR, at=AT)


@pytest.mark.django_db
def test_what_is_over_is_forgotten():
    actions.take(digest="a", limit=1, window=HOUR, at=AT)
    actions.take(digest="a", limit=1, window=DAY, at=AT)
    assert actions.forget_old(at=AT + timedelta(minutes=29)) == 0
    assert actions.forget_old(at=AT + timedelta(minutes=30)) == 1
    assert Allowance.objects.get().ends_at == datetime(2026, 11, 25, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_get_more_than_the_limit():
    taken, begin = [], threading.Barrier(6)

    def take_five() -> None:
        begin.wait()
        taken.extend(actions.take(digest="a", limit=17, window=HOUR, at=AT) for _ in range(5))
        connection.close()

    threads = [threading.Thread(target=take_five) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 30
    assert sum(taken) == 17
    assert Allowance.objects.get().count == 17
