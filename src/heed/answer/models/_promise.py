from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heed.answer.models._heard import HandedOn, Refusal, Theme
from heed.moderation.models import WrittenOnce
from heed.people.models import Person


class Promise(models.Model):
    """Who does what first, and by when. It belongs to the series and outlives its author's week.

    "Late" is no state of its own: it is what an open promise is once its day is over.
    """

    class Kind(models.TextChoices):
        DO = "do", _("Do something")
        CHANGE = "change", _("Change how we do it")
        FIND_OUT = "find_out", _("Find out")
        LISTEN = "listen", _("Go and listen")
        FURTHER = "further", _("Take it further")

    class Further(models.TextChoices):
        BOARD = "board", _("to the board")
        CONSULTATION = "consultation", _("to joint consultation with the unions")
        NATIONALLY = "nationally", _("nationally")

    class State(models.TextChoices):
        MADE = "made", _("promise just made")
        STARTED = "started", _("under way")
        DONE = "done", _("done")
        ENDED = "ended", _("not going to happen")
        LEARNED = "learned", _("we tried, it did not work")

    OPEN = (State.MADE, State.STARTED)

    series = models.ForeignKey("edition.Series", on_delete=models.PROTECT, related_name="promises")
    edition = models.ForeignKey(
        "edition.Edition", on_delete=models.PROTECT, related_name="promises"
    )
    # Counted from one in each series: people say "promise 41".
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    further_to = models.CharField(max_length=12, choices=Further, blank=True)
    what = models.CharField(max_length=200)
    first_step = models.CharField(max_length=200)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="promises")
    # The office of the owner, as it stood when the promise was made or changed hands.
    owner_post = models.CharField(max_length=160, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.MADE)
    made_at = models.DateTimeField()
    last_word_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # Why it could not wait for what was heard, or for a night; everybody reads it.
    why_at_once = models.CharField(max_length=300, blank=True)
    # Its words and those of its lines as search compares them, a space before each; no name in it.
    folded = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="answer_promise_number"),
            models.CheckConstraint(
                name="answer_promise_further_says_where",
                condition=Q(kind="further") & ~Q(further_to="")
                | ~Q(kind="further") & Q(further_to=""),
            ),
            models.CheckConstraint(
                name="answer_promise_ended_says_when",
                condition=Q(state__in=["made", "started"], ended_at=None)
                | Q(state__in=["done", "ended", "learned"], ended_at__isnull=False),
            ),
        ]
        indexes = [
            # These two with the message as well: whether a reader may see it is told without the row.
            models.Index(
                fields=["series", "state", "due_on", "edition"], name="answer_promise_state"
            ),
            models.Index(
                fields=["series", "last_word_at"],
                condition=Q(ended_at=None),
                name="answer_promise_still_open",
            ),
            models.Index(
                fields=["series", "-ended_at", "-number", "edition"], name="answer_promise_ended"
            ),
            models.Index(fields=["series", "-last_word_at"], name="answer_promise_last_word"),
            # By kind, age and year, with the message for the same reason.
            models.Index(
                fields=["series", "made_at", "kind", "edition"], name="answer_promise_sorted"
            ),
            models.Index(fields=["state", "ended_at"], name="answer_promise_done_since"),
        ]

    class Privacy:
        keep_for = _("As long as the organisation keeps its messages, six years at least.")
        on_leaving = _(
            "The owner's name and post stay on what they promised in public. What is still open "
            "must be given to somebody else first."
        )
        shown_to = _("Everybody who may read the message.")

    def __str__(self) -> str:
        return f"promise {self.number}: {self.what}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class PromiseWord(WrittenOnce):
    """One line in the life of a promise. What stood at any moment can be read from them."""

    class Kind(models.TextChoices):
        MADE = "made", _("promised")
        NOTE = "note", _("a word on how it goes")
        STARTED = "started", _("first step taken")
        MOVED = "moved", _("another day")
        GIVEN = "given", _("another owner")
        DONE = "done", _("done")
        ENDED = "ended", _("not going to happen")
        LEARNED = "learned", _("we tried, it did not work, we learned")
        REOPENED = "reopened", _("taken up again")
        ANSWERED = "answered", _("answered to those whom it did not help")

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField(blank=True)
    # Since when somebody else owns it, or by which day it is due now.
    owner_name = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["promise", "at"], name="answer_word_of_promise"),
        ]

    class Privacy:
        keep_for = _("As long as the promise.")
        on_leaving = _("The name of who wrote it is taken off; the line stays.")
        shown_to = _("Everybody who may read the message.")

    def __str__(self) -> str:
        return f"{self.kind} of promise {self.promise_id}"


class Became(models.Model):
    """What became of a theme: a promise, a no, or that somebody else has it. It may be several."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="became")
    promise = models.ForeignKey(
        Promise, null=True, blank=True, on_delete=models.CASCADE, related_name="became"
    )
    refusal = models.ForeignKey(
        Refusal, null=True, blank=True, on_delete=models.CASCADE, related_name="became"
    )
    handed_on = models.ForeignKey(
        HandedOn, null=True, blank=True, on_delete=models.CASCADE, related_name="became"
    )

    class Meta:
        verbose_name_plural = "became"
        constraints = [
            models.UniqueConstraint(fields=["theme", "promise"], name="answer_became_promise"),
            models.UniqueConstraint(fields=["theme", "refusal"], name="answer_became_refusal"),
            models.UniqueConstraint(fields=["theme", "handed_on"], name="answer_became_handed_on"),
            models.CheckConstraint(
                name="answer_became_one_thing",
                condition=Q(promise__isnull=False, refusal=None, handed_on=None)
                | Q(promise=None, refusal__isnull=False, handed_on=None)
                | Q(promise=None, refusal=None, handed_on__isnull=False),
            ),
        ]

    class Privacy:
        keep_for = _("As long as the theme.")
        on_leaving = _("Nothing: it joins a theme with what became of it, and names nobody.")
        shown_to = _("Whoever may read the message.")

    def __str__(self) -> str:
        return f"what became of {self.theme_id}"
