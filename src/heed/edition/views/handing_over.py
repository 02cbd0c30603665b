"""An administrator gives what somebody left behind to another author."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from heed import clock
from heed.edition.actions import handing_over
from heed.edition.actions.refusals import Refused
from heed.edition.forms.handing_over import HandOverForm
from heed.edition.queries import owning
from heed.edition.views.writing_doors import person_of
from heed.people.doors import for_roles


@never_cache
@for_roles("administrator")
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose who takes over a message whose author no longer works here."""
    edition = owning.left_behind(pk)
    if edition is None:
        raise Http404
    given = request.POST if request.method == "POST" else None
    form = HandOverForm(given, authors=owning.could_take_over(edition))
    if form.is_valid():
        try:
            handing_over.hand_over(
                edition=edition, to=form.chosen(), by=person_of(request), at=clock.now()
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("people:list")
    context = {"form": form, "author": edition.author, "what": owning.words_for(edition)}
    status = 422 if form.errors else 200
    return render(request, "edition/hand_over.jinja", context, status=status)
