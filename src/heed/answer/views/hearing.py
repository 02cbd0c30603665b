"""What I heard, for everybody, and the one tap below it; and what unit managers are asked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from heed import clock
from heed.answer.actions import asking, promising
from heed.answer.queries import hearing, whose
from heed.answer.views.doors import of_reader, person_of, reader_of, told
from heed.edition.queries.answers import Message
from heed.people.doors import signed_in


@never_cache
@require_safe
@of_reader
def heard(request: HttpRequest, message: Message) -> HttpResponse:
    """The page of what was heard; before it is out it does not exist."""
    at, reader = clock.now(), reader_of(request)
    found = hearing.what_was_heard(message, at=at, person=reader.pk if reader else None)
    if found is None:
        raise Http404
    is_author = reader is not None and reader.pk == whose.now(message).author_id
    opens = promising.opens_at(message) if is_author else None
    context = {
        "heard": found,
        "message": found.message,
        "reader": reader,
        "choices": asking.choices("understood"),
        "is_author": is_author,
        "opens_at": opens,
        "is_open": opens is not None and opens <= at,
        "made": found.promised,
        "sent": request.GET.get("sent", "") if is_author else "",
    }
    return render(request, "answer/heard.jinja", context)


@never_cache
@require_safe
@signed_in
def on_shift(request: HttpRequest) -> HttpResponse:
    """One question to unit managers, and one tap; everybody who works here may see what is asked."""
    person = person_of(request)
    context = {
        "asked": hearing.on_shift(at=clock.now(), person=person.pk),
        "reader": person,
        "choices": asking.choices("on_shift"),
        "is_unit_manager": asking.is_unit_manager(person),
    }
    return render(request, "answer/on_shift.jinja", context)


@never_cache
@require_POST
@signed_in
def tap(request: HttpRequest, number: int) -> HttpResponse:
    """Count one person's answer, and lead back to where the question stood."""

    def count() -> HttpResponse:
        found = hearing.question(number)
        if found is None:
            raise Http404
        asking.tap(
            tap=number,
            answer=request.POST.get("answer", ""),
            by=person_of(request),
            at=clock.now(),
        )
        if found.kind == "on_shift":
            return redirect("answer:on_shift")
        if found.kind == "understood":
            return redirect(f"{reverse('answer:heard', args=[found.slug])}#understood")
        place = reverse("answer:promise", args=[found.series_slug, found.promise])
        return redirect(f"{place}#helped")

    return told(request, count)
