"""Which message belongs to which week, and what people say to it."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from heed import clock
from heed.demo.words.any_week import ANY_WEEK
from heed.demo.words.coming import COMING
from heed.demo.words.draft import DRAFT, GOT_WRONG
from heed.demo.words.late_october import LATE_OCTOBER
from heed.demo.words.late_september import LATE_SEPTEMBER
from heed.demo.words.new_year import NEW_YEAR
from heed.demo.words.november import NOVEMBER
from heed.demo.words.october import OCTOBER
from heed.demo.words.september import SEPTEMBER
from heed.demo.words.told import Said
from heed.demo.words.winter import WINTER

DRAFT_WEEK = "2026-W48"
PAST = (*SEPTEMBER, *LATE_SEPTEMBER, *OCTOBER, *LATE_OCTOBER, *NOVEMBER)
PAST_WEEKS = tuple(f"2026-W{48 - back}" for back in range(len(PAST), 0, -1))
NEXT_WEEKS = (
    *(f"2026-W{week}" for week in range(48, 54)),
    *(f"2027-W0{week}" for week in range(1, 6)),
)
NEXT = dict(
    zip(NEXT_WEEKS, (replace(DRAFT, got_wrong=GOT_WRONG), *COMING, *WINTER, *NEW_YEAR), strict=True)
)

OPENS_AT = time(9)


def opening_of(week: str) -> datetime:
    """The Tuesday, nine in the morning, of an ISO week."""
    monday, _next = clock.week_bounds(week)
    return clock.at_local(clock.local(monday).date() + timedelta(days=1), OPENS_AT)


def is_told(at: datetime) -> bool:
    """Whether the last message that is foreseen has been answered, heard and promised about."""
    return at >= opening_of(NEXT_WEEKS[-1]) + timedelta(days=9)


def comments_on(slug: str) -> tuple[Said, ...]:
    """What the crowd says to the message at this address, whoever wrote it."""
    for week, message in NEXT.items():
        if slug.startswith(f"{clock.local(opening_of(week)):%Y-%m-%d}"):
            return message.said
    return () if slug[:10] in _PAST_DAYS else ANY_WEEK


_PAST_DAYS = {f"{clock.local(opening_of(week)):%Y-%m-%d}" for week in PAST_WEEKS}


def author_of(week: str) -> str:
    """The address of who writes in that week."""
    return (dict(zip(PAST_WEEKS, PAST, strict=True)) | NEXT)[week].email


_SAID = {
    (said.name, said.text): said
    for said in (
        *ANY_WEEK,
        *(said for message in (*PAST, *NEXT.values()) for said in message.said),
    )
}


def what_was_said(name: str, text: str) -> Said:
    """What was foreseen for these words; a visitor's own are posted."""
    return _SAID.get((name, text)) or Said(name=name, email="", text=text)
