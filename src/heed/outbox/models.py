"""Mail that waits to be sent, and for a month what became of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heed.seal import SealedTextField


class SharedBody(models.Model):
    """What many mails say alike, kept once: words with a place for a greeting and a way out.

    `mark` is random and was drawn for this body: the two places begin with it, so that nothing
    that somebody wrote can be taken for one of them.
    """

    mark = models.CharField(max_length=32, unique=True)
    sender = SealedTextField(purpose="outbox.sender", blank=True)
    subject = SealedTextField(purpose="outbox.subject", blank=True)
    text = SealedTextField(purpose="outbox.text", blank=True)
    html = SealedTextField(purpose="outbox.html", blank=True)
    headers = SealedTextField(purpose="outbox.headers", blank=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("words that many mails share")
        indexes = [models.Index("made_at", name="shared_body_made")]

    class Privacy:
        keep_for = _("Until 30 days after the last mail with these words has ended.")
        on_leaving = _("Nothing: it holds what was sent to everybody alike.")
        shown_to = _("Nobody. It is put into mail when the mail is sent.")

    def __str__(self) -> str:
        return f"words {self.pk}"


class Mail(models.Model):
    """One mail to one person."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        PERHAPS = "perhaps", _("perhaps sent")
        LET_BE = "let_be", _("perhaps sent, and let be")
        DEAD = "dead", _("could not be sent")
        CANCELLED = "cancelled", _("cancelled")

    class Privacy:
        keep_for = _(
            "The address, the subject and the words are erased once it was sent or cancelled, "
            "and 30 days after it was given up or perhaps sent. A keyed fingerprint of the "
            "address is erased 30 days after the end. The row that stays says only which kind "
            "of mail went when."
        )
        on_leaving = _("Nothing is done early: what is left is erased within 30 days.")
        shown_to = _(
            "Nobody. The mail server alone is given the address and the words; administrators "
            "see which kind of mail waits or could not be sent, and why."
        )

    # A random name for the Message-ID: the same at every try, so that a copy can be recognised.
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = SealedTextField(purpose="outbox.recipient", blank=True)
    recipient_digest = models.CharField(max_length=32, blank=True)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=100, blank=True)
    subject = SealedTextField(purpose="outbox.subject", blank=True)
    text = SealedTextField(purpose="outbox.text", blank=True)
    html = SealedTextField(purpose="outbox.html", blank=True)
    headers = SealedTextField(purpose="outbox.headers", blank=True)
    # Where the words are shared: whose they are, and what stands in their two places.
    body = models.ForeignKey(
        SharedBody, null=True, blank=True, on_delete=models.SET_NULL, related_name="mails"
    )
    filling = SealedTextField(purpose="outbox.filling", blank=True)

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    not_after = models.DateTimeField(null=True, blank=True)
    # It does not go from this moment on, and is not given up either: it is moved to another time.
    window_ends_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField()
    # Which round of the post has it in hand; while that round lives, it holds this name.
    claim = models.CharField(max_length=32, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mail")
        indexes = [
            models.Index("state", "next_try_at", name="mail_due"),
            models.Index("about", name="mail_about"),
            models.Index("recipient_digest", "sent_at", name="mail_to"),
            models.Index("sent_at", name="mail_sent"),
            models.Index("ended_at", name="mail_to_erase", condition=Q(erased_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_has_ended_or_not",
                condition=Q(state__in=["waiting", "sending"], ended_at=None)
                | Q(
                    state__in=["sent", "perhaps", "let_be", "dead", "cancelled"],
                    ended_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="mail_sent_says_when",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} ({self.state})"
