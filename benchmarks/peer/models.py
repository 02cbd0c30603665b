from django.db import models


class Note(models.Model):
    """What was sent to the plain site."""

    name = models.CharField(max_length=80)
    email = models.EmailField()
    text = models.TextField()
    received_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"note of {self.name}"
