import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from heed.people.models._organisation import Unit

# Stands in the place of an address that was erased: no mail can go there.
GONE = "@erased.heed.invalid"


class PersonManager(BaseUserManager["Person"]):
    """Django asks the user model for this; people are found by their e-mail address."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


def new_session_word() -> str:
    """What every session of a person is tied to; a new one signs them out everywhere."""
    return secrets.token_hex(16)


class Person(AbstractBaseUser):
    """Somebody who works here. They sign in by a code sent to their address, or with the directory;
    there is no password. Whoever came by a card of paper has no address.

    No moment of signing in is kept (``last_login`` does not exist).
    """

    password = None  # type: ignore[assignment]
    last_login = None  # type: ignore[assignment]

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    email = models.EmailField(unique=True, null=True, blank=True)
    post = models.CharField(max_length=160, blank=True)
    # What the roster knows them by; whoever was added by hand has none.
    staff_number = models.CharField(max_length=40, blank=True)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    is_active = models.BooleanField(default=True)
    # The day on which their access ended; from it runs the time for which the row is kept.
    left_on = models.DateField(null=True, blank=True)
    session_word = models.CharField(max_length=32, default=new_session_word, editable=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff_number"],
                name="people_staff_number_once",
                condition=~Q(staff_number=""),
            ),
        ]

    class Privacy:
        keep_for = _(
            "While the person works here, and 90 days after. Of whoever signed a message, the name "
            "alone: as long as the message is kept."
        )
        on_leaving = _("Access ends at once; the name stays on what they published.")
        shown_to = _("Administrators; everybody, for the author of a published message.")

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split(" ", 1)[0]

    @property
    def is_erased(self) -> bool:
        """Whether all was erased but the name, which stands on messages."""
        return (self.email or "").endswith(GONE)

    def get_session_auth_hash(self) -> str:
        return salted_hmac("heed.people.session", self.session_word, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self):  # type: ignore[no-untyped-def]
        from django.conf import settings

        for key in settings.SECRET_KEY_FALLBACKS:
            yield salted_hmac(
                "heed.people.session", self.session_word, secret=key, algorithm="sha256"
            ).hexdigest()

    def has_usable_password(self) -> bool:
        return False

    def check_password(self, raw_password: str) -> bool:
        return False


class Portrait(models.Model):
    """A person's picture, re-encoded by Heed, shown beside their message."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="portrait")
    data = models.BinaryField()
    digest = models.CharField(max_length=32, unique=True)

    class Privacy:
        keep_for = _("Until the person takes it away.")
        on_leaving = _("Deleted.")
        shown_to = _("Everybody who can read a message of theirs.")

    def __str__(self) -> str:
        return f"portrait of {self.person_id}"


class Effort(models.Model):
    """How long Heed itself took one person in one week: the cost that Heed shows of itself."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="efforts")
    week = models.CharField(max_length=8)
    seconds = models.PositiveIntegerField(default=0)
    # Of those, the seconds of the day of the last action; earlier days are not told apart.
    seconds_that_day = models.PositiveIntegerField(default=0)
    last_action_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "week"], name="people_effort_once_a_week"),
        ]

    class Privacy:
        keep_for = _(
            "Twelve weeks. Before that, weeks in which a message went out are added up, to the "
            "nearest five minutes: those of three authors at least together, so that the sum "
            "leads back to nobody."
        )
        on_leaving = _("Deleted. What was added up before names nobody, and stays.")
        shown_to = _(
            "The person alone. Everybody is told one median of twelve messages at least, by three "
            "authors at least, none of whom wrote more than half of them."
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.week}: {self.seconds} s"
