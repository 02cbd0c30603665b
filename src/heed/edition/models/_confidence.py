import secrets
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from heed.edition.models._comment import Comment
from heed.edition.models._edition import Edition
from heed.edition.models._paper import PaperCard
from heed.moderation.models import WrittenOnce
from heed.people.models import Person
from heed.seal.fields import SealedTextField


def new_reference() -> str:
    """What a private address is made from: a running number would tell how many came before."""
    return secrets.token_urlsafe(16)


class Subject(models.TextChoices):
    """What it is about, as the guardians of all organisations count it; it may be several."""

    PATIENTS = "patients", _("Patient safety or the quality of care")
    WORKERS = "workers", _("Worker safety or wellbeing")
    BULLYING = "bullying", _("Bullying or harassment")
    SEXUAL = "sexual", _("Sexual harassment")
    ATTITUDES = "attitudes", _("Other inappropriate attitudes or behaviours")
    OTHER = "other", _("Something else")


class Confidence(models.Model):
    """What somebody told the guardian, or what a moderator passed to her; sealed, and hers alone.

    Days, not moments: nobody needs to know at which minute somebody spoke up.
    """

    KEPT_AFTER_THE_END = timedelta(days=90)
    QUIET_FOR = timedelta(days=365)
    COUNTED_FOR = timedelta(days=2 * 365)

    class Outcome(models.TextChoices):
        ANSWERED = "answered", _("Answered: nothing more is needed")
        HANDED_ON = "handed_on", _("Handed on outside Heed")
        NO_FURTHER = "no_further", _("No further step")
        RETURNED = "returned", _("Returned to the moderators")
        TAKEN_BACK = "taken_back", _("Taken back by its writer")

    reference = models.CharField(max_length=22, unique=True, default=new_reference, editable=False)
    # Set where a moderator passed a comment or a paper card on; what was of it is in `before`.
    comment = models.ForeignKey(
        Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="confidences"
    )
    card = models.ForeignKey(
        PaperCard, null=True, blank=True, on_delete=models.CASCADE, related_name="confidences"
    )
    name = SealedTextField(blank=True, purpose="confidence-name")
    text = SealedTextField(blank=True, purpose="confidence-text")
    email = SealedTextField(blank=True, purpose="confidence-email")
    before = SealedTextField(blank=True, purpose="confidence-before")
    is_named = models.BooleanField()
    # The same words from the same form are the same confidence.
    sent_digest = models.CharField(max_length=64, unique=True, null=True, blank=True)
    came_on = models.DateField()
    opened_on = models.DateField(null=True, blank=True)
    write_by = models.DateField(null=True, blank=True)
    mailed_on = models.DateField(null=True, blank=True)
    subjects = SealedTextField(blank=True, purpose="confidence-themes")
    detriment = SealedTextField(blank=True, purpose="confidence-detriment")
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    erased_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="edition_confidence_ended_says_how",
                condition=models.Q(ended_on__isnull=True, outcome="")
                | (models.Q(ended_on__isnull=False) & ~models.Q(outcome="")),
            ),
            models.CheckConstraint(
                name="edition_confidence_of_one_thing",
                condition=models.Q(comment__isnull=True) | models.Q(card__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["ended_on", "came_on"], name="edition_confidence_open")]

    class Privacy:
        keep_for = _(
            "Words, name and address: until 90 days after it ended, and not a moment longer than "
            "you want: what you take back is erased at once. That something came and how it "
            "ended, without words: two years, for the counts."
        )
        on_leaving = _(
            "Nothing changes. Who had sent it signed in, where a moderator passed it on, is sealed "
            "with it, and comes back with it only while they work here."
        )
        shown_to = _(
            "The guardians. Words, name and address are kept sealed: a copy of the database does "
            "not show them. The address is shown to nobody."
        )

    def __str__(self) -> str:
        return f"confidence {self.pk}"

    @property
    def passed(self) -> Comment | PaperCard | None:
        """What a moderator passed on; nothing where it was written to the guardian alone."""
        return self.comment or self.card

    @property
    def edition(self) -> Edition | None:
        """The message that it answers, where it was passed on."""
        return self.passed.edition if self.passed else None


class ConfidenceEvent(WrittenOnce):
    """One thing that happened to a confidence, on which day; what was said with it is sealed."""

    class Kind(models.TextChoices):
        ACKNOWLEDGED = "acknowledged", _("the guardian said when she will write")
        GUARDIAN_WROTE = "guardian_wrote", _("the guardian wrote")
        WRITER_WROTE = "writer_wrote", _("the writer wrote")
        CARED_FOR = "cared_for", _("a step for somebody's safety")
        HANDED_ON = "handed_on", _("handed on outside Heed")
        ENDED = "ended", _("ended")
        TAKEN_BACK = "taken_back", _("taken back by its writer")

    confidence = models.ForeignKey(Confidence, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    on = models.DateField()
    words = SealedTextField(blank=True, purpose="confidence-event-words")
    detail = SealedTextField(blank=True, purpose="confidence-event-detail")

    class Privacy:
        keep_for = _("As long as what it belongs to; its words are erased with the others.")
        on_leaving = _("The guardian’s name is taken off.")
        shown_to = _("The guardians, and the writer what was written to them.")

    def __str__(self) -> str:
        return f"{self.kind} of confidence {self.confidence_id}"
