"""Which message belongs to which week, and what people say to it."""

from datetime import datetime, time, timedelta

from heed import clock
from heed.demo.words.any_week import ANY_WEEK
from heed.demo.words.coming import COMING
from heed.demo.words.draft import DRAFT
from heed.demo.words.late_october import LATE_OCTOBER
from heed.demo.words.late_september import LATE_SEPTEMBER
from heed.demo.words.november import NOVEMBER
from heed.demo.words.october import OCTOBER
from heed.demo.words.september import SEPTEMBER
from heed.demo.words.told import Said

DRAFT_WEEK = "2026-W48"
PAST = (*SEPTEMBER, *LATE_SEPTEMBER, *OCTOBER, *LATE_OCTOBER, *NOVEMBER)
PAST_WEEKS = tuple(f"2026-W{48 - back}" for back in range(len(PAST), 0, -1))
NEXT = dict(zip(("2026-W49", "2026-W50", "2026-W51"), COMING, strict=True))

OPENS_AT = time(9)


def opening_of(week: str) -> datetime:
    """The Tuesday, nine in the morning, of an ISO week."""
    monday, _next = clock.week_bounds(week)
    return clock.at_local(clock.local(monday).date() + timedelta(days=1), OPENS_AT)


def comments_on(slug: str) -> tuple[Said, ...]:
    """What the crowd says to the message at this address, whoever wrote it."""
    for week, message in {DRAFT_WEEK: DRAFT, **NEXT}.items():
        if slug.startswith(f"{clock.local(opening_of(week)):%Y-%m-%d}"):
            return message.said
    return ANY_WEEK


_SAID = {
    (said.name, said.text): said
    for said in (
        *ANY_WEEK,
        *(said for message in (*PAST, DRAFT, *COMING) for said in message.said),
    )
}


def what_was_said(name: str, text: str) -> Said:
    """What was foreseen for these words; a visitor's own are posted."""
    return _SAID.get((name, text)) or Said(name=name, email="", text=text)
