"""The editor: write, save, see it, publish it. Whatever happens, the words stay."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from markupsafe import Markup

from heed import clock
from heed.edition import gates, plainness, slots, words
from heed.edition.actions import publishing
from heed.edition.actions import writing as actions
from heed.edition.actions.refusals import CannotPublish, Refused, StillOwed
from heed.edition.forms.writing import MessageForm, WordsForm, initial_of, without_unseen
from heed.edition.models import Edition, Revision
from heed.edition.queries import writing as queries
from heed.edition.views.writing_doors import of_writer, person_of
from heed.people.models import Person
from heed.ui import formatting

FURTHEST = timedelta(days=366)
State = Edition.State


@of_writer
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The message as its author writes it; once it is on its way, where it stands."""
    if request.method == "POST":
        return _save_and(request, edition, AFTER.get(request.POST.get("do", ""), _stay))
    if edition.state != State.DRAFT:
        context = {
            "edition": edition,
            "is_author": _is_author(request, edition),
            **_what_could_hold(edition),
        }
        return render(request, "edition/write/standing.jinja", context)
    assert edition.revision is not None
    form = MessageForm(edition=edition, initial=initial_of(edition, edition.revision))
    return show_editor(request, edition, form)


def _what_could_hold(edition: Edition) -> dict[str, Any]:
    """What would keep a scheduled message from going out, so that its author is not surprised."""
    if edition.state != State.SCHEDULED:
        return {"needs_second_person": False, "stops": []}
    moment = edition.publish_at or clock.now()
    return {
        "needs_second_person": publishing.lacks_second_person(edition, moment=moment),
        "stops": gates.holding(edition, at=moment),
    }


@of_writer
@require_POST
def publish(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Save what stands on the page, and let it go out when the button said."""
    return _save_and(request, edition, _publish)


def _save_and(
    request: HttpRequest,
    edition: Edition,
    then: Callable[[HttpRequest, Edition, MessageForm], HttpResponse],
) -> HttpResponse:
    form = MessageForm(request.POST, request.FILES, edition=edition)
    if not form.is_valid():
        return show_editor(request, edition, form, status=422)
    saved = keep(edition, form, by=person_of(request), at=clock.now())
    if saved.is_aside:
        return redirect("edition:two_versions", edition.pk, saved.revision.number)
    edition.refresh_from_db()
    return then(request, edition, form)


def keep(edition: Edition, form: MessageForm, *, by: Person, at: datetime) -> actions.Saved:
    """Keep the words, a picture that came with them, and who may read them."""
    given = form.cleaned_data
    written = keep_picture_of(edition, form, by=by)
    saved = actions.save(edition=edition, words=written, based_on=given["based_on"], by=by, at=at)
    if edition.state == State.DRAFT and given["visible_to"] != edition.visible_to:
        actions.show_to(edition=edition, visible_to=given["visible_to"], by=by)
    return saved


def keep_picture_of(edition: Edition, form: WordsForm, *, by: Person) -> actions.Words:
    """The words of the form, with the picture that came with them, or without the one let go."""
    written = form.words()
    drawn = form.cleaned_data["file"]
    if drawn is not None:
        picture = actions.keep_picture(edition=edition, by=by, **asdict(drawn))
        return actions.with_picture(written, picture, alt=form.cleaned_data["picture_alt"])
    if form.data.get("do") == "no_picture":
        return actions.with_picture(written, None)
    return written


def _stay(request: HttpRequest, edition: Edition, form: MessageForm) -> HttpResponse:
    place = "#picture" if form.data.get("do") in ("picture", "no_picture") else ""
    return redirect(f"{reverse('edition:write', args=[edition.pk])}{place}")


def _see_it(request: HttpRequest, edition: Edition, form: MessageForm) -> HttpResponse:
    return redirect("edition:preview", edition.pk)


def _ask(request: HttpRequest, edition: Edition, form: MessageForm) -> HttpResponse:
    return redirect("edition:ask_check", edition.pk)


AFTER = {"preview": _see_it, "ask": _ask}


def _publish(request: HttpRequest, edition: Edition, form: MessageForm) -> HttpResponse:
    at = clock.now()
    when = _moment(form, at=at)
    missing = publishing.what_is_missing(edition, moment=when)
    for field, sentence in missing.items():
        form.add_error(field if field in form.fields else None, sentence)
    if when is None or missing:
        return show_editor(request, edition, form, status=422)
    try:
        publishing.publish(
            edition=edition,
            by=person_of(request),
            at=at,
            when=when,
            in_spite=form.cleaned_data["in_spite"],
            names_nobody=form.cleaned_data["names_nobody"],
        )
    except StillOwed as refusal:
        form.asks_names = bool(refusal.named)
        form.add_error(refusal.field, _why_not_in_spite(refusal))
        return show_editor(request, edition, form, status=409, moment=when)
    except CannotPublish as refusal:
        form.add_error(None, refusal.sentence)
        return show_editor(request, edition, form, status=409)
    return redirect("edition:write", edition.pk)


def _why_not_in_spite(refusal: StillOwed) -> str:
    if refusal.named:
        return _(
            "“%(name)s” is the name of a colleague. Name the office: everybody reads this."
        ) % {"name": refusal.named}
    if refusal.field:
        return _("Say it in a whole sentence: everybody reads it under your message.")
    return _("Something is still owed. It stands above the button, with what you can do.")


def _moment(form: MessageForm, *, at: datetime) -> datetime | None:
    """When the pressed button said; None with a sentence on the form where that cannot be."""
    given = form.cleaned_data
    if form.data.get("do") == "now":
        return at
    if form.data.get("do") != "other":
        if given["slot"] is None or given["slot"] <= at:
            form.add_error(
                None, _("The moment on the button has passed. Here is the next one; press again.")
            )
            return None
        return given["slot"]
    day, clock_time = given["other_day"], given["other_time"]
    if day is None:
        form.add_error("other_day", _("Choose the day on which it goes out"))
    if clock_time is None:
        form.add_error("other_time", _("Write the time at which it goes out"))
    if day is None or clock_time is None:
        return None
    moment = clock.at_local(day, clock_time)
    if not at < moment < at + FURTHEST:
        form.add_error("other_day", _("Choose a moment in the next twelve months"))
        return None
    return moment


def show_editor(
    request: HttpRequest,
    edition: Edition,
    form: MessageForm,
    *,
    status: int = 200,
    moment: datetime | None = None,
) -> HttpResponse:
    """The editor with what was typed, saved or not; ``moment`` is when it was to go out."""
    at = clock.now()
    slot = queries.next_free_slot(edition, after=at)
    if form.is_bound:
        shown = cast(QueryDict, form.data).copy()
        shown["slot"] = slot.isoformat()
        if edition.revision is not None:
            shown["based_on"] = str(_base_of(form, edition.revision))
        form.data = shown
    else:
        form.initial["slot"] = slot.isoformat()
    text = form["text"].value() or ""
    number = form["picture"].value()
    context = {
        "edition": edition,
        "form": form,
        "slot": slot,
        "picture": edition.pictures.filter(pk=number).first() if str(number).isdigit() else None,
        "closes": queries.closes_after(edition, slot),
        "hints": plainness.hints(text).sentences(),
        "text_html": words.to_html(text),
        "aside": queries.newest_aside(edition),
        "needs_second_person": publishing.lacks_second_person(edition, moment=slot),
        "was_before_election": queries.was_held_before_election(edition),
        "missing": queries.missing_before_the_first(),
        "stops": gates.stops(edition, at=moment or slot),
        "slots": {name: Markup(html) for name, html in slots.filled(edition, at=at).items()},
        "seen_by": _seen_by(queries.writers_of(edition)),
        "is_author": _is_author(request, edition),
        "at": at,
    }
    return render(request, "edition/write/editor.jinja", context, status=status)


def _seen_by(names: list[str]) -> str:
    if len(names) == 1:
        return _("%(name)s sees this draft.") % {"name": names[0]}
    return _("%(names)s and %(last)s see this draft.") % {
        "names": ", ".join(names[:-1]), "last": names[-1],
    }  # fmt: skip


def _base_of(form: MessageForm, newest: Revision) -> int:
    """The version that the typed words rest on: the newest, where they have just been saved."""
    cleaned = getattr(form, "cleaned_data", {})
    is_saved = not form.files and all(
        cleaned.get(field) == getattr(newest, field) for field in ("title", "text", "question")
    )
    return newest.number if is_saved else cleaned.get("based_on", 0)


@of_writer
@require_http_methods(["GET", "POST"])
def autosave(request: HttpRequest, edition: Edition) -> JsonResponse:
    """Keep what is being typed. GET gives a fresh ticket to a page that was open for long."""
    assert edition.revision is not None
    if request.method == "GET":
        return JsonResponse({"ticket": get_token(request), "number": edition.revision.number})
    form = MessageForm(without_unseen(request.POST), edition=edition)
    if not form.is_valid():
        sentences = [error for errors in form.errors.values() for error in errors]
        return JsonResponse({"sentence": " ".join(map(str, sentences))}, status=422)
    at = clock.now()
    try:
        saved = keep(edition, form, by=person_of(request), at=at)
    except Refused as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=409)
    return JsonResponse(_told(edition, saved, at=at))


def _told(edition: Edition, saved: actions.Saved, *, at: datetime) -> dict[str, Any]:
    newest = Edition.objects.select_related("revision").get(pk=edition.pk).revision
    assert newest is not None
    other = newest.by.first_name if newest.by else ""
    is_behind = saved.revision.number < newest.number or saved.is_aside
    return {
        "number": saved.revision.number,
        "said": _("Saved at %(time)s") % {"time": formatting.clock_time(at)},
        "hints": plainness.hints(saved.revision.text).sentences(),
        "aside": {
            "said": _("%(name)s saved another version while you wrote. Yours is kept beside it.")
            % {"name": other},
            "link": _("See both"),
            "address": reverse("edition:two_versions", args=[edition.pk, saved.revision.number]),
        }
        if is_behind
        else None,
    }


def _is_author(request: HttpRequest, edition: Edition) -> bool:
    return bool(edition.author_id == person_of(request).pk)
