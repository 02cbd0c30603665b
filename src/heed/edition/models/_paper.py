import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from heed.edition.models._comment import Comment
from heed.edition.models._edition import Edition
from heed.moderation.models import Event, Moderated
from heed.moderation.reasons import Reason
from heed.people.models import Person


def new_place() -> str:
    """Where a card stands among the others: drawn by lot, once, and the same for every reader."""
    return secrets.token_hex(8)


class PaperCard(Moderated):
    """What somebody said on paper, typed in by a colleague. Plain text; nobody else edits it."""

    UNDO_FOR = Comment.UNDO_FOR

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DECIDED = "decided", _("decided, and can still be undone")
        POSTED = "posted", _("posted")
        GIVEN = "given", _("given to the author to read")
        PASSED_ON = "passed_on", _("passed to the Freedom to Speak Up Guardian")
        NOT_POSTED = "not_posted", _("not posted")
        WITHDRAWN = "withdrawn", _("taken back")
        TAKEN_DOWN = "taken_down", _("taken down")

    class Outcome(models.TextChoices):
        POSTED = "posted", _("Post it")
        GIVEN = "given", _("Give it to the author to read")
        PASSED_ON = "passed_on", _("Pass it to the guardian")
        NOT_POSTED = "not_posted", _("Do not post it")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="paper_cards")
    text = models.TextField()
    # Made once, when it is posted: the only form in which the public page shows it.
    html = models.TextField(blank=True)
    # The box that whoever wrote it ticked on the paper.
    may_be_quoted = models.BooleanField(default=False)
    entered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="paper_cards"
    )
    ticket_digest = models.CharField(max_length=64, blank=True)
    place = models.CharField(max_length=16, default=new_place, editable=False)
    may_be_in_danger = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    words_to_writer = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    takes_effect_at = models.DateTimeField(null=True, blank=True)
    # Since when somebody says that it should not stand; empty where nobody does, or it is decided.
    reported_at = models.DateTimeField(null=True, blank=True)
    report_reason = models.CharField(max_length=12, choices=Reason, blank=True)
    report_words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="edition_card_decided_says_when",
                condition=models.Q(state="decided", takes_effect_at__isnull=False)
                | (~models.Q(state="decided") & models.Q(takes_effect_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="edition_card_posted_may_be_quoted",
                condition=~models.Q(state="posted")
                | (models.Q(may_be_quoted=True) & ~models.Q(html="")),
            ),
            models.CheckConstraint(
                name="edition_card_reported_stands",
                condition=models.Q(reported_at__isnull=True) | models.Q(state="posted"),
            ),
            models.CheckConstraint(
                name="edition_card_is_printed_only_once_posted",
                condition=models.Q(html="") | models.Q(state="posted"),
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "state", "place"], name="edition_card_shown"),
            models.Index(fields=["state", "received_at"], name="edition_card_waiting"),
        ]

    class Privacy:
        keep_for = _(
            "Who typed it in: 90 days after the decision. A card that was not posted, or only "
            "given to the author, and what a report of one said: 180 days. A posted one: as long as "
            "the edition."
        )
        on_leaving = _("The name of who typed it in is taken off; the words stay.")
        shown_to = _(
            "The words: moderators, the author, whoever typed them in, and everybody where the "
            "card says that it may be quoted. Whoever runs the server could read them in its "
            "database, but what was passed to the guardian is sealed: she reads it, and whoever "
            "typed it in. Who typed it in: moderators, and the guardian where it was passed to "
            "her."
        )

    def __str__(self) -> str:
        return f"paper card {self.pk} on {self.edition_id}"


class PaperCardEvent(Event):
    """One thing that happened to a paper card; the list of them is never changed."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("came in")
        DECIDED = "decided", _("a moderator decided")
        UNDONE = "undone", _("undone")
        POSTED = "posted", _("posted")
        GIVEN = "given", _("given to the author to read")
        PASSED_ON = "passed_on", _("passed to the guardian")
        RETURNED = "returned", _("returned by the guardian")
        NOT_POSTED = "not_posted", _("not posted")
        SENT_AGAIN = "sent_again", _("changed and sent again")
        WITHDRAWN = "withdrawn", _("taken back")
        REPORTED = "reported", _("reported")
        STAYED = "stayed", _("stayed after a report")
        TAKEN_DOWN = "taken_down", _("taken down")
        CARED_FOR = "cared_for", _("a step for somebody's safety")

    card = models.ForeignKey(PaperCard, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(fields=["card", "at"], name="edition_event_of_card"),
            models.Index(fields=["kind", "at"], name="edition_card_event_kind"),
        ]

    class Privacy:
        keep_for = _("As long as the card; the words of it are erased with the card’s.")
        on_leaving = _("The moderator’s name is taken off.")
        shown_to = _("Moderators; whoever typed the card in sees what was decided and why.")

    def __str__(self) -> str:
        return f"{self.kind} of paper card {self.card_id}"
