"""What came of the messages as a file: a figure a line, each as the page shows it and no finer."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heed import clock
from heed.answer.queries import outcomes as queries
from heed.answer.queries.outcomes import Outcomes, Told
from heed.edition.views.reading import is_staff
from heed.ui.spreadsheets import as_csv
from heed.week.views.asked import fresh_for_each

Line = dict[str, Any]


@fresh_for_each
@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """Every figure of what came of it as CSV; what people tapped for those who work here alone."""
    found = queries.outcomes(staff=is_staff(request), at=clock.now())
    columns = _columns()
    lines = [[line.get(column, "") for column in columns] for line in _lines(found)]
    return as_csv("what-came-of-it.csv", [list(columns.values()), *lines])


def _columns() -> dict[str, str]:
    return {
        "figure": _("figure"),
        "about": _("about"),
        "series": _("series"),
        "day": _("message of, or made on"),
        "count": _("count"),
        "whole": _("of how many"),
        "lowest": _("at least, in every 100"),
        "highest": _("at most, in every 100"),
        "fewest": _("fewest people"),
        "most": _("most people"),
        "words": _("in words"),
    }


def _lines(found: Outcomes) -> Iterator[Line]:
    for place, told in enumerate(found.understood):
        yield _tapped(_("understood"), told, is_whole=place == 0)
    yield from _of_messages(found)
    yield from _of_promises(found)
    for told in found.helped:
        yield _tapped(_("helped"), told, is_whole=True) | {"about": told.asked.what}
    for place, told in enumerate(found.on_shift):
        yield _tapped(_("given time on shift"), told, is_whole=place == 0)
    if found.minutes is not None:
        yield {
            "figure": _("minutes of an author’s week: half took this or less"),
            "about": _("messages together"),
            "day": found.minutes_on,
            "count": found.minutes,
            "whole": found.minutes_of,
        }


def _tapped(figure: str, told: Told, *, is_whole: bool) -> Line:
    """The share that said yes, or why there is none: no more of it than stands on the page."""
    asked, people = told.asked, told.asked.figure.get("people", {})
    yes = next((one for one in asked.figure.get("shares", ()) if one["answer"] == "yes"), {})
    return {
        "figure": figure,
        "day": told.opened_on,
        "lowest": yes.get("lowest", ""),
        "highest": yes.get("highest", ""),
        "fewest": people.get("lowest", ""),
        "most": people.get("highest", ""),
        "words": f"{asked.headline} {asked.sentence}".strip() if is_whole else asked.in_one_line,
    }


def _of_messages(found: Outcomes) -> Iterator[Line]:
    for each in found.messages:
        day = {"day": each.opened_on}
        if each.answers is not None:
            in_time = {"count": each.in_time, "whole": each.answers}
            yield {"figure": _("answers that ended within 14 days"), **day, **in_time}
        if each.still_open is not None:
            yield {"figure": _("promises open a week later"), **day, "count": each.still_open}
            yield {"figure": _("of those late"), **day, "count": each.late}
        if each.mails_a_person is not None:
            yield {"figure": _("mails a person"), **day, "count": each.mails_a_person}
        elif each.has_too_few_mails:
            yield {"figure": _("mails a person"), **day, "words": _("too few people")}


def _of_promises(found: Outcomes) -> Iterator[Line]:
    for each in found.states:
        for _state, label, many in each.rows:
            yield _promises(_("promises by state"), each.series, label, many)
        for way in found.otherwise.get(each.series_slug, ()):
            for _value, label, many in way.rows:
                yield _promises(_of_way(way.by), each.series, label, many)


def _promises(figure: str, series: str, about: str, many: int) -> Line:
    return {"figure": figure, "series": series, "about": about, "count": many}


def _of_way(by: str) -> str:
    return {
        "kind": _("promises by kind"),
        "age": _("promises by age"),
        "year": _("promises by year"),
    }[by]
