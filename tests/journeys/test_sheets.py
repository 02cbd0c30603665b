"""The sheet for the wall and the card to take along: one sheet of A4 each, whatever was written."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from heed.answer.actions import asking, gathering, keeping_promises, playing_back
from heed.answer.models import Tap, Theme
from heed.people import actions as people
from tests.factories import editions, loop, paper
from tests.journeys.visitor import SHOTS

pytestmark = pytest.mark.journey

# What is left of A4 inside the margins, in the dots of a browser.
ON_A_WALL, TO_TAKE_ALONG = {"width": 643, "height": 986}, {"width": 673, "height": 1017}
CUT = """() => [...document.querySelectorAll(".poster .row, .sheet, .sheet-part, .sheet-title")]
  .filter((one) => one.scrollHeight > one.clientHeight + 2)
  .map((one) => one.textContent.trim().slice(0, 60))"""


def _words(length: int, first: str = "") -> str:
    said = f"{first}On nights the break starts at the far end of the county, and the log says we had it. "
    return (said * (length // len(said) + 1))[: length - 1].rstrip() + "."


def _loop(week, *, quote: int, title: int, what: int, changed: int, helped: int):
    """A promise that was made, done and asked about, with words of these lengths."""
    edition = editions.opened(week.cast.ama)
    for number in range(12):
        text = (
            _words(quote, "Sam’s words. ")
            if not number
            else f"Somebody could ask the garage, number {number}."
        )
        editions.posted(edition, week.cast.joe, text, name=f"Lorna Pettifer {number}")
    message, ama = loop.message_of(edition), week.cast.ama
    gathering.begin_reading(message=message, by=ama, at=loop.READ)
    theme = Theme.objects.filter(edition=message.pk).first()
    labels = loop.labels(message)
    gathering.save(
        message=message, title="You were telling me about miles", thanks="I read all of it.",
        not_understood="", version=0, placed=dict.fromkeys(labels, theme.pk), by=ama, at=loop.READ,
        themes=[gathering.Heard(theme.pk, _words(title), "I see.", "", labels[0])],
    )  # fmt: skip
    playing_back.publish(message=message, by=ama, at=loop.HEARD)
    promise = loop.promised(message, theme, week.cast.bev, ama, what=_words(what))
    done_at = loop.PROMISED + timedelta(days=7)
    keeping_promises.finish(promise=promise, words=_words(changed), by=week.cast.bev, at=done_at)
    if helped:
        asked_at = done_at + timedelta(days=14)
        asking_about = editions.opened(ama, at=asked_at)
        asking.whether_it_helped(at=asked_at)
        tap = Tap.objects.get(edition=asking_about.pk)
        for number in range(helped):
            by = people.welcome(name=f"Pat {number}", email=f"p{number}@saltmarsh.example")
            answer = ("yes", "yes", "yes", "partly", "no")[number % 5]
            asking.tap(tap=tap.pk, answer=answer, by=by, at=asked_at)
        asking.release_due(at=asked_at + timedelta(days=7))
        keeping_promises.answer_unhelped(
            promise=promise, words=_words(140), by=ama, at=asked_at + timedelta(days=8)
        )
        week.is_now(asked_at + timedelta(days=8, hours=1))
    else:
        week.is_now(done_at + timedelta(days=1))
    return message, promise


def _on_paper(visitor, name: str, size: dict[str, int]) -> None:
    """What comes out of the printer is one page, and nothing on it is cut off."""
    page = visitor.page
    page.set_viewport_size(size)
    page.emulate_media(media="print")
    if SHOTS:
        page.screenshot(path=Path(SHOTS, f"{name}-print.png"), full_page=True)
    assert page.evaluate(CUT) == []
    printed = page.pdf(prefer_css_page_size=True)
    if SHOTS:
        Path(SHOTS, f"{name}.pdf").write_bytes(printed)
    assert printed.count(b"/Type /Page\n") == 1, name


@pytest.mark.parametrize("size", ["desk"], indirect=True)
@pytest.mark.parametrize(
    ("name", "lengths"),
    [
        ("wall", {"quote": 100, "title": 60, "what": 90, "changed": 120, "helped": 40}),
        ("wall-more", {"quote": 120, "title": 80, "what": 100, "changed": 110, "helped": 40}),
        ("wall-much", {"quote": 200, "title": 120, "what": 150, "changed": 290, "helped": 40}),
        ("wall-longest", {"quote": 280, "title": 160, "what": 200, "changed": 600, "helped": 40}),
        ("wall-unasked", {"quote": 300, "title": 160, "what": 200, "changed": 600, "helped": 0}),
    ],
)
def test_the_sheet_for_the_wall_is_one_sheet(somebody, week, name, lengths):
    """Given words of any length, all of them stand on one sheet of A4, without the person."""
    message, promise = _loop(week, **lengths)
    path = reverse("answer:wall", args=[message.series_slug, promise.number])
    sam = somebody(week.cast.sam).opens(path).shoots(name)
    assert "Lorna Pettifer" not in sam.source()
    assert ("Sam’s words." in sam.source()) == (lengths["quote"] <= 280)
    _on_paper(sam, name, ON_A_WALL)


@pytest.mark.parametrize("size", ["desk"], indirect=True)
@pytest.mark.parametrize("length", [40, 200])
def test_the_card_to_take_along_is_one_sheet(somebody, week, length):
    """Given a promise to go and listen, its card is one sheet with three open questions."""
    message = loop.answered(week.cast.ama, week.cast.joe)
    theme = loop.heard(message, week.cast.ama)
    promise = loop.promised(
        message, theme, week.cast.bev, week.cast.ama, kind="listen", what=_words(length),
        first_step=_words(length),
    )  # fmt: skip
    week.is_now(loop.PROMISED)
    path = reverse("answer:listening_card", args=[message.series_slug, promise.number])
    bev = somebody(week.cast.bev).opens(path).shoots(f"card-{length}")
    bev.sees("One crew or patient I met, without identifying them")
    _on_paper(bev, f"card-{length}", TO_TAKE_ALONG)


def test_a_card_that_is_not_to_be_quoted_is_never_on_a_wall(somebody, week):
    """Given a card without the tick, its theme is on the wall in the author's words alone."""
    edition = editions.opened(week.cast.ama)
    (card,) = paper.entered(edition, week.cast.bev, "Mrs Pell asks for a key.", quote=False)
    paper.decide(card, week.cast.joe, "given")
    message = loop.message_of(edition)
    theme = loop.heard(message, week.cast.ama)
    promise = loop.promised(message, theme, week.cast.bev, week.cast.ama)
    Theme.objects.update(quoted=f"paper-{card.place}")
    week.is_now(loop.PROMISED)
    path = reverse("answer:wall", args=[message.series_slug, promise.number])
    sam = somebody().opens(path).sees("A break that starts far from anywhere is not a break")
    assert "Mrs Pell" not in sam.source()
    heard = somebody().opens(reverse("answer:heard", args=[message.slug]))
    assert "Mrs Pell" not in heard.source()
