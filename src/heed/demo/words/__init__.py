"""Everything that the invented people of Saltmarsh write and say."""

from heed.demo.words.crew import address_of, crew, unit_tree
from heed.demo.words.draft import DRAFT
from heed.demo.words.heard import (
    DONE_AS_PROMISED,
    FIRST_STEP_AFTER,
    FIRST_STEP_TAKEN,
    HEARD,
    IN_SPITE,
    PROMISES,
    STILL_AT_IT,
    WEEK_OF,
)
from heed.demo.words.loop import Given, Listened, No, Promised, Theme
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
    OPENS_AT,
    PAST,
    PAST_WEEKS,
    author_of,
    comments_on,
    is_told,
    opening_of,
    what_was_said,
)

__all__ = [
    "ABOUT",
    "CARE",
    "CARE_WITH",
    "COLLEAGUES",
    "DONE_AS_PROMISED",
    "DRAFT",
    "FIRST_STEP_AFTER",
    "FIRST_STEP_TAKEN",
    "HEARD",
    "IN_SPITE",
    "NEXT",
    "ON_PAPER",
    "OPENS_AT",
    "ORGANISATION",
    "PAST",
    "PAST_WEEKS",
    "PROMISES",
    "SERIES",
    "STILL_AT_IT",
    "TO_THE_GUARDIAN",
    "WEEK_OF",
    "WHAT_SHE_WROTE_TO_UNA",
    "WHO_ARE_YOU",
    "Exchange",
    "Given",
    "Listened",
    "No",
    "Promised",
    "Said",
    "Theme",
    "Written",
    "address_of",
    "author_of",
    "comments_on",
    "crew",
    "is_told",
    "opening_of",
    "unit_tree",
    "what_was_said",
]
