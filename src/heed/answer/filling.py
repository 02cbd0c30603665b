"""What this room puts on the page of a message: since last time, and what was heard."""

from datetime import datetime

from django.template.loader import render_to_string

from heed.answer.queries import hearing, promises, writer
from heed.edition.queries import answers
from heed.edition.queries.answers import Answer
from heed.edition.slots import About


def since_last_time(about: About, *, at: datetime) -> str:
    """What was done, is under way, late or refused when this message opened, or as it stands now."""
    moment = about.opened_at or at
    since = answers.previous_opened_at(about.series, before=moment)
    found = promises.since_last_time(
        about.series, since=since, at=moment, staff=not about.is_public
    )
    if not found and not about.in_spite:
        return ""
    context = {
        "since": found,
        "in_spite": about.in_spite,
        "is_out": about.opened_at is not None,
        "series_slug": answers.slug_of_series(about.series),
    }
    return render_to_string("answer/_since.jinja", context)


def what_i_heard(about: About, *, at: datetime) -> str:
    """The way to what its author heard, once that is out, and what is asked with this message."""
    message = answers.message_of(about.edition) if about.opened_at else None
    if message is None:
        return ""
    heard = hearing.what_was_heard(message, at=at)
    helped = hearing.helped_with(about.edition, at=at, staff=not about.is_public)
    if heard is None and not helped:
        return ""
    context = {"heard": heard, "helped": helped, "message": heard.message if heard else message}
    return render_to_string("answer/_heard.jinja", context)


def your_words(answer: Answer, edition: int, *, at: datetime) -> str:
    """What became of one answer, for the page that only its writer opens."""
    became = writer.became(edition, answer.kind, answer.key, at=at)
    if became is None:
        return ""
    return render_to_string("answer/_your_words.jinja", {"became": became, "words": answer.text})
