"""Paper cards in the moderators' queue, and with the guardian."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from heed.edition.actions import deciding_paper, publishing
from heed.edition.forms.commenting import new_ticket
from heed.edition.models import PaperCard
from heed.edition.queries.paper_ledger import paper_ledger
from tests import people
from tests.factories import pages
from tests.factories import paper as cards

State = PaperCard.State


@pytest.fixture
def card(story) -> PaperCard:
    (card,) = cards.entered(story.edition, story.cast.bev, "The kettle is broken.", at=story.now)
    return card


@pytest.fixture
def quoted(story) -> PaperCard:
    (card,) = cards.entered(
        story.edition, story.cast.bev, "Thank the night desk.", quote=True, at=story.now
    )
    return card


def address(card):
    return f"/queue/paper/{card.pk}/"


def decide(client, card, outcome, **given):
    page = pages.main(client.get(address(card)))
    version = page.select_one("form.decision [name=version]")["value"]
    return client.post(address(card), {"version": version, "outcome": outcome, **given})


def offered(client, card):
    page = pages.main(client.get(address(card)))
    return [box["value"] for box in page.select("form.decision [name=outcome]")]


def test_cards_and_comments_wait_in_one_list_oldest_first(story, joe, card):
    story.pass_time(minutes=10)
    story.comment("A later word.")
    rows = [row.get_text(" ", strip=True) for row in pages.main(joe.get("/queue/")).select(
        ".queue-list a"
    )]  # fmt: skip
    assert "A paper card" in rows[0]
    assert "A later word." in rows[1]


def test_a_moderator_reads_who_entered_it_and_nobody_else_is_told(story, joe, card):
    assert "Entered by Bev Ashdown" in pages.text(joe.get(address(card)))
    assert people.sign_in(Client(), story.cast.ama).get(address(card)).status_code == 403


def test_a_card_that_may_not_be_quoted_cannot_be_posted(joe, card, quoted):
    assert offered(joe, card) == ["give", "pass_on", "do_not_post"]
    assert offered(joe, quoted) == ["post", "pass_on", "do_not_post"]
    assert decide(joe, card, "post").status_code == 422
    card.refresh_from_db()
    assert card.state == State.WAITING


def test_giving_waits_five_minutes_and_can_be_undone(story, joe, card):
    done = joe.get(decide(joe, card, "give").url)
    assert "Given to the author in five minutes." in pages.text(done)
    joe.post(f"{address(card)}undo/")
    card.refresh_from_db()
    assert card.state == State.WAITING
    decide(joe, card, "give")
    story.now += timedelta(minutes=5)
    deciding_paper.apply_due(at=story.now)
    card.refresh_from_db()
    assert card.state == State.GIVEN


def test_a_no_is_told_to_who_entered_it(joe, card):
    page = pages.text(joe.get(address(card)))
    assert "Bev reads this beside their own words" in page
    answer = decide(joe, card, "do_not_post", reason="identifies")
    assert "Not posted. Bev is told in five minutes." in pages.text(joe.get(answer.url))


def test_the_usual_reasons_and_no_tone(joe, card):
    page = pages.main(joe.get(address(card)))
    reasons = [box["value"] for box in page.select("[name=reason]")]
    assert reasons == ["identifies", "unlawful", "abuse", "spam", "elsewhere"]


def test_danger_stands_first_and_asks_for_a_step(story, joe):
    story.comment("An earlier word.")
    (card,) = cards.entered(
        story.edition, story.cast.bev, "I can’t go on, I have a plan.", at=story.now
    )
    first = pages.main(joe.get("/queue/")).select_one(".queue-list a")
    assert "May mean danger. Read this first." in first.get_text()
    assert "First write down, above" in pages.text(decide(joe, card, "give"))
    joe.post(f"{address(card)}care/", {"did": "I rang the station.", "with_whom": "Marta"})
    assert decide(joe, card, "give").status_code == 302


def test_what_is_passed_on_is_the_guardians_alone(story, joe, nadia, card):
    assert "sure" in decide(joe, card, "pass_on").content.decode()
    answer = decide(joe, card, "pass_on", sure="yes")
    assert answer.url == "/queue/?passed"
    assert joe.get(address(card)).status_code == 404
    hers = f"/guardian/{card.confidences.get().pk}/"
    assert joe.get(hers).status_code == 403
    assert "One with you" in pages.text(nadia.get("/guardian/"))
    page = pages.text(nadia.get(hers))
    for said in ("The kettle is broken.", "Somebody wrote on paper", "passed to you by Joe",
                 "Entered by Bev Ashdown", "Joe passed it to the guardian"):  # fmt: skip
        assert said in page
    nadia.post(f"{hers}handed-on/", {"words": "Estates."})
    assert "Nadia handed it on outside Heed, to" in pages.text(nadia.get(hers))
    assert joe.post(f"{hers}return/", {"words": ""}).status_code == 403
    nadia.post(f"{hers}return/", {"words": "This is yours."})
    page = pages.text(joe.get(address(card)))
    assert "The guardian returned it" in page
    assert "Estates." not in page


def test_nobody_writes_to_whoever_wrote_on_paper(story, joe, nadia, card):
    decide(joe, card, "pass_on", sure="yes")
    hers = f"/guardian/{card.confidences.get().pk}/"
    page = pages.main(nadia.get(hers))
    assert not page.select(f'form[action="{hers}write/"], form[action="{hers}will-write/"]')
    for verb, form in (("write", {"words": "Ring me."}), ("will-write", {"write_by": "1"})):
        answer = nadia.post(hers + verb + "/", form)
        assert answer.status_code == 422
        assert "We do not know who wrote this card" in pages.text(answer)


def test_whoever_typed_it_in_still_reads_it_and_cannot_take_it_back_from_her(
    story, joe, nadia, card
):
    decide(joe, card, "pass_on", sure="yes")
    hers = f"/guardian/{card.confidences.get().pk}/"
    bev, sam = (people.sign_in(Client(), one) for one in (story.cast.bev, story.cast.sam))
    mine = reverse("edition:take_card_back", args=[card.pk])
    assert sam.post(mine).status_code == 404
    page = pages.main(bev.get("/paper/yours/"))
    assert "The kettle is broken." in page.text
    assert not page.select(f'form[action="{mine}"]')
    assert bev.post(mine).status_code == 409
    assert "The kettle is broken." in pages.text(nadia.get(hers))


def test_who_entered_a_card_does_not_decide_about_it(story, joe):
    (card,) = cards.entered(story.edition, story.cast.joe, "Mine to type.", at=story.now)
    assert "You entered this card. Another moderator decides about it." in pages.text(
        joe.get(address(card))
    )
    assert joe.post(address(card), {"version": "0", "outcome": "give"}).status_code == 409


@pytest.fixture
def posted(story, quoted) -> PaperCard:
    """A card that stands on the page of a message that has closed."""
    cards.decide(quoted, story.cast.joe, "posted")
    story.now = story.edition.closes_at
    publishing.close_due(at=story.now)
    return quoted


def report(story, card, **given):
    where = reverse("edition:report_card", args=[card.place])
    form = {
        "ticket": new_ticket(at=story.now - timedelta(seconds=20)),
        "reason": "identifies",
        "words": "It names the desk.",
        **given,
    }
    return Client().post(where, form)


def page_of(story):
    return pages.text(Client().get(reverse("edition:page", args=[story.edition.slug])))


def test_a_posted_card_is_reported_and_stays_until_a_moderator_decides(story, posted, joe):
    assert "A moderator will look within 48 hours" in pages.text(report(story, posted))
    report(story, posted, words="Again.")
    assert "Thank the night desk." in page_of(story)
    row = pages.main(joe.get("/queue/")).select_one(".queue-list a").get_text(" ", strip=True)
    assert "A report of a paper card" in row
    assert "To be looked at by" in row
    page = pages.text(joe.get(address(posted)))
    assert "It names the desk." in page
    assert "Entered by Bev Ashdown" in page
    assert offered(joe, posted) == ["let_it_stay", "take_down"]
    decide(joe, posted, "let_it_stay")
    assert "Thank the night desk." in page_of(story)
    assert "Nothing to decide" in pages.text(joe.get("/queue/"))


def test_it_comes_down_at_once_for_a_reason_and_can_be_put_back(story, posted, joe):
    report(story, posted)
    assert "Choose the reason" in pages.text(decide(joe, posted, "take_down"))
    done = decide(joe, posted, "take_down", reason="identifies")
    assert "Thank the night desk." not in page_of(story)
    assert "Taken down." in pages.text(joe.get(done.url))
    bev = people.sign_in(Client(), story.cast.bev)
    assert "It was posted, and has been taken down because:" in pages.text(bev.get("/paper/yours/"))
    joe.post(f"{address(posted)}undo/")
    assert "Thank the night desk." in page_of(story)
    assert offered(joe, posted) == ["let_it_stay", "take_down"]
    decide(joe, posted, "take_down", reason="identifies")
    story.now += timedelta(minutes=5)
    assert joe.post(f"{address(posted)}undo/").status_code == 409
    names = ["2026-W49"]
    week = paper_ledger(names, at=story.now + timedelta(days=8)).weeks["2026-W49"]
    assert (week.reported, week.taken_down) == (1, 1)


def test_what_is_on_no_page_cannot_be_reported(story, card, quoted):
    cards.decide(card, story.cast.joe, "given")
    cards.decide(quoted, story.cast.joe, "posted")
    assert report(story, card).status_code == 404
    assert report(story, quoted).status_code == 404  # Answering is open; it does not stand yet.
    story.now = story.edition.closes_at
    assert report(story, card).status_code == 404
    assert report(story, quoted, ticket="forged").status_code == 422
    assert report(story, quoted, reason="tone").status_code == 422
    assert report(story, quoted).status_code == 200


def test_who_entered_a_card_does_not_decide_about_a_report_of_it(story, joe, marta):
    (card,) = cards.entered(story.edition, story.cast.joe, "Mine.", quote=True, at=story.now)
    cards.decide(card, story.cast.marta, "posted")
    story.now = story.edition.closes_at
    report(story, card)
    people.sign_in(joe, story.cast.joe)
    people.sign_in(marta, story.cast.marta)
    assert "You entered this card." in pages.text(joe.get(address(card)))
    assert offered(marta, card) == ["let_it_stay", "take_down"]


def test_the_queue_leads_to_entering_a_card(joe):
    assert pages.main(joe.get("/queue/")).select_one('a[href="/paper/"]').get_text() == (
        "Enter a paper card"
    )
