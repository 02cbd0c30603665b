"""What search looks in, who gets the weekly mail, and how much was erased each week."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heed.seal import SealedTextField


class IndexedMessage(models.Model):
    """The words of one message as they were when its page had this version.

    They are folded (`heed.engines.folding`) before they are stored, so that SQLite and PostgreSQL see the
    same words. The migration gives the table a full-text index of the database's own kind.
    """

    class Privacy:
        keep_for = _("Until something on the page changes; then it is made again within a minute.")
        on_leaving = _("Nothing of its own: it holds the words that stand on the page.")
        shown_to = _("Nobody. It is searched, and the page itself is shown.")

    key = models.BigIntegerField(primary_key=True)
    version = models.PositiveIntegerField()
    title = models.TextField()
    author = models.TextField()
    question = models.TextField()
    text = models.TextField()
    comments = models.TextField()

    def __str__(self) -> str:
        return f"message {self.key}, version {self.version}"


class Subscription(models.Model):
    """Somebody gets the weekly mail: a person who works here, or an address that was confirmed.

    A person's address is asked for when their mail is made, and never kept here.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked for, not confirmed")
        ACTIVE = "active", _("gets the weekly mail")
        ENDED = "ended", _("ended")

    class Privacy:
        keep_for = _(
            "As long as you get the weekly mail. An address that was not confirmed is deleted after "
            "seven days, and your address is erased when you stop the mail. That you stopped it is "
            "remembered, so that nobody begins it for you again."
        )
        on_leaving = _("It ends, and is deleted 90 days later.")
        shown_to = _("You alone.")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE,
        related_name="weekly_mail",
    )  # fmt: skip
    address = SealedTextField(purpose="week.address", blank=True)
    address_digest = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # Whether it was ended by the person themselves: then nobody else begins it again.
    has_said_no = models.BooleanField(default=False)
    days = models.CharField(max_length=7, default="01234")
    begins = models.PositiveSmallIntegerField(default=9)
    ends = models.PositiveSmallIntegerField(default=17)
    # When the newest message that they were told of had opened.
    told_until = models.DateTimeField()
    # Six days after their last mail, once that is known to have gone.
    quiet_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index("state", "told_until", name="subscription_to_tell")]
        constraints = [
            models.CheckConstraint(
                name="subscription_of_a_person_or_an_address",
                condition=Q(person__isnull=True) | Q(address_digest=""),
            ),
            models.UniqueConstraint(
                name="subscription_once_an_address",
                fields=["address_digest"],
                condition=~Q(address_digest=""),
            ),
            models.CheckConstraint(
                name="subscription_ended_says_when",
                condition=Q(state="ended", ended_at__isnull=False)
                | (~Q(state="ended") & Q(ended_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk} ({self.state})"


class Digest(models.Model):
    """The weekly mail to one person in one ISO week, written down before it is sent."""

    class Privacy:
        keep_for = _("Five weeks, so that you are never sent two in six days.")
        on_leaving = _("Deleted after five weeks, as everybody’s.")
        shown_to = _("You alone, when you ask what is kept about you.")

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="digests")
    week = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index("at", name="digest_at")]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "week"], name="digest_once_a_week"),
        ]

    def __str__(self) -> str:
        return f"digest {self.week} for {self.subscription_id}"

    @property
    def about(self) -> str:
        """The name under which the outbox has it."""
        return f"digest:{self.subscription_id}:{self.week.lower()}"


class DigestWords(models.Model):
    """What the weekly mail says of one message, made once and the same for everybody.

    `message` is its number, `body` that of the words in the outbox.
    """

    class Audience(models.TextChoices):
        STAFF = "staff", _("people who work here")
        PUBLIC = "public", _("anybody")

    class Privacy:
        keep_for = _("Five weeks.")
        on_leaving = _("Nothing: it holds what was sent to everybody alike.")
        shown_to = _("Nobody.")

    message = models.BigIntegerField()
    audience = models.CharField(max_length=10, choices=Audience)
    body = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "audience"], name="digest_words_once"),
        ]

    def __str__(self) -> str:
        return f"words of message {self.message} for {self.audience}"


class RemovalIsKept(Exception):
    """Somebody tried to change or remove what was written down about what was erased."""


class RemovalQuerySet(models.QuerySet[Any]):
    """Counts grow while their week runs (`actions.removing`), and are otherwise only read."""

    def update(self, **_changes: Any) -> NoReturn:
        raise RemovalIsKept("What was erased is counted once and never changed.")

    def delete(self) -> NoReturn:
        raise RemovalIsKept("What was erased is counted once and stays written down.")


class Removal(models.Model):
    """How many things of one kind were erased in one ISO week; nothing about what they said.

    A week that is over never changes.
    """

    week = models.CharField(max_length=8)
    what = models.SlugField(max_length=40)
    many = models.PositiveIntegerField()

    objects = RemovalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["week", "what"], name="week_removal_counted_once"),
        ]

    class Privacy:
        keep_for = _("As long as the installation runs.")
        on_leaving = _("Nothing: it counts what was erased, and names nobody.")
        shown_to = _("Administrators; everybody, all kinds of the last four weeks together.")

    def __str__(self) -> str:
        return f"{self.week} {self.what}: {self.many}"
