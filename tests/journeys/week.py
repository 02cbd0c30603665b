"""The time of a journey, and a week in which everything has happened that a page can show."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from PIL import Image

from heed import clock
from heed.answer.actions import keeping_promises
from heed.cli.steps import EACH_FEW_SECONDS, EACH_MINUTE
from heed.edition import pictures
from heed.edition.actions import (
    commenting,
    confiding,
    deciding,
    guarding,
    publishing,
    reporting,
    writing,
)
from heed.edition.models import Comment, Confidence, Edition, PaperCard, Report
from heed.outbox import actions as outbox
from heed.outbox.models import Mail
from heed.people import actions as people_actions
from heed.people import setting_dates
from heed.people.models import Person, Role
from heed.week.actions import subscribing
from heed.week.models import Subscription
from tests import people
from tests.factories import editions, loop
from tests.factories import paper as cards

SOMEBODY = "somebody@saltmarsh.example"
MONDAY, TUESDAY = editions.MONDAY, editions.TUESDAY


@dataclass
class Week:
    """The cast, and a clock that stands until it is told to move."""

    cast: people.Cast
    now: datetime = MONDAY

    def pass_time(self, **length: float) -> None:
        """Let time go by, and do at its end everything that has fallen due."""
        self.is_now(self.now + timedelta(**length))

    def is_now(self, moment: datetime) -> None:
        """Come to a moment, and do everything that has fallen due."""
        self.now = moment
        for _name, step in [*EACH_MINUTE, *EACH_FEW_SECONDS]:
            step(self.now)


@contextmanager
def begin(at: datetime = MONDAY) -> Iterator[Week]:
    """The cast and the series, at this moment."""
    week = Week(cast=people.cast(), now=at)
    clock.set_source(lambda: week.now)
    try:
        editions.series()
        yield week
    finally:
        clock.set_source(None)


@dataclass
class Everything:
    """What the pages of a full week are about."""

    week: Week
    open: Edition
    closed: Edition
    staff_only: Edition
    heard: Edition
    draft: Edition
    aside: int
    with_checker: Edition
    scheduled: Edition
    left_behind: Edition
    unread: Edition
    comments: dict[str, Comment]
    confidences: dict[str, Confidence]
    cards: dict[str, PaperCard]
    report: Report
    role_pk: int
    absence: int
    period: int
    picture: str
    portrait: str
    subscribed: int
    unconfirmed: int
    stopped: int
    perhaps: int


def fill(week: Week) -> Everything:
    """Let everything happen, up to Thursday morning of Ama's week."""
    cast = week.cast
    ben = people_actions.welcome(
        name="Ben Okafor", email="ben@saltmarsh.example", post="Director of Operations"
    )
    people_actions.give_role(person=ben, kind=Role.Kind.AUTHOR)
    staff_only = _past(ben, "What the pay letter says", weeks=2, visible_to="staff")
    closed = _past(ben, "Where the new cars go", weeks=1)
    heard, answered = _heard(cast)
    portrait = people_actions.show_portrait(person=cast.ama, sent=_photograph(300, 300))
    early = editions.posted(
        closed, cast.joe, "Thank you for writing it down.", name="Lorna Pettifer"
    )
    week.is_now(TUESDAY - timedelta(hours=1))
    subscribing.enrol([cast.sam.pk, cast.bev.pk], at=week.now)
    opened = editions.opened(cast.ama)
    deciding.reply(comment=early, text="You are right. I will.", by=ben, at=TUESDAY)
    comments = _comments(opened, cast) | {"heard": answered}
    week.is_now(TUESDAY + timedelta(days=2, hours=1, minutes=30))
    comments |= _late_comments(opened, cast, week.now)
    on_paper = _cards(closed, opened, cast, week.now)
    report = reporting.report(
        comment=comments["reported"], reason="identifies", words="It names the ward.", at=week.now
    )
    publishing.correct(
        edition=opened,
        words=replace(editions.WORDS, text=editions.WORDS.text + "\n\nIt was four weeks."),
        what="It was four weeks, not three.",
        by=cast.ama,
        at=week.now,
    )
    confidences = _confidences(cast, week.now) | {
        "passed_on": comments["passed_on"].confidences.get(),
        "on_paper": on_paper["passed_on"].confidences.get(),
    }
    draft, aside, picture = _draft(cast, week.now)
    with_checker = editions.draft(cast.ama, at=week.now)
    publishing.ask_for_check(
        edition=with_checker, checker=cast.bev, address="/", by=cast.ama, at=week.now
    )
    scheduled = editions.draft(
        ben, words=replace(editions.WORDS, title="What I saw on nights"), at=week.now
    )
    publishing.publish(edition=scheduled, by=ben, at=week.now, when=TUESDAY + timedelta(days=7))
    week.pass_time(minutes=1)
    sam, unconfirmed, stopped = _subscriptions(cast, week.now)
    left_behind, unread = _left_behind(week)
    return Everything(
        week=week,
        open=_again(opened),
        closed=_again(closed),
        staff_only=_again(staff_only),
        heard=_again(heard),
        draft=_again(draft),
        aside=aside,
        with_checker=_again(with_checker),
        scheduled=_again(scheduled),
        left_behind=left_behind,
        unread=unread,
        comments={name: Comment.objects.get(pk=one.pk) for name, one in comments.items()},
        confidences={name: Confidence.objects.get(pk=one.pk) for name, one in confidences.items()},
        cards={name: PaperCard.objects.get(pk=one.pk) for name, one in on_paper.items()},
        report=report,
        role_pk=cast.ama.roles.get().pk,
        absence=_away(cast.joe, week.now),
        period=_election(cast.tariq, week.now),
        picture=picture,
        portrait=portrait.digest,
        subscribed=sam.pk,
        unconfirmed=unconfirmed.pk,
        stopped=stopped.pk,
        perhaps=_trouble_with_mail(week.now),
    )


def _subscriptions(
    cast: people.Cast, now: datetime
) -> tuple[Subscription, Subscription, Subscription]:
    """Sam gets the weekly mail, somebody outside asked for it, Bev stopped it."""
    bev = Subscription.objects.get(person=cast.bev)
    subscribing.stop(subscription=bev, at=now)
    subscribing.ask(address="lorna@private.example", at=now)
    asked = Subscription.objects.get(person=None)
    return Subscription.objects.get(person=cast.sam), asked, bev


def _trouble_with_mail(now: datetime) -> int:
    """One mail was perhaps sent, one could not be sent, one waits; gives back the first."""
    perhaps, dead, _waits = [
        outbox.queue(to=SOMEBODY, kind="private_page", subject="S", text="T", at=now)
        for _each in range(3)
    ]
    Mail.objects.filter(pk=perhaps).update(
        state=Mail.State.PERHAPS, claimed_at=now, ended_at=now, last_error="The line broke."
    )
    why = "The recipient was refused (550 5.1.1)"
    Mail.objects.filter(pk=dead).update(state=Mail.State.DEAD, ended_at=now, last_error=why)
    return perhaps


def _left_behind(week: Week) -> tuple[Edition, Edition]:
    """A draft of somebody who left since, and a message whose answers nobody reads any more."""
    gone = people_actions.welcome(name="Hugo Vane", email="hugo@saltmarsh.example")
    people_actions.give_role(person=gone, kind=Role.Kind.AUTHOR)
    draft = editions.draft(gone, at=week.now)
    unread = _past(gone, "Who answers the night desk", weeks=3)
    editions.posted(unread, week.cast.joe, "Nobody does after two.", name="Una Brook")
    people_actions.part_with(person=gone)
    return _again(draft), _again(unread)


def _again(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def _past(author: Person, title: str, *, weeks: int, visible_to: str = "public") -> Edition:
    at = TUESDAY - timedelta(weeks=weeks)
    words = replace(editions.WORDS, title=title)
    return editions.opened(author, words=words, at=at, visible_to=visible_to)


def _heard(cast: people.Cast) -> tuple[Edition, Comment]:
    """What Ama heard five weeks ago, a promise that was kept since, and one to go and listen."""
    edition = _past(cast.ama, "What the relief cars are for", weeks=5)
    answered = editions.posted(edition, cast.joe, "They wait at the wrong end.", name="Una Brook")
    message, at = loop.message_of(edition), TUESDAY - timedelta(weeks=4)
    theme = loop.heard(message, cast.ama, at=at + timedelta(days=2, hours=2))
    made_at = at + timedelta(days=3, hours=3)
    done = loop.promised(message, theme, cast.bev, cast.ama, at=made_at)
    keeping_promises.finish(
        promise=done, words="Nine doors have a key.", by=cast.bev, at=made_at + timedelta(days=4),
        picture=loop.drawn(), shows="A key on a hook beside a door",
    )  # fmt: skip
    listen = loop.promised(
        message, theme, cast.bev, cast.ama, at=made_at, kind="listen", what="A night at Eel Hithe"
    )
    keeping_promises.note(
        promise=listen, words="It is in the diary.", by=cast.bev, at=made_at + timedelta(days=20)
    )
    return edition, answered


def _comments(edition: Edition, cast: people.Cast) -> dict[str, Comment]:
    joe = cast.joe
    waits = editions.waiting
    comments = {
        "posted": editions.posted(
            edition, joe, "A lamp by the vehicle.", name="Gareth Sollom", wants_mail=True
        ),
        "replied": editions.posted(
            edition, joe, "See https://example.org/rota too.", name="Ines Valla"
        ),
        "reported": editions.posted(edition, joe, "Ask ward nine.", name="Dewi Marchbanks"),
        "taken_down": editions.posted(edition, joe, "Ask Mrs P.", name="Hugh Lander"),
        "asked": waits(edition, "The garage is locked.", name="Owen Tarrant", wants_mail=True),
        "not_posted": waits(edition, "The man in Mill Road.", name="Petra Sand"),
        "passed_on": waits(edition, "He will not leave me alone.", name="Quentin Moss"),
        "withdrawn": waits(edition, "Never mind.", name="Rhian Coe"),
    }
    deciding.reply(comment=comments["replied"], text="I will ask.", by=cast.ama, at=TUESDAY)
    for name in ("asked", "not_posted", "passed_on"):
        editions.decide(comments[name], joe, name)
    guarding.write_as_guardian(
        confidence=comments["passed_on"].confidences.get(),
        words="Ring me on 01632 960 144.",
        by=cast.nadia,
        at=TUESDAY,
    )
    commenting.withdraw(comment=comments["withdrawn"], at=TUESDAY + timedelta(hours=2))
    asked = reporting.ask_from_above(
        comment=comments["taken_down"], role="the director of operations", words="Not nice.",
        by=joe, at=TUESDAY + timedelta(hours=3),
    )  # fmt: skip
    reporting.decide_report(
        report=asked, take_down=True, by=joe, at=TUESDAY + timedelta(hours=3),
        reason="identifies", words="Leave out her name.",
    )  # fmt: skip
    return comments


def _confidences(cast: people.Cast, now: datetime) -> dict[str, Confidence]:
    """What was told the guardian, one of each kind."""
    said = {
        "waiting": ("He comes too close, every shift.", ""),
        "answered": ("We were told to write other times.", "Petra Sand"),
        "danger": ("I can’t go on, I have a plan.", "Tom Alder"),
        "ended": ("Nobody checks the drug safe.", "Hugh Lander"),
        "taken_back": ("I would rather not.", "Rhian Coe"),
    }
    told = {
        name: confiding.confide(told=confiding.Told(text=text, name=by, ticket=name), at=TUESDAY)
        for name, (text, by) in said.items()
    }
    nadia = cast.nadia
    for name in ("answered", "ended"):
        one = told[name]
        guarding.note_opened(confidence=one, by=nadia, at=TUESDAY)
        guarding.write_as_guardian(confidence=one, words="Thank you. When?", by=nadia, at=TUESDAY)
        confiding.write_to_guardian(confidence=one, words="In March.", at=now)
    guarding.acknowledge(
        confidence=told["answered"], write_by=now.date() + timedelta(days=3), by=nadia, at=now
    )
    guarding.hand_on(confidence=told["ended"], words="The director of pharmacy", by=nadia, at=now)
    guarding.record(
        confidence=told["ended"], subjects=["patients"], detriment=False, outcome="handed_on",
        by=nadia, at=now,
    )  # fmt: skip
    confiding.take_back(confidence=told["taken_back"], at=now)
    return told


def _late_comments(edition: Edition, cast: people.Cast, now: datetime) -> dict[str, Comment]:
    at = now - timedelta(hours=1)
    comments = {
        "waiting": editions.waiting(edition, "The heater rattles.", name="Sian Orchard", at=at),
        "danger": editions.waiting(
            edition, "I can’t go on, I have a plan.", name="Tom Alder", at=at
        ),
        "claims": editions.waiting(edition, "I will fix it.", name="Ama Tetteh", at=at),
        "decided": editions.waiting(edition, "Good.", name="Una Brook", at=at),
    }
    guarding.care_for(
        comment=comments["danger"], did="I rang the station.", with_whom="Marta", by=cast.joe,
        at=now - timedelta(minutes=30),
    )  # fmt: skip
    late = comments["decided"]
    deciding.decide(comment=late, outcome="posted", by=cast.joe, at=now, version=late.version)
    return comments


def _cards(
    closed: Edition, opened: Edition, cast: people.Cast, now: datetime
) -> dict[str, PaperCard]:
    """What Bev typed in last week, and what she types in now."""
    past = cards.entered(closed, cast.bev, "Mend the kettle.", "Thank the night desk.", quote=True)
    for card in past:
        cards.decide(card, cast.joe, "posted")
    (given,) = cards.entered(closed, cast.bev, "I am worn out.")
    cards.decide(given, cast.joe, "given")
    at = now - timedelta(minutes=45)
    waiting, not_posted, passed_on, danger = cards.entered(
        opened, cast.bev, "The key is at the garage.", "The man in Mill Road.",
        "He shouts at her.", "I can’t go on, I have a plan.", at=at,
    )  # fmt: skip
    cards.decide(not_posted, cast.joe, "not_posted", at=at)
    cards.decide(passed_on, cast.joe, "passed_on", at=at)
    return {
        "posted": past[0], "given": given, "waiting": waiting, "not_posted": not_posted,
        "passed_on": passed_on, "danger": danger,
    }  # fmt: skip


def _away(person: Person, now: datetime) -> int:
    """Somebody is away over Christmas."""
    first, last = date(2026, 12, 23), date(2026, 12, 28)
    return setting_dates.go_away(person=person, from_on=first, to_on=last, by=person, at=now).pk


def _election(by: Person, now: datetime) -> int:
    """Tariq has set the days before an election in spring."""
    return setting_dates.set_pre_election(
        from_on=date(2027, 3, 22), to_on=date(2027, 5, 6), by=by, at=now,
        notice=setting_dates.default_notice(),
    ).pk  # fmt: skip


def _photograph(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#8fd3cf").save(file, "JPEG")
    return file.getvalue()


def _draft(cast: people.Cast, now: datetime) -> tuple[Edition, int, str]:
    """Ama's next message: Dora wrote while Ama did, so that one version is kept beside."""
    draft = editions.draft(cast.ama, words=replace(editions.WORDS, title="The rota"), at=now)
    drawn = pictures.redraw(io.BytesIO(_photograph(900, 600)))
    picture = writing.keep_picture(edition=draft, by=cast.ama, **asdict(drawn))
    words = replace(editions.WORDS, title="The rota", picture_id=picture.pk, picture_alt="A rota.")
    writing.save(edition=draft, words=words, based_on=2, by=cast.ama, at=now)
    saved = writing.save(
        edition=draft, words=replace(editions.WORDS, title="The new rota"), based_on=1,
        by=cast.dora, at=now,
    )  # fmt: skip
    assert saved.is_aside
    return draft, saved.revision.number, picture.digest
