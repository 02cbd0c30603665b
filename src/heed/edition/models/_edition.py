from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from heed.edition.models._series import Series, Visibility
from heed.people.models import Person


class Edition(models.Model):
    """One week's message. Its words are in its revisions; ``revision`` is the one that counts."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        CHECKING = "checking", _("with a second pair of eyes")
        SCHEDULED = "scheduled", _("scheduled")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="editions")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="editions")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.ForeignKey(
        "edition.Revision", null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    visible_to = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    # As they stood on the day: an author may change post, or leave.
    author_name = models.CharField(max_length=120, blank=True)
    author_post = models.CharField(max_length=160, blank=True)
    slug = models.SlugField(max_length=100, unique=True, null=True, blank=True)
    begun_at = models.DateTimeField()
    publish_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    checker = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="editions_to_check"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    checker_words = models.TextField(blank=True)
    # When it was to go out and did not: no second person had read it, or something was owed.
    held_at = models.DateTimeField(null=True, blank=True)
    # Why it opens although something is still owed: a sentence that everybody reads. It names an
    # office, never a person.
    in_spite = models.CharField(max_length=300, blank=True)
    # Grows whenever something on the public page changes; a stored page of another version is old.
    page_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="edition_scheduled_says_when",
                condition=~Q(state="scheduled") | Q(publish_at__isnull=False),
            ),
            models.CheckConstraint(
                name="edition_opened_says_when",
                condition=Q(state__in=["draft", "checking", "scheduled"], opened_at__isnull=True)
                | Q(
                    state__in=["open", "closed"],
                    opened_at__isnull=False,
                    slug__isnull=False,
                    revision__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="edition_closed_says_when",
                condition=Q(state="closed", closed_at__isnull=False)
                | (~Q(state="closed") & Q(closed_at__isnull=True)),
            ),
        ]
        indexes = [models.Index(fields=["state", "opened_at"], name="edition_state_opened")]

    class Privacy:
        keep_for = _(
            "As long as the organisation keeps its messages, six years at least. A draft: six years "
            "after it was begun."
        )
        on_leaving = _(
            "The author’s name stays on what they published. A draft is shown to nobody else, "
            "unless an administrator gives it to another author, and is deleted 90 days later."
        )
        shown_to = _(
            "Everybody once published, or staff only; a draft to its author, drafter, checker."
        )

    def __str__(self) -> str:
        return f"{self.series_id}: {self.slug or 'draft'}"

    @property
    def is_published(self) -> bool:
        return self.state in (self.State.OPEN, self.State.CLOSED)


class Origin(models.Model):
    """Where a message was before it was brought in, so that it is brought in once."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="origin")
    # The old site's own name for it, or a fingerprint of a name that is too long.
    source = models.CharField(max_length=300, unique=True)
    # Of everything that was read of it: tells whether a later export says something else.
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Privacy:
        keep_for = _("As long as the edition it belongs to.")
        on_leaving = _("Nothing: it names an old address, not a person.")
        shown_to = _("Whoever runs the server; readers see that the message was brought in.")

    def __str__(self) -> str:
        return f"{self.edition_id} from {self.source}"


class Picture(models.Model):
    """The one picture of a message, re-encoded by Heed in three sizes; nothing else of it is kept."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="pictures")
    digest = models.CharField(max_length=32)
    small = models.BinaryField()
    large = models.BinaryField()
    shared = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "digest"], name="edition_picture_once"),
        ]

    class Privacy:
        keep_for = _("As long as the edition it belongs to.")
        on_leaving = _("Stays with the message.")
        shown_to = _("Whoever may read the message.")

    def __str__(self) -> str:
        return f"picture {self.digest}"


class Revision(models.Model):
    """The words of an edition at one moment. Never changed, never deleted.

    ``parent`` is the number it was written over. Where somebody else had saved in between, the
    later one is kept as an aside: it is not what counts until a person says so.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    parent = models.PositiveIntegerField(default=0)
    is_aside = models.BooleanField(default=False)
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    question = models.CharField(max_length=300, blank=True)
    got_wrong = models.TextField(blank=True)
    protecting = models.TextField(blank=True)
    picture = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.RESTRICT, related_name="+"
    )
    picture_alt = models.CharField(max_length=300, blank=True)
    picture_is_decorative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="edition_revision_number"),
        ]
        ordering = [F("number").asc()]

    class Privacy:
        keep_for = _("As long as the edition it belongs to.")
        on_leaving = _("The name of who typed it is taken off; the words stay.")
        shown_to = _("The author, those who draft for them, and the second pair of eyes.")

    def __str__(self) -> str:
        return f"{self.edition_id} revision {self.number}"

    def save(self, *args: object, **kwargs: object) -> None:
        if self.pk is not None:
            raise TypeError("A revision is never changed. Save a new one.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Correction(models.Model):
    """A dated change to a message that people could already read, told to its readers."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="corrections")
    revision = models.OneToOneField(Revision, on_delete=models.RESTRICT, related_name="correction")
    what = models.CharField(max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Privacy:
        keep_for = _("As long as the edition it belongs to.")
        on_leaving = _("The name of who made it is taken off; the note stays.")
        shown_to = _("Whoever may read the message.")

    def __str__(self) -> str:
        return f"correction of {self.edition_id} on {self.at:%Y-%m-%d}"


class StoredPage(models.Model):
    """The public page of an edition as last made, kept until something on it changes."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="stored_page")
    made_of = models.CharField(max_length=64)
    main = models.TextField()
    head = models.TextField()
    whole = models.TextField()

    class Privacy:
        keep_for = _("Until something on the page changes; then it is made again.")
        on_leaving = _("Nothing of its own: it shows what the edition and its comments hold.")
        shown_to = _("Whoever may read the message.")

    def __str__(self) -> str:
        return f"page of {self.edition_id}"
