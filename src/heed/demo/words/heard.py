"""What authors hear, by week, and what owners write who were promised for by the visitor."""

from datetime import timedelta

from heed.demo.words.heard_in_autumn import HEARD_IN_AUTUMN
from heed.demo.words.heard_in_november import HEARD_IN_NOVEMBER
from heed.demo.words.heard_in_winter import HEARD_IN_WINTER
from heed.demo.words.loop import Promised
from heed.demo.words.new_year import HEARD_IN_THE_NEW_YEAR

HEARD = {**HEARD_IN_AUTUMN, **HEARD_IN_NOVEMBER, **HEARD_IN_WINTER, **HEARD_IN_THE_NEW_YEAR}
PROMISES = {
    then.what: then for heard in HEARD.values() for then in heard.then if isinstance(then, Promised)
}
WEEK_OF = {
    then.what: week
    for week, heard in HEARD.items()
    for then in heard.then
    if isinstance(then, Promised)
}

# Of promises that are the visitor's own invention.
FIRST_STEP_AFTER = timedelta(days=5)
FIRST_STEP_TAKEN = "The first step is taken, as we said it would be."
# Said in turn, so that no two promises on a page speak alike.
STILL_AT_IT = (
    "We are still at it. There is nothing to show yet.",
    "It goes on, more slowly than I should like.",
    "Half of it stands. The other half is the harder one.",
    "No news, and it has not been put away.",
)
DONE_AS_PROMISED = (
    "It is done, as it was promised. Go and look.",
    "Done, on the day. Tell us where it is not so.",
    "It took until the last day, and it is done.",
    "It is in place. We shall see whether it lasts.",
)

IN_SPITE = (
    "Something from an earlier message still waits for a word. Its author has been asked, and I "
    "would rather open than keep everybody waiting."
)
