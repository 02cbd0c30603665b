"""What search looks in: the words of published messages, folded, kept beside nothing else."""

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
