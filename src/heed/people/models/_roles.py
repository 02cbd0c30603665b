from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from heed.moderation.models import WrittenOnce
from heed.people.models._person import Person


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
        UNIT_MANAGER = (
            "unit_manager",
            _("Unit manager: is asked once a month whether there is time to answer on shift"),
        )
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
        on_leaving = _("Deleted with the person’s access.")
        shown_to = _(
            "Administrators; moderators' and the guardian’s first names, where they decide."
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
