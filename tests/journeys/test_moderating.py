"""A6 and A7: Joe decides, nothing is turned away in silence, and nobody is left alone."""

import pytest
from django.urls import reverse

from heed.edition import addresses
from heed.edition.models import Comment, Edition
from tests.factories import editions
from tests.journeys.visitor import Visitor
from tests.journeys.week import TUESDAY, Week

pytestmark = pytest.mark.journey

MILL_ROAD = "The man in Mill Road has no lamp, and nor have we."
DANGER = "I can't go on, I have a plan."
REASONS = [
    "It identifies a patient or a person",
    "It is unlawful",
    "It abuses a person",
    "It is spam",
    "It belongs elsewhere, and I will say where",
]


@pytest.fixture
def message(week: Week) -> Edition:
    week.is_now(TUESDAY.replace(hour=10))
    return editions.opened(week.cast.ama)


def comes_in(week: Week, message: Edition, text: str, name: str = "Petra Sand") -> Comment:
    return editions.waiting(message, text, name=name, at=week.now)


def private_page(comment: Comment) -> str:
    return reverse("edition:writers_page", args=[addresses.key_of(comment)])


def item(comment: Comment) -> str:
    return reverse("queue:item", args=["comment", comment.pk])


def figure(anybody: Visitor, row: str) -> int:
    """The figure of this week in a row of the public page."""
    anybody.opens(reverse("week:ledger"))
    line = anybody.page.get_by_role("row").filter(
        has=anybody.page.get_by_role("rowheader", name=row, exact=True)
    )
    return int(line.first.locator("td").first.inner_text())


def test_a_comment_is_not_posted_with_a_reason_and_comes_back_changed(somebody, week, message):
    """Given a comment that names a street, when Joe says no, its writer can mend it."""
    comment = comes_in(week, message, MILL_ROAD)
    anybody = somebody()
    assert figure(anybody, REASONS[0]) == 0

    joe = somebody(week.cast.joe).opens(item(comment))
    joe.chooses("Do not post it, because…").presses("Do not post, and tell Petra why")
    assert "Choose the reason. A sharp tone is not one" in joe.error()
    offered = joe.page.locator("input[name=reason]")
    labels = [
        joe.page.locator(f"label[for={one.get_attribute('id')}]").inner_text().strip()
        for one in offered.all()
    ]
    assert labels == REASONS
    joe.chooses(REASONS[0]).presses("Do not post, and tell Petra why")
    joe.sees("Not posted. Petra is told in five minutes.")
    week.pass_time(minutes=5)
    assert figure(anybody, REASONS[0]) == 1

    petra = somebody().opens(private_page(comment))
    assert petra.heading() == "Not posted"
    petra.sees(REASONS[0], "Somebody could be recognised from what you wrote.")
    petra.writes("Your message", "Some homes have no lamp.").presses("Send it again")
    assert petra.heading() == "Held for moderation"

    joe.opens(item(comment)).sees("Some homes have no lamp.")
    joe.chooses("Post it").presses("Post it in five minutes")
    week.pass_time(minutes=5)
    anybody.opens("/").sees("Some homes have no lamp.").does_not_see("Mill Road")
    assert figure(anybody, REASONS[0]) == 1
    assert figure(anybody, "Changed by the writer and sent again") == 1


def test_joe_decides_by_keyboard_alone(somebody, week, message):
    comment = comes_in(week, message, MILL_ROAD)
    joe = somebody(week.cast.joe).opens(item(comment))
    joe.types_key("d").types_key("Space")
    joe.tabs_to("Do not post, and tell Petra why").goes_on_with("Enter")
    joe.sees("Not posted. Petra is told in five minutes.")
    joe.tabs_to("Undo").goes_on_with("Enter")
    joe.sees(MILL_ROAD)
    joe.types_key("p")
    joe.tabs_to("Post it in five minutes").goes_on_with("Enter")
    joe.sees("Posted in five minutes.")
    week.pass_time(minutes=5)
    somebody().opens("/").sees(MILL_ROAD)


def test_joe_decides_with_scripts_off(somebody, week, message):
    comment = comes_in(week, message, MILL_ROAD)
    joe = somebody(week.cast.joe, has_scripts=False).opens(item(comment))
    joe.chooses("Do not post it, because…").presses("Decide")
    assert "Choose the reason" in joe.error()
    joe.chooses(REASONS[0]).presses("Decide")
    joe.sees("Not posted. Petra is told in five minutes.")


def test_a_question_is_asked_and_answered(somebody, week, message):
    comment = comes_in(week, message, MILL_ROAD)
    joe = somebody(week.cast.joe).opens(item(comment))
    joe.chooses("Ask Petra a question").writes("Your question", "Is it our lamp?")
    joe.presses("Ask Petra")
    week.pass_time(minutes=5)
    petra = somebody().opens(private_page(comment)).sees("Is it our lamp?")
    petra.writes("Your answer", "It is the council’s.").presses("Send the answer")
    joe.opens(item(comment)).sees("It is the council’s.")


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_words_of_danger_bring_help_first_and_can_still_be_sent(
    somebody, week, message, has_scripts
):
    """Given somebody who cannot go on, when they send, help is shown, and then it is sent."""
    tom = somebody(has_scripts=has_scripts).opens("/")
    tom.writes("Name", "Tom Alder").writes("Email address", "tom@private.example")
    tom.writes("Your message", DANGER)
    week.pass_time(minutes=1)
    if has_scripts:
        tom.page.get_by_role("button", name="Send my comment").click()
        tom.page.locator("#someone-now:not([hidden])").wait_for()
        tom.looks()
    else:
        tom.presses("Send my comment")
    card = tom.page.locator("#someone-now")
    for words in ("999", "111, option 2", "116 123", "01632 960 150", "on weekdays, 9 to 5"):
        assert words in card.inner_text()
    assert Comment.objects.count() == 0
    tom.presses("Send my comment" if has_scripts else "Send it")
    assert tom.heading() == "Held for moderation"
    comment = Comment.objects.get()

    editions_before = comes_in(week, message, "The heater rattles.", name="Sian Orchard")
    Comment.objects.filter(pk=editions_before.pk).update(received_at=TUESDAY)
    joe = somebody(week.cast.joe).opens(reverse("queue:list"))
    first = joe.page.locator(".queue-list a").first
    assert "May mean danger. Read this first." in first.inner_text()
    joe.opens(item(comment)).sees("Somebody may be in danger")
    joe.sees("If a life may be in danger, ring 999")
    joe.chooses("Post it").presses("Post it in five minutes")
    assert "First write down, above, what you did for their safety" in joe.error()
    joe.writes("What did you do?", "I rang the station.").presses("Write this down")
    assert "Write who else knows" in joe.error()
    joe.writes("Who else knows?", "Marta").presses("Write this down")
    joe.sees("I rang the station.", "Marta")

    week.pass_time(days=3)
    comment.refresh_from_db()
    assert comment.state == Comment.State.WAITING
    somebody().opens("/").does_not_see(DANGER)


def test_what_is_passed_to_the_guardian_is_hers_alone(somebody, week, message):
    """Given a comment, when Joe passes it on, he cannot open it any more, and Nadia can."""
    comment = comes_in(week, message, "He will not leave me alone.", name="Quentin Moss")
    joe = somebody(week.cast.joe).opens(item(comment))
    joe.chooses("Pass it to the guardian").presses("Pass it to Nadia")
    assert joe.heading() == "Pass it to Nadia?"
    joe.sees("This cannot be undone. Only the guardian can return it.")
    joe.presses("Pass it to Nadia")
    joe.sees("Nadia has it now, and you no longer do.")
    joe.opens(item(comment), status=404)

    quentin = somebody().opens(private_page(comment))
    assert quentin.heading() == "Passed to the Freedom to Speak Up Guardian"
    quentin.sees("now sees it, and the moderators no longer do.")

    nadia = somebody(week.cast.nadia).opens(reverse("queue:guardian"))
    nadia.follows("Read what Quentin Moss wrote").sees("He will not leave me alone.")
    nadia.writes("What should they read?", "Ring me, any day.").presses("Write to Quentin")
    quentin.opens(private_page(comment)).sees("Ring me, any day.")
    somebody(week.cast.tariq).opens(reverse("queue:guardian"), status=403)
    joe.opens(reverse("queue:guardian_item", args=[comment.pk]), status=403)


def test_a_posted_comment_is_reported_and_taken_down(somebody, week, message):
    comment = editions.posted(message, week.cast.joe, MILL_ROAD, name="Petra Sand")
    week.is_now(TUESDAY.replace(hour=12))
    sam = somebody().opens("/").follows("Report Petra Sand’s comment")
    week.pass_time(minutes=1)
    sam.presses("Report this comment")
    assert "Choose the reason" in sam.error()
    sam.chooses(REASONS[0])
    week.pass_time(minutes=1)
    sam.presses("Report this comment").sees("A moderator will look within 48 hours")

    joe = somebody(week.cast.joe).opens(reverse("queue:list"))
    joe.goes_by(joe.page.locator(".queue-list a").first)
    joe.sees(MILL_ROAD).chooses("Take it down, because…").chooses(REASONS[0])
    joe.presses("Take it down, and tell Petra why")
    somebody().opens("/").does_not_see("Mill Road")
    petra = somebody().opens(private_page(comment))
    assert petra.heading() == "Taken down"
    week.pass_time(minutes=5)
    assert figure(sam, "Taken down after it was posted") == 1


def test_a_request_from_above_is_counted_by_its_office(somebody, week, message):
    editions.posted(message, week.cast.joe, MILL_ROAD, name="Petra Sand")
    week.is_now(TUESDAY.replace(hour=12))
    joe = somebody(week.cast.joe).opens(reverse("queue:asked_to_take_down"))
    joe.writes("Which comment?", "Mill Road").presses("Find it")
    joe.follows("It is about Petra Sand’s comment")
    joe.writes("Which role asked?", "the director of operations")
    joe.writes("Which reason did they give?", "It looks bad.")
    joe.presses("Write it down, and decide next").chooses("Let it stay").presses("Let it stay")
    somebody().opens(reverse("week:ledger")).sees("the director of operations")
    somebody().opens("/").sees(MILL_ROAD)


def test_its_writer_takes_a_posted_comment_back(somebody, week, message):
    comment = editions.posted(message, week.cast.joe, MILL_ROAD, name="Petra Sand")
    petra = somebody().opens(private_page(comment))
    petra.page.locator("summary", has_text="Withdraw it").click()
    petra.presses("Withdraw my comment")
    assert petra.heading() == "Withdrawn"
    somebody().opens("/").does_not_see("Mill Road")
