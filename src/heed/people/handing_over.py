"""Handing somebody what is kept about them: as a page to read, or as a file to take along.

Only ever in answer to a form, so that no address of it stands in a browser's history, and with the
word that nobody may store it on the way.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from heed import clock
from heed.people import queries, rights
from heed.people.rights import Entry, Line, Section

FILE = "file"


def answer(request: HttpRequest, sections: Sequence[Section], *, back: str) -> HttpResponse:
    """The page, or the file where the form asked for it (``as=file``)."""
    at = clock.now()
    if request.POST.get("as") == FILE:
        response = HttpResponse(as_json(sections, at=at), content_type="application/json")
        response["Content-Disposition"] = 'attachment; filename="what-heed-keeps.json"'
    else:
        context = {"sections": sections, "made_at": at, "back": back, **why_not_all()}
        response = render(request, "people/kept_shown.jinja", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def why_not_all() -> dict[str, tuple[str, ...]]:
    """Why some things are not in it: what people ask about, and the small things."""
    return {"reasons": _reasons(), "small_reasons": rights.left_out()}


def _reasons() -> tuple[str, ...]:
    return (
        _(
            "What was said to the guardian alone is not in it. It is hers, and joined to nobody’s "
            "account, so that whoever can sign in as you finds nothing of it here. The private "
            "page that you were given shows it to you."
        ),
        _(
            "A comment sent without signing in is not in it, even with the same address. Heed "
            "keeps a keyed fingerprint of the address until 90 days after the decision, and does "
            "not look comments up by it: it would show them to whoever can sign in as you, or had "
            "typed your address. The private page of each comment shows and removes it."
        ),
    )


def as_json(sections: Sequence[Section], *, at: datetime) -> str:
    """Everything as one JSON document with plain names."""
    document = {
        "made_at": at.isoformat(),
        "organisation": queries.about_organisation().name,
        "sections": {
            section.key: {
                "title": section.title,
                "about": section.about,
                "entries": [_entry(entry) for entry in section.entries],
            }
            for section in sections
        },
        "not_in_it": [*_reasons(), *rights.left_out()],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _entry(entry: Entry) -> dict[str, Any]:
    return {"title": entry.title, "kept": {line.key: _value(line) for line in entry.lines}}


def _value(line: Line) -> Any:
    if isinstance(line.value, datetime):
        return line.value.isoformat()
    if isinstance(line.value, tuple):
        return [_entry(entry) for entry in line.value]
    return line.value
