from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Opened(models.Model):
    """A moderator has an item open: a soft notice to the others, so that nobody works twice."""

    KEPT_FOR = timedelta(minutes=15)

    kind = models.SlugField(max_length=20)
    key = models.CharField(max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="opened_items"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "person"], name="queue_opened_once_by_each"
            ),
        ]

    class Privacy:
        keep_for = _("Fifteen minutes.")
        on_leaving = _("Deleted with the person’s access.")
        shown_to = _("The other moderators.")

    def __str__(self) -> str:
        return f"{self.kind} {self.key} opened"
