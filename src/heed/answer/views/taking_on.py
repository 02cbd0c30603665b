"""One page, one button: another author takes on the answers that nobody reads any more."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heed import clock
from heed.answer.actions import taking_on
from heed.answer.queries import gathering, whose
from heed.answer.views.doors import person_of, told
from heed.edition.queries import answers
from heed.people import queries as people
from heed.people.doors import for_roles
from heed.people.models import Role


@never_cache
@for_roles("author")
@require_http_methods(["GET", "POST"])
def take_on(request: HttpRequest, slug: str) -> HttpResponse:
    """For the authors of the series; while the message's own author is one, it does not exist."""
    written, person = answers.message(slug), person_of(request)
    if written is None or not people.is_kind(person, Role.Kind.AUTHOR, scope=written.series_slug):
        raise Http404
    message = whose.now(written)
    if message.author_id == person.pk and message != written:
        return redirect("answer:reading", slug)
    if message == written and not whose.has_nobody(message):
        raise Http404

    def show_or_take() -> HttpResponse:
        if request.method == "POST" or not whose.has_nobody(message):
            taking_on.take_on(message=message, by=person, at=clock.now())
            return redirect("answer:reading", slug)
        found = gathering.reading(message, at=clock.now())
        heard_by = whose.who_heard(written, published_at=found.published_at)
        context = {"message": message, "reading": found, "heard_by": heard_by}
        return render(request, "answer/take_on.jinja", context)

    return told(request, show_or_take)
