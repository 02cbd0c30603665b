"""The organisation, its units, its people and what they may do."""

import secrets

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from heed.moderation.models import WrittenOnce
from heed.people.days import Absence, PreElection, PreElectionChange
from heed.people.ways import DirectoryAccount, PaperCode, SecondFactor, Sheet

__all__ = [
    "Absence",
    "DirectoryAccount",
    "Effort",
    "Organisation",
    "PaperCode",
    "Person",
    "Portrait",
    "PreElection",
    "PreElectionChange",
    "Role",
    "RoleChange",
    "SecondFactor",
    "Sheet",
    "Unit",
    "new_session_word",
]


class Organisation(models.Model):
    """The one organisation that this installation serves, and where it sends people for help."""

    name = models.CharField(max_length=120)
    contact_email = models.EmailField(blank=True)
    guardian_name = models.CharField(max_length=120, blank=True)
    guardian_phone = models.CharField(max_length=40, blank=True)
    guardian_email = models.EmailField(blank=True)
    staff_line_name = models.CharField(max_length=120, blank=True)
    staff_line_phone = models.CharField(max_length=40, blank=True)
    staff_line_hours = models.CharField(max_length=80, blank=True)
    # Whether moderators, guardians and administrators need a second factor.
    wants_second_factor = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="people_one_organisation", condition=Q(pk=1)),
        ]

    class Privacy:
        keep_for = _("As long as the installation runs.")
        on_leaving = _(
            "The guardian's and the contact's details are replaced by their successor's."
        )
        shown_to = _("Everybody: it stands at the foot of every page.")

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A station, a team or a department; units form a tree."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    # What the roster knows it by when its name changes; empty where the roster gives none.
    code = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], name="people_unit_code_once", condition=~Q(code="")
            ),
        ]

    class Privacy:
        keep_for = _("As long as the organisation has the unit.")
        on_leaving = _("Nothing: a unit is not a person.")
        shown_to = _("Administrators.")

    def __str__(self) -> str:
        return self.name


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
            "While the person works here, and six years after for those who wrote a message."
        )
        on_leaving = _("Access ends at once; the name stays on what they published.")
        shown_to = _("Administrators; everybody, for the author of a published message.")

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split(" ", 1)[0]

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


class Role(models.Model):
    """What a person may do, in one series or (``scope`` empty) in the whole organisation.

    Whoever is signed in is a reader; that needs no row.
    """

    class Kind(models.TextChoices):
        AUTHOR = "author", _("Author: writes and publishes the message")
        DRAFTER = "drafter", _("Drafter: types for one author, never publishes")
        MODERATOR = "moderator", _("Moderator: decides about comments")
        GUARDIAN = "guardian", _("Guardian: reads what was passed to her, and nobody else does")
        ANALYST = "analyst", _("Analyst: reads published figures")
        ADMINISTRATOR = "administrator", _("Administrator: people, roles and settings")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    scope = models.SlugField(max_length=60, blank=True)
    types_for = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="drafters"
    )
    # On which day they said that they were trained for it; asked of moderators.
    trained_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "scope", "types_for"],
                name="people_role_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="people_drafter_types_for_somebody",
                condition=Q(kind="drafter", types_for__isnull=False)
                | (~Q(kind="drafter") & Q(types_for__isnull=True)),
            ),
        ]

    class Privacy:
        keep_for = _("While the person holds the role.")
        on_leaving = _("Deleted with the person's access.")
        shown_to = _(
            "Administrators; moderators' and the guardian's first names, where they decide."
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind} {self.scope}".strip()


class RoleChange(WrittenOnce):
    """Somebody was given a role, or it was taken from them; the list is never changed.

    The names stand as they were then, so that the list can be read when somebody has left.
    """

    person = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="role_changes"
    )
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    scope = models.SlugField(max_length=60, blank=True)
    is_given = models.BooleanField()
    # Nobody: it was done from the command line, by whoever runs the server.
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["kind", "at"], name="people_role_change_kind")]

    class Privacy:
        keep_for = _("As long as the installation runs.")
        on_leaving = _(
            "The names stay, so that it can be seen who could read what, and since when."
        )
        shown_to = _("Administrators; the guardians, where it is about guardians.")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind} {'given' if self.is_given else 'taken'}"


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
        keep_for = _("Twelve weeks.")
        on_leaving = _("Deleted.")
        shown_to = _("The person alone.")

    def __str__(self) -> str:
        return f"{self.person_id} {self.week}: {self.seconds} s"
