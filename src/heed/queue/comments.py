"""Named comments, as items of the queue."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.translation import gettext as _

from heed.edition.actions import deciding as actions
from heed.edition.actions import guarding, refusals
from heed.edition.queries import deciding
from heed.moderation.guards import without_controls
from heed.queue.items import Card, Care, Decided, Decision, Item, Outcome, Past, Refused
from heed.ui.formatting import first_name

ALLOWED = (
    Outcome.POST, Outcome.REPLY, Outcome.ASK, Outcome.PASS_ON, Outcome.DO_NOT_POST,
)  # fmt: skip
_IN_EDITION = {
    Outcome.POST: "posted",
    Outcome.REPLY: "posted",
    Outcome.ASK: "asked",
    Outcome.PASS_ON: "passed_on",
    Outcome.DO_NOT_POST: "not_posted",
}


class Comments:
    """What people answered with their name."""

    kind = "comment"

    def items(self, *, scopes: frozenset[str] | None, at: datetime) -> list[Item]:
        return [
            Item(
                kind=self.kind,
                key=str(row.number),
                what=_("A comment with a name"),
                since=row.since,
                first_words=without_controls(row.first_words),
                notes=_notes(row),
                is_pinned=row.may_be_in_danger and not row.is_cared_for,
                is_from_before_heed=row.is_from_before_heed,
            )
            for row in deciding.waiting(scopes=scopes)
        ]

    def decided(self, *, by: Any, scopes: frozenset[str] | None, at: datetime) -> list[Decided]:
        return [
            Decided(
                kind=self.kind,
                key=str(row.number),
                what=_("%(name)s’s comment") % {"name": without_controls(row.name)},
                by=_("you") if row.is_own else row.by,
                done=_done(row.outcome, without_controls(row.name)),
                until=row.until,
            )
            for row in deciding.decided(by, scopes=scopes, at=at)
        ]

    def card(self, key: str, *, by: Any, at: datetime) -> Card | None:
        row = deciding.held(number_of(key), by=by)
        if row is None:
            return None
        name, instead = without_controls(row.name), _instead(row)
        return Card(
            kind=self.kind,
            key=str(row.number),
            version=row.version,
            what=_("A comment with a name"),
            since=row.since,
            heading=_("%(name)s wrote") % {"name": name},
            words=without_controls(row.text),
            outcomes=() if instead else _allowed(row),
            called=first_name(name),
            known_by=_known_by(row),
            claims=row.claims,
            about=row.edition_title,
            about_address=reverse("edition:page", args=[row.edition_slug]),
            may_be_in_danger=row.may_be_in_danger,
            is_cared_for=row.is_cared_for,
            speaks_of_harassment=row.speaks_of_harassment,
            care=care_in(row.steps),
            past=past_of(row.steps),
            instead=instead,
        )

    def decide(self, key: str, decision: Decision, *, by: Any, at: datetime) -> None:
        with told_as_refused():
            actions.decide(
                comment=number_of(key),
                outcome=_IN_EDITION[decision.outcome],
                by=by,
                at=at,
                version=decision.version,
                reason=decision.reason,
                words=decision.words,
                reply=decision.reply,
                proof=decision.proof,
            )

    def undo(self, key: str, *, by: Any, at: datetime) -> None:
        with told_as_refused():
            actions.undo(comment=number_of(key), by=by, at=at)

    def care_for(self, key: str, *, did: str, with_whom: str, by: Any, at: datetime) -> None:
        with told_as_refused():
            guarding.care_for(comment=number_of(key), did=did, with_whom=with_whom, by=by, at=at)


@contextmanager
def told_as_refused() -> Iterator[None]:
    """Turn the refusals of the other room into those of this one."""
    try:
        yield
    except ObjectDoesNotExist as problem:
        raise Refused(_("There is nothing here."), is_over=True) from problem
    except refusals.Refused as problem:
        raise Refused(
            problem.sentence,
            field=getattr(problem, "field", None),
            is_over=not isinstance(problem, refusals.DecisionUnclear),
        ) from problem


def number_of(key: str) -> int:
    """The number in an address; one that there never was for what is no number."""
    return int(key) if key.isascii() and key.isdigit() and len(key) <= 18 else 0


def _known_by(row: deciding.Held) -> str:
    if row.is_from_before_heed:
        return _("From before Heed, so its writer cannot be told what you decide")
    return _("Signed in") if row.is_signed_in else _("Name as given, not checked")


def _allowed(row: deciding.Held) -> tuple[Outcome, ...]:
    """A question needs a writer who can answer it."""
    if row.is_from_before_heed:
        return tuple(outcome for outcome in ALLOWED if outcome != Outcome.ASK)
    return ALLOWED


def _notes(row: deciding.Waiting) -> tuple[str, ...]:
    notes = []
    if row.may_be_in_danger:
        notes.append(
            _("May mean danger. A step is written down.")
            if row.is_cared_for
            else _("May mean danger. Read this first.")
        )
    if row.is_from_before_heed:
        notes.append(_("From before Heed: it was brought in."))
    if row.came_before:
        notes.append(_("It has been here before."))
    return tuple(notes)


def _done(outcome: str, name: str) -> str:
    called = {"name": first_name(name)}
    said = {
        "posted": _("Posted in five minutes."),
        "asked": _("%(name)s is asked in five minutes.") % called,
        "not_posted": _("Not posted. %(name)s is told in five minutes.") % called,
    }
    return said.get(outcome, "")


def _instead(row: deciding.Held) -> str:
    if row.state == "waiting":
        own = _("This comment is your own. Another moderator decides about it.")
        return own if row.is_own else ""
    said = {
        "decided": _("%(by)s has decided: %(outcome)s."),
        "posted": _("%(by)s posted it."),
        "asked": _("%(by)s asked a question. It comes back here with the answer."),
        "not_posted": _("%(by)s did not post it."),
        "taken_down": _("%(by)s took it down."),
    }
    parts = {"by": row.decided_by or _("A moderator"), "outcome": _shown_outcome(row.outcome)}
    return said.get(row.state, _("There is nothing to decide.")) % parts


def _shown_outcome(outcome: str) -> str:
    return {
        "posted": _("post it"),
        "asked": _("ask a question"),
        "not_posted": _("do not post it"),
    }.get(outcome, "")


def care_in(steps: tuple[deciding.Step, ...]) -> tuple[Care, ...]:
    """The steps for somebody's safety among all that happened."""
    return tuple(
        Care(did=step.words, with_whom=step.detail, by=step.by, at=step.at)
        for step in steps
        if step.kind == "cared_for"
    )


def past_of(steps: tuple[deciding.Step, ...]) -> tuple[Past, ...]:
    """What happened before, in sentences."""
    return tuple(
        Past(what=said_of(step) % {"by": step.by or _("A moderator")}, at=step.at,
             words=step.words, rest=step.reason)
        for step in steps
        if step.kind != "cared_for"
    )  # fmt: skip


def said_of(step: deciding.Step) -> str:
    """The sentence of a step, with a place for whoever took it."""
    said = {
        "asked": _("%(by)s asked"),
        "answered": _("The writer answered"),
        "not_posted": _("%(by)s did not post it"),
        "sent_again": _("The writer changed it. Before, it read"),
        "posted": _("%(by)s posted it"),
        "undone": _("%(by)s undid a decision"),
        "passed_on": _("%(by)s passed it to the guardian"),
        "returned": _("The guardian returned it"),
        "name_checked": _("%(by)s checked the name"),
        "reported": _("It was reported"),
        "stayed": _("%(by)s let it stay after a report"),
        "taken_down": _("%(by)s took it down"),
        "guardian_wrote": _("%(by)s wrote to the writer"),
        "handed_on": _("%(by)s handed it on outside Heed, to"),
        "acknowledged": _("%(by)s said when she will write"),
        "writer_wrote": _("The writer wrote"),
        "ended": _("%(by)s ended it"),
        "taken_back": _("Its writer took it back"),
    }
    return said[step.kind]
