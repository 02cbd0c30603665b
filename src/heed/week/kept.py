"""What the pages of the week keep about a person: nothing of their own, but copies of words."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _lazy

from heed.people import rights
from heed.week.actions import removing, searching


def tidies(*, at: datetime) -> None:
    """What was removed leaves the search at once, and is counted among what was."""
    searching.refresh_index(at=at)
    removing.note_removed({"wishes": 1}, at=at)


KEEPING = rights.Keeping(
    room="week",
    left_out={
        "week.IndexedMessage": _lazy(
            "What the search looks in are the words that stand on the pages, once more."
        ),
        "week.Removal": _lazy("What was erased is counted by the week, and names nobody."),
    },
    tidies=tidies,
)
