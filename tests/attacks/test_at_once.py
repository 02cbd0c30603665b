"""Two people act on what the guardian has at the same moment, each on a line of their own."""

import pytest

from heed.edition.actions import commenting, confiding, guarding, publishing, refusals
from heed.edition.models import Comment, Confidence
from heed.people import actions as people
from tests.attacks.test_who_wrote_it import everything_at_rest
from tests.rooms.edition.test_deciding import at_once

WORDS = "The dunlin told me to write other times."


@pytest.fixture
def story(transactional_db):
    from heed import clock
    from tests.factories import desk

    begun = desk.begin()
    people.give_role(person=begun.cast.bev, kind="guardian", by=begun.cast.tariq, at=begun.now)
    yield begun
    clock.set_source(None)


def tell(story, number=0):
    told = confiding.Told(text=WORDS, ticket=f"t{number}")
    return confiding.confide(told=told, at=story.now)


def refused(became):
    problems = [one for one in became if isinstance(one, Exception)]
    assert all(isinstance(one, refusals.Refused) for one in problems), problems
    return problems


def test_of_two_guardians_who_answer_at_once_one_does_and_the_other_reads_it_first(story):
    for n in range(4):
        told = tell(story, n)
        became = at_once(
            *(
                lambda by=by, told=told: guarding.write_as_guardian(
                    confidence=told.pk, words="Ring me.", by=by, at=story.now, seen=0
                )
                for by in (story.cast.nadia, story.cast.bev)
            )
        )
        assert len(refused(became)) == 1
        assert told.events.filter(kind="guardian_wrote").count() == 1


def test_where_one_returns_it_and_the_other_ends_it_it_is_in_one_place(story):
    for n in range(4):
        comment = story.comment(WORDS, email=f"{n}@x.example")
        story.decide(comment, "passed_on")
        hers = comment.confidences.get()
        became = at_once(
            lambda hers=hers: guarding.return_to_queue(
                confidence=hers.pk, words="", by=story.cast.nadia, at=story.now
            ),
            lambda hers=hers: guarding.record(
                confidence=hers.pk, subjects=[], detriment=False, outcome="answered",
                by=story.cast.bev, at=story.now,
            ),
        )  # fmt: skip
        assert len(refused(became)) == 1
        comment.refresh_from_db()
        hers.refresh_from_db()
        is_back = comment.state == "waiting"
        assert (comment.text, hers.text) == ((WORDS, "") if is_back else ("", WORDS))
        assert hers.outcome == ("returned" if is_back else "answered")


def test_what_is_taken_back_stays_so_whatever_a_guardian_does_meanwhile(story):
    nadia, at = story.cast.nadia, story.now
    for n in range(4):
        told = tell(story, n)
        became = at_once(
            lambda told=told: confiding.take_back(confidence=told, at=at),
            lambda told=told: guarding.note_opened(confidence=told.pk, by=nadia, at=at),
            lambda told=told: guarding.write_as_guardian(
                confidence=told.pk, words="About the dunlin.", by=nadia, at=at
            ),
        )
        assert len(refused(became)) <= 1
        told.refresh_from_db()
        assert (told.outcome, told.text) == ("taken_back", "")
    assert "dunlin" not in everything_at_rest()
    assert all(not event.words for one in Confidence.objects.all() for event in one.events.all())


def test_a_passed_comment_that_is_withdrawn_while_she_returns_it_goes_back_to_nobody(story):
    for n in range(4):
        comment = story.comment(WORDS, email=f"{n}@x.example")
        story.decide(comment, "passed_on")
        hers = comment.confidences.get()
        became = at_once(
            lambda hers=hers: confiding.take_back(confidence=hers, at=story.now),
            lambda hers=hers: guarding.return_to_queue(
                confidence=hers.pk, words="", by=story.cast.nadia, at=story.now
            ),
        )
        assert len(refused(became)) <= 1
        comment.refresh_from_db()
        assert (comment.state, comment.text) == ("withdrawn", "")
    assert "dunlin" not in everything_at_rest()


def test_a_moderator_passes_one_on_while_answering_closes(story):
    comment = story.comment(WORDS)
    story.now = story.edition.closes_at
    became = at_once(
        lambda: story.decide(Comment.objects.get(pk=comment.pk), "passed_on"),
        lambda: publishing.close_due(at=story.now),
        lambda: commenting.receive(
            edition=story.edition,
            sent=commenting.Sent(name="A", email="a@x.example", text="Late.", ticket="late"),
            at=story.now,
        ),
    )
    assert len(refused(became)) == 1, "answering has closed"
    story.edition.refresh_from_db()
    comment.refresh_from_db()
    assert (story.edition.state, comment.state) == ("closed", "passed_on")
    assert comment.confidences.get().text == WORDS
