"""Somebody looks at the public figures each minute, and subtracts."""

import csv
import io
import re
from datetime import timedelta

from heed.edition.actions import guarding
from heed.edition.queries import ledger

# New for each reader.
TICKET = re.compile(r'(name="ticket" (?:type="hidden" )?value=")[^"]+')


def what_anybody_sees(story, browser):
    pages = ("/what-came-in/", "/what-came-in/figures.csv", "/", f"/messages/{story.edition.slug}/",
             "/messages/", "/messages.atom", "/search/?q=chairs")  # fmt: skip
    seen = {}
    for page in pages:
        answer = browser().get(page)
        headers = {name: answer[name] for name in ("ETag", "Last-Modified") if name in answer}
        seen[page] = (TICKET.sub(r"\1", answer.content.decode()), headers)
    return seen


def test_nobody_sees_that_one_went_to_the_guardian_nor_which_or_when(story, browser):
    """The first of two that came in at known times is passed on; nothing public moves."""
    first = story.comment("My manager made me sign it.")
    story.pass_time(minutes=40)
    story.comment("The lights.")
    story.posted("The chairs.")
    before = what_anybody_sees(story, browser)
    story.decide(first, "passed_on")
    story.pass_time(minutes=11)
    assert what_anybody_sees(story, browser) == before
    # Nor that she gave it back.
    hers = first.confidences.get()
    guarding.return_to_queue(confidence=hers, words="", by=story.cast.nadia, at=story.now)
    story.pass_time(minutes=11)
    assert what_anybody_sees(story, browser) == before


def test_once_the_week_is_over_it_is_counted_like_everything_else(story, browser):
    story.decide(story.comment(), "passed_on")
    story.now += timedelta(days=7)
    over = ledger.ledger(at=story.now).weeks[1]
    assert (over.figures.received, over.figures.passed_on) == (1, 1)
    assert ledger.ledger(at=story.now).waiting == 0
    file = browser().get("/what-came-in/figures.csv").content.decode("utf-8-sig")
    now, last, *_ = csv.DictReader(io.StringIO(file))
    assert (now["passed to the guardian"], last["passed to the guardian"]) == ("", "1")
    page = browser().get(f"/messages/{story.edition.slug}/").content.decode()
    assert "One was passed to the guardian." in page
