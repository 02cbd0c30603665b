from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from heed.edition.models._edition import Edition
from heed.moderation.models import Event, Moderated
from heed.moderation.reasons import Reason
from heed.people.models import Person
from heed.seal.fields import SealedTextField


class Comment(Moderated):
    """What somebody answered with their name. Plain text; moderated; nobody else edits it."""

    # A decision can be undone for as long; what follows from it waits.
    UNDO_FOR = timedelta(minutes=5)

    class Outcome(models.TextChoices):
        POSTED = "posted", _("Post it")
        ASKED = "asked", _("Ask the writer a question")
        PASSED_ON = "passed_on", _("Pass it to the guardian")
        NOT_POSTED = "not_posted", _("Do not post it")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="comments")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="comments"
    )
    # Whether the name was that of whoever was signed in; it outlasts the row of the person.
    was_signed_in = models.BooleanField(default=False)
    name = models.CharField(max_length=80)
    email = SealedTextField(blank=True, purpose="comment-email")
    email_digest = models.CharField(max_length=64, blank=True)
    wants_mail = models.BooleanField(default=False)
    text = models.TextField()
    # Made once, when it is posted: the only form in which the public page shows it.
    html = models.TextField(blank=True)
    ticket_digest = models.CharField(max_length=64, blank=True)
    comparable_digest = models.CharField(max_length=64, blank=True)
    # Whose name or office the writer's name is like, where nobody has checked that it is theirs.
    claims = models.CharField(max_length=120, blank=True)
    may_be_in_danger = models.BooleanField(default=False)
    posted_at = models.DateTimeField(null=True, blank=True)
    # The decision that counts, and until when it can still be undone.
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    words_to_writer = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    takes_effect_at = models.DateTimeField(null=True, blank=True)
    # When name, address and words were removed at the writer's wish.
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="edition_comment_erased_is_empty",
                condition=models.Q(erased_at=None)
                | models.Q(
                    state="withdrawn", name="", email_digest="", text="", html="", person=None
                ),
            ),
            models.CheckConstraint(
                name="edition_comment_decided_says_when",
                condition=models.Q(state="decided", takes_effect_at__isnull=False)
                | (~models.Q(state="decided") & models.Q(takes_effect_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="edition_comment_posted_has_page_words",
                condition=~models.Q(state="posted")
                | (models.Q(posted_at__isnull=False) & ~models.Q(html="")),
            ),
        ]
        indexes = [
            models.Index(fields=["edition", "state", "posted_at"], name="edition_comment_shown"),
            models.Index(fields=["state", "received_at"], name="edition_comment_waiting"),
            models.Index(fields=["edition", "comparable_digest"], name="edition_comment_same"),
        ]

    class Privacy:
        keep_for = _(
            "The address: 90 days after the decision, and not at all where it is passed to the "
            "guardian. A comment that was not posted: 180 "
            "days. A posted one: as long as the edition."
        )
        on_leaving = _("A posted comment keeps its name, and is removed when its writer asks.")
        shown_to = _(
            "Name and words: moderators, and everybody once posted. The address: nobody. Whoever "
            "runs the server could read the words in its database, but not the address. What was "
            "passed to the guardian leaves here, and is kept sealed."
        )

    def __str__(self) -> str:
        return f"comment {self.pk} on {self.edition_id}"


class CommentEvent(Event):
    """One thing that happened to a comment; the list of them is never changed."""

    class Kind(models.TextChoices):
        RECEIVED = "received", _("came in")
        DECIDED = "decided", _("a moderator decided")
        UNDONE = "undone", _("undone")
        POSTED = "posted", _("posted")
        ASKED = "asked", _("a question to the writer")
        ANSWERED = "answered", _("the writer answered")
        PASSED_ON = "passed_on", _("passed to the guardian")
        RETURNED = "returned", _("returned by the guardian")
        NOT_POSTED = "not_posted", _("not posted")
        SENT_AGAIN = "sent_again", _("changed and sent again")
        WITHDRAWN = "withdrawn", _("withdrawn by the writer")
        REPORTED = "reported", _("reported")
        STAYED = "stayed", _("stayed after a report")
        TAKEN_DOWN = "taken_down", _("taken down")
        CARED_FOR = "cared_for", _("a step for somebody's safety")
        NAME_CHECKED = "name_checked", _("the name was checked")
        ERASED = "erased", _("address or words erased")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(fields=["comment", "at"], name="edition_event_of_comment"),
            models.Index(fields=["kind", "at"], name="edition_event_kind"),
        ]

    class Privacy:
        keep_for = _("As long as the comment; the words of it are erased with the comment’s.")
        on_leaving = _("The moderator’s name is taken off.")
        shown_to = _("Moderators; the writer sees what was decided and why, never by whom.")

    def __str__(self) -> str:
        return f"{self.kind} of comment {self.comment_id}"


class Reply(models.Model):
    """One answer under a comment, by the message's author or a moderator, marked as such."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="replies")
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=120)
    is_author = models.BooleanField()
    text = models.TextField()
    html = models.TextField()
    at = models.DateTimeField()
    # Null while the decision it belongs to can still be undone.
    posted_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        keep_for = _("As long as the comment.")
        on_leaving = _("The name stays, as on a message.")
        shown_to = _("Whoever may read the message.")

    def __str__(self) -> str:
        return f"reply to comment {self.comment_id}"


class Report(models.Model):
    """Somebody says that a posted comment should not stand; decided within 48 hours."""

    LOOKED_AT_WITHIN = timedelta(hours=48)

    class Outcome(models.TextChoices):
        OPEN = "open", _("being looked at")
        STAYED = "stayed", _("it stays")
        TAKEN_DOWN = "taken_down", _("taken down")
        WITHDRAWN = "withdrawn", _("withdrawn by its writer")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    # The office that asked, where it came from above; empty for a reader.
    asked_by_role = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    words = models.TextField(blank=True)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="edition_report_decided_says_when",
                condition=models.Q(outcome="open", decided_at__isnull=True)
                | (~models.Q(outcome="open") & models.Q(decided_at__isnull=False)),
            ),
        ]

    class Privacy:
        keep_for = _(
            "Its words: 180 days after it was decided. That there was one, and what was decided: as "
            "long as the comment."
        )
        on_leaving = _("The moderator’s name is taken off.")
        shown_to = _("Moderators; only its count is public.")

    def __str__(self) -> str:
        return f"report of comment {self.comment_id}"
