"""Somebody without an account looks around: earlier weeks, search, figures, the sheet for the wall.

Each page is inspected at both widths as they come to it.
"""

import pytest

from heed.week.actions.searching import refresh_index

pytestmark = pytest.mark.journey


@pytest.fixture
def everything(week):
    from tests.journeys import week as weeks

    full = weeks.fill(week)
    refresh_index(at=week.now)
    return full


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
def test_a_reader_finds_an_earlier_message(somebody, everything, has_scripts):
    reader = somebody(has_scripts=has_scripts)
    if not has_scripts:
        reader.looks = lambda: reader  # axe is a script too; the other run inspects the pages
    reader.opens("/messages/").sees("Where the new cars go", "One comment.")
    reader.does_not_see("What the pay letter says")
    reader.page.get_by_label("Author", exact=True).select_option("Ben Okafor")
    reader.presses("Show").sees("Where the new cars go")
    reader.does_not_see("I said I would come, and I did not")
    reader.opens("/search/").writes("Look for", "writing dow").presses("Search")
    reader.sees("One message holds these words.", "From a comment:").shoots("search")
    assert reader.page.locator("mark").all_inner_texts() == ["writing", "down"]
    reader.follows("Where the new cars go")
    assert reader.heading() == "Where the new cars go"


def test_the_figures_of_a_week_are_a_link_away(somebody, everything):
    reader = somebody().opens("/what-came-in/").sees("This week so far").shoots("figures")
    reader.follows("Mon 16 Nov").sees("Week 2026-W47", "16 to 22 November")
    with reader.page.expect_download() as download:
        reader.one("link", "Download what came in").click()
    assert download.value.suggested_filename == "what-came-in.csv"


def test_what_is_true_here_can_be_read(somebody, everything):
    reader = somebody()
    for name in ("house-rules", "your-information", "cookies", "accessibility"):
        reader.opens(f"/{name}/").shoots(name)


def test_a_search_that_finds_nothing_or_cannot_be_made_says_so(somebody, everything):
    reader = somebody().opens("/search/?q=zeppelin").sees("No message holds all of these words.")
    reader.opens("/search/?q=%3F", status=422)
    assert "Type a word to look for." in reader.error()


def test_the_sheet_for_the_wall_can_be_looked_at_before_it_is_printed(somebody, everything):
    address = f"/messages/{everything.open.slug}/poster/"
    somebody().opens(address).sees("Print this page").shoots("poster")
    over = f"/messages/{everything.closed.slug}/poster/"
    somebody().opens(over).sees("This poster’s time is over")


def test_the_first_page_before_the_first_message_is_calm(somebody, week):
    somebody().opens("/").sees("The first message comes on").shoots("first-day")
