"""Attacks on what is said on paper and on the dates that close comments."""

import pytest
from django.urls import reverse

from heed.edition.models import PaperCard
from heed.people.models import Absence, PreElection
from tests.factories import paper as cards

FORM = {"ticket": "one", "text_1": "A card."}


@pytest.fixture
def card(story):
    (card,) = cards.entered(story.edition, story.cast.bev, "Bev typed this.", at=story.now)
    return card


def test_a_forged_form_enters_changes_and_takes_back_nothing(story, browser, card):
    bev = browser("bev", is_checked=True)
    for name, args, given in (
        ("edition:enter_cards_for", [story.edition.slug], FORM),
        ("edition:change_card", [card.pk], {"text": "Other words."}),
        ("edition:take_card_back", [card.pk], {}),
        ("people:away", [], {"from_on[day]": "1"}),
    ):
        assert bev.post(reverse(name, args=args), given).status_code == 403
    card.refresh_from_db()
    assert (card.state, card.text, PaperCard.objects.count()) == ("waiting", "Bev typed this.", 1)
    tariq = browser("tariq", is_checked=True)
    assert tariq.post(reverse("people:pre_election"), {"notice": "x"}).status_code == 403
    assert not PreElection.objects.exists()
    assert not Absence.objects.exists()


def test_somebody_elses_card_does_not_exist(story, browser, card):
    for name in ("sam", "joe", "ama", "tariq", "nadia"):
        client = browser(name)
        assert client.get(reverse("edition:change_card", args=[card.pk])).status_code == 404
        assert client.post(reverse("edition:take_card_back", args=[card.pk])).status_code == 404
    cards.decide(card, story.cast.joe, "not_posted")
    again = browser("sam").post(
        reverse("edition:change_card", args=[card.pk]), {"text": "Not mine to change."}
    )
    assert again.status_code == 404
    card.refresh_from_db()
    assert card.text == "Bev typed this."


def test_a_ticket_of_somebody_else_gives_nothing_away_and_holds_nobody_up(story, browser):
    where = reverse("edition:enter_cards_for", args=[story.edition.slug])
    browser("bev").post(where, FORM)
    browser("sam").post(where, FORM)
    assert PaperCard.objects.filter(entered_by=story.cast.sam).count() == 1
    assert PaperCard.objects.count() == 2


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1001,
        "x" * 200_000,
        "\u202egnp.exe",
        "a\x00b",
        "\u200b\u2060",
        "<script>1</script>" * 90,
    ],
    ids=["long", "huge", "turned", "null", "unseen", "script"],
)
def test_words_that_are_none_get_no_further_than_the_form(story, browser, text):
    where = reverse("edition:enter_cards_for", args=[story.edition.slug])
    answer = browser("bev").post(where, {**FORM, "text_1": text})
    assert answer.status_code == 422
    assert not PaperCard.objects.exists()


def test_a_card_is_shown_as_it_was_typed_and_runs_nothing(story, browser):
    (card,) = cards.entered(
        story.edition, story.cast.bev, "<img src=x onerror=alert(1)> =cmd {{ 7*7 }}",
        quote=True, at=story.now,
    )  # fmt: skip
    cards.decide(card, story.cast.joe, "posted")
    story.now = story.edition.closes_at
    page = browser().get(reverse("edition:page", args=[story.edition.slug])).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; =cmd {{ 7*7 }}" in page


def test_more_boxes_than_the_form_has_are_not_read(story, browser):
    where = reverse("edition:enter_cards_for", args=[story.edition.slug])
    browser("bev").post(where, {**FORM, **{f"text_{n}": "More." for n in range(2, 50)}})
    assert PaperCard.objects.count() == 6


def test_who_entered_a_card_is_on_no_page_of_anybody_but_a_moderator(story, browser):
    (card,) = cards.entered(story.edition, story.cast.bev, "Mend it.", quote=True, at=story.now)
    cards.decide(card, story.cast.joe, "posted")
    story.now = story.edition.closes_at
    slug = story.edition.slug
    for name in ("", "sam", "ama", "iain", "tariq"):
        for page in ("edition:page", "edition:paper_for_author", "edition:stand_up_sheet"):
            answer = browser(name).get(reverse(page, args=[slug])).content.decode()
            assert "Ashdown" not in answer
    assert "Ashdown" not in browser().get(reverse("week:figures")).content.decode()


def test_only_the_author_reads_what_may_not_be_quoted(story, browser, card):
    cards.decide(card, story.cast.joe, "given")
    story.now = story.edition.closes_at
    where = reverse("edition:paper_for_author", args=[story.edition.slug])
    assert "Bev typed this." in browser("ama").get(where).content.decode()
    for name in ("", "sam", "joe", "nadia", "tariq", "dora"):
        assert browser(name).get(where).status_code in (302, 403, 404)


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "-1", "1.5"])
def test_numbers_that_there_never_were(browser, number):
    for name, path in (
        ("bev", f"/paper/yours/{number}/"),
        ("joe", f"/queue/paper/{number}/"),
        ("nadia", f"/guardian/paper/{number}/"),
        ("tariq", f"/pre-election/{number}/"),
    ):
        assert browser(name).get(path).status_code == 404
