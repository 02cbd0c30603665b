"""What says how long it is kept is kept that long, and what went is counted and shown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.answer.actions import asking, freezing, keeping_promises, promising, taking_on
from heed.answer.models import (
    AuthorWeeks,
    Became,
    DonePicture,
    Frozen,
    Gathered,
    HandedOn,
    Playback,
    Promise,
    PromiseWord,
    Refusal,
    TakenOn,
    Tap,
    TapCount,
    Tapped,
    Theme,
)
from heed.cli.steps import EACH_FEW_SECONDS, EACH_MINUTE
from heed.edition.actions import commenting, confiding, guarding, publishing, reporting
from heed.edition.models import (
    Comment,
    CommentEvent,
    Confidence,
    ConfidenceEvent,
    Correction,
    Edition,
    Origin,
    PaperCard,
    PaperCardEvent,
    Picture,
    Reply,
    Report,
)
from heed.moderation import actions as moderation
from heed.outbox import actions as outbox
from heed.outbox.models import Mail, SharedBody
from heed.people import actions, cards, effort, setting_dates
from heed.people.models import (
    Absence,
    DirectoryAccount,
    Effort,
    PaperCode,
    Person,
    Portrait,
    Role,
    SecondFactor,
    Sheet,
)
from heed.queue import actions as queue
from heed.queue.models import Opened
from heed.week import privacy, retention
from heed.week.actions import removing, subscribing
from heed.week.models import (
    Digest,
    DigestWords,
    IndexedMessage,
    Removal,
    RemovalIsKept,
    Subscription,
)
from tests.factories import desk, editions, loop, pages, paper
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
    """What went out is a record: no clock deletes it, nor what stands under it."""
    story.posted()
    everything_due(story, story.edition.opened_at + 2 * SIX_YEARS)
    assert Edition.objects.filter(pk=story.edition.pk).exists()
    assert Comment.objects.get().text


def draft(story):
    number = editions.draft(story.cast.ama, at=story.now).pk
    at_the_edge(story, Edition.objects.filter(pk=number).exists, story.now, SIX_YEARS)


def leaver(story):
    sam = story.cast.sam
    actions.part_with(person=sam, at=story.now)
    at_the_edge(story, Person.objects.filter(pk=sam.pk).exists, story.now, timedelta(days=90))


def leaver_who_signed(story):
    """Their name stands as long as the message does; all else about them goes."""
    ama = story.cast.ama
    story.posted("I wrote that myself.", name=ama.name, email=ama.email, person=ama)
    draft = editions.draft(ama, at=story.now)
    Person.objects.filter(pk=ama.pk).update(staff_number="0042")
    actions.part_with(person=ama, at=story.now)

    def holds():
        row = Person.objects.get(pk=ama.pk)
        return bool(row.post and row.email == ama.email and row.staff_number)

    at_the_edge(story, holds, story.now, timedelta(days=90))
    left = Person.objects.get(pk=ama.pk)
    kept = (left.name, left.post, left.staff_number, left.unit, left.is_erased)
    assert kept == ("Ama Tetteh", "", "", None, True)
    assert not Edition.objects.filter(pk=draft.pk).exists()
    assert not Comment.objects.filter(person=ama).exists()
    everything_due(story, story.now + 2 * SIX_YEARS)
    assert Edition.objects.get(author=ama).author_name == "Ama Tetteh"


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
    draft = editions.draft(story.cast.ama, at=story.now)
    picture = Picture.objects.create(
        edition=draft, digest="b" * 32, small=b"1", large=b"1", shared=b"1", width=1, height=1
    )
    Origin.objects.create(edition=draft, source="old", digest="c" * 64, at=story.now)
    held = (draft.revisions, Picture.objects.filter(pk=picture.pk), Origin.objects)
    at_the_edge(story, lambda: all(rows.exists() for rows in held), story.now, SIX_YEARS)
    assert not any(rows.exists() for rows in held)


def with_what_went_out(story):
    """What was corrected, decided and signed stays with its message."""
    story.posted()
    words = replace(editions.WORDS, question="And now?")
    publishing.correct(
        edition=story.edition, words=words, what="A word.", by=story.cast.ama, at=story.now
    )
    everything_due(story, story.now + 2 * SIX_YEARS)
    assert Correction.objects.exists()
    assert CommentEvent.objects.filter(kind="posted").exists()


def card_typed_in(story):
    (card,) = paper.entered(story.edition, story.cast.bev, "Mend it.", quote=True, at=story.now)
    paper.decide(card, story.cast.joe, "posted", at=story.now)
    holds = PaperCard.objects.exclude(entered_by=None).exists
    at_the_edge(story, holds, story.now, timedelta(days=90))
    assert PaperCard.objects.get().text, "a posted one stays as long as its message"


def card_on_no_page(story):
    (card,) = paper.entered(story.edition, story.cast.bev, "The man in Mill Road.", at=story.now)
    paper.decide(card, story.cast.joe, "not_posted", at=story.now)
    holds = PaperCard.objects.exclude(text="").exists
    at_the_edge(story, holds, story.now, timedelta(days=180))
    assert not PaperCardEvent.objects.exclude(words="").exists()


def confidence(story):
    told = confiding.Told(text="He comes too close.", name="Petra Sand", ticket="t")
    one = confiding.confide(told=told, at=story.now)
    begun = story.now
    guarding.write_as_guardian(confidence=one, words="When?", by=story.cast.nadia, at=begun)
    confiding.take_back(confidence=one, at=begun)
    at_the_edge(story, Confidence.objects.exists, begun, timedelta(days=2 * 365))


def confidence_words(story):
    told = confiding.Told(text="He comes too close.", name="Petra Sand", ticket="t")
    one = confiding.confide(told=told, at=story.now)
    begun, nadia = story.now, story.cast.nadia
    guarding.write_as_guardian(confidence=one, words="When?", by=nadia, at=begun)
    guarding.record(
        confidence=one,
        subjects=["patients"],
        detriment=False,
        outcome="answered",
        by=nadia,
        at=begun,
    )
    holds = lambda: bool(Confidence.objects.get().text)  # noqa: E731
    at_the_edge(story, holds, begun, timedelta(days=90))
    assert not any(event.words for event in ConfidenceEvent.objects.all())


def absence(story):
    last = clock.local(story.now).date() + timedelta(days=3)
    joe = story.cast.joe
    setting_dates.go_away(person=joe, from_on=last, to_on=last, by=joe, at=story.now)
    at_the_edge(story, Absence.objects.exists, story.now, timedelta(days=10))


def sheet(story):
    last = clock.local(story.now).date() + timedelta(days=5)
    ticket = cards.ticket(at=story.now)
    cards.print_sheet(group="Nights", count=2, last_on=last, ticket=ticket, at=story.now)
    holds = lambda: Sheet.objects.exists() and PaperCode.objects.exists()  # noqa: E731
    at_the_edge(story, holds, story.now, timedelta(days=370))
    assert not PaperCode.objects.exists()


def ways_in(story):
    joe = story.cast.joe
    DirectoryAccount.objects.create(person=joe, digest="d" * 32)
    SecondFactor.objects.create(person=joe, secret="s")
    everything_due(story, story.now + timedelta(days=800))
    assert DirectoryAccount.objects.exists() and SecondFactor.objects.exists()
    actions.part_with(person=joe, at=story.now)
    assert not DirectoryAccount.objects.exists() and not SecondFactor.objects.exists()


def subscription(story):
    """It ends with whoever leaves, not as their own wish, and goes 90 days later."""
    sam = story.cast.sam
    subscribing.begin(person=sam.pk, at=story.now)
    everything_due(story, story.now + timedelta(days=800))
    assert Subscription.objects.get().state == "active"
    actions.part_with(person=sam, at=story.now)
    row = Subscription.objects.get()
    assert (row.state, row.has_said_no) == ("ended", False)
    at_the_edge(story, Subscription.objects.exists, story.now, timedelta(days=90))


def subscribed_address(story):
    subscribing.ask(address="lorna@private.example", at=story.now)
    at_the_edge(story, Subscription.objects.exists, story.now, timedelta(days=7))


def weekly_mail(story):
    row = subscribing.begin(person=story.cast.sam.pk, at=story.now)
    Digest.objects.create(subscription=row, week="2026-w47", at=story.now)
    at_the_edge(story, Digest.objects.exists, story.now, timedelta(weeks=5))


def weekly_words(story):
    row = DigestWords(message=1, audience="staff", body=1, made_at=story.now)
    row.save()
    holds = DigestWords.objects.filter(pk=row.pk).exists
    at_the_edge(story, holds, story.now, timedelta(weeks=5))


def shared_body(story):
    mark, places = outbox.new_mark()
    body = outbox.share(
        mark=mark, sender="Heed", subject="s", text=f"{places.greeting} t {places.way_out}",
        html="", headers={}, at=story.now,
    )  # fmt: skip
    copy = outbox.Copy(to="sam@s.example", about="digest:1:w", greeting="Sam", way_out="/out/")
    outbox.queue_copies(body=body, kind="digest", copies=[copy], at=story.now)
    Mail.objects.update(state="dead", ended_at=story.now + timedelta(days=20))
    at_the_edge(story, SharedBody.objects.exists, story.now, timedelta(days=50))


def what_came_of_it(story):
    """What was heard, promised, refused and counted of a message stays as long as it does."""
    cast = story.cast
    story.posted()
    edition = Edition.objects.get(pk=story.edition.pk)
    heard_at = edition.closes_at + timedelta(days=2)
    story.now = edition.closes_at
    publishing.close_due(at=story.now)
    message = loop.message_of(edition)
    theme = loop.heard(message, cast.ama, at=heard_at)
    story.now = heard_at + timedelta(days=1)
    promise = loop.promised(message, theme, cast.bev, cast.ama, at=story.now)
    promising.say_no(
        message=message, themes=[theme.pk], what="A bus", reason=loop.REASON, by=cast.ama,
        role="director of estates", at=story.now,
    )  # fmt: skip
    promising.hand_on(
        message=message, themes=[theme.pk], to_whom="The union", words="", by=cast.ama,
        at=story.now,
    )  # fmt: skip
    keeping_promises.finish(
        promise=promise,
        words="Done.",
        by=cast.bev,
        at=story.now,
        picture=loop.drawn(),
        shows="A key",
    )
    everything_due(story, edition.opened_at + timedelta(days=10))
    everything_due(story, edition.opened_at + timedelta(days=30))
    ben = actions.welcome(name="Ben Okafor", email="ben@saltmarsh.example")
    actions.give_role(person=ben, kind="author")
    actions.part_with(person=cast.ama, at=story.now)
    taking_on.take_on(message=message, by=ben, at=story.now)
    held = (
        TakenOn, Playback, Theme, Gathered, Became, Promise, PromiseWord, DonePicture, Refusal, HandedOn, Tap,
        Frozen,
    )  # fmt: skip
    before = {model: list(model._base_manager.values_list("pk", flat=True)) for model in held}
    assert all(before.values())
    for leaver in (ben, cast.bev):
        actions.part_with(person=leaver, at=story.now)
    everything_due(story, story.now + 2 * SIX_YEARS)
    for model, numbers in before.items():
        assert list(model._base_manager.values_list("pk", flat=True)) == numbers, model
    assert Promise.objects.get().owner.name == "Bev Ashdown"
    assert TakenOn.objects.get().by.name == "Ben Okafor"
    assert not PromiseWord.objects.exclude(by=None).exists()
    assert not Refusal.objects.exclude(by=None).exists()
    assert not HandedOn.objects.exclude(by=None).exists()


def that_somebody_tapped(story):
    """Who answered and how many is gone with the seventh day."""
    story.posted()
    edition = Edition.objects.get(pk=story.edition.pk)
    asked_at = edition.closes_at + timedelta(days=2)
    story.now = edition.closes_at
    loop.heard(loop.message_of(edition), story.cast.ama, at=asked_at)
    question = Tap.objects.get()
    asking.tap(tap=question.pk, answer="yes", by=story.cast.sam, at=asked_at)
    holds = lambda: Tapped.objects.exists() and TapCount.objects.exists()  # noqa: E731
    at_the_edge(story, holds, asked_at, timedelta(days=7))
    assert not Tapped.objects.exists()
    assert not TapCount.objects.exists()
    assert Tap.objects.get().figure


def weeks_added_up(story):
    """Added before whose minutes they were is forgotten, and gone with the median of twelve."""
    three = [
        actions.welcome(name=f"Author {n}", email=f"author{n}@saltmarsh.example") for n in range(3)
    ]
    for week in range(1, 13):
        author, at = three[week % 3], editions.TUESDAY + timedelta(weeks=week)
        actions.give_role(person=author, kind="author")
        editions.opened(author, at=at)
        effort.note(person=author, at=at)
        freezing.freeze_due(at=at + timedelta(days=6))
        assert AuthorWeeks.objects.exists() is (week in range(3, 12))
    assert Frozen.objects.filter(kind="minutes").count() == 1


KEPT: dict[str, list[Callable]] = {
    **{
        f"answer.{name}": [what_came_of_it]
        for name in (
            "Playback",
            "Theme",
            "Gathered",
            "Became",
            "Promise",
            "PromiseWord",
            "DonePicture",
            "Refusal",
            "HandedOn",
            "TakenOn",
            "Tap",
            "Frozen",
        )
    },
    "answer.Tapped": [that_somebody_tapped],
    "answer.TapCount": [that_somebody_tapped],
    "answer.AuthorWeeks": [weeks_added_up],
    "edition.Comment": [address, words],
    "edition.CommentEvent": [words_of_events, with_what_went_out],
    "edition.Reply": [reply],
    "edition.Report": [report],
    "edition.PaperCard": [card_typed_in, card_on_no_page],
    "edition.PaperCardEvent": [card_on_no_page],
    "edition.Confidence": [confidence_words, confidence],
    "edition.ConfidenceEvent": [confidence_words, confidence],
    "edition.Edition": [message, draft],
    "edition.Revision": [with_its_message],
    "edition.Correction": [with_what_went_out],
    "edition.Picture": [with_its_message],
    "edition.Origin": [with_its_message],
    "edition.StoredPage": [stored_page],
    "moderation.Allowance": [allowance],
    "outbox.Mail": [mail],
    "outbox.SharedBody": [shared_body],
    "people.Person": [leaver, leaver_who_signed],
    "people.Portrait": [portrait],
    "people.Role": [role],
    "people.Effort": [minutes],
    "people.Absence": [absence],
    "people.Sheet": [sheet],
    "people.PaperCode": [sheet],
    "people.DirectoryAccount": [ways_in],
    "people.SecondFactor": [ways_in],
    "queue.Opened": [opened],
    "week.IndexedMessage": [index],
    "week.Subscription": [subscription, subscribed_address],
    "week.Digest": [weekly_mail],
    "week.DigestWords": [weekly_words],
}
# What is about the organisation, or about nobody, has no end to wait for.
ABOUT_NOBODY = {"people.Organisation", "people.Unit", "edition.Series", "week.Removal"}
# What shows who could do what, and when, is a record of the organisation.
RECORDS = {"people.RoleChange", "people.PreElection", "people.PreElectionChange"}


def test_every_model_that_says_how_long_it_is_kept_is_held_to_it() -> None:
    assert set(KEPT) | ABOUT_NOBODY | RECORDS == set(privacy.declared())
    for label in ABOUT_NOBODY | RECORDS:
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
