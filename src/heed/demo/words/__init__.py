"""Everything that the invented people of Saltmarsh write and say."""

from heed.demo.words.crew import crew, unit_tree
from heed.demo.words.draft import DRAFT
from heed.demo.words.on_paper import ON_PAPER
from heed.demo.words.place import (
    ABOUT,
    CARE,
    CARE_WITH,
    COLLEAGUES,
    ORGANISATION,
    SERIES,
    WHO_ARE_YOU,
)
from heed.demo.words.to_the_guardian import (
    TO_THE_GUARDIAN,
    WHAT_SHE_WROTE_TO_UNA,
    Exchange,
)
from heed.demo.words.told import Said, Written
from heed.demo.words.weeks import (
    NEXT,
    PAST,
    PAST_WEEKS,
    comments_on,
    opening_of,
    what_was_said,
)

__all__ = [
    "ABOUT",
    "CARE",
    "CARE_WITH",
    "COLLEAGUES",
    "DRAFT",
    "NEXT",
    "ON_PAPER",
    "ORGANISATION",
    "PAST",
    "PAST_WEEKS",
    "SERIES",
    "TO_THE_GUARDIAN",
    "WHAT_SHE_WROTE_TO_UNA",
    "WHO_ARE_YOU",
    "Exchange",
    "Said",
    "Written",
    "comments_on",
    "crew",
    "opening_of",
    "unit_tree",
    "what_was_said",
]
