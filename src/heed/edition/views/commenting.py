"""Sending a comment, its writer's private page, reports of what is posted, and replies."""

from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST
from markupsafe import Markup

from heed import clock
from heed.edition import addresses, sentences, slots
from heed.edition.actions import commenting, deciding, reporting
from heed.edition.actions.refusals import Refused
from heed.edition.forms.commenting import (
    AnswerForm,
    CommentForm,
    ReplyForm,
    ReportForm,
    SendAgainForm,
    new_ticket,
)
from heed.edition.forms.confiding import WriteForm
from heed.edition.models import Comment, Edition
from heed.edition.queries import confiding, reading, writer
from heed.edition.views.reading import has_session, is_staff
from heed.moderation import danger
from heed.people.doors import for_roles


def guarded_by_ticket(view):
    """Without a session the form's ticket is the guard; with one, Django's own as well."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        return (protected if has_session(request) else view)(request, *args, **kwargs)

    return guarded


@never_cache
@guarded_by_ticket
@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    """The comment form on a page of its own: where the form leads, and where mistakes are shown."""
    edition = reading.find(slug)
    if edition is None or (edition.visible_to != "public" and not is_staff(request)):
        raise Http404
    at = clock.now()
    person = request.user if is_staff(request) else None
    if request.method == "GET":
        initial = {"ticket": new_ticket(at=at)}
        if person is not None:
            initial |= {"name": person.name, "email": person.email or ""}
        return _show_form(request, edition, CommentForm(at=at, initial=initial))
    form = CommentForm(request.POST, at=at)
    if not form.is_valid():
        return _show_form(request, edition, form, status=422)
    given = form.cleaned_data
    if danger.may_be_in_danger(given["text"]) and not given["seen_card"]:
        form.data["seen_card"] = "yes"
        return _show_form(request, edition, form, shows_card=True)
    sent = commenting.Sent(
        name=given["name"],
        email=given["email"],
        text=given["text"],
        ticket=form.ticket_id,
        wants_mail=given["wants_mail"],
        person=person,
    )
    try:
        received = commenting.receive(edition=edition, sent=sent, at=at)
    except commenting.CommentNotTaken as refusal:
        form.add_error(refusal.field, refusal.sentence)
        return _show_form(request, edition, form, status=422)
    return redirect(f"{reverse('edition:writers_page', args=[addresses.key_of(received)])}?new")


def _show_form(
    request: HttpRequest,
    edition: Edition,
    form: CommentForm,
    *,
    shows_card: bool = False,
    status: int = 200,
) -> HttpResponse:
    if form.is_bound:
        form.renew()
    at = clock.now()
    closed = ""
    try:
        commenting.check_takes_answers(edition, at=at)
    except commenting.CommentNotTaken as refusal:
        closed = refusal.sentence
    context = {
        "form": form,
        "question": edition.revision.question,
        "slug": edition.slug,
        "shows_card": shows_card,
        "closed": closed,
        "danger_rules": danger.for_the_browser(),
    }
    return render(request, "edition/comment.jinja", context, status=status)


def private(view, find=addresses.by_key):
    """A page that only its address opens: no session, never stored, never indexed.

    ``find`` gives what the key in the address belongs to, or None.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def opened(request, key, *args, **kwargs):
        found = find(key)
        if found is None:
            raise Http404
        response = view(request, key, found, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return opened


@private
@require_http_methods(["GET"])
def writers_page(request: HttpRequest, key: str, found: Comment) -> HttpResponse:
    """What became of a comment, for whoever wrote it."""
    return _show_private(request, key, found)


def _show_private(
    request: HttpRequest, key: str, found: Comment, *, status: int = 200, **forms
) -> HttpResponse:
    page = writer.writers_page(found, at=clock.now())
    with_her = confiding.of_comment(found)
    context = {
        "her_page": addresses.confidence_key(with_her) if with_her else "",
        "with_her": confiding.private_page(with_her) if with_her else None,
        "guardian_steps": sentences.with_the_guardian(),
        "danger_rules": danger.for_the_browser(),
        "write_form": WriteForm(),
        "page": page,
        "key": key,
        "address": addresses.writers_page(found),
        "is_new": "new" in request.GET,
        "answer_form": AnswerForm(),
        "again_form": SendAgainForm(initial={"text": page.text}),
        "step_names": sentences.step_names(),
        "became": Markup(slots.told_to_writer(found, at=clock.now())),
        **forms,
    }
    return render(request, "edition/writers_page.jinja", context, status=status)


@private
@require_POST
def answer_question(request: HttpRequest, key: str, found: Comment) -> HttpResponse:
    """The writer answers the moderator."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            commenting.answer_question(
                comment=found, words=form.cleaned_data["words"], at=clock.now()
            )
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), refusal.sentence)
        else:
            return redirect("edition:writers_page", key)
    return _show_private(request, key, found, answer_form=form, status=422)


@private
@require_POST
def send_again(request: HttpRequest, key: str, found: Comment) -> HttpResponse:
    """The writer changes their words and sends them again."""
    form = SendAgainForm(request.POST)
    if form.is_valid():
        try:
            commenting.send_again(comment=found, text=form.cleaned_data["text"], at=clock.now())
        except Refused as refusal:
            form.add_error(getattr(refusal, "field", None), refusal.sentence)
        else:
            return redirect("edition:writers_page", key)
    return _show_private(request, key, found, again_form=form, status=422)


@private
@require_POST
def withdraw(request: HttpRequest, key: str, found: Comment) -> HttpResponse:
    """The writer takes the comment back."""
    commenting.withdraw(comment=found, at=clock.now())
    return redirect("edition:writers_page", key)


@never_cache
@guarded_by_ticket
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Anybody says that a posted comment should not stand; a moderator looks within 48 hours."""
    posted = get_object_or_404(
        Comment.objects.select_related("edition"), pk=pk, state=Comment.State.POSTED
    )
    if posted.edition.visible_to != "public" and not is_staff(request):
        raise Http404
    at = clock.now()
    form = ReportForm(request.POST or None, at=at, initial={"ticket": new_ticket(at=at)})
    if form.is_valid():
        try:
            reporting.report(
                comment=posted,
                reason=form.cleaned_data["reason"],
                words=form.cleaned_data["words"],
                ticket=form.ticket_id,
                at=at,
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return render(request, "edition/reported.jinja", {"comment": posted})
    if form.is_bound:
        form.renew()
    status = 422 if form.is_bound else 200
    return render(request, "edition/report.jinja", {"comment": posted, "form": form}, status=status)


@for_roles("author", "moderator")
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The message's author, or a moderator, answers a posted comment."""
    posted = get_object_or_404(
        Comment.objects.select_related("edition"), pk=pk, state=Comment.State.POSTED
    )
    form = ReplyForm(request.POST or None)
    if form.is_valid():
        try:
            deciding.reply(
                comment=posted, text=form.cleaned_data["reply"], by=request.user, at=clock.now()
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            address = reverse("edition:page", args=[posted.edition.slug])
            return redirect(f"{address}#comment-{posted.pk}")
    return render(request, "edition/reply.jinja", {"comment": posted, "form": form})
