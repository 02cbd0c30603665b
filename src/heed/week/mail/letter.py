"""The weekly mail laid out: plain text first, and HTML for mail clients, of the same parts."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from heed.edition.addresses import whole
from heed.edition.queries.mailing import Told
from heed.people.queries import about_organisation
from heed.ui.formatting import day_and_time
from heed.week.mail import parts, wording
from heed.week.mail.parts import Part, Telling

TEMPLATE = "week/mail/letter.jinja"


@dataclass(frozen=True, slots=True)
class Laid:
    """A mail, or the block that an organisation puts into a mail of its own."""

    subject: str
    text: str
    html: str
    headers: dict[str, str]


def subject_of(told: Told) -> str:
    """The message's title; a draft may have none yet."""
    return " ".join(told.title.split()) or _("No title yet")


def lay_out(telling: Telling, *, greeting: str, way_out: str) -> Laid:
    """The whole mail; ``greeting`` and ``way_out`` are what stands in the two places."""
    made = parts.parts_of(telling)
    context = {**_context(telling.told, made), "greeting": greeting, "way_out": way_out}
    lines = [
        greeting,
        *_lines(telling.told, made),
        "-- \n" +
        _("You get this mail at most once a week, in hours that you choose. "
          "Choose them, or stop it:"),
        way_out,
    ]  # fmt: skip
    return Laid(
        subject=subject_of(telling.told),
        text=wording.in_short_lines("\n\n".join(line for line in lines if line)),
        html=wording.in_short_lines(render_to_string(TEMPLATE, context)),
        headers=_headers(telling.told, way_out),
    )


def block(telling: Telling) -> Laid:
    """The message alone, for the organisation's own mail to all staff: no greeting, no way out."""
    made = parts.parts_of(telling)[:1]
    context = {**_context(telling.told, made), "greeting": "", "way_out": ""}
    return Laid(
        subject=subject_of(telling.told),
        text="\n\n".join(_lines(telling.told, made)) + "\n",
        html=render_to_string("week/mail/block.jinja", context),
        headers={},
    )


def _context(told: Told, made: list[Part]) -> dict[str, object]:
    return {
        "told": told,
        "title": subject_of(told),
        "parts": made,
        "org_name": about_organisation().name,
        "sans": wording.SANS,
        "serif": wording.SERIF,
    }


def _lines(told: Told, made: list[Part]) -> list[str]:
    lines = [subject_of(told)]
    for part in made:
        lines += [part.title, part.text, f"{part.link_says}:\n{part.link}" if part.link else ""]
    return [line for line in lines if line]


def _headers(told: Told, way_out: str) -> dict[str, str]:
    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "heed.invalid"
    return {
        "List-Id": f"<{told.series_slug}.{host}>",
        "List-Unsubscribe": f"<{way_out}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def the_message(telling: Telling) -> Part:
    """The first part: the message, signed, with the one link to its page."""
    told = telling.told
    html, text = wording.in_html(told.text), [wording.in_text(told.text)]
    for heading, said in (
        (_("What I got wrong, or found hard"), told.got_wrong),
        (_("What I am protecting this week"), told.protecting),
        (_("My question"), told.question),
    ):
        if said.strip():
            is_question = said is told.question
            words = wording.line_in_html(said) if is_question else wording.in_html(said)
            html += wording.heading(heading) + words
            text.append(f"{heading}\n\n{said if is_question else wording.in_text(said)}")
    html += wording.signed(told.author, told.author_post)
    text.append("\n".join(line for line in (told.author, told.author_post) if line))
    return Part(
        title="", html=html, text="\n\n".join(line for line in text if line),
        link=told.address, link_says=_where_to(told),
    )  # fmt: skip


def _where_to(told: Told) -> str:
    if told.closes_at is None:
        return _("Read it on its page")
    return _("Read it on its page, and answer until %(when)s") % {
        "when": day_and_time(told.closes_at)
    }


def confirmation(address: str) -> tuple[str, str]:
    """Subject and words of the mail that asks whether an address is to get the weekly mail."""
    organisation = about_organisation().name
    words = _(
        "Somebody, most likely you, asked for the weekly mail of %(organisation)s to this "
        "address. Nothing is sent until you say so here:\n\n%(address)s\n\n"
        "The link opens a page with a button, and works for seven days. If it was not you, you "
        "need do nothing."
    ) % {"organisation": organisation, "address": address}
    return _("The weekly mail: is this your address?"), words


def stop_page(token: str) -> str:
    """The address in a mail at which it is stopped, and hours are chosen."""
    return whole(reverse("week:mail_stop", args=[token]))
