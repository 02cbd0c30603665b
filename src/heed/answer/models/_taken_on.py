from django.db import models
from django.utils.translation import gettext_lazy as _

from heed.people.models import Person


class TakenOn(models.Model):
    """Another author reads and answers a message from now on, because its own no longer can.

    What was published before stays under the name that it was published with.
    """

    edition = models.ForeignKey(
        "edition.Edition", on_delete=models.CASCADE, related_name="taken_on"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # As they stood on the day, like those of the message's author.
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "taken on"

    class Privacy:
        keep_for = _("As long as the message that it belongs to.")
        on_leaving = _("The name stays on what was published under it, as an author’s does.")
        shown_to = _("Whoever may read the message, once something was published under the name.")

    def __str__(self) -> str:
        return f"{self.edition_id} taken on by {self.name}"
