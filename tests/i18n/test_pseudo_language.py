"""In a language that nobody speaks, no page, picture, title or mail says a word of English."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.i18n.known import english_in, everything_known, words_of_the_message
from tests.journeys import pages
from tests.journeys.visitor import Visitor
from tests.journeys.week import fill

ATOM = "{http://www.w3.org/2005/Atom}"
COLLECT = (Path(__file__).parent / "collect.js").read_text("utf-8")


# What comes back for each form of the page that is sent with nothing in it.
SEND_EMPTY = """async () => {
  const answers = [];
  for (const form of document.querySelectorAll("main form[method=post]")) {
    if (!form.querySelector("textarea, select, input:not([type=hidden])")) continue;
    const sent = new URLSearchParams();
    for (const kept of form.querySelectorAll("input[type=hidden]")) sent.set(kept.name, kept.value);
    for (const act of [...form.querySelectorAll("button")].slice(0, 1)) {
      if (act.name) sent.set(act.name, act.value);
      const answer = await fetch(act.getAttribute("formaction") || form.action, {method: "POST", body: sent});
      const html = await answer.text();
      if (html.includes("nhsuk-error-summary")) answers.push(html);
    }
  }
  return answers;
}"""


def english_on(visitor: Visitor, known: list[str], html: str = "") -> list[str]:
    """Each thing on the page, or in this HTML, that is not translated, with where it stands."""
    return [
        f"{visitor.path}: {kind} “{said[:120]}”"
        for kind, said in visitor.page.evaluate(COLLECT, html)
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
    refused = 0
    for one in pages.PAGES:
        if one.who[0] == role:
            visitor.page.goto(one.path(everything))
            for answer in visitor.page.evaluate(SEND_EMPTY):
                refused += 1
                found += english_on(visitor, known, answer)
    assert refused
    assert not found, "\n" + "\n".join(dict.fromkeys(found))


def test_neither_the_figures_nor_the_feed_say_a_word_of_english(plain_week, pseudo_language):
    fill(plain_week)
    known = everything_known()
    anybody = Client(headers={"host": "heed.example"})
    figures = anybody.get(reverse("week:figures"), secure=True).content.decode("utf-8-sig")
    heading, *weeks = figures.splitlines()
    offices = ["the director of operations"]
    assert not english_in(heading, known + offices)
    assert not english_in(" ".join(re.sub(r"\d{4}-W\d\d", "", line) for line in weeks), known)

    feed = anybody.get(reverse("week:feed"), secure=True).content
    root = ET.fromstring(feed)
    said = [root.findtext(f"{ATOM}title"), root.findtext(f"{ATOM}subtitle")]
    assert not [one for one in said if one and english_in(one, known)]


def test_no_mail_says_a_word_of_english(plain_week, pseudo_language):
    everything = fill(plain_week)
    for address in (everything.week.cast.sam.email, "somebody@private.example"):
        Client(headers={"host": "heed.example"}).post(
            reverse("people:sign_in"), {"email": address}, secure=True
        )
    plain_week.pass_time(minutes=1)
    known = sorted([*everything_known(), *words_of_the_message()], key=len, reverse=True)
    found = [
        f"{sent.subject}: {line}"
        for sent in mail.outbox
        for line in [sent.subject, *sent.body.splitlines()]
        if not line.startswith("http") and english_in(line, known)
    ]
    assert len({sent.subject for sent in mail.outbox}) >= 4
    assert not found, "\n" + "\n".join(found)
