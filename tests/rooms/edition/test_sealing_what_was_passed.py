"""What had been passed to the guardian before it was sealed is sealed when Heed is brought up to date."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from heed.edition.actions import guarding, keeping
from heed.edition.models import Comment, CommentEvent, Confidence, PaperCard, PaperCardEvent
from heed.edition.queries import guarding as queries
from tests.attacks.test_who_wrote_it import everything_at_rest
from tests.factories import desk
from tests.factories import paper as cards

COMMENTS = ("edition", "0002_the_guardians_lane")
CARDS = ("edition", "0006_cards_with_the_guardian")
# What has another name today.
RENAMED = import_module("heed.edition.migrations.0009_subjects_of_confidences").Migration
LATER = ("edition", "0007_what_still_joined_what_was_passed")


@pytest.fixture
def story(db):
    from heed import clock

    yield desk.begin()
    clock.set_source(None)


@pytest.fixture
def as_it_was(story):
    """A comment as it stood before: passed on, its words in the clear, and hers among them."""

    def make(*, text, state="passed_on", returned=False):
        comment = story.comment(text, name="Heronsgate Ferris")
        events = [
            ("sent_again", "Before: heronsgate.", "", None),
            ("decided", "", "passed_on", story.cast.joe),
            ("passed_on", "", "", story.cast.joe),
            ("guardian_wrote", "Ring me, heronsgate.", "", story.cast.nadia),
            ("cared_for", "Rang heronsgate.", "Heronsgate's sister", story.cast.nadia),
        ]
        if returned:
            events.append(("returned", "Yours again.", "", story.cast.nadia))
        for number, (kind, words, detail, by) in enumerate(events):
            CommentEvent.objects.create(
                comment=comment, kind=kind, words=words, detail=detail, by=by,
                at=story.now + timedelta(minutes=number),
            )  # fmt: skip
        outcome = "" if returned else "passed_on"
        Comment.objects.filter(pk=comment.pk).update(
            state=state, outcome=outcome, decided_at=story.now, decided_by=story.cast.joe
        )
        return comment

    return make


def bring_up_to_date(where=COMMENTS):
    state = MigrationLoader(connection).project_state([where])
    for operation in RENAMED.operations:
        operation.state_forwards("edition", state)
    migration = import_module(f"heed.{where[0]}.migrations.{where[1]}").Migration
    migration.operations[-1].code(state.apps, None)


def test_what_is_with_her_is_sealed_and_she_reads_it_as_before(story, as_it_was):
    comment = as_it_was(text="The heronsgate told me.")
    bring_up_to_date()
    assert "heronsgate" not in everything_at_rest().casefold()
    nadia = story.cast.nadia
    confided = queries.confided(comment.confidences.get().pk, by=nadia)
    assert confided.text == "The heronsgate told me."
    assert confided.name == "Heronsgate Ferris"
    said = [(step.kind, step.words) for step in confided.steps]
    assert said == [
        ("sent_again", "Before: heronsgate."), ("passed_on", ""),
        ("guardian_wrote", "Ring me, heronsgate."), ("cared_for", "Rang heronsgate."),
    ]  # fmt: skip
    guarding.return_to_queue(confidence=comment.confidences.get(), words="", by=nadia, at=story.now)
    comment.refresh_from_db()
    assert (comment.text, comment.name) == ("The heronsgate told me.", "Heronsgate Ferris")
    assert "Before: heronsgate." in {event.words for event in comment.events.all()}


def test_what_its_writer_had_taken_back_from_her_is_erased(as_it_was):
    comment = as_it_was(text="The heronsgate told me.", state="withdrawn")
    bring_up_to_date()
    assert "heronsgate" not in everything_at_rest().casefold()
    assert Confidence.objects.get().outcome == "taken_back"
    comment.refresh_from_db()
    assert comment.text == comment.name == comment.email == ""


def test_what_she_had_returned_stays_the_moderators_and_her_part_is_sealed(as_it_was):
    comment = as_it_was(text="The chairs.", state="waiting", returned=True)
    bring_up_to_date()
    comment.refresh_from_db()
    assert comment.text == "The chairs."
    kinds = set(comment.events.values_list("kind", flat=True))
    assert not kinds & {"guardian_wrote", "cared_for"}
    assert {event.words for event in Confidence.objects.get().events.all()} == {
        "Ring me, heronsgate.", "Rang heronsgate.",
    }  # fmt: skip
    assert "ring me" not in everything_at_rest().casefold()


def test_other_comments_are_left_alone(story):
    comment = story.comment()
    bring_up_to_date()
    comment.refresh_from_db()
    assert comment.text
    assert not Confidence.objects.exists()


def test_a_card_that_is_with_her_is_sealed_and_she_reads_it_as_before(story):
    (card,) = cards.entered(story.edition, story.cast.bev, "The heronsgate told me.")
    happened = [
        ("cared_for", "Rang heronsgate.", "Marta", story.cast.joe),
        ("decided", "", "passed_on", story.cast.joe),
        ("passed_on", "", "", story.cast.joe),
        ("handed_on", "To heronsgate.", "", story.cast.nadia),
    ]
    for number, (kind, words, detail, by) in enumerate(happened):
        PaperCardEvent.objects.create(
            card=card, kind=kind, words=words, detail=detail, by=by,
            at=story.now + timedelta(minutes=number),
        )  # fmt: skip
    PaperCard.objects.filter(pk=card.pk).update(state="passed_on", outcome="passed_on")
    bring_up_to_date(CARDS)
    assert "heronsgate" not in everything_at_rest().casefold()
    confidence = card.confidences.get()
    confided = queries.confided(confidence.pk, by=story.cast.nadia)
    assert confided.text == "The heronsgate told me."
    said = [(step.kind, step.words) for step in confided.steps]
    assert said == [
        ("cared_for", "Rang heronsgate."), ("passed_on", ""), ("handed_on", "To heronsgate."),
    ]  # fmt: skip
    guarding.return_to_queue(confidence=confidence, words="", by=story.cast.nadia, at=story.now)
    card.refresh_from_db()
    assert card.text == "The heronsgate told me."
    assert card.events.get(kind="cared_for").words == "Rang heronsgate."
    assert not card.events.filter(kind="handed_on").exists()


def happened_to(card, story, *kinds):
    """These events on a card, each with words that say which it is."""
    for number, kind in enumerate(kinds):
        hers = kind in ("handed_on", "cared_for")
        PaperCardEvent.objects.create(
            card=card, kind=kind, words=f"{kind} heronsgate" if hers else "",
            detail="Heronsgate's sister" if kind == "cared_for" else "",
            by=story.cast.nadia if hers else story.cast.joe,
            at=story.now + timedelta(minutes=number),
        )  # fmt: skip


def test_her_notes_of_a_card_that_she_had_returned_are_sealed_and_go_in_their_time(story):
    (card,) = cards.entered(story.edition, story.cast.bev, "The chairs.")
    happened_to(card, story, "passed_on", "handed_on", "cared_for", "returned")
    bring_up_to_date(LATER)
    card.refresh_from_db()
    assert (card.state, card.text) == ("waiting", "The chairs.")
    assert "heronsgate" not in everything_at_rest().casefold()
    assert set(card.events.values_list("kind", flat=True)) == {"received", "passed_on", "returned"}
    hers = card.confidences.get()
    assert {one.words for one in hers.events.all()} == {
        "handed_on heronsgate", "cared_for heronsgate",
    }  # fmt: skip
    assert hers.outcome == "returned"
    keeping.erase_confidences(at=story.now + timedelta(days=91))
    assert {one.words + one.detail for one in hers.events.all()} == {""}


def test_nor_do_they_come_back_to_the_moderators_of_a_card_that_she_has_again(story):
    (card,) = cards.entered(story.edition, story.cast.bev, "The heronsgate told me.")
    happened_to(card, story, "passed_on", "cared_for", "returned", "passed_on")
    PaperCard.objects.filter(pk=card.pk).update(state="passed_on", outcome="passed_on")
    bring_up_to_date(CARDS)
    bring_up_to_date(LATER)
    hers = card.confidences.get()
    assert queries.confided(hers.pk, by=story.cast.nadia).text == "The heronsgate told me."
    assert [one.words for one in hers.events.all()] == ["cared_for heronsgate"]
    guarding.return_to_queue(confidence=hers, words="", by=story.cast.nadia, at=story.now)
    card.refresh_from_db()
    assert card.text == "The heronsgate told me."
    assert "cared_for heronsgate" not in everything_at_rest()


def test_a_comment_that_is_with_her_is_joined_to_nothing_that_its_writer_posted(story):
    comment = story.comment("The heronsgate told me.", wants_mail=True)
    Comment.objects.filter(pk=comment.pk).update(state="passed_on", outcome="passed_on")
    bring_up_to_date(LATER)
    comment.refresh_from_db()
    joins = (comment.email, comment.email_digest, comment.ticket_digest, comment.comparable_digest)
    assert joins == ("",) * 4
