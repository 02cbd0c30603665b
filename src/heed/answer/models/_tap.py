import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heed.answer.models._promise import Promise
from heed.people.models import Person


class Tap(models.Model):
    """One question that everybody who works here, or everybody who manages a unit, may answer with
    one tap, for seven days.

    ``figure`` is what was published of it, once, and never changes. While it is empty nobody is
    shown anything.
    """

    class Kind(models.TextChoices):
        UNDERSTOOD = "understood", _("Did the author understand what you meant?")
        HELPED = "helped", _("Did it help?")
        ON_SHIFT = (
            "on_shift",
            _("Were people given time on shift to read the message and answer it?"),
        )

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")
        CANNOT_SAY = "cannot_say", _("Can’t say")
        NOT_MINE = "not_mine", _("Doesn’t concern me")

    kind = models.CharField(max_length=10, choices=Kind)
    edition = models.ForeignKey("edition.Edition", on_delete=models.CASCADE, related_name="taps")
    promise = models.ForeignKey(
        Promise, null=True, blank=True, on_delete=models.CASCADE, related_name="taps"
    )
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)
    figure = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["closes_at"], condition=Q(released_at=None), name="answer_tap_not_released"
            ),
            models.Index(fields=["released_at"], name="answer_tap_released"),
            models.Index(fields=["kind", "-released_at"], name="answer_tap_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(kind="understood"),
                name="answer_understood_asked_once",
            ),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(kind="on_shift"),
                name="answer_on_shift_asked_once",
            ),
            models.CheckConstraint(
                name="answer_tap_is_about_one_thing",
                condition=Q(kind__in=["understood", "on_shift"], promise=None)
                | Q(kind="helped", promise__isnull=False),
            ),
        ]

    class Privacy:
        keep_for = _("As long as the message or the promise that it is about.")
        on_leaving = _("Nothing: it names nobody.")
        shown_to = _(
            "Whoever is asked: everybody who works here, or unit managers. Its figure, from ten "
            "people on, once and to all who work here at once."
        )

    def __str__(self) -> str:
        return f"{self.kind} of {self.promise_id or self.edition_id}"


class Tapped(models.Model):
    """This person has answered this question; what they answered is in no row.

    The key is drawn by lot, so that no number says who came first. It stays with whoever leaves, who
    may return within the week.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tap = models.ForeignKey(Tap, on_delete=models.CASCADE, related_name="tapped")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "tapped"
        constraints = [
            models.UniqueConstraint(fields=["tap", "person"], name="answer_tapped_once"),
        ]

    class Privacy:
        keep_for = _("Seven days, until the figure is made.")
        on_leaving = _(
            "Stays for its seven days, so that nobody answers twice; it goes with the account."
        )
        shown_to = _("Nobody. It only keeps one person from answering twice.")

    def __str__(self) -> str:
        return f"answered {self.tap_id}"


class TapCount(models.Model):
    """How many people gave this answer. Erased when the figure is made."""

    tap = models.ForeignKey(Tap, on_delete=models.CASCADE, related_name="counts")
    answer = models.CharField(max_length=10, choices=Tap.Answer)
    people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tap", "answer"], name="answer_counted_once"),
        ]

    class Privacy:
        keep_for = _("Seven days, until the figure is made.")
        on_leaving = _("Nothing: it is a sum.")
        shown_to = _("Nobody. What is published of it is the figure.")

    def __str__(self) -> str:
        return f"{self.answer} of {self.tap_id}"
