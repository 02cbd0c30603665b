"""What came in and what we did: a page and the same figures as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heed import clock
from heed.answer.queries.outcomes import outcomes
from heed.edition.queries import ledger as figures_of
from heed.edition.queries.ledger import Figures, Week
from heed.edition.queries.paper_ledger import PaperFigures, paper_ledger
from heed.edition.views.reading import is_staff
from heed.people import queries as people
from heed.ui.spreadsheets import as_csv
from heed.week.views.asked import fresh_for_each


@fresh_for_each
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """This week so far, or one of the eleven before it, and all twelve side by side."""
    book = figures_of.ledger(at=clock.now())
    by_name = {week.name: week for week in book.weeks}
    asked = request.GET.get("week") or book.weeks[0].name
    if asked not in by_name:
        raise Http404
    cards = people.cards(by_name)
    all_cards = people.Cards(
        printed=sum(each.printed for each in cards.values()),
        used=sum(each.used for each in cards.values()),
    )
    context = {
        "book": book,
        "week": by_name[asked],
        "paper": paper_ledger(list(by_name), at=clock.now()),
        "cards": cards[asked],
        "all_cards": all_cards,
        "outcomes": outcomes(staff=is_staff(request), at=clock.now()),
        "is_staff": is_staff(request),
    }
    return render(request, "week/ledger.jinja", context)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Every figure of the page as CSV, a week a line."""
    book = figures_of.ledger(at=clock.now())
    offices = sorted({asked.office for asked in book.together.take_downs})
    cards = people.cards(week.name for week in book.weeks)
    paper = paper_ledger([week.name for week in book.weeks], at=clock.now())
    heading = [*_heading(offices), *_paper_heading()]
    lines = [
        [
            *_line(week, offices),
            *(cards[week.name].printed, cards[week.name].used),
            *_on_paper(paper.weeks.get(week.name)),
        ]
        for week in book.weeks
    ]
    return as_csv("what-came-in.csv", [heading, *lines])


def _heading(offices: list[str]) -> list[str]:
    reasons = [
        _("not posted: %(reason)s") % {"reason": reason.label}
        for reason, _count in Figures().by_reason
    ]
    take_downs = []
    for office in offices:
        who = {"who": office or _("readers")}
        take_downs += [
            _("%(who)s asked to take down") % who,
            _("taken down for %(who)s") % who,
            _("stayed, though %(who)s asked") % who,
        ]
    return [
        _("week"), _("begins"), _("is over"), _("came in"), _("posted"),
        _("a question to the writer"), _("passed to the guardian"), _("not posted"), *reasons,
        _("changed and sent again"), _("withdrawn by the writer"), _("taken down"),
        _("median hours to a decision"), *take_downs, _("cards printed"), _("cards used"),
    ]  # fmt: skip


def _line(week: Week, offices: list[str]) -> list[object]:
    said = week.figures
    asked = {each.office: each for each in said.take_downs}
    take_downs: list[object] = []
    for office in offices:
        each = asked.get(office)
        take_downs += [each.asked, each.taken_down, each.stayed] if each else [0, 0, 0]
    wait = week.typical_wait
    return [
        week.name, clock.local(week.begins).date(), _("yes") if week.is_over else _("no"),
        said.received, said.posted, said.asked, said.passed_on if week.is_over else "",
        said.not_posted, *(count for _reason, count in said.by_reason), said.sent_again,
        said.withdrawn, said.taken_down, "" if wait is None else round(wait.total_seconds() / 3600, 1), *take_downs,
    ]  # fmt: skip


def _paper_heading() -> list[str]:
    reasons = [
        _("paper card not posted: %(reason)s") % {"reason": reason.label}
        for reason, _count in PaperFigures().by_reason
    ]
    return [
        _("paper cards"), _("paper cards posted"), _("paper cards given to the author"),
        _("paper cards passed to the guardian"), _("paper cards not posted"), *reasons,
        _("paper cards sent again"), _("paper cards taken back"), _("paper cards reported"),
        _("paper cards taken down"),
    ]  # fmt: skip


def _on_paper(said: PaperFigures | None) -> list[object]:
    """Empty cells for a week that is not over: its cards are not counted yet."""
    if said is None:
        return [""] * len(_paper_heading())
    return [
        said.received, said.posted, said.given, said.passed_on, said.not_posted,
        *(count for _reason, count in said.by_reason), said.sent_again, said.withdrawn,
        said.reported, said.taken_down,
    ]  # fmt: skip
