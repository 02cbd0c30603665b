"""Every promise of a series, and one with all that happened to it."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from heed import clock
from heed.answer.actions import asking
from heed.answer.actions import keeping_promises as actions
from heed.answer.forms.listing import NarrowForm
from heed.answer.forms.promising import WITH_A_DAY, GiveForm, WordForm
from heed.answer.queries import hearing, listing, owners, picturing
from heed.answer.queries import promises as queries
from heed.answer.views.doors import is_staff, may_read, person_of, reader_of
from heed.edition.actions.refusals import Refused
from heed.edition.queries import answers
from heed.people import queries as people
from heed.people.doors import signed_in
from heed.people.models import Person, Role


@never_cache
@require_safe
def promises(request: HttpRequest, series: str) -> HttpResponse:
    """The open ones by their day, then those that ended; by state, age, kind, year and words."""
    named = answers.series_named(series)
    if named is None:
        raise Http404
    number, name = named
    form = NarrowForm(
        {field: request.GET.get(field, "") for field in NarrowForm.base_fields},
        years=listing.years(number, staff=is_staff(request)),
    )
    context = {"form": form, "series_slug": series, "series": name, "is_staff": is_staff(request)}
    if not form.is_valid():
        return render(request, "answer/promises.jinja", context, status=422)
    narrowed, page = form.narrowed(), _page_asked_for(request)
    found = listing.listed(number, narrowed, staff=context["is_staff"], at=clock.now(), page=page)
    context |= {
        "found": found,
        "late": [one for one in found.still_open if one.is_late],
        "under_way": [one for one in found.still_open if not one.is_late],
        "is_narrowed": bool(narrowed),
        "newer": _address(request, page - 1) if page > 1 else "",
        "older": _address(request, page + 1) if found.has_more else "",
    }
    return render(request, "answer/promises.jinja", context)


def _page_asked_for(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= 4 else 1
    return max(number, 1)


def _address(request: HttpRequest, page: int) -> str:
    asked = {
        field: request.GET[field] for field in NarrowForm.base_fields if request.GET.get(field)
    }
    asked |= {"page": str(page)} if page > 1 else {}
    return f"{request.path}?{urlencode(asked)}" if asked else request.path


def _may_read(request: HttpRequest, shown: queries.Shown) -> bool:
    message = answers.message(shown.edition_slug)
    return message is not None and may_read(request, message)


def find(request: HttpRequest, series: str, number: int) -> queries.Shown:
    """A promise that this reader may read; for anybody else it does not exist."""
    shown = queries.promise(series, number, at=clock.now())
    if shown is None or not _may_read(request, shown):
        raise Http404
    return shown


@never_cache
@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, series: str, number: int) -> HttpResponse:
    """A promise and its history; who may keep it finds the line to write."""
    shown = find(request, series, number)
    if request.method == "POST":
        return _write(request, shown)
    return _show(request, shown, None)


@signed_in
def _write(request: HttpRequest, shown: queries.Shown) -> HttpResponse:
    by = person_of(request)
    if not actions.may_keep(shown.pk, by=by):
        raise PermissionDenied(_("Only its owner and the authors of this series write here."))
    form = WordForm(request.POST, request.FILES, promise=shown)
    if not form.is_valid():
        return _show(request, shown, form, status=422)
    given = form.cleaned_data
    verb = getattr(actions, given["kind"])
    more = {"due_on": given["due_on"]} if given["kind"] in WITH_A_DAY else {}
    if given["kind"] == "finish":
        more = {"picture": given["picture"], "shows": given["shows"]}
    try:
        verb(promise=shown.pk, words=given["words"], by=by, at=clock.now(), **more)
    except Refused as refusal:
        field = getattr(refusal, "field", None)
        form.add_error(field if field in form.fields else None, refusal.sentence)
        form.ask_for_the_picture_again()
        return _show(request, shown, form, status=409)
    place = reverse("answer:promise", args=[shown.series_slug, shown.number])
    return redirect(f"{place}?sent#story")


def _show(
    request: HttpRequest, shown: queries.Shown, form: WordForm | None, *, status: int = 200
) -> HttpResponse:
    reader, at = reader_of(request), clock.now()
    may_keep = reader is not None and actions.may_keep(shown.pk, by=reader)
    context = {
        "promise": shown,
        "form": form or (WordForm(promise=shown) if may_keep and _has_a_say(shown) else None),
        "heard_by": hearing.heard_by(shown.edition_slug),
        "may_give": may_keep and shown.is_open,
        "may_keep": may_keep,
        "pictures": picturing.pictures_of(shown.pk),
        "helped": hearing.helped(
            shown.series_slug, shown.number, at=at, person=reader.pk if reader else None
        ),
        "reader": reader,
        "choices": asking.choices("helped"),
        "is_sent": "sent" in request.GET,
    }
    return render(request, "answer/promise.jinja", context, status=status)


def _has_a_say(shown: queries.Shown) -> bool:
    return shown.is_open or shown.state == "done"


def _known_to(reader: Person, shown: queries.Shown) -> list[str]:
    """Names are offered to authors alone; an owner types one whom they know."""
    message = answers.message(shown.edition_slug)
    if message is None or not people.is_kind(reader, Role.Kind.AUTHOR, scope=shown.series_slug):
        return []
    return owners.known(message.series_id, shown.series_slug)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def give(request: HttpRequest, series: str, number: int) -> HttpResponse:
    """Let somebody else own it."""
    shown = find(request, series, number)
    if not actions.may_keep(shown.pk, by=person_of(request)):
        raise PermissionDenied(_("Only its owner and the authors of this series write here."))
    form = GiveForm(request.POST or None, known=_known_to(person_of(request), shown))
    status = 422 if form.is_bound and not form.is_valid() else 200
    if form.is_bound and status == 200:
        try:
            actions.give(
                promise=shown.pk,
                to=form.cleaned_data["owner"],
                by=person_of(request),
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error("owner", refusal.sentence)
            status = 409
        else:
            return redirect("answer:promise", series, number)
    return render(request, "answer/give.jinja", {"promise": shown, "form": form}, status=status)
