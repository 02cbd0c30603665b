"""For whoever holds a comment's private page: what is kept about it, and its removal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from heed import clock
from heed.edition import kept, shown
from heed.edition.actions import erasing
from heed.edition.models import Comment
from heed.edition.views.commenting import private
from heed.people import handing_over


@private
@require_POST
def what_is_kept(request: HttpRequest, key: str, found: Comment) -> HttpResponse:
    """Everything about this comment, as a page or as a file."""
    back = reverse("edition:writers_page", args=[key])
    return handing_over.answer(request, shown.of_comment(found), back=back)


@private
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, key: str, found: Comment) -> HttpResponse:
    """Shows what would go and what would stay; what is sent to it does it."""
    if request.method == "POST":
        erasing.remove_comment(comment=found, at=clock.now())
    if request.method == "POST" or found.erased_at is not None:
        return redirect("edition:writers_page", key)
    context = {
        "key": key,
        "fate": kept.fate_of_comment(found),
        "answer": kept.answer_left(found),
    }
    return render(request, "edition/remove.jinja", context)
