from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heed.clock import working
from heed.people.models import Person


class Playback(models.Model):
    """What the author of a message heard in the answers: a draft, then out for everybody.

    ``first_read_at`` is when the author first had the answers before them; promises wait for the
    next working morning.
    """

    edition = models.OneToOneField(
        "edition.Edition", on_delete=models.CASCADE, related_name="playback"
    )
    first_read_at = models.DateTimeField(null=True, blank=True)
    title = models.CharField(max_length=160, blank=True)
    thanks = models.TextField(blank=True)
    not_understood = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    # When its author lets it go out by itself; and when it did not, for something had come in.
    publish_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    # Grows with each save, so that two windows do not write over one another.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["publish_at"],
                condition=Q(publish_at__isnull=False),
                name="answer_playback_still_to_go",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="answer_playback_out_says_something",
                condition=Q(published_at=None) | (~Q(title="") & ~Q(thanks="")),
            ),
            models.CheckConstraint(
                name="answer_playback_out_or_still_to_go",
                condition=Q(published_at=None) | Q(publish_at=None, held_at=None),
            ),
        ]

    class Privacy:
        keep_for = _("As long as the message that it belongs to.")
        on_leaving = _("Stays: it is the author's word to everybody who answered.")
        shown_to = _("Its author while it is a draft; then whoever may read the message.")

    def __str__(self) -> str:
        return f"what was heard of {self.edition_id}"

    @property
    def promises_open_at(self) -> datetime | None:
        """When promises open: once this is out, and on the next working morning after the answers
        were first read; None while it is not out."""
        if self.published_at is None:
            return None
        read_at = self.first_read_at or self.published_at
        return max(self.published_at, working.next_working_morning(read_at))


class Theme(models.Model):
    """What several people said, or one alone, in the author's words. Answers are gathered in it."""

    edition = models.ForeignKey("edition.Edition", on_delete=models.CASCADE, related_name="themes")
    place = models.PositiveSmallIntegerField()
    # Empty while it is only laid out; an empty one goes when what was heard goes out.
    title = models.CharField(max_length=160, blank=True)
    heard = models.TextField(blank=True)
    landed = models.TextField(blank=True)
    # The one answer whose words stand under the title, as it is named in `Gathered`.
    quoted = models.CharField(max_length=60, blank=True)
    # Said once, and no end: what is still open about it.
    still_thinking = models.TextField(blank=True)
    still_thinking_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.CheckConstraint(
                name="answer_theme_still_thinking_says_when",
                condition=Q(still_thinking="", still_thinking_at=None)
                | (~Q(still_thinking="") & Q(still_thinking_at__isnull=False)),
            ),
        ]

    class Privacy:
        keep_for = _("As long as the message that it belongs to.")
        on_leaving = _("Stays: it is the author's word, and names nobody.")
        shown_to = _("The author while it is a draft; then whoever may read the message.")

    def __str__(self) -> str:
        return self.title


class Gathered(models.Model):
    """An answer stands in this theme, and so in no other.

    ``kind`` and ``key`` name the answer in the room that keeps it; nothing of it is copied here.
    """

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="gathered")
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="answer_gathered_once"),
        ]

    class Privacy:
        keep_for = _("As long as the theme.")
        on_leaving = _("Nothing of its own: it names an answer, not a person.")
        shown_to = _("The author; the writer sees on the private page in which theme it stands.")

    def __str__(self) -> str:
        return f"{self.kind} {self.key} in {self.theme_id}"


class Refusal(models.Model):
    """No, and why: an honest end for what some themes asked for."""

    edition = models.ForeignKey(
        "edition.Edition", on_delete=models.CASCADE, related_name="refusals"
    )
    what = models.CharField(max_length=160)
    reason = models.TextField()
    # The office that stands behind it; an office, because people move on.
    role = models.CharField(max_length=120)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at"], name="answer_refusal_at")]

    class Privacy:
        keep_for = _("As long as the message that it belongs to.")
        on_leaving = _("The name of who typed it is taken off; the office and the reason stay.")
        shown_to = _("Whoever may read the message.")

    def __str__(self) -> str:
        return f"no: {self.what}"


class HandedOn(models.Model):
    """What some themes said was given to somebody else, who answers it."""

    edition = models.ForeignKey(
        "edition.Edition", on_delete=models.CASCADE, related_name="handed_on"
    )
    to_whom = models.CharField(max_length=160)
    words = models.TextField(blank=True)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "handed on"

    class Privacy:
        keep_for = _("As long as the message that it belongs to.")
        on_leaving = _("The name of who typed it is taken off; the rest stays.")
        shown_to = _("Whoever may read the message.")

    def __str__(self) -> str:
        return f"handed on to {self.to_whom}"
