"""What only the demo keeps: its time, what its crowd has done, and every mail as it went out."""

from django.db import models


class Time(models.Model):
    """What the demo's clock said when it was last asked to remember: one row."""

    says = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="demo_one_time", condition=models.Q(pk=1))]

    class Privacy:
        keep_for = "Until the demo is begun afresh."
        on_leaving = "Nothing: it is about nobody."
        shown_to = "The visitor of the demo."

    def __str__(self) -> str:
        return f"{self.says:%Y-%m-%d %H:%M}"


class Act(models.Model):
    """Something that the invented crowd has done, so that it does it once."""

    key = models.CharField(max_length=120, unique=True)

    class Privacy:
        keep_for = "Until the demo is begun afresh."
        on_leaving = "Nothing: the crowd is invented."
        shown_to = "Nobody."

    def __str__(self) -> str:
        return self.key


class Letter(models.Model):
    """A mail as somebody in the demo received it."""

    to = models.CharField(max_length=254)
    sender = models.CharField(max_length=254)
    subject = models.CharField(max_length=998)
    text = models.TextField()
    html = models.TextField(blank=True)
    at = models.DateTimeField()

    class Privacy:
        keep_for = "Until the demo is begun afresh."
        on_leaving = "Nothing: the people are invented."
        shown_to = "The visitor of the demo."

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"
