from django.db import models
from django.utils.translation import gettext_lazy as _

from heed.answer.models._promise import PromiseWord


class DonePicture(models.Model):
    """What changed, in a picture: drawn anew in two sizes, with words for who cannot see it."""

    word = models.OneToOneField(PromiseWord, on_delete=models.CASCADE, related_name="picture")
    # Names the two sizes: another picture never has the same.
    digest = models.CharField(max_length=32)
    small = models.BinaryField()
    large = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    shows = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="answer_picture_is_described", condition=~models.Q(shows="")
            ),
        ]

    class Privacy:
        keep_for = _(
            "As long as the promise; its owner or an author of the series can erase it at any time."
        )
        on_leaving = _("Stays with what was done; where it was taken, when and by whom never came.")
        shown_to = _("Everybody who may read the message.")

    def __str__(self) -> str:
        return f"picture {self.digest}"
