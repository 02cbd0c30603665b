"""Whole sentences about figures, so that each language can build its own."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heed.edition.models import CommentEvent, ConfidenceEvent
from heed.edition.queries.reading import CameIn
from heed.ui.formatting import number_word


def what_came_in(came_in: CameIn) -> str:
    """How many comments came in, and where each of them is."""
    if came_in.received == 0:
        return _("No comment has come in yet.")
    begin = ngettext(
        "%(count)s comment has come in.", "%(count)s comments have come in.", came_in.received
    ) % {"count": number_word(came_in.received, start=True)}
    parts = [part for part in _parts(came_in) if part]
    return f"{begin} {_list(parts)}" if parts else begin


def _parts(came_in: CameIn) -> list[str]:
    parts = []
    if came_in.posted:
        parts.append(
            ngettext("%(count)s is posted", "%(count)s are posted", came_in.posted)
            % {"count": number_word(came_in.posted)}
        )
    if came_in.being_read:
        parts.append(
            ngettext("%(count)s is being read", "%(count)s are being read", came_in.being_read)
            % {"count": number_word(came_in.being_read)}
        )
    if came_in.passed_on:
        parts.append(
            ngettext(
                "%(count)s was passed to the guardian",
                "%(count)s were passed to the guardian",
                came_in.passed_on,
            )
            % {"count": number_word(came_in.passed_on)}
        )
    if came_in.removed:
        parts.append(
            ngettext(
                "%(count)s was removed at its writer’s wish",
                "%(count)s were removed at their writers’ wish",
                came_in.removed,
            )
            % {"count": number_word(came_in.removed)}
        )
    for reason, count in came_in.not_posted:
        parts.append(
            ngettext(
                "%(count)s was not posted (%(reason)s)",
                "%(count)s were not posted (%(reason)s)",
                count,
            )
            % {"count": number_word(count), "reason": reason[:1].lower() + reason[1:]}
        )
    return parts


def _list(parts: list[str]) -> str:
    if len(parts) == 1:
        sentence = parts[0]
    else:
        sentence = _("%(most)s and %(last)s") % {"most": ", ".join(parts[:-1]), "last": parts[-1]}
    return sentence[:1].upper() + sentence[1:] + "."


def step_names() -> dict[str, str]:
    """What the writer reads of each thing that happened to their comment."""
    kind = CommentEvent.Kind
    return {
        kind.RECEIVED: _("It came in, and waits for a moderator."),
        kind.ASKED: _("A moderator asked you:"),
        kind.ANSWERED: _("You answered:"),
        kind.POSTED: _("It was posted."),
        kind.PASSED_ON: _("A moderator passed it to the guardian."),
        kind.RETURNED: _("The guardian gave it back to the moderators."),
        kind.NOT_POSTED: _("It was not posted."),
        kind.SENT_AGAIN: _("You changed it and sent it again."),
        kind.STAYED: _("Somebody reported it, and it stayed."),
        kind.TAKEN_DOWN: _("It was taken down."),
        kind.WITHDRAWN: _("You withdrew it."),
    }


def with_the_guardian() -> dict[str, str]:
    """What the writer of a confidence reads of each thing that happened to it."""
    kind = ConfidenceEvent.Kind
    return {
        kind.ACKNOWLEDGED: _("%(name)s has read it, and said when she will write."),
        kind.GUARDIAN_WROTE: _("%(name)s wrote to you:"),
        kind.WRITER_WROTE: _("You wrote:"),
        kind.HANDED_ON: _("%(name)s handed it on outside Heed, to:"),
        kind.ENDED: _("%(name)s ended it here."),
        kind.TAKEN_BACK: _("You took it back, and every word was erased."),
    }
