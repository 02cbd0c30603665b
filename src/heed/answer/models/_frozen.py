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
        COUNTED = "counted", _("that its author’s week is among those that the next median counts")

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


class AuthorWeeks(models.Model):
    """How many authors' weeks took so many minutes, to the nearest five, since the last median.

    Weeks are added only together, those of three authors at least, so that no row leads back to
    anybody. That a message's week is in the sum is `Frozen.Kind.COUNTED`; how long it took is not.
    """

    minutes = models.PositiveSmallIntegerField(unique=True)
    weeks = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "author weeks"

    class Privacy:
        keep_for = _("Until the median is made of them: of twelve weeks at least.")
        on_leaving = _("Nothing: it is a sum, and no row says whose week it was.")
        shown_to = _("Nobody. What is published of it is the median.")

    def __str__(self) -> str:
        return f"{self.weeks} of {self.minutes} minutes"
