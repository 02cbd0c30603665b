"""What every room whose things are moderated has in common, and the counted allowances."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from heed.moderation.reasons import Reason


class Moderated(models.Model):
    """Something that somebody wrote and that waits for a decision. Nobody edits its words."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DECIDED = "decided", _("decided, and can still be undone")
        ASKED = "asked", _("a question for you")
        POSTED = "posted", _("posted")
        PASSED_ON = "passed_on", _("passed to the Freedom to Speak Up Guardian")
        NOT_POSTED = "not_posted", _("not posted")
        WITHDRAWN = "withdrawn", _("withdrawn")
        TAKEN_DOWN = "taken_down", _("taken down")

    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    received_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    # Raised by every step, so that a decision taken on an old view of it is refused.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class EventIsKept(Exception):
    """Somebody tried to change or remove a decision that was written down."""


class EventQuerySet(models.QuerySet[Any]):
    """Events can be added and read, not changed or removed; only what was said can be erased."""

    def update(self, **_changes: Any) -> NoReturn:
        raise EventIsKept("An event that was written down is never changed.")

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise EventIsKept("An event that was written down is never changed.")

    def delete(self) -> NoReturn:
        raise EventIsKept("An event that was written down is never removed.")

    def erase_words(self) -> int:
        """Empty the words whose time is over; what happened, and when, stays written down."""
        return super().update(words="")

    def give_words_back(self, words: str, detail: str) -> int:
        """Put back what was sealed elsewhere in the meantime."""
        return super().update(words=words, detail=detail)

    def erase_detail(self) -> int:
        """Empty the detail whose time is over, such as who else knew of somebody's danger."""
        return super().update(detail="")

    def take_name_off(self) -> int:
        """Forget who did it, once they have left or asked for it; their role stays written down."""
        return super().update(by=None)


class WrittenOnce(models.Model):
    """Something that happened: written down once, never changed, never removed by itself."""

    objects = EventQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise EventIsKept("An event that was written down is never changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise EventIsKept("An event that was written down is never removed.")


class Event(WrittenOnce):
    """One step in the life of something moderated: written once, and kept."""

    kind = models.CharField(max_length=32)
    # The role in which somebody acted, as it stood then ("a moderator", "the writer").
    by_label = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    words = models.TextField(blank=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True


class Allowance(models.Model):
    """How often something was done in a stretch of time, under a fingerprint of who did it."""

    class Privacy:
        keep_for = _("Until its stretch of time has ended, at most a day in practice.")
        on_leaving = _("Nothing is done early: it is gone within the day.")
        shown_to = _("Nobody. It holds a keyed fingerprint, no address and no name.")

    digest = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("allowance")
        verbose_name_plural = _("allowances")
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "starts_at", "ends_at"], name="allowance_counted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} since {self.starts_at:%Y-%m-%d %H:%M}"
