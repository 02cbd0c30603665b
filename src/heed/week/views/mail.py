"""The weekly mail: asking for it, confirming an address, choosing hours, and the way out.

What a link in a mail opens only shows: mail scanners open every link. A button acts.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from heed import clock
from heed.edition.views.reading import is_staff
from heed.outbox.actions import CannotBeMailed
from heed.people.doors import signed_in
from heed.week.actions import subscribing
from heed.week.forms import AddressForm, HoursForm, MyMailForm
from heed.week.hours_said import hours_in_words
from heed.week.models import Subscription
from heed.week.queries import subscriptions


# Whoever sends this form from elsewhere makes a mail go that asks, and no more; how many may go is
# counted. So the page needs no cookie.
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def weekly_mail(request: HttpRequest) -> HttpResponse:
    """Ask for the weekly mail with an address; signed in, one tick on another page is enough."""
    if is_staff(request) and request.method != "POST":
        return redirect("week:mail_mine")
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            subscribing.ask(address=form.cleaned_data["email"], at=clock.now())
        except CannotBeMailed as why:
            form.add_error("email", str(why))
        else:
            # The same for every address, whether it is known here or not.
            return render(request, "week/mail_asked.jinja")
    return render(request, "week/mail.jinja", {"form": form}, status=422 if form.errors else 200)


def _mine(request: HttpRequest, form: MyMailForm | None = None) -> HttpResponse:
    standing = subscriptions.standing(request.who.person.pk)  # type: ignore[attr-defined]
    if form is None:
        form = MyMailForm(hours=standing.hours)
        form.initial["wanted"] = standing.is_active
    context = {"form": form, "standing": standing, "hours": hours_in_words(standing.hours)}
    return render(request, "week/mail_mine.jinja", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def my_mail(request: HttpRequest) -> HttpResponse:
    """What somebody signed in has ticked and chosen; from their own page one press begins it."""
    if not request.who.person.email:  # type: ignore[attr-defined]
        return redirect("people:me")
    if request.method != "POST":
        return _mine(request)
    person, at = request.who.person.pk, clock.now()  # type: ignore[attr-defined]
    if request.POST.get("do") == "begin":
        subscribing.begin(person=person, at=at)
        return redirect("people:me")
    form = MyMailForm(request.POST, hours=subscriptions.standing(person).hours)
    if not form.is_valid():
        return _mine(request, form)
    row = subscribing.begin(person=person, at=at) if form.cleaned_data["wanted"] else None
    if row is not None:
        subscribing.choose_hours(subscription=row, hours=form.hours(), at=at)
    else:
        subscribing.stop_for(person=person, at=at)
    return redirect("week:mail_mine")


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; the button begins it."""
    row = _found(subscriptions.by_confirming_token(token))
    if request.method != "POST":
        return render(request, "week/mail_confirm.jinja", {"row": row})
    try:
        subscribing.confirm(subscription=row, at=clock.now())
    except subscribing.HasEnded as ended:
        return render(request, "week/mail_ended.jinja", {"said": str(ended)}, status=409)
    return render(request, "week/mail_begun.jinja")


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button. The button stops it, as does a mail client with RFC 8058's one click."""
    row = _found(subscriptions.by_mail_token(token))
    if request.method != "POST":
        return _way_out(request, row, token)
    at = clock.now()
    if request.POST.get("do") == "again" and subscribing.begin_again(subscription=row, at=at):
        return redirect("week:mail_stop", token)
    subscribing.stop(subscription=row, at=at)
    context = {"token": token, "is_persons": row.person_id is not None}
    return render(request, "week/mail_stopped.jinja", context)


def _way_out(request: HttpRequest, row: Subscription, token: str) -> HttpResponse:
    context = {
        "token": token,
        "is_active": row.state == Subscription.State.ACTIVE,
        "is_persons": row.person_id is not None,
        "hours": hours_in_words(subscriptions.hours_of(row)),
    }
    return render(request, "week/mail_stop.jinja", context)


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def choose_hours(request: HttpRequest, token: str) -> HttpResponse:
    """The hours of one subscription, for whoever has its mail before them."""
    row = _found(subscriptions.by_mail_token(token))
    hours = subscriptions.hours_of(row)
    form = HoursForm(request.POST if request.method == "POST" else None, hours=hours)
    if request.method == "POST" and form.is_valid():
        subscribing.choose_hours(subscription=row, hours=form.hours(), at=clock.now())
        return redirect("week:mail_stop", token)
    context = {"form": form, "token": token}
    return render(request, "week/mail_hours.jinja", context, status=422 if form.errors else 200)


def _found(row: Subscription | None) -> Subscription:
    if row is None:
        raise Http404
    return row
