"""With the directory, with a second factor, with a card of paper: a phone and a desk come in."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from heed import clock
from heed.people import actions, cards, second_factor
from heed.people.models import Organisation
from tests.directory.running import PASSWORD, Running, provider

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with provider() as found:
        yield found


@pytest.fixture
def cast(plain_site):
    """Everybody today: a directory signs by the real clock."""
    from tests.people import cast

    return cast()


def test_sam_comes_in_with_the_directory(somebody, cast, running, settings):
    """Given a directory, one press leads there, and back to the page that was asked for."""
    settings.HEED_DIRECTORY = running.directory
    sam = somebody()
    sam.neighbour = running.issuer.partition("/1")[0]
    page = reverse("people:me")
    sam.opens(page).shoots("sign-in-with-a-directory")
    assert sam.page.get_by_role("button", name="Send me a code").count() == 1
    sam.one("button", "Sign in with your Saltmarsh account").click()
    sam.page.get_by_label("Username").fill(cast.sam.email)
    sam.page.get_by_label("Password").fill(PASSWORD)
    sam.page.get_by_role("button", name="Sign in").click()
    sam.page.get_by_role("button", name="Yes").click()
    sam.page.wait_for_url(f"**{page}")
    assert sam.looks().heading() == "Your page"


def test_a_stranger_is_told_what_to_do(somebody, cast, running, settings):
    settings.HEED_DIRECTORY = running.directory
    stranger = somebody()
    stranger.neighbour = running.issuer.partition("/1")[0]
    stranger.opens(reverse("people:sign_in"))
    stranger.one("button", "Sign in with your Saltmarsh account").click()
    stranger.page.get_by_label("Username").fill("patient@elsewhere.example")
    stranger.page.get_by_label("Password").fill(PASSWORD)
    stranger.page.get_by_role("button", name="Sign in").click()
    stranger.page.get_by_role("button", name="Yes").click()
    stranger.page.wait_for_url("**/back/**")
    assert stranger.looks().heading() == "You are not signed in"
    stranger.shoots("not-let-in")
    stranger.page.get_by_role("button", name="Back to signing in").click()
    assert stranger.heading() == "Sign in"


def test_joe_sets_up_a_second_factor_and_uses_it(somebody, week, mailbox):
    """Given that those who decide need one, Joe's pages open once he has set it up."""
    Organisation.objects.update(wants_second_factor=True)
    joe = somebody(week.cast.joe).opens(reverse("queue:list"))
    assert joe.heading() == "Set up a second factor"
    joe.shoots("second-factor-set-up")
    secret = "".join(re.findall(r"[A-Z2-7]{4}", joe.page.locator(".spelt").inner_text()))
    joe.writes("The six figures that the app shows now", "000000").presses("Set it up")
    assert joe.page.title().startswith("Error: ")
    figures = second_factor.figures(secret, int(week.now.timestamp()) // 30)
    joe.writes("The six figures that the app shows now", figures).presses("Set it up")
    assert joe.heading() == "Write these down"
    joe.shoots("second-factor-spare-codes")
    spare = joe.page.locator(".spare-codes li").first.inner_text()
    with joe.page.expect_navigation():
        joe.one("button", "I have written them down").click()
    assert joe.looks().heading() == "Nothing to decide"
    joe.opens(reverse("people:second_factor")).shoots("second-factor")
    joe.follows("Take the second factor away").shoots("second-factor-take-away")

    elsewhere = somebody().opens(reverse("people:sign_in"))
    elsewhere.writes("Your work email address", week.cast.joe.email).presses("Send me a code")
    mail = mailbox(week.now)[-1]
    elsewhere.writes("Your code", re.search(r"\d{8}", mail.body)[0]).presses("Sign in")
    assert elsewhere.heading() == "One more code"
    elsewhere.shoots("second-factor-enter")
    elsewhere.writes("Your second code", "000000").presses("Sign in")
    assert elsewhere.page.title().startswith("Error: ")
    elsewhere.writes("Your second code", spare).presses("Sign in")
    elsewhere.opens(reverse("queue:list"))
    assert elsewhere.heading() == "Nothing to decide"


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_tariq_prints_cards_and_kit_comes_in_with_one(somebody, week, has_scripts):
    tariq = somebody(week.cast.tariq).opens(reverse("week:running"))
    tariq.follows("Cards that let people in")
    tariq.presses("Show the cards, once")
    assert tariq.page.title().startswith("Error: ")
    last = clock.local(week.now).date() + timedelta(days=60)
    tariq.writes("For whom are they?", "Bank staff, Thornsea").writes("How many cards?", "12")
    for part, figure in (("Day", last.day), ("Month", last.month), ("Year", last.year)):
        tariq.writes(part, str(figure))
    tariq.presses("Show the cards, once").shoots("cards-printed")
    codes = tariq.page.locator(".card-code").all_inner_texts()
    assert len(codes) == 12
    tariq.follows("The cards are printed").sees("Bank staff, Thornsea", "12 cards printed, 0 used")
    tariq.shoots("cards-sheets")

    kit = somebody(has_scripts=has_scripts).opens(reverse("people:card")).shoots("card")
    kit.writes("The code on your card", "ABCD EFGH JKMN")
    with kit.page.expect_navigation():
        kit.one("button", "Come in").click()
    kit.looks()
    assert kit.page.title().startswith("Error: ")
    if has_scripts:
        # The square on the card: a phone opens its address.
        kit.opens(f"{reverse('people:card')}?again#{codes[0]}")
        assert "#" not in kit.page.url
    else:
        kit.writes("The code on your card", codes[0].lower())
    kit.writes("Your name (optional)", "Kit Marlow").presses("Come in")
    kit.opens(reverse("people:me")).sees("Kit Marlow", "You came with a card of paper").shoots(
        "card-my-page"
    )


def test_a_sheet_of_cards_fits_its_paper(somebody, week, tmp_path):
    """Ten cards on each sheet of A4."""
    tariq = somebody(week.cast.tariq, at="desk").opens(reverse("people:sheets"))
    tariq.writes("For whom are they?", "Bank staff, Thornsea").writes("How many cards?", "20")
    last = clock.local(week.now).date() + timedelta(days=60)
    for part, figure in (("Day", last.day), ("Month", last.month), ("Year", last.year)):
        tariq.writes(part, str(figure))
    tariq.presses("Show the cards, once")
    paper = tariq.page.pdf(format="A4", print_background=True)
    (tmp_path / "cards.pdf").write_bytes(paper)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2


def test_the_administrator_sees_how_somebody_signs_in(somebody, week):
    secret = second_factor.new_secret()
    code = second_factor.figures(secret, int(week.now.timestamp()) // 30)
    second_factor.set_up(person=week.cast.bev, secret=secret, code=code, at=week.now)
    sheet = cards.print_sheet(
        group="Bank staff",
        count=1,
        last_on=clock.local(week.now).date(),
        ticket=cards.ticket(at=week.now),
        at=week.now,
    )
    kit = cards.use(code=sheet.codes[0], name="Kit Marlow", at=week.now)
    tariq = somebody(week.cast.tariq)
    tariq.opens(reverse("people:person", args=[week.cast.bev.slug])).shoots("person-with-ways")
    tariq.sees("A second factor is set up.")
    tariq.opens(reverse("people:person", args=[kit.slug])).shoots("person-from-a-card")
    tariq.sees("They came with a card of paper.")
    tariq.opens(reverse("people:organisation")).shoots("organisation")
    tariq.presses("Ask for a second factor")
    assert tariq.page.title().startswith("Error: ")
    tariq.shoots("organisation-refused")
    actions.part_with(person=week.cast.bev)
