"""What search looks in, folded and kept beside nothing else; and how much was erased each week."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexedMessage(models.Model):
    """The words of one message as they were when its page had this version.

    They are folded (`search.folding`) before they are stored, so that SQLite and PostgreSQL see the
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


class RemovalIsKept(Exception):
    """Somebody tried to change or remove what was written down about what was erased."""


class RemovalQuerySet(models.QuerySet[Any]):
    """Counts grow while their week runs (`actions.note_removed`), and are otherwise only read."""

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
