"""A16: a crew writes on paper, Bev types it in, and it comes back as “from paper”."""

from pathlib import Path

import pytest
from django.urls import reverse

from heed.edition.models import Edition, PaperCard
from tests.factories import editions
from tests.journeys.visitor import SHOTS
from tests.journeys.week import TUESDAY, Week

pytestmark = pytest.mark.journey

CARDS = (
    "Nobody has had a break before nine.",
    "The kettle at the garage is broken.",
    "Thank the night desk from all of us.",
    "We need a key to the drug store at weekends.",
    "The rota on paper, please. Not everybody has a phone at hand.",
    "Come and see us on a Friday night.",
)


@pytest.fixture
def message(week: Week) -> Edition:
    week.is_now(TUESDAY.replace(hour=10))
    return editions.opened(week.cast.ama)


def test_the_sheet_is_one_click_away_and_prints_on_one_page(somebody, week, message):
    sam = somebody(week.cast.sam).opens("/").follows("Sheet for a stand-up")
    sam.sees("You may quote this", "Hand it to whoever leads the stand-up, by Friday 27 November.")
    sam.shoots("paper-sheet")
    if sam.size == "desk":
        sheet = sam.page.pdf(prefer_css_page_size=True)
        assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page/") <= 1
        if SHOTS:
            Path(SHOTS, "sheet.pdf").write_bytes(sheet)
    sam.follows("Enter paper cards")
    assert sam.heading() == "Enter paper cards"


def test_six_cards_from_a_meal_room_come_back_from_paper(somebody, week, message):
    """Given six cards, two of which may be quoted, everybody reads those two and nobody learns
    from which room they are."""
    bev = somebody(week.cast.bev).opens(reverse("edition:enter_cards")).shoots("paper-enter")
    for number, words in enumerate(CARDS, 1):
        bev.writes(f"Card {number}", words)
    for number in (2, 3):
        bev.chooses(f"Card {number} may be quoted")
    bev.presses("Send the cards").sees("Six cards came in.").shoots("paper-sent")

    joe = somebody(week.cast.joe)
    for number, card in enumerate(PaperCard.objects.order_by("pk")):
        joe.opens(reverse("queue:item", args=["paper", card.pk])).sees("Entered by Bev Ashdown")
        if number == 3:
            joe.chooses("Do not post it, because…")
            joe.chooses("It identifies a patient or a person")
            joe.presses("Do not post, and tell Bev why")
        elif card.may_be_quoted:
            joe.chooses("Post it").presses("Post it in five minutes")
        else:
            joe.shoots("paper-decide").chooses("Give it to the author to read")
            joe.presses("Give it to the author in five minutes")
    week.pass_time(minutes=6)

    bev.opens(reverse("edition:my_cards")).sees("Not posted", "Given to the author")
    bev.goes_by(bev.page.get_by_role("link", name="Change it and send it again").first)
    bev.writes("The card", "We need a key at weekends.").presses("Send it again")
    bev.sees("Waits to be read").shoots("paper-mine")

    anybody = somebody().opens("/").does_not_see(CARDS[1], "From paper")
    week.is_now(message.closes_at)
    anybody.opens("/").sees("From paper", "Six cards came in on paper. Two may be quoted.")
    anybody.sees(CARDS[1], CARDS[2], "In the week of 24 November", "One is still being read.")
    anybody.does_not_see(CARDS[0], CARDS[4], "Bev").shoots("paper-page")

    ama = somebody(week.cast.ama)
    ama.opens(reverse("edition:paper_for_author", args=[message.slug]))
    ama.sees(CARDS[0], "not to be quoted", "may be quoted").shoots("paper-author")


def test_one_empty_box_is_open_at_a_time_and_nothing_typed_is_hidden(somebody, week, message):
    bev = somebody(week.cast.bev).opens(reverse("edition:enter_cards"))
    opened = bev.page.locator("textarea").locator("visible=true")
    assert opened.count() == 1
    bev.writes("Card 1", CARDS[0]).writes("Card 2", CARDS[1])
    assert opened.count() == 3
    bev.writes("Card 1", "")
    assert [one.input_value() for one in opened.all()] == ["", CARDS[1]]
    bev.chooses("Card 1 may be quoted").presses("Send the cards")
    assert "Type what it says, or untick it." in bev.error()
    assert [one.input_value() for one in opened.all()] == ["", CARDS[1]]


def test_bev_types_cards_in_by_keyboard_alone(somebody, week, message):
    bev = somebody(week.cast.bev).opens(reverse("edition:enter_cards"))
    bev.tabs_to("Card 1").types(CARDS[0])
    bev.types_key("Tab").types_key("Space").types_key("Tab").types(CARDS[1])
    bev.tabs_to("Send the cards").goes_on_with("Enter").sees("Two cards came in.")
    assert list(PaperCard.objects.order_by("pk").values_list("text", "may_be_quoted")) == [
        (CARDS[0], True), (CARDS[1], False),
    ]  # fmt: skip


def test_bev_types_cards_in_with_scripts_off(somebody, week, message):
    bev = somebody(week.cast.bev, has_scripts=False).opens(reverse("edition:enter_cards"))
    bev.writes("Card 1", CARDS[0]).presses("Send the cards").sees("One card came in.")
