from django.db import models
from django.utils.translation import gettext_lazy as _

from heed.moderation.models import WrittenOnce


class Frozen(WrittenOnce):
    """A figure of one message, made once when its time was over; it never moves afterwards.

    Of the organisation, never of a person. What people tapped is not here: its figure stands in
    `Tap`, frozen there.
    """

    class Kind(models.TextChoices):
        ANSWERS = "answers", _("answers, and how many ended within 14 days")
        PROMISES = "promises", _("promises of the series by state, a week after it opened")
        MAILS = "mails", _("mails a person in the week after it opened")
        MINUTES = "minutes", _("minutes of an author’s week: one median over twelve messages")

    edition = models.ForeignKey("edition.Edition", on_delete=models.CASCADE, related_name="frozen")
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "frozen"
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind"], name="answer_frozen_once"),
        ]
        indexes = [models.Index(fields=["kind", "-at"], name="answer_frozen_newest")]

    class Privacy:
        keep_for = _("As long as the message that it is about.")
        on_leaving = _("Nothing: it is a sum about nobody.")
        shown_to = _("Everybody.")

    def __str__(self) -> str:
        return f"{self.kind} of {self.edition_id}"
