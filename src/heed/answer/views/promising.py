"""The author promises, says no, hands on, or says that they are still thinking."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from heed import clock
from heed.answer.actions import promising
from heed.answer.forms.promising import (
    HandOnForm,
    NoForm,
    PromiseForm,
    StillThinkingForm,
    ThemesForm,
)
from heed.answer.queries import hearing, owners, promises
from heed.answer.views.doors import of_author, person_of
from heed.edition.actions.refusals import Refused
from heed.edition.queries.answers import Message


def _show(
    request: HttpRequest,
    message: Message,
    form: ThemesForm,
    do: Callable[[], object],
    template: str,
    **context: object,
) -> HttpResponse:
    """One form: shown, sent, refused with everything still in it, or done."""
    sent = request.method == "POST"
    status = 200
    if sent and form.is_valid():
        try:
            do()
        except Refused as refusal:
            field = getattr(refusal, "field", None)
            form.add_error(field if field in form.fields else None, refusal.sentence)
            status = 409
        else:
            place = reverse("answer:heard", args=[message.slug])
            return redirect(f"{place}?sent={form.keeps}#theme-{form.numbers()[0]}")
    elif sent:
        status = 422
    context |= {"form": form, "message": message}
    return render(request, template, context, status=status)


def _themes(message: Message) -> list[hearing.Heard]:
    found = hearing.what_was_heard(message, at=clock.now(), is_draft=True)
    return [theme for theme in found.themes if theme.title] if found else []


@require_http_methods(["GET", "POST"])
@of_author
def promise(request: HttpRequest, message: Message) -> HttpResponse:
    """Promise something, once what was heard is out and a night has passed, or say why at once."""
    at = clock.now()
    still_open = promises.still_open(message.series_id, at=at)
    initial = {"themes": [request.GET.get("theme", "")]}
    form = PromiseForm(
        request.POST or None,
        themes=_themes(message),
        still_open=still_open,
        known=owners.known(message.series_id, message.series_slug),
        initial=initial,
    )

    def make() -> None:
        given = form.cleaned_data
        promising.make(
            message=message,
            themes=form.numbers(),
            terms=form.terms(),
            owner=given["owner"],
            by=person_of(request),
            at=at,
            why_at_once=given["why_at_once"],
            is_agreed=given["is_agreed"],
            ends=int(given["ends"]) if given["ends"] else None,
            ends_because=given["ends_because"],
        )

    opens = promising.opens_at(message)
    return _show(
        request,
        message,
        form,
        make,
        "answer/promise_new.jinja",
        opens_at=opens,
        is_open=opens is not None and opens <= at,
        is_full=len(still_open) >= promising.OPEN_AT_MOST,
        asks_agreed=bool(form.errors.get("is_agreed")) or "is_agreed" in request.POST,
    )


@require_http_methods(["GET", "POST"])
@of_author
def no(request: HttpRequest, message: Message) -> HttpResponse:
    """No, and why."""
    form = NoForm(
        request.POST or None,
        themes=_themes(message),
        initial={"themes": [request.GET.get("theme", "")]},
    )

    def say() -> None:
        given = form.cleaned_data
        promising.say_no(
            message=message,
            themes=form.numbers(),
            what=given["what"],
            reason=given["reason"],
            role=given["role"],
            by=person_of(request),
            at=clock.now(),
        )

    return _show(request, message, form, say, "answer/no.jinja")


@require_http_methods(["GET", "POST"])
@of_author
def hand_on(request: HttpRequest, message: Message) -> HttpResponse:
    """Give it to somebody else who answers it."""
    form = HandOnForm(
        request.POST or None,
        themes=_themes(message),
        initial={"themes": [request.GET.get("theme", "")]},
    )

    def hand() -> None:
        given = form.cleaned_data
        promising.hand_on(
            message=message,
            themes=form.numbers(),
            to_whom=given["to_whom"],
            words=given["words"],
            by=person_of(request),
            at=clock.now(),
        )

    return _show(request, message, form, hand, "answer/hand_on.jinja")


@require_http_methods(["GET", "POST"])
@of_author
def still_thinking(request: HttpRequest, message: Message) -> HttpResponse:
    """Say once that there is no answer yet."""
    form = StillThinkingForm(
        request.POST or None,
        themes=_themes(message),
        initial={"themes": [request.GET.get("theme", "")]},
    )

    def say() -> None:
        for number in form.numbers():
            promising.say_still_thinking(
                message=message,
                theme=number,
                words=form.cleaned_data["words"],
                by=person_of(request),
                at=clock.now(),
            )

    return _show(request, message, form, say, "answer/still_thinking.jinja")
