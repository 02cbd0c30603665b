"""A19: what is kept is shown to whom it is about; name and words go at their wish."""

import json
from pathlib import Path

import pytest

from heed import clock
from heed.edition import addresses
from heed.edition.actions import deciding
from heed.edition.models import Comment
from tests.factories import editions
from tests.journeys.week import TUESDAY, Week

pytestmark = pytest.mark.journey
KETTLE = "The kettle at Thornsea leaks."


def sams_comment(week: Week) -> Comment:
    sam = week.cast.sam
    edition = editions.opened(week.cast.ama)
    comment = editions.posted(
        edition, week.cast.joe, KETTLE, name=sam.name, email=sam.email, person=sam
    )
    deciding.reply(
        comment=comment, by=week.cast.ama, at=clock.now(),
        text="Sam, a new one comes on Friday. “The kettle at Thornsea leaks” was fair.",
    )  # fmt: skip
    week.pass_time(days=1, hours=3)
    return comment


def test_somebody_sees_takes_along_and_removes_what_is_kept_about_them(week, somebody):
    """Given Sam's posted and answered comment, he sees it, takes it along, and has it removed."""
    week.is_now(TUESDAY)
    comment = sams_comment(week)
    page = f"/messages/{comment.edition.slug}/"
    sam = somebody(week.cast.sam)
    sam.opens("/your-page/").follows("See it, or take it along").shoots("a19-ask")
    sam.sees("What was said to the guardian alone is not in it.")
    sam.presses("Show it on a page").sees(KETTLE).sees("sam@saltmarsh.example")
    sam.shoots("a19-kept")
    sam.follows("Back").follows("See it, or take it along")
    with sam.page.expect_download() as download:
        sam.page.get_by_role("button", name="Download it as a file (JSON)").click()
    kept = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert kept["sections"]["comments"]["entries"][0]["kept"]["words"] == KETTLE
    sam.follows("Have your name and your words removed").shoots("a19-remove")
    sam.sees("“Removed at its writer’s wish”")
    sam.presses("Remove my name and my words").sees("Your name and your words have been removed.")
    sam.shoots("a19-removed")
    anybody = somebody().opens(page).sees("Removed at its writer’s wish.")
    anybody.sees("a new one comes on Friday").shoots("a19-place")
    assert "kettle" not in anybody.page.content()
    assert "Sam" not in anybody.page.locator("#comments").inner_text()
    anybody.opens("/search/?q=kettle")
    assert KETTLE not in anybody.page.content()


def test_whoever_holds_the_private_page_does_the_same_without_an_account(week, somebody):
    """Given a comment by somebody without an account, its private page shows and removes it."""
    week.is_now(TUESDAY)
    edition = editions.opened(week.cast.ama)
    comment = editions.posted(edition, week.cast.joe, KETTLE, name="Dewi Marchbanks")
    week.pass_time(hours=3)
    dewi = somebody().opens(f"/your-comment/{addresses.key_of(comment)}/")
    dewi.page.get_by_text("What Heed keeps of it, and having it removed").click()
    dewi.presses("Show it on a page").sees(KETTLE).shoots("a19-private-kept")
    dewi.follows("Back")
    dewi.page.get_by_text("What Heed keeps of it, and having it removed").click()
    dewi.follows("See what would go, and what would stay").shoots("a19-private-remove")
    dewi.presses("Remove my comment").sees("were removed, as you asked")
    dewi.shoots("a19-private-removed")
    nobody = somebody().opens(f"/messages/{edition.slug}/")
    assert "kettle" not in nobody.page.content()
    assert "Dewi" not in nobody.page.content()


def test_an_administrator_does_it_for_a_letter_and_shows_what_the_law_asks_for(week, somebody):
    """Given a letter from Sam, Tariq removes what he wrote; the assessment and the count are there."""
    week.is_now(TUESDAY)
    comment = sams_comment(week)
    tariq = somebody(week.cast.tariq)
    tariq.opens(f"/person/{week.cast.sam.slug}/").follows("Remove their name and their words")
    assert KETTLE not in tariq.page.content()
    tariq.page.get_by_label("They asked for it, and I have made sure that it was them").check()
    tariq.presses("Remove their name and words")
    comment.refresh_from_db()
    assert comment.text == ""
    tariq.opens("/running/").follows("What was erased").sees("Removed at somebody’s wish")
    tariq.shoots("a19-erased")
    tariq.opens("/running/").follows("The data-protection impact assessment")
    tariq.sees("Answering with one’s name").shoots("a19-assessment")
