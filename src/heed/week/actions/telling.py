"""Writing the weekly mail: one row for a person and an ISO week, and with it the mail itself.

Row and mail are written in one transaction, before anything is sent, inside the hours of whoever
gets it. A mail that cannot go before these hours are over is moved to the next ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import cached_property

from django.db import transaction
from django.utils.translation import gettext as _

from heed import clock
from heed.edition.queries import mailing
from heed.edition.queries.mailing import Told
from heed.outbox import actions as outbox
from heed.outbox import queries as post
from heed.outbox.kinds import QUIET_FOR
from heed.people import queries as people
from heed.week import tokens
from heed.week.hours import Hours, Window
from heed.week.mail import letter, owners, unit_managers
from heed.week.mail.parts import Telling
from heed.week.models import Digest, DigestWords, Subscription
from heed.week.queries import subscriptions

KIND = "digest"
# What is older than this is not told any more.
NEWS_FOR = timedelta(days=14)
A_CHUNK = 250
State = Subscription.State
Audience = DigestWords.Audience


def tell(*, at: datetime) -> int:
    """Write the weekly mail for everybody whose hours it is and who has not been told yet."""
    written = 0
    for audience in (Audience.STAFF, Audience.PUBLIC):
        told = mailing.newest(staff=audience == Audience.STAFF, since=at - NEWS_FOR)
        if told is not None:
            written += _Round(told, audience, at).write()
    return written


class _Round:
    """Telling one audience of one message."""

    def __init__(self, told: Told, audience: str, at: datetime) -> None:
        self.told, self.audience, self.at = told, audience, at
        self.week = clock.iso_week(at)

    def write(self) -> int:
        written = 0
        for hours in self._all_hours():
            window = hours.window(self.at)
            if window is None:
                continue
            due = self._untold(hours).order_by("pk").values_list("pk", flat=True)
            pks = list(due)
            for start in range(0, len(pks), A_CHUNK):
                written += self._write_for(pks[start : start + A_CHUNK], hours, window)
        return written

    def _all_hours(self) -> list[Hours]:
        """The hours that anybody who is still to be told has chosen; many have the same."""
        rows = self._untold().order_by().values_list("days", "begins", "ends").distinct()
        return [Hours(*row) for row in rows]

    def _untold(self, hours: Hours | None = None):  # type: ignore[no-untyped-def]
        rows = Subscription.objects.filter(
            state=State.ACTIVE,
            told_until__lt=self.told.opened_at,
            person__isnull=self.audience != Audience.STAFF,
        ).exclude(quiet_until__gt=self.at)
        if hours is None:
            return rows
        return rows.filter(days=hours.days, begins=hours.begins, ends=hours.ends)

    @transaction.atomic
    def _write_for(self, pks: list[int], hours: Hours, window: Window) -> int:
        # Locked and asked once more: of two processes that come at once, one writes.
        rows = list(self._untold(hours).filter(pk__in=pks).select_for_update(of=("self",)))
        ready = self._not_told_otherwise(self._who_may_be_written_to(rows))
        if not ready:
            return 0
        digests = [
            Digest(subscription=row, week=self.week, at=self.at) for row, _name, _to in ready
        ]
        Digest.objects.bulk_create(digests)
        copies = [
            self._copy(digest, row, name, address, window)
            for digest, (row, name, address) in zip(digests, ready, strict=True)
        ]
        body = words_for(self.told, self.audience, at=self.at)
        outbox.queue_copies(body=body, kind=KIND, copies=copies, at=self.at)
        written = Subscription.objects.filter(pk__in=[row.pk for row, _name, _to in ready])
        return written.update(told_until=self.told.opened_at, quiet_until=None)

    def _copy(
        self, digest: Digest, row: Subscription, name: str, address: str, window: Window
    ) -> outbox.Copy:
        asks, asks_html = self.asks.get(row.person_id or 0, ("", ""))
        return outbox.Copy(
            to=address,
            about=digest.about,
            greeting=_greeting(name),
            way_out=letter.stop_page(tokens.for_mail(row.pk)),
            window_ends_at=window.ends_at,
            asks=asks,
            asks_html=asks_html,
        )

    @cached_property
    def asks(self) -> dict[int, tuple[str, str]]:
        """What owners of promises and unit managers are asked in their own mail, by the person's
        number."""
        if self.audience != Audience.STAFF:
            return {}
        asked = owners.asks(at=self.at)
        for person, (text, html) in unit_managers.asks(at=self.at).items():
            before = asked.get(person)
            asked[person] = (f"{before[0]}\n\n{text}", before[1] + html) if before else (text, html)
        return asked

    def _who_may_be_written_to(
        self, rows: Sequence[Subscription]
    ) -> list[tuple[Subscription, str, str]]:
        """(subscription, first name, address) of those whose last mail is long enough ago."""
        rested = self._rested(rows)
        if self.audience == Audience.STAFF:
            found = people.reachable(row.person_id for row in rested if row.person_id)
            left = [row.pk for row in rested if row.person_id not in found]
            # Who works here no more is never written to again.
            Subscription.objects.filter(pk__in=left).update(state=State.ENDED, ended_at=self.at)
            return [
                (row, found[row.person_id].first_name, found[row.person_id].email)
                for row in rested
                if row.person_id in found
            ]
        staff = people.by_emails(row.address for row in rested)
        others = [row for row in rested if row.address.casefold() not in staff]
        for row in rested:
            if row.address.casefold() in staff:
                _give_to(row, staff[row.address.casefold()], at=self.at)
        return [(row, "", row.address) for row in others]

    def _not_told_otherwise(
        self, ready: list[tuple[Subscription, str, str]]
    ) -> list[tuple[Subscription, str, str]]:
        """Without those whose address was told of late by another subscription than this one."""
        told = post.last_sent((to for *_who, to in ready), kind=KIND, since=self.at - QUIET_FOR)
        for row, _name, to in ready:
            if to in told:
                quiet = told[to] + QUIET_FOR
                Subscription.objects.filter(pk=row.pk).update(quiet_until=quiet)
        return [each for each in ready if each[2] not in told]

    def _rested(self, rows: Sequence[Subscription]) -> list[Subscription]:
        last: dict[int, Digest] = {}
        for digest in Digest.objects.filter(subscription__in=rows).order_by("at"):
            last[digest.subscription_id] = digest
        became = post.became(digest.about for digest in last.values())
        rested = []
        for row in rows:
            before = last.get(row.pk)
            if before is None:
                rested.append(row)
                continue
            # A mail that is not known here went before everything was brought here.
            is_on_its_way, went_at = became.get(before.about, (False, before.at))
            if is_on_its_way:
                continue
            until = _quiet_until(before, went_at, self.week)
            if until <= self.at:
                rested.append(row)
            else:
                Subscription.objects.filter(pk=row.pk).update(quiet_until=until)
        return rested


def _quiet_until(last: Digest, went_at: datetime | None, week: str) -> datetime:
    """Until when somebody is left in peace after their last weekly mail."""
    quiet = went_at + QUIET_FOR if went_at else last.at
    return max(quiet, clock.week_bounds(week)[1]) if last.week == week else quiet


def rest_after_restore(*, since: datetime, at: datetime) -> int:
    """Leave in peace whoever may have been sent a weekly mail after the backup: gives back how many.

    Whose hours none of it fell into was sent nothing.
    """
    rested, active = 0, Subscription.objects.filter(state=State.ACTIVE)
    for row in list(active.order_by().values_list("days", "begins", "ends").distinct()):
        if Hours(*row).next_window(since).starts_at < at:
            days, begins, ends = row
            rested += active.filter(days=days, begins=begins, ends=ends).update(
                quiet_until=at + QUIET_FOR
            )
    return rested


def _give_to(row: Subscription, person: int, *, at: datetime) -> None:
    """An address that has become somebody's who works here: the subscription is theirs."""
    if Subscription.objects.filter(person_id=person).exists():
        row.state, row.ended_at = State.ENDED, at
    else:
        row.person_id = person
    row.address, row.address_digest = "", ""
    row.save(update_fields=["person", "state", "ended_at", "address", "address_digest"])


def _greeting(first_name: str) -> str:
    return _("Dear %(name)s,") % {"name": first_name} if first_name else _("Hello,")


def words_for(told: Told, audience: str, *, at: datetime) -> int:
    """The number of the words for this audience: made when they are first needed, then kept."""
    with transaction.atomic():
        # One at a time: whoever comes second finds them made.
        kept = DigestWords.objects.filter(message=told.key, audience=audience).first()
        if kept is not None:
            return kept.body
        mark, places = outbox.new_mark()
        laid = letter.lay_out(
            Telling(told=told, is_for_staff=audience == Audience.STAFF, at=at),
            greeting=places.greeting,
            way_out=places.way_out,
        )
        body = outbox.share(
            mark=mark, sender=told.author, subject=laid.subject, text=laid.text, html=laid.html,
            headers=laid.headers, at=at,
        )  # fmt: skip
        made, _is_ours = DigestWords.objects.get_or_create(
            message=told.key, audience=audience, defaults={"body": body, "made_at": at}
        )
        return made.body


def look_after_waiting(*, at: datetime) -> int:
    """Move what could not go before its hours were over; take back what is nobody's any more."""
    waiting = post.waiting(kind=KIND)
    if not waiting:
        return 0
    found = _owners(waiting)
    changed = 0
    for about, (ends_at, written_at) in waiting.items():
        row = found.get(_number_in(about))
        if row is None or written_at < at - NEWS_FOR:
            changed += outbox.cancel(about=about, at=at)
        elif ends_at is None or ends_at <= at:
            changed += _move(row, about, at)
    return changed


def _owners(abouts: Iterable[str]) -> dict[int, Subscription]:
    """The subscriptions behind these mails that are still somebody's who can be written to."""
    rows = Subscription.objects.filter(state=State.ACTIVE)
    numbers = {_number_in(about) for about in abouts}
    found = {row.pk: row for row in rows if row.pk in numbers}
    active = people.reachable(row.person_id for row in found.values() if row.person_id)
    return {
        pk: row for pk, row in found.items() if row.person_id is None or row.person_id in active
    }


def _number_in(about: str) -> int:
    return int(about.split(":")[1])


def _move(row: Subscription, about: str, at: datetime) -> int:
    window = subscriptions.hours_of(row).next_window(at)
    return outbox.move(
        about=about, not_before=max(window.starts_at, at), window_ends_at=window.ends_at
    )


def move_waiting(row: Subscription, *, at: datetime) -> None:
    """Let what waits for somebody go by the hours that they have now."""
    for digest in row.digests.filter(at__gt=at - timedelta(weeks=5)):
        _move(row, digest.about, at)


def take_back(row: Subscription, *, at: datetime) -> None:
    """Take back what waits for somebody."""
    for digest in row.digests.filter(at__gt=at - timedelta(weeks=5)):
        outbox.cancel(about=digest.about, at=at)


def take_back_from(numbers: Collection[int], *, at: datetime) -> None:
    """The same for several subscriptions at once."""
    for about in post.waiting(kind=KIND) if numbers else ():
        if _number_in(about) in numbers:
            outbox.cancel(about=about, at=at)
