"""What stands on one's own page about the weekly mail."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from heed.week.hours_said import hours_in_words
from heed.week.queries import subscriptions


def weekly_mail(request: HttpRequest) -> str:
    """Whether you get it, in which hours, and one press to begin it."""
    if not request.who.person.email:  # type: ignore[attr-defined]
        # Whoever came in with a card of paper has no address that mail could go to.
        return ""
    standing = subscriptions.standing(request.who.person.pk)  # type: ignore[attr-defined]
    context = {"standing": standing, "hours": hours_in_words(standing.hours)}
    return render_to_string("week/_own_mail.jinja", context, request=request)
