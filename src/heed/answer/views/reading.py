"""The author reads, gathers, and writes what they heard."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from heed import clock
from heed.answer.actions import gathering, playing_back
from heed.answer.forms.reading import LATER, ReadingForm
from heed.answer.queries import gathering as queries
from heed.answer.queries import hearing
from heed.answer.views.doors import of_author, person_of
from heed.clock import working
from heed.edition.actions.refusals import CannotPublish, DecisionUnclear, NotNow, Refused
from heed.edition.queries.answers import Message
from heed.ui import formatting


@require_http_methods(["GET", "POST"])
@of_author
def reading(request: HttpRequest, message: Message) -> HttpResponse:
    """First their words, then yours; one form that is saved as a whole."""
    at = clock.now()
    if request.method == "POST":
        return _save_and(request, message)
    gathering.begin_reading(message=message, by=person_of(request), at=at)
    found = queries.reading(message, at=at)
    return _show(request, found, _as_saved(found))


@require_http_methods(["GET", "POST"])
@of_author
def autosave(request: HttpRequest, message: Message) -> HttpResponse:
    """Keep what is being typed. GET gives a fresh ticket to a page that was open for long."""
    at = clock.now()
    found = queries.reading(message, at=at)
    if request.method == "GET":
        return JsonResponse({"ticket": get_token(request), "number": found.version})
    form = ReadingForm(request.POST, reading=found)
    if why := gathering.why_not_changed(found):
        return JsonResponse({"sentence": why}, status=409)
    if not form.is_valid():
        sentences = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"sentence": " ".join(sentences)}, status=422)
    try:
        saved = _keep(request, message, form)
    except gathering.ChangedElsewhere:
        said = _("This was changed in another window since. Save here to see both.")
        return JsonResponse({"sentence": said}, status=409)
    except Refused as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=409)
    told = {
        "number": saved.version,
        "said": _("Saved at %(time)s") % {"time": formatting.clock_time(at)},
        "hints": [_still_in_none(queries.reading(message, at=at))],
        "aside": None,
    }
    return JsonResponse(told)


def _keep(request: HttpRequest, message: Message, form: ReadingForm) -> Any:
    given = form.cleaned_data
    return gathering.save(
        message=message,
        title=given["title"],
        thanks=given["thanks"],
        not_understood=given["not_understood"],
        themes=form.themes(),
        placed=form.placed(),
        version=given["based_on"],
        by=person_of(request),
        at=clock.now(),
    )


def _save_and(request: HttpRequest, message: Message) -> HttpResponse:
    found = queries.reading(message, at=clock.now())
    form = ReadingForm(request.POST, reading=found)
    if not form.is_valid():
        return _show(request, found, form, status=422)
    try:
        if found.is_draft:
            _keep(request, message, form)
        elif request.POST.get("do", "") not in ("gather", "take_back"):
            raise NotNow(gathering.why_not_changed(found))
        place = _then(request, message, form)
    except CannotPublish:
        # Everything is saved; what is missing is said beside the field that it belongs to.
        return _show_what_is_missing(request, message)
    except gathering.ChangedElsewhere as refusal:
        form.add_error(None, refusal.sentence)
        return _show(request, found, _on(form, found.version), status=409, has_moved=True)
    except Refused as refusal:
        # What was written is saved; only what the button would do was not done.
        newest = queries.reading(message, at=clock.now())
        form = _on(ReadingForm(request.POST, reading=newest), newest.version)
        field = getattr(refusal, "field", None)
        form.is_valid()
        form.add_error(field if field in form.fields else None, refusal.sentence)
        return _show(request, newest, form, status=409)
    return redirect(place)


def _on(form: ReadingForm, version: int) -> ReadingForm:
    """The same form, which rests on what is saved now."""
    data: QueryDict = form.data.copy()  # type: ignore[assignment]
    data["based_on"] = str(version)
    form.data = data
    return form


def _as_saved(found: queries.Reading) -> ReadingForm:
    return ReadingForm(
        reading=found,
        initial={
            "based_on": found.version,
            "title": found.title,
            "thanks": found.thanks,
            "not_understood": found.not_understood,
            **_next_morning(),
        },
    )


def _next_morning() -> dict[str, Any]:
    """What is offered to whoever lets it go out by itself: before people's day begins."""
    morning = clock.local(working.next_working_morning(clock.now(), hour=7))
    return {"goes_on": morning.date(), "goes_at": morning.time()}


def _then(request: HttpRequest, message: Message, form: ReadingForm) -> str:
    """Do what the button says, once everything is saved; gives back where to go on."""
    at, by = clock.now(), person_of(request)
    here = reverse("answer:reading", args=[message.slug])
    what, _colon, which = request.POST.get("do", "").partition(":")
    theme = _number(which)
    if what == "publish":
        playing_back.publish(message=message, by=by, at=at)
        return reverse("answer:heard", args=[message.slug])
    if what == LATER:
        playing_back.publish(message=message, by=by, at=at, when=form.goes_out_at())
        return f"{here}#all"
    if what == "take_back":
        playing_back.take_back(message=message, by=by, at=at)
        return f"{here}#all"
    if what == "preview":
        return reverse("answer:as_readers", args=[message.slug])
    if what == "gather":
        return f"{here}?saved#theme-{_gather(request, message, form)}"
    if what == "alone":
        made = gathering.let_stand_alone(message=message, label=which, by=by, at=at)
        return f"{here}?saved#theme-{made.pk}"
    if what == "more":
        return f"{here}#theme-{gathering.one_more(message=message, by=by).pk}"
    if what in ("earlier", "later"):
        step = -1 if what == "earlier" else 1
        gathering.move(message=message, theme=theme, step=step, by=by)
        return f"{here}#theme-{theme}"
    if what == "dissolve":
        gathering.dissolve(message=message, theme=theme, by=by, at=at)
        return f"{here}?saved#yours"
    if what == "merge":
        into = _number(request.POST.get(f"into_{theme}", ""))
        kept = gathering.merge(message=message, theme=theme, into=into, by=by, at=at)
        return f"{here}?saved#theme-{kept.pk}"
    return f"{here}?saved#{'theirs' if what == 'place' else 'yours'}"


def _gather(request: HttpRequest, message: Message, form: ReadingForm) -> int:
    given = form.cleaned_data
    into = _number(given["gather_into"]) or None
    if form.picked() and into is None and not given["gather_title"]:
        raise DecisionUnclear(_("Say what they told you, in one sentence."), field="gather_title")
    theme = gathering.gather(
        message=message,
        labels=form.picked(),
        theme=into,
        title="" if into else given["gather_title"],
        by=person_of(request),
        at=clock.now(),
    )
    return theme.pk if theme else 0


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 19 else 0


def _show_what_is_missing(request: HttpRequest, message: Message) -> HttpResponse:
    at = clock.now()
    found = queries.reading(message, at=at)
    form = _on(ReadingForm(request.POST, reading=found), found.version)
    form.is_valid()
    for field, sentence in playing_back.what_is_missing(message, at=at).items():
        form.add_error(field if field in form.fields else None, sentence)
    return _show(request, found, form, status=422)


def _show(
    request: HttpRequest,
    found: queries.Reading,
    form: ReadingForm,
    *,
    status: int = 200,
    has_moved: bool = False,
) -> HttpResponse:
    at = clock.now()
    context = {
        "reading": found,
        "message": found.message,
        "form": form,
        "elsewhere": form.elsewhere() if has_moved else {},
        "homeless": form.homeless() if form.is_bound else [],
        "is_saved": "saved" in request.GET,
        "is_closed": found.message.closes_at <= at,
        "promises_from": working.next_working_morning(found.first_read_at or at),
        "in_none": _still_in_none(found),
        "at": at,
    }
    return render(request, "answer/reading.jinja", context, status=status)


def _still_in_none(found: queries.Reading) -> str:
    left = len(found.in_none)
    if not found.count:
        return _("No answer has reached you yet.")
    if not left:
        return _("Each is in a theme.")
    return ngettext(
        "%(left)s is in no theme yet.", "%(left)s are in no theme yet.", left
    ) % {"left": formatting.number_word(left, start=True)}  # fmt: skip


@of_author
def as_readers(request: HttpRequest, message: Message) -> HttpResponse:
    """What was heard, as readers will see it."""
    heard = hearing.what_was_heard(message, at=clock.now(), is_draft=True)
    if heard is None:
        return redirect("answer:reading", message.slug)
    context = {"heard": heard, "message": message, "is_draft": not heard.published_at}
    return render(request, "answer/heard.jinja", context)
