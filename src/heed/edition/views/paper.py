"""Paper: the sheet for a stand-up, typing in what came back, and what became of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heed import clock
from heed.clock import working
from heed.edition import addresses
from heed.edition.actions import commenting, paper, reporting_paper
from heed.edition.actions.refusals import NotYours, Refused
from heed.edition.forms.commenting import ReportForm, new_ticket
from heed.edition.forms.paper import CardForm, CardsForm
from heed.edition.queries import paper as queries
from heed.edition.queries import reading
from heed.edition.views.commenting import guarded_by_ticket
from heed.edition.views.reading import is_staff
from heed.people.doors import for_roles, signed_in

View = Callable[..., HttpResponse]


@never_cache
@require_safe
def stand_up_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """One sheet of A4 to write on, for whoever may read the message."""
    edition = reading.find(slug)
    if edition is None or (edition.visible_to != "public" and not is_staff(request)):
        raise Http404
    at = clock.now()
    message = reading.message(edition, at=at)
    context = {
        "message": message,
        "takes_cards": message.takes_answers,
        "hand_in_by": hand_in_by(message.closes_at) if message.closes_at else None,
        "typed": addresses.whole("").partition("://")[2].rstrip("/"),
    }
    return render(request, "edition/paper/sheet.jinja", context)


def hand_in_by(closes_at: datetime) -> date:
    """The last working day that ends before answering closes: somebody has to type it in."""
    day = clock.local(closes_at).date()
    while not working.is_working_day(day) or clock.at_local(day, _END_OF_DAY) > closes_at:
        day -= timedelta(days=1)
    return day


_END_OF_DAY = datetime.min.time().replace(hour=17)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def enter(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Type in cards for the newest message that takes answers, or for the one at this address."""
    at = clock.now()
    messages = queries.open_messages(at=at)
    chosen = next((one for one in messages if slug in ("", one.slug)), None)
    edition = reading.find(slug or (chosen.slug if chosen else ""))
    if slug and edition is None:
        raise Http404
    sent = request.method == "POST"
    form = CardsForm(request.POST if sent else None)
    if sent and edition is not None and form.is_valid():
        try:
            came_in = paper.enter(
                edition=edition,
                cards=form.cards(),
                ticket=form.cleaned_data["ticket"],
                by=request.user,
                at=at,
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect(f"{reverse('edition:my_cards')}?new={len(came_in)}")
    context = {
        "form": form,
        "message": reading.message(edition, at=at) if edition else None,
        "others": [one for one in messages if edition is None or one.slug != edition.slug],
        "closed": _why_closed(edition, at=at),
        "longest": paper.LONGEST,
    }
    status = 422 if sent else 200
    return render(request, "edition/paper/enter.jinja", context, status=status)


def _why_closed(edition: Any, *, at: datetime) -> str:
    if edition is None:
        return ""
    try:
        commenting.check_takes_answers(edition, at=at)
    except commenting.CommentNotTaken as refusal:
        return refusal.sentence
    return ""


@never_cache
@require_safe
@signed_in
def my_cards(request: HttpRequest) -> HttpResponse:
    """What became of the cards that this person typed in."""
    new = request.GET.get("new", "")
    context = {
        "cards": queries.entered_by(request.user, at=clock.now()),
        "new": int(new) if new in map(str, range(1, paper.MOST_AT_ONCE + 1)) else 0,
    }
    return render(request, "edition/paper/mine.jinja", context)


def of_own_card(view: View) -> View:
    """Whoever typed the card in; for anybody else it does not exist."""

    @never_cache
    @signed_in
    @wraps(view)
    def behind_the_door(request: HttpRequest, number: int) -> HttpResponse:
        card = queries.entered(number, by=request.user, at=clock.now())
        if card is None:
            raise Http404
        try:
            return view(request, card)
        except NotYours as refusal:
            raise PermissionDenied(refusal.sentence) from refusal

    return behind_the_door


@require_http_methods(["GET", "POST"])
@of_own_card
def change_card(request: HttpRequest, card: queries.Entered) -> HttpResponse:
    """Change a card that was not posted, and send it again."""
    initial = {"text": card.text, "may_be_quoted": card.may_be_quoted}
    sent = request.method == "POST"
    form = CardForm(request.POST if sent else None, initial=initial)
    if sent and form.is_valid():
        try:
            paper.send_again(card=card.number, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), refusal.sentence)
        else:
            return redirect("edition:my_cards")
    context = {"card": card, "form": form}
    return render(request, "edition/paper/change.jinja", context, status=422 if sent else 200)


@require_POST
@of_own_card
def take_card_back(request: HttpRequest, card: queries.Entered) -> HttpResponse:
    """Take back a card that nobody has decided about yet."""
    try:
        paper.take_back(card=card.number, by=request.user, at=clock.now())
    except Refused as refusal:
        context = {
            "cards": queries.entered_by(request.user, at=clock.now()),
            "new": 0,
            "refusal": refusal.sentence,
        }
        return render(request, "edition/paper/mine.jinja", context, status=409)
    return redirect("edition:my_cards")


@never_cache
@for_roles("author")
@require_safe
def for_author(request: HttpRequest, slug: str) -> HttpResponse:
    """What came in on paper, for the author of the message alone."""
    found = queries.for_author(slug, by=request.user, at=clock.now())
    if found is None:
        raise Http404
    return render(request, "edition/paper/for_author.jinja", {"found": found})


@never_cache
@guarded_by_ticket
@require_http_methods(["GET", "POST"])
def report_card(request: HttpRequest, place: str) -> HttpResponse:
    """Anybody says that a posted card should not stand; a moderator looks within 48 hours."""
    at = clock.now()
    card = queries.posted_at_place(place, at=at)
    if card is None or (card.edition.visible_to != "public" and not is_staff(request)):
        raise Http404
    form = ReportForm(request.POST or None, at=at, initial={"ticket": new_ticket(at=at)})
    if form.is_valid():
        try:
            reporting_paper.report(
                card=card,
                reason=form.cleaned_data["reason"],
                words=form.cleaned_data["words"],
                ticket=form.ticket_id,
                at=at,
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return render(request, "edition/paper/reported.jinja", {"slug": card.edition.slug})
    if form.is_bound:
        form.renew()
    context = {"html": card.html, "slug": card.edition.slug, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "edition/paper/report.jinja", context, status=status)
