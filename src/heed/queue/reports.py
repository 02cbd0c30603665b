"""Reports of posted comments, as items of the queue."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from heed.edition.actions import reporting as actions
from heed.edition.queries import reporting
from heed.moderation.guards import without_controls
from heed.queue.comments import number_of, told_as_refused
from heed.queue.items import Card, Decided, Decision, Item, Outcome, Refused
from heed.ui.formatting import first_name, when


class Reports:
    """Somebody says that a posted comment should not stand."""

    kind = "report"

    def items(self, *, scopes: frozenset[str] | None, at: datetime) -> list[Item]:
        return [
            Item(
                kind=self.kind,
                key=str(row.number),
                what=_what(row),
                since=row.since,
                first_words=without_controls(row.text),
                notes=(_look_by(row, at),),
            )
            for row in reporting.reports(scopes=scopes)
        ]

    def decided(self, *, by: Any, scopes: frozenset[str] | None, at: datetime) -> list[Decided]:
        return [
            Decided(
                kind=self.kind,
                key=str(row.number),
                what=_("The report of %(name)s’s comment") % {"name": without_controls(row.name)},
                by=_("you") if row.is_own else row.by,
                done=_("It stays.") if row.outcome == "stayed" else _("Taken down."),
                until=row.until,
            )
            for row in reporting.decided_reports(by, scopes=scopes, at=at)
        ]

    def card(self, key: str, *, by: Any, at: datetime) -> Card | None:
        row = reporting.reported(number_of(key), by=by)
        if row is None:
            return None
        name, instead = without_controls(row.name), _instead(row)
        return Card(
            kind=self.kind,
            key=str(row.number),
            version=0,
            what=_what(row),
            since=row.since,
            heading=_("%(name)s wrote, and it is posted") % {"name": name},
            words=without_controls(row.text),
            outcomes=() if instead else (Outcome.LET_IT_STAY, Outcome.TAKE_DOWN),
            called=first_name(name),
            about=row.edition_title,
            about_address=reverse("edition:page", args=[row.edition_slug]),
            before=_before(row, at),
            their_words=without_controls(row.words),
            instead=instead,
        )

    def decide(self, key: str, decision: Decision, *, by: Any, at: datetime) -> None:
        with told_as_refused():
            actions.decide_report(
                report=number_of(key),
                take_down=decision.outcome == Outcome.TAKE_DOWN,
                by=by,
                at=at,
                reason=decision.reason,
                words=decision.words,
            )

    def undo(self, key: str, *, by: Any, at: datetime) -> None:
        with told_as_refused():
            actions.undo_report(report=number_of(key), by=by, at=at)

    def care_for(self, key: str, *, did: str, with_whom: str, by: Any, at: datetime) -> None:
        raise Refused(_("Steps for somebody’s safety belong to a comment that waits."))


def _what(row: reporting.Reported) -> str:
    if row.asked_by_role:
        return _("Somebody asked that it be taken down")
    return _("A report of a posted comment")


def _look_by(row: reporting.Reported, at: datetime) -> str:
    if row.look_by <= at:
        return _("Late: it was to be looked at by %(when)s.") % {"when": when(row.look_by, at)}
    return _("To be looked at by %(when)s.") % {"when": when(row.look_by, at)}


def _before(row: reporting.Reported, at: datetime) -> tuple[str, ...]:
    said = []
    if row.asked_by_role:
        said.append(_("Who asked: %(role)s.") % {"role": row.asked_by_role})
        said.append(_("This request is counted in public, whatever you decide."))
    if row.reason:
        said.append(_("The reason that was given: %(reason)s.") % {"reason": row.reason})
    said.append(_look_by(row, at))
    said.append(_("It stays on the page until you decide."))
    return tuple(said)


def _instead(row: reporting.Reported) -> str:
    by = {"by": row.decided_by or _("A moderator")}
    if row.outcome == "stayed":
        return _("%(by)s decided that it stays.") % by
    if row.outcome == "taken_down":
        return _("%(by)s took it down.") % by
    if not row.is_on_the_page:
        return _("This comment is not on the page any more.")
    return _("This comment is your own. Another moderator decides about it.") if row.is_own else ""
