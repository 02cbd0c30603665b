"""Cards of paper: an administrator prints them, and whoever holds one comes in with it."""

import segno
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from heed import clock
from heed.people import cards
from heed.people.forms.cards import CardForm, SheetForm
from heed.people.views.administering import administrators


@never_cache
@require_GET
@administrators
def sheets(request: HttpRequest) -> HttpResponse:
    """The sheets that there are, and a form for another."""
    return _sheets(request, SheetForm())


@never_cache
@require_POST
@administrators
def print_sheet(request: HttpRequest) -> HttpResponse:
    """The cards themselves: shown here, once."""
    form = SheetForm(request.POST)
    if not form.is_valid():
        return _sheets(request, form)
    try:
        printed = cards.print_sheet(
            group=form.cleaned_data["group"],
            count=form.cleaned_data["count"],
            last_on=form.cleaned_data["last_on"],
            ticket=form.cleaned_data["key"],
            at=clock.now(),
        )
    except cards.CannotPrint as why:
        form.add_error(None, str(why))
        return _sheets(request, form, status=409)
    page = settings.HEED_ADDRESS + reverse("people:card")
    context = {
        "sheet": printed.sheet,
        "typed": page.partition("://")[2],
        # What follows # stays on the phone: no server is told, and no log keeps it.
        "cards": [(code, _picture(f"{page}#{code}")) for code in printed.codes],
    }
    return render(request, "people/cards.jinja", context)


@require_POST
@administrators
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    cards.withdraw(sheet=pk)
    return redirect("people:sheets")


@never_cache
@require_http_methods(["GET", "POST"])
def use(request: HttpRequest) -> HttpResponse:
    """Come in with a card."""
    if request.user.is_authenticated:
        return redirect("people:me")
    form, status = CardForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        try:
            person = cards.use(**form.cleaned_data, at=clock.now())
        except cards.NotACode as why:
            form.add_error("code", str(why))
            status = 429 if isinstance(why, cards.TriedTooOften) else 403
        else:
            get_adapter().login(request, person)
            return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "people/card.jinja", {"form": form}, status=status)


def _sheets(request: HttpRequest, form: SheetForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "sheets": cards.sheets(),
        "ticket": cards.ticket(at=clock.now()),
        "today": clock.local(clock.now()).date(),
    }
    return render(request, "people/sheets.jinja", context, status=status)


def _picture(address: str) -> str:
    return segno.make(address, error="m", micro=False).svg_data_uri(border=0, scale=3)
