"""A second pair of eyes, taking a message back, and correcting one that is out."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heed import clock
from heed.edition import addresses, pages, words
from heed.edition.actions import publishing
from heed.edition.actions.refusals import Refused
from heed.edition.forms.writing import AskCheckForm, CheckForm, CorrectionForm, initial_of
from heed.edition.models import Edition
from heed.edition.queries import writing as queries
from heed.edition.views.writing import keep_picture_of
from heed.edition.views.writing_doors import of_checker, of_writer, person_of
from heed.people import queries as people
from heed.people.models import Person

State = Edition.State


@of_writer
@require_POST
def take_back(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Make it a draft again."""
    publishing.take_back(edition=edition, by=person_of(request), at=clock.now())
    return redirect("edition:write", edition.pk)


@of_writer
@require_http_methods(["GET", "POST"])
def ask_check(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Choose a colleague who reads it before it goes out."""
    by = person_of(request)
    colleagues = queries.may_check(edition, by=by)
    named = [(str(person.pk), f"{person.name}, {person.post}") for person in colleagues]
    form = AskCheckForm(_posted(request), colleagues=named)
    if request.method == "POST" and form.is_valid():
        checker = _chosen(form, colleagues)
        if checker is not None and _asked(edition, form, checker, by):
            return redirect("edition:write", edition.pk)
    status = 422 if form.errors else 200
    return render(
        request, "edition/write/ask_check.jinja", {"edition": edition, "form": form}, status=status
    )


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _chosen(form: AskCheckForm, colleagues: list[Person]) -> Person | None:
    given = form.cleaned_data
    if given["email"]:
        wanted = given["email"].casefold()
        found = people.by_email(wanted)
        if found is not None:
            return found
        form.add_error(
            "email", _("Nobody here has this address. Ask an administrator to add them.")
        )
    elif given["checker"]:
        return next(person for person in colleagues if str(person.pk) == given["checker"])
    else:
        form.add_error("checker", _("Choose who is to read it."))
    return None


def _asked(edition: Edition, form: AskCheckForm, checker: Person, by: Person) -> bool:
    try:
        publishing.ask_for_check(
            edition=edition,
            checker=checker,
            address=addresses.whole(reverse("edition:check", args=[edition.pk])),
            by=by,
            at=clock.now(),
        )
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


@of_checker
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Read it, and say that it is ready or what you would change."""
    is_asked = edition.state == State.CHECKING
    assert edition.revision is not None
    form = CheckForm(_posted(request), initial={"number": edition.revision.number})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        publishing.finish_check(
            edition=edition,
            is_ready=given["answer"] == "ready",
            words=given["words"],
            by=person_of(request),
            at=clock.now(),
            number=given["number"],
        )
        return redirect("edition:check", edition.pk)
    message = queries.as_readers_will(edition, at=clock.now())
    context: dict[str, Any] = {"edition": edition, "form": form, "is_asked": is_asked}
    if is_asked:
        context["main"] = pages.preview(edition, message, at=clock.now())
    status = 422 if form.errors else 200
    return render(request, "edition/write/check.jinja", context, status=status)


@of_writer
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Change a message that is out; what was corrected stands under it, dated."""
    if not edition.is_published or edition.author_id != person_of(request).pk:
        raise Http404
    assert edition.revision is not None
    status = 200
    if request.method == "POST":
        form = CorrectionForm(request.POST, request.FILES, edition=edition)
        if form.is_valid() and _corrected(request, edition, form):
            return redirect("edition:page", edition.slug)
        status = 422
    else:
        form = CorrectionForm(edition=edition, initial=initial_of(edition, edition.revision))
    number = form["picture"].value()
    context = {
        "edition": edition,
        "form": form,
        "text_html": words.to_html(form["text"].value() or ""),
        "picture": edition.pictures.filter(pk=number).first() if str(number).isdigit() else None,
    }
    return render(request, "edition/write/correct.jinja", context, status=status)


def _corrected(request: HttpRequest, edition: Edition, form: CorrectionForm) -> bool:
    given = form.cleaned_data
    by = person_of(request)
    written = keep_picture_of(edition, form, by=by)
    if written.picture_id and not (written.picture_alt or written.picture_is_decorative):
        form.add_error("picture_alt", _("Describe the picture, or say that it is decoration only."))
        return False
    try:
        publishing.correct(
            edition=edition,
            words=written,
            what=given["what"],
            by=by,
            at=clock.now(),
            based_on=given["based_on"],
        )
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True
