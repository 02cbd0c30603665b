"""Paper cards, as items of the queue."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from heed.edition.actions import deciding_paper as actions
from heed.edition.actions import reporting_paper as reporting
from heed.edition.queries import deciding_paper as queries
from heed.edition.queries.deciding import Step
from heed.moderation.guards import without_controls
from heed.queue.comments import care_in, number_of, said_of, told_as_refused
from heed.queue.items import Card, Decided, Decision, Item, Outcome, Past
from heed.ui.formatting import first_name, when

_IN_EDITION = {
    Outcome.POST: "posted",
    Outcome.GIVE: "given",
    Outcome.PASS_ON: "passed_on",
    Outcome.DO_NOT_POST: "not_posted",
}


class PaperCards:
    """What crews said on paper, typed in by a colleague."""

    kind = "paper"

    def items(self, *, scopes: frozenset[str] | None, at: datetime) -> list[Item]:
        return [
            Item(
                kind=self.kind,
                key=str(row.number),
                what=_("A paper card"),
                since=row.since,
                first_words=without_controls(row.first_words),
                notes=_notes(row),
                is_pinned=row.may_be_in_danger and not row.is_cared_for,
            )
            for row in queries.waiting(scopes=scopes)
        ] + [
            Item(
                kind=self.kind,
                key=str(row.number),
                what=_("A report of a paper card"),
                since=row.since,
                first_words=without_controls(row.first_words),
                notes=(_look_by(row.look_by, at),),
            )
            for row in queries.reported(scopes=scopes)
        ]

    def decided(self, *, by: Any, scopes: frozenset[str] | None, at: datetime) -> list[Decided]:
        return [
            Decided(
                kind=self.kind,
                key=str(row.number),
                what=_("The card “%(words)s”") % {"words": _beginning(row)},
                by=_("you") if row.is_own else row.by,
                done=_done(row),
                until=row.until,
            )
            for row in queries.decided(by, scopes=scopes, at=at)
        ]

    def card(self, key: str, *, by: Any, at: datetime) -> Card | None:
        row = queries.held(number_of(key), by=by)
        if row is None:
            return None
        instead = _instead(row)
        known_by = (
            _("Entered by %(name)s") % {"name": row.entered_by} if row.entered_by else _("On paper")
        )
        return Card(
            kind=self.kind,
            key=str(row.number),
            version=row.version,
            what=_("A report of a paper card") if row.reported_at else _("A paper card"),
            since=row.reported_at or row.since,
            heading=_("Somebody wrote on paper, and it is posted")
            if row.reported_at
            else _("Somebody wrote on paper"),
            words=without_controls(row.text),
            outcomes=() if instead else _allowed(row),
            called=first_name(row.entered_by),
            known_by=known_by,
            about=row.edition_title,
            about_address=reverse("edition:page", args=[row.edition_slug]),
            may_be_in_danger=row.may_be_in_danger,
            is_cared_for=row.is_cared_for,
            speaks_of_harassment=row.speaks_of_harassment,
            care=care_in(row.steps),
            past=past_of_card(row.steps),
            before=_before(row),
            their_words=without_controls(row.report_words) if row.reported_at else "",
            instead=instead,
        )

    def decide(self, key: str, decision: Decision, *, by: Any, at: datetime) -> None:
        if decision.outcome in (Outcome.LET_IT_STAY, Outcome.TAKE_DOWN):
            self._decide_report(key, decision, by=by, at=at)
            return
        with told_as_refused():
            actions.decide(
                card=number_of(key),
                outcome=_IN_EDITION.get(decision.outcome, ""),
                by=by,
                at=at,
                version=decision.version,
                reason=decision.reason,
                words=decision.words,
            )

    def _decide_report(self, key: str, decision: Decision, *, by: Any, at: datetime) -> None:
        with told_as_refused():
            reporting.decide_report(
                card=number_of(key),
                take_down=decision.outcome == Outcome.TAKE_DOWN,
                version=decision.version,
                by=by,
                at=at,
                reason=decision.reason,
                words=decision.words,
            )

    def undo(self, key: str, *, by: Any, at: datetime) -> None:
        row = queries.held(number_of(key), by=by)
        with told_as_refused():
            if row is not None and row.state == "taken_down":
                reporting.undo_report(card=row.number, by=by, at=at)
            else:
                actions.undo(card=number_of(key), by=by, at=at)

    def care_for(self, key: str, *, did: str, with_whom: str, by: Any, at: datetime) -> None:
        with told_as_refused():
            actions.care_for(card=number_of(key), did=did, with_whom=with_whom, by=by, at=at)


def _allowed(row: queries.Held) -> tuple[Outcome, ...]:
    """A card is posted only where its writer ticked the box; else it is the author's to read."""
    if row.reported_at:
        return (Outcome.LET_IT_STAY, Outcome.TAKE_DOWN)
    first = Outcome.POST if row.may_be_quoted else Outcome.GIVE
    return (first, Outcome.PASS_ON, Outcome.DO_NOT_POST)


def _notes(row: queries.Waiting) -> tuple[str, ...]:
    notes = []
    if row.may_be_in_danger:
        notes.append(
            _("May mean danger. A step is written down.")
            if row.is_cared_for
            else _("May mean danger. Read this first.")
        )
    if row.came_before:
        notes.append(_("It has been here before."))
    return tuple(notes)


def _beginning(row: queries.Decided) -> str:
    words = without_controls(" ".join(row.first_words.split()))
    return Truncator(words).chars(40)


def _look_by(look_by: datetime, at: datetime) -> str:
    if look_by <= at:
        return _("Late: it was to be looked at by %(when)s.") % {"when": when(look_by, at)}
    return _("To be looked at by %(when)s.") % {"when": when(look_by, at)}


def _before(row: queries.Held) -> tuple[str, ...]:
    if not row.reported_at:
        return ()
    given = _("The reason that was given: %(reason)s.") % {"reason": row.report_reason}
    return (given, _("It stays on the page until you decide."))


def _done(row: queries.Decided) -> str:
    called = {"name": row.entered_by or _("Whoever entered it")}
    said = {
        "posted": _("Posted in five minutes."),
        "given": _("Given to the author in five minutes."),
        "not_posted": _("Not posted. %(name)s is told in five minutes.") % called,
        "taken_down": _("Taken down."),
    }
    return said.get(row.outcome, "")


def _instead(row: queries.Held) -> str:
    if row.state == "waiting" or row.reported_at:
        own = _("You entered this card. Another moderator decides about it.")
        return own if row.is_own else ""
    said = {
        "decided": _("%(by)s has decided about it."),
        "posted": _("%(by)s posted it."),
        "given": _("%(by)s gave it to the author to read."),
        "not_posted": _("%(by)s did not post it."),
        "taken_down": _("%(by)s took it down."),
    }
    parts = {"by": row.decided_by or _("A moderator")}
    return said.get(row.state, _("There is nothing to decide.")) % parts


def past_of_card(steps: tuple[Step, ...]) -> tuple[Past, ...]:
    """What happened to a card before, in sentences."""
    of_cards = {
        "sent_again": _("%(by)s changed it. Before, it read"),
        "given": _("%(by)s gave it to the author"),
    }
    return tuple(
        Past(
            what=(of_cards.get(step.kind) or said_of(step)) % {"by": step.by or _("A colleague")},
            at=step.at,
            words=step.words,
            rest=step.reason,
        )
        for step in steps
        if step.kind != "cared_for"
    )
