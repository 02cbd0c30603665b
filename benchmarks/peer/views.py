"""The two things a plain site does: make the page anew for each reader, and keep what was sent. Beside them, Heed's
own page as it would be without its store."""

import nh3
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import include, path

from benchmarks.peer.models import Note
from heed import clock
from heed.edition import pages, words
from heed.edition.models import Edition
from heed.edition.queries import reading


class NoteForm(forms.Form):
    name = forms.CharField(max_length=80)
    email = forms.EmailField()
    text = forms.CharField(max_length=4000)


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The same words as a tutorial would show them: asked for, and put into a template."""
    editions = Edition.objects.select_related("author", "revision")
    edition = get_object_or_404(editions, slug=slug)
    context = {
        "edition": edition,
        "said": words.to_html(edition.revision.text),
        "comments": edition.comments.filter(state="posted").order_by("posted_at"),
        "form": NoteForm(),
    }
    return render(request, "peer/page.html", context, using="django")


def without_store(request: HttpRequest, slug: str) -> HttpResponse:
    """Heed's own page, but for its form, made anew for each reader."""
    edition = get_object_or_404(Edition.objects.select_related("series"), slug=slug)
    at = clock.now()
    message = reading.message(reading.with_everything(edition), at=at)
    main = pages.preview(edition, message, at=at)
    context = {"main": main, "title": message.title, "head": ""}
    return render(request, "edition/page.jinja", context, using="jinja2")


def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Check three fields and keep them: no ticket, no limit, nothing compared, nothing sealed."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_json(), status=422)
    given = form.cleaned_data
    Note.objects.create(name=given["name"], email=given["email"], text=nh3.clean(given["text"]))
    return redirect(f"/plain/{slug}/")


urlpatterns = [
    path("plain/<slug:slug>/", page),
    path("plain/<slug:slug>/send/", send),
    path("plain/<slug:slug>/without-store/", without_store),
    path("", include("heed.people.urls")),
    path("", include("heed.edition.urls")),
    path("", include("heed.queue.urls")),
    path("", include("heed.week.urls")),
]
