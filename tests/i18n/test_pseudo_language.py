"""In a language that nobody speaks, no page, picture, title or mail says a word of English."""

from pathlib import Path

import pytest
from django.core import mail
from tests.i18n.known import english_in, everything_known
from tests.journeys import pages
from tests.journeys.visitor import Visitor
from tests.journeys.week import fill

COLLECT = (Path(__file__).parent / "collect.js").read_text("utf-8")


def english_on(visitor: Visitor, known: list[str]) -> list[str]:
    """Each thing on the page that is not translated, with where it stands."""
    return [
        f"{visitor.path}: {kind} “{said[:120]}”"
        for kind, said in visitor.page.evaluate(COLLECT)
        if english_in(said, known)
    ]


@pytest.mark.journey
@pytest.mark.parametrize("role", list(dict.fromkeys(one.who[0] for one in pages.PAGES)))
def test_no_page_says_a_word_of_english(week, one_visitor, pseudo_language, role):
    everything = fill(week)
    visitor = one_visitor(pages.person_for(everything.week.cast, role))
    known = everything_known()
    found: list[str] = []
    for one in pages.PAGES:
        if one.who[0] == role:
            visitor.page.goto(one.path(everything))
            found += english_on(visitor, known)
            wide = visitor.page.evaluate("document.documentElement.scrollWidth")
            if wide > 360:
                found.append(f"{visitor.path}: longer words make it {wide} px wide")
    assert not found, "\n" + "\n".join(dict.fromkeys(found))


def test_no_mail_says_a_word_of_english(plain_week, pseudo_language):
    fill(plain_week)
    known = everything_known()
    found = [
        f"{sent.subject}: {line}"
        for sent in mail.outbox
        for line in [sent.subject, *sent.body.splitlines()]
        if not line.startswith("http") and english_in(line, known)
    ]
    assert mail.outbox
    assert not found, "\n" + "\n".join(found)
