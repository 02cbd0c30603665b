"""What says how long it is kept is kept that long, and what went is counted and shown."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.cli.steps import EACH_FEW_SECONDS, EACH_MINUTE
from heed.edition.actions import commenting, reporting
from heed.edition.models import Comment, CommentEvent, Edition, Reply, Report
from heed.moderation import actions as moderation
from heed.outbox import actions as outbox
from heed.outbox.models import Mail
from heed.people import actions, effort
from heed.people.models import Effort, Person, Portrait, Role
from heed.queue import actions as queue
from heed.queue.models import Opened
from heed.week import privacy, retention
from heed.week.actions import removing
from heed.week.models import IndexedMessage, Removal, RemovalIsKept
from tests.factories import desk, editions, pages
from tests.people import sign_in

pytestmark = pytest.mark.django_db
SIX_YEARS = timedelta(days=6 * 365 + 2)


@pytest.fixture
def story():
    yield desk.begin()
    clock.set_source(None)


def everything_due(story, at: datetime) -> None:
    story.now = at
    for _name, step in [*EACH_MINUTE, *EACH_FEW_SECONDS]:
        step(at)


def at_the_edge(story, holds: Callable[[], bool], since: datetime, kept: timedelta) -> None:
    """It is still there a day before its time is over, and gone a day after."""
    day = timedelta(days=1) if kept > timedelta(days=2) else timedelta(minutes=5)
    everything_due(story, since + kept - day)
    assert holds(), "it went too early"
    everything_due(story, since + kept + day)
    assert not holds(), "it is still there"


def address(story):
    comment = story.posted(wants_mail=False)
    begun = comment.decided_at
    at_the_edge(story, lambda: bool(Comment.objects.get().email_digest), begun, timedelta(days=90))
    assert Comment.objects.get().text, "a posted one stays as long as its message"


def words(story):
    comment = story.comment()
    story.decide(comment, "not_posted", reason="spam", words="It sells something.")
    begun = story.now
    at_the_edge(story, lambda: bool(Comment.objects.get().text), begun, timedelta(days=180))


def words_of_events(story):
    comment = story.comment()
    story.decide(comment, "not_posted", reason="spam", words="It sells something.")
    begun = story.now
    said = CommentEvent.objects.exclude(words="")
    at_the_edge(story, said.exists, begun, timedelta(days=180))


def reply(story):
    comment = story.posted()
    from heed.edition.actions import deciding

    deciding.reply(comment=comment, text="Yes.", by=story.cast.ama, at=story.now)
    commenting.withdraw(comment=comment, at=story.now)
    at_the_edge(story, Reply.objects.exists, comment.received_at, timedelta(days=180))


def report(story):
    made = reporting.report(comment=story.posted(), words="It names my ward.", at=story.now)
    begun = story.now
    reporting.decide_report(report=made, take_down=False, by=story.cast.joe, at=begun)
    at_the_edge(story, Report.objects.exclude(words="").exists, begun, timedelta(days=180))


def message(story):
    number = story.edition.pk
    story.posted()
    begun = story.edition.opened_at
    at_the_edge(story, Edition.objects.filter(pk=number).exists, begun, SIX_YEARS)
    assert not Comment.objects.exists()


def draft(story):
    number = editions.draft(story.cast.ama, at=story.now).pk
    at_the_edge(story, Edition.objects.filter(pk=number).exists, story.now, SIX_YEARS)


def leaver(story):
    sam = story.cast.sam
    actions.part_with(person=sam, at=story.now)
    at_the_edge(story, Person.objects.filter(pk=sam.pk).exists, story.now, timedelta(days=90))


def leaver_who_signed(story):
    """Their row goes with the last message that they signed."""
    ama, opened = story.cast.ama, story.edition.opened_at
    actions.part_with(person=ama, at=story.now)
    at_the_edge(story, Person.objects.filter(pk=ama.pk).exists, opened, SIX_YEARS)


def portrait(story):
    Portrait.objects.create(person=story.cast.sam, data=b"1", digest="a" * 32)
    everything_due(story, story.now + timedelta(days=800))
    assert Portrait.objects.exists(), "until the person takes it away"
    actions.part_with(person=story.cast.sam, at=story.now)
    assert not Portrait.objects.exists()


def role(story):
    everything_due(story, story.now + timedelta(days=800))
    assert Role.objects.filter(person=story.cast.joe).exists()
    actions.part_with(person=story.cast.joe, at=story.now)
    assert not Role.objects.filter(person=story.cast.joe).exists()


def minutes(story):
    effort.note(person=story.cast.joe, at=story.now)
    at_the_edge(story, Effort.objects.exists, story.now, timedelta(weeks=12, days=5))


def opened(story):
    queue.note_opened(kind="comment", key="1", by=story.cast.joe, at=story.now)
    begun = story.now
    at_the_edge(story, Opened.objects.exists, begun, timedelta(minutes=15))


def mail(story):
    outbox.queue(to="sam@s.example", kind="digest", subject="s", text="t", at=story.now)
    Mail.objects.update(state="dead", ended_at=story.now)
    begun = story.now
    holds = lambda: bool(Mail.objects.get().recipient_digest or Mail.objects.get().text)  # noqa: E731
    at_the_edge(story, holds, begun, timedelta(days=30))
    assert Mail.objects.get().kind == "digest", "the row says only which kind went when"


def allowance(story):
    from heed.moderation.models import Allowance

    Allowance.objects.all().delete()
    moderation.take(digest="d", limit=1, window=timedelta(hours=1), at=story.now)
    ends = Allowance.objects.get().ends_at
    at_the_edge(story, Allowance.objects.exists, ends, timedelta(0))


def index(story):
    comment = story.posted("The sluice floods.")
    everything_due(story, story.now)
    assert "sluice" in IndexedMessage.objects.get().comments
    commenting.withdraw(comment=comment, at=story.now)
    everything_due(story, story.now + timedelta(minutes=1))
    assert "sluice" not in IndexedMessage.objects.get().comments


def stored_page(story):
    from heed.edition.models import StoredPage

    comment = story.posted("The sluice floods.")
    Client().get(f"/messages/{story.edition.slug}/")
    assert "sluice" in StoredPage.objects.get().whole
    commenting.withdraw(comment=comment, at=story.now)
    assert not StoredPage.objects.exists()


def with_its_message(story):
    """Whatever belongs to a message goes when it goes."""
    from heed.edition.models import Correction, Picture, Revision, StoredPage

    model_rows = (Revision, Correction, Picture, StoredPage, Comment, CommentEvent)
    story.posted()
    Picture.objects.create(
        edition=story.edition, digest="b" * 32, small=b"1", large=b"1", shared=b"1",
        width=1, height=1,
    )  # fmt: skip
    everything_due(story, story.edition.opened_at + SIX_YEARS + timedelta(days=1))
    for model in model_rows:
        assert not model.objects.exists(), model


KEPT: dict[str, list[Callable]] = {
    "edition.Comment": [address, words],
    "edition.CommentEvent": [words_of_events, with_its_message],
    "edition.Reply": [reply],
    "edition.Report": [report],
    "edition.Edition": [message, draft],
    "edition.Revision": [with_its_message],
    "edition.Correction": [with_its_message],
    "edition.Picture": [with_its_message],
    "edition.StoredPage": [stored_page],
    "moderation.Allowance": [allowance],
    "outbox.Mail": [mail],
    "people.Person": [leaver, leaver_who_signed],
    "people.Portrait": [portrait],
    "people.Role": [role],
    "people.Effort": [minutes],
    "queue.Opened": [opened],
    "week.IndexedMessage": [index],
}
# What is about the organisation, or about nobody, has no end to wait for.
ABOUT_NOBODY = {"people.Organisation", "people.Unit", "edition.Series", "week.Removal"}


# Held in the tests of the guardian's lane and of the ways in, or kept as long as Heed runs.
HELD_BESIDE = {
    "edition.Confidence", "edition.ConfidenceEvent", "people.DirectoryAccount",
    "people.SecondFactor", "people.Sheet", "people.PaperCode", "people.RoleChange",
}  # fmt: skip


def test_every_model_that_says_how_long_it_is_kept_is_held_to_it() -> None:
    assert set(KEPT) | ABOUT_NOBODY | HELD_BESIDE == set(privacy.declared())
    for label in ABOUT_NOBODY:
        assert str(apps.get_model(label).Privacy.keep_for).startswith("As long as")


@pytest.mark.parametrize(
    ("label", "kept"),
    [(label, kept) for label, ways in KEPT.items() for kept in ways],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_it_is_kept_as_long_as_it_says_and_no_longer(story, label, kept):
    kept(story)


def test_when_somebody_leaves_their_name_comes_off_what_they_decided_and_typed(story):
    from heed.edition.actions import writing
    from heed.edition.models import Revision

    comment = story.posted()
    ama_next = editions.draft(story.cast.ama, at=story.now)
    writing.save(edition=ama_next, words=editions.WORDS, based_on=2, by=story.cast.dora, at=story.now)  # fmt: skip
    for person in (story.cast.joe, story.cast.dora):
        actions.part_with(person=person, at=story.now)
        assert not CommentEvent.objects.filter(by=person).exists()
        assert not Comment.objects.filter(decided_by=person).exists()
        assert not Revision.objects.filter(by=person).exists()
    assert comment.events.filter(kind="posted").exists()


def test_what_went_is_counted_by_the_week_and_told_to_everybody_as_a_sum(client, story):
    for _number in range(3):
        story.posted(f"Words, number {_number}.")
    everything_due(story, story.now + timedelta(days=91))
    (row,) = Removal.objects.filter(what="addresses")
    assert (row.week, row.many) == (clock.iso_week(story.now), 3)
    everything_due(story, story.now)
    assert Removal.objects.get(what="addresses").many == 3, "nothing is counted twice"
    page = pages.text(client.get(reverse("week:privacy")))
    total = sum(Removal.objects.values_list("many", flat=True))
    assert f"Heed erased {total} things whose time was over" in page
    shown = pages.text(sign_in(client, story.cast.tariq).get(reverse("week:removed")))
    assert "Addresses of comments 3" in shown


def test_before_anything_fell_due_it_says_so(client, story):
    assert "Nothing fell due to be erased" in pages.text(client.get(reverse("week:privacy")))
    shown = sign_in(client, story.cast.tariq).get(reverse("week:removed"))
    assert "Nothing yet." in pages.text(shown)


def test_what_was_counted_is_neither_changed_nor_removed(story):
    removing.note_removed({"mail": 2, "people": 0}, at=story.now)
    removing.note_removed({"mail": 3}, at=story.now)
    assert list(Removal.objects.values_list("what", "many")) == [("mail", 5)]
    with pytest.raises(RemovalIsKept):
        Removal.objects.update(many=0)
    with pytest.raises(RemovalIsKept):
        Removal.objects.all().delete()


def test_every_kind_that_is_counted_has_a_name_on_the_page(story):
    everything_due(story, story.now + timedelta(days=100))
    assert set(Removal.objects.values_list("what", flat=True)) <= set(retention.kinds())


def test_a_count_and_the_erasing_that_it_counts_stand_or_fall_together(story):
    def fails(_at):
        Effort.objects.all().delete()
        raise OSError

    effort.note(person=story.cast.joe, at=story.now)
    with pytest.raises(OSError):
        removing.counted(fails)(story.now)
    assert Effort.objects.exists()
    assert not Removal.objects.exists()
