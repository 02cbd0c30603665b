"""What crews said on paper: typed in, moderated, quoted only where they said so."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from heed import clock
from heed.edition.actions import deciding_paper, guarding, keeping, paper, publishing
from heed.edition.actions.refusals import (
    CommentNotTaken,
    DecisionUnclear,
    NotNow,
    NotYours,
    SomebodyElseDecided,
)
from heed.edition.models import PaperCard, PaperCardEvent, Series
from heed.edition.queries import ledger as figures_of
from heed.edition.queries.paper_ledger import PaperFigures, paper_ledger
from heed.edition.views.paper import hand_in_by
from heed.moderation.models import EventIsKept
from tests import people
from tests.factories import desk, editions, pages
from tests.factories import paper as cards

State = PaperCard.State
MEAL_ROOM = (
    "Nobody has had a break before nine.",
    "The kettle at Thornsea is broken.",
    "Thank the night desk.",
    "We need a key.",
    "Rota on paper, please.",
    "Come and see.",
)


@pytest.fixture
def story(db: None) -> Iterator[desk.Story]:
    yield desk.begin()
    clock.set_source(None)


@pytest.fixture
def bev(story: desk.Story) -> Client:
    return people.sign_in(Client(), story.cast.bev)


def typed(client: Client, *texts: str, quoted: tuple[int, ...] = (), **more: str) -> dict:
    form = pages.main(client.get(reverse("edition:enter_cards"))).select_one("form[data-keep]")
    ticket = form.select_one("[name=ticket]")["value"]
    given = {f"text_{n}": text for n, text in enumerate(texts, 1)}
    return {"ticket": ticket, **given, **{f"quote_{n}": "on" for n in quoted}, **more}


def send(client: Client, story: desk.Story, given: dict):
    return client.post(reverse("edition:enter_cards_for", args=[story.edition.slug]), given)


def closed(story: desk.Story) -> str:
    """The public page once answering has closed."""
    story.now = story.edition.closes_at
    deciding_paper.apply_due(at=story.now)
    publishing.close_due(at=story.now)
    return pages.text(Client().get(reverse("edition:page", args=[story.edition.slug])))


def test_bev_enters_six_cards_in_one_go(story, bev):
    answer = send(bev, story, typed(bev, *MEAL_ROOM, quoted=(2, 4)))
    assert "Six cards came in." in pages.text(bev.get(answer.url))
    rows = PaperCard.objects.order_by("pk")
    assert [row.text for row in rows] == list(MEAL_ROOM)
    assert [row.may_be_quoted for row in rows] == [False, True, False, True, False, False]
    assert {row.entered_by for row in rows} == {story.cast.bev}


def test_may_be_quoted_is_off_until_somebody_ticks_it(story, bev):
    page = pages.main(bev.get(reverse("edition:enter_cards")))
    boxes = page.select("[type=checkbox]")
    assert len(boxes) == 6
    assert not [box for box in boxes if box.has_attr("checked")]


def test_a_form_sent_twice_is_the_same_cards(story, bev):
    given = typed(bev, *MEAL_ROOM)
    assert send(bev, story, given).status_code == send(bev, story, given).status_code == 302
    assert PaperCard.objects.count() == 6


def test_what_cannot_be_taken_keeps_every_card_on_the_form(story, bev):
    given = typed(bev, "Short.", "x" * 1001, quoted=(1,))
    answer = send(bev, story, given)
    assert answer.status_code == 422
    page = pages.main(answer)
    assert page.select_one("[name=text_1]").get_text().strip() == "Short."
    assert page.select_one("[name=quote_1]").has_attr("checked")
    assert "1000 characters or fewer" in pages.text(answer)
    assert PaperCard.objects.count() == 0
    assert "Type in one card at least." in pages.text(send(bev, story, typed(bev)))
    empty = send(bev, story, typed(bev, "One.", quoted=(3,)))
    assert "The box is ticked, but the card is empty." in pages.text(empty)


def test_entering_needs_somebody_who_is_signed_in_and_no_role(story):
    assert Client().get(reverse("edition:enter_cards")).status_code == 302
    for person in (story.cast.sam, story.cast.iain, story.cast.nadia):
        client = people.sign_in(Client(), person)
        assert client.get(reverse("edition:enter_cards")).status_code == 200


@pytest.mark.parametrize("how", ["closed", "paused"])
def test_cards_are_closed_when_comments_are(story, bev, how):
    given = typed(bev, *MEAL_ROOM)
    if how == "closed":
        story.now = story.edition.closes_at
    else:
        Series.objects.update(answering_paused_at=story.now)
    answer = send(bev, story, given)
    assert answer.status_code == 422
    assert MEAL_ROOM[0] in answer.content.decode()
    assert PaperCard.objects.count() == 0


def test_a_card_is_quoted_only_where_its_writer_ticked_the_box(story):
    cast = story.cast
    quoted, silent = (
        *cards.entered(story.edition, cast.bev, "Mend the kettle.", quote=True),
        *cards.entered(story.edition, cast.bev, "I am worn out."),
    )
    with pytest.raises(DecisionUnclear):
        cards.decide(silent, cast.joe, "posted")
    assert cards.decide(quoted, cast.joe, "posted").state == State.POSTED
    assert cards.decide(silent, cast.joe, "given").state == State.GIVEN
    page = closed(story)
    assert "Two cards came in on paper. One may be quoted." in page
    assert "Mend the kettle." in page
    assert "worn out" not in page
    ama = people.sign_in(Client(), cast.ama)
    read = pages.text(ama.get(reverse("edition:paper_for_author", args=[story.edition.slug])))
    assert "I am worn out." in read
    assert "not to be quoted" in read


def test_the_database_itself_prints_no_card_that_may_not_be_quoted(story):
    (card,) = cards.entered(story.edition, story.cast.bev, "I am worn out.")
    for change in ({"state": "posted", "html": "<p>x</p>"}, {"html": "<p>x</p>"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperCard.objects.filter(pk=card.pk).update(**change)


def test_cards_come_onto_the_page_all_at_once_when_answering_closes(story):
    """One that came alone, or in the order of its room, would tell which crew it is from."""
    for text in MEAL_ROOM:
        for card in cards.entered(story.edition, story.cast.bev, text, quote=True):
            cards.decide(card, story.cast.joe, "posted")
    address = reverse("edition:page", args=[story.edition.slug])
    early = pages.main(Client().get(address))
    assert early.select_one("#from-paper") is None
    assert not any(words in early.get_text() for words in MEAL_ROOM)
    ama = people.sign_in(Client(), story.cast.ama)
    waits = pages.text(ama.get(reverse("edition:paper_for_author", args=[story.edition.slug])))
    assert "all at once when answering closes" in waits
    assert MEAL_ROOM[0] not in waits
    closed(story)
    for number, place in enumerate(("c", "a", "f", "b", "e", "d")):
        PaperCard.objects.filter(text=MEAL_ROOM[number]).update(place=place * 16)
    publishing.touch(story.edition)
    seen = [pages.main(client.get(address)).select_one("#from-paper") for client in (Client(), ama)]
    order = [[words.get_text().strip() for words in part.select(".words")] for part in seen]
    assert order[0] == order[1] == [MEAL_ROOM[n] for n in (1, 3, 0, 5, 4, 2)]


def test_the_page_says_no_unit_no_time_and_not_who_entered_it(story):
    for card in cards.entered(story.edition, story.cast.bev, *MEAL_ROOM, quote=True):
        cards.decide(card, story.cast.joe, "posted")
    closed(story)
    answer = Client().get(reverse("edition:page", args=[story.edition.slug]))
    part = pages.main(answer).select_one("#from-paper")
    assert "In the week of 24 November" in part.get_text()
    assert not part.select("time, [id^=card], [data-card]")
    numbers = {str(pk) for pk in PaperCard.objects.values_list("pk", flat=True)}
    assert not numbers & set(re.findall(r"/(\d+)/", str(part)))
    assert not re.search(r"\d[ap]m|Bev|Ashdown|Operations", part.get_text())


def test_its_enterer_reads_the_reason_and_sends_it_again(story, bev):
    (card,) = cards.entered(story.edition, story.cast.bev, "The man in Mill Road.", quote=True)
    cards.decide(card, story.cast.joe, "not_posted")
    mine = bev.get(reverse("edition:my_cards"))
    assert "It identifies a patient or a person" in pages.text(mine)
    assert "Leave out the street." in pages.text(mine)
    address = reverse("edition:change_card", args=[card.pk])
    same = bev.post(address, {"text": "The man in Mill Road."})
    assert "The words are still the same." in pages.text(same)
    assert bev.post(address, {"text": "Some homes have no lamp."}).status_code == 302
    card.refresh_from_db()
    assert (card.state, card.may_be_quoted) == (State.WAITING, False)
    assert card.events.get(kind="sent_again").words == "The man in Mill Road."


def test_a_card_is_taken_back_until_somebody_has_decided(story, bev):
    first, second = cards.entered(story.edition, story.cast.bev, "Twice.", "Once.")
    bev.post(reverse("edition:take_card_back", args=[first.pk]))
    first.refresh_from_db()
    assert first.state == State.WITHDRAWN
    cards.decide(second, story.cast.joe, "given")
    answer = bev.post(reverse("edition:take_card_back", args=[second.pk]))
    assert answer.status_code == 409
    assert "A moderator has decided about this card." in pages.text(answer)
    assert "One card came in on paper. None may be quoted." in closed(story)


def test_a_decision_that_can_be_undone_is_not_told_yet(story, bev):
    (card,) = cards.entered(story.edition, story.cast.bev, "The man in Mill Road.")
    now = story.now + timedelta(hours=1)
    deciding_paper.decide(
        card=card, outcome="not_posted", by=story.cast.joe, at=now, version=0,
        reason="identifies", words="Leave it out.",
    )  # fmt: skip
    assert "Waits to be read" in pages.text(bev.get(reverse("edition:my_cards")))
    deciding_paper.undo(card=card, by=story.cast.marta, at=now)
    card.refresh_from_db()
    assert (card.state, card.reason, card.words_to_writer) == (State.WAITING, "", "")
    with pytest.raises(NotNow):
        deciding_paper.undo(card=card, by=story.cast.marta, at=now)


def test_two_moderators_do_not_decide_twice(story):
    (card,) = cards.entered(story.edition, story.cast.bev, "We need a key.")
    cards.decide(card, story.cast.joe, "given")
    with pytest.raises(SomebodyElseDecided, match="Joe decided already"):
        deciding_paper.decide(
            card=card, outcome="passed_on", by=story.cast.marta, at=story.now, version=0
        )


def test_nobody_decides_about_a_card_that_they_typed_in(story):
    (card,) = cards.entered(story.edition, story.cast.joe, "We need a key.")
    with pytest.raises(NotYours, match="You typed this card in"):
        cards.decide(card, story.cast.joe, "given")
    with pytest.raises(NotYours):
        cards.decide(card, story.cast.bev, "given")


def test_a_no_needs_a_reason_of_the_closed_list_and_words(story):
    (card,) = cards.entered(story.edition, story.cast.bev, "We need a key.")
    for given in ({"reason": "tone"}, {"reason": ""}, {"words": " "}):
        with pytest.raises(DecisionUnclear):
            cards.decide(card, story.cast.joe, "not_posted", **given)


def test_words_of_danger_need_a_step_before_a_decision(story):
    (card,) = cards.entered(story.edition, story.cast.bev, "I can’t go on, I have a plan.")
    assert card.may_be_in_danger
    with pytest.raises(DecisionUnclear, match="what you did for their safety"):
        cards.decide(card, story.cast.joe, "given")
    deciding_paper.care_for(
        card=card, did="I rang Bev.", with_whom="Marta", by=story.cast.joe, at=story.now
    )
    assert cards.decide(card, story.cast.joe, "given").state == State.GIVEN


def test_what_was_passed_on_is_the_guardians(story, bev):
    (card,) = cards.entered(story.edition, story.cast.bev, "He will not stop.")
    cards.decide(card, story.cast.joe, "passed_on")
    assert card.state == State.PASSED_ON
    mine = pages.text(bev.get(reverse("edition:my_cards")))
    assert "Nadia Rahman now sees it, and the moderators no longer do." in mine
    confidence = card.confidences.get()
    with pytest.raises(NotYours):
        guarding.return_to_queue(confidence=confidence, words="", by=story.cast.joe, at=story.now)
    with pytest.raises(NotYours):
        deciding_paper.care_for(
            card=card, did="I rang.", with_whom="Marta", by=story.cast.joe, at=story.now
        )
    guarding.return_to_queue(
        confidence=confidence, words="Yours.", by=story.cast.nadia, at=story.now
    )
    card.refresh_from_db()
    assert (card.state, card.text) == (State.WAITING, "He will not stop.")


def test_events_of_a_card_are_kept(story):
    (card,) = cards.entered(story.edition, story.cast.bev, "We need a key.")
    with pytest.raises(EventIsKept):
        card.events.all().delete()
    with pytest.raises(EventIsKept):
        card.events.get().delete()


def test_cards_that_nobody_reads_pause_answering(story):
    (card,) = cards.entered(story.edition, story.cast.bev, "We need a key.", at=story.now)
    later = story.now + timedelta(days=3)
    assert keeping.pause_unheard(at=later) == 1
    cards.decide(card, story.cast.joe, "given", at=later)
    assert keeping.resume_heard(at=later + timedelta(minutes=6)) == 1


def test_names_and_unseen_words_are_erased_in_time(story):
    posted, given, back = cards.entered(story.edition, story.cast.bev, *MEAL_ROOM[:3], quote=True)
    paper.take_back(card=back, by=story.cast.bev, at=story.now)
    PaperCard.objects.filter(pk=given.pk).update(may_be_quoted=False)
    cards.decide(posted, story.cast.joe, "posted")
    cards.decide(given, story.cast.joe, "given")
    keeping.erase_old_cards(at=story.now + timedelta(days=89))
    assert PaperCard.objects.filter(entered_by=story.cast.bev).count() == 3
    keeping.erase_old_cards(at=story.now + timedelta(days=91))
    assert not PaperCard.objects.exclude(entered_by=None).exists()
    assert PaperCard.objects.exclude(text="").count() == 3
    assert keeping.erase_old_cards(at=story.now + timedelta(days=181)) == 2
    assert [row.text for row in PaperCard.objects.exclude(text="")] == [MEAL_ROOM[0]]
    assert keeping.erase_old_cards(at=story.now + timedelta(days=182)) == 0


def test_so_many_forms_an_hour_and_not_more(story):
    for _form in range(paper.FORMS_AN_HOUR[0]):
        cards.entered(story.edition, story.cast.bev, "One.", at=story.now)
    with pytest.raises(CommentNotTaken, match="many cards within an hour"):
        cards.entered(story.edition, story.cast.bev, "One more.", at=story.now)
    assert PaperCardEvent.objects.filter(kind="received").count() == paper.FORMS_AN_HOUR[0]


def test_the_sheet_says_what_is_asked_how_it_is_treated_and_until_when(story):
    page = Client().get(reverse("edition:page", args=[story.edition.slug]))
    address = reverse("edition:stand_up_sheet", args=[story.edition.slug])
    assert pages.main(page).select_one(f'a[href="{address}"]')
    sheet = pages.text(Client().get(address))
    for said in (
        "I said I would come, and I did not",
        "Ama Tetteh",
        "What would make a night shift easier to come home from?",
        "What made work harder than it had to be?",
        "You may quote this",
        "quoted only where the box is ticked",
        "Hand it to whoever leads the stand-up, by Friday 27 November.",
        "Nadia Rahman",
        "01632 960 144",
        "116 123",
        "01632 960 150",
    ):
        assert said in sheet


def test_a_sheet_of_a_message_for_staff_is_for_staff(story):
    hidden = editions.opened(
        story.cast.ama, at=editions.TUESDAY - timedelta(days=7), visible_to="staff"
    )
    address = reverse("edition:stand_up_sheet", args=[hidden.slug])
    assert Client().get(address).status_code == 404
    assert people.sign_in(Client(), story.cast.sam).get(address).status_code == 200


def test_sheets_are_handed_in_on_the_last_working_day_before_it_closes(story):
    closes_at = story.edition.closes_at  # Monday 30 November, 6am
    assert str(hand_in_by(closes_at)) == "2026-11-27"
    assert str(hand_in_by(closes_at + timedelta(hours=12))) == "2026-11-30"


# What came in and what we did


def ledger_of(at):
    names = [week.name for week in figures_of.ledger(at=at).weeks]
    return paper_ledger(names, at=at)


def test_cards_are_counted_once_the_week_is_over(story):
    quoted, other, hers, no = (
        *cards.entered(story.edition, story.cast.bev, MEAL_ROOM[0], quote=True),
        *cards.entered(story.edition, story.cast.bev, *MEAL_ROOM[1:4]),
    )
    cards.decide(quoted, story.cast.joe, "posted")
    cards.decide(other, story.cast.joe, "given")
    cards.decide(hers, story.cast.joe, "passed_on")
    cards.decide(no, story.cast.joe, "not_posted")
    (back,) = cards.entered(story.edition, story.cast.bev, "Twice.")
    paper.take_back(card=back, by=story.cast.bev, at=story.now)
    assert ledger_of(story.now).together == PaperFigures()
    page = pages.text(Client().get(reverse("week:ledger")))
    assert "The cards of this week are counted when it is over" in page
    story.now = clock.week_bounds("2026-W49")[0]
    book = ledger_of(story.now)
    week = book.weeks["2026-W48"]
    assert week == book.together
    assert (week.received, week.posted, week.given, week.passed_on) == (5, 1, 1, 1)
    assert (week.not_posted, week.withdrawn) == (1, 1)
    assert dict(week.by_reason)["identifies"] == 1
    page = pages.text(Client().get(reverse("week:ledger"), {"week": "2026-W48"}))
    assert "Given to the author to read 1 1" in page
    lines = Client().get(reverse("week:figures")).content.decode().splitlines()
    assert lines[0].endswith("paper cards reported,paper cards taken down")
    assert lines[1].endswith("," * 14)
    assert lines[2].endswith("5,1,1,1,1,1,0,0,0,0,0,1,0,0")


def test_a_decision_that_was_undone_is_not_counted(story):
    (card,) = cards.entered(story.edition, story.cast.bev, "We need a key.")
    deciding_paper.decide(
        card=card, outcome="not_posted", by=story.cast.joe, at=story.now, version=0,
        reason="spam", words="No.",
    )  # fmt: skip
    deciding_paper.undo(card=card, by=story.cast.joe, at=story.now)
    assert ledger_of(clock.week_bounds("2026-W49")[0]).together.not_posted == 0
