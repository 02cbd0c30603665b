"""The ground of the journeys: a page that is wrong is found to be wrong."""

import pytest

from tests.browser import PHONE, Open
from tests.journeys import axe

pytestmark = pytest.mark.journey

RIGHT = """<!doctype html><html lang="en-GB"><head><title>A page</title></head><body>
<main><h1>A page</h1><p>Words. <a href="/one">One</a></p></main></body></html>"""


def show(open_page: Open, html: str) -> None:
    page = open_page("about:blank", width=PHONE)
    page.set_content(html)
    axe.check(page)


def test_a_page_that_is_right_passes(open_page: Open) -> None:
    show(open_page, RIGHT)


@pytest.mark.parametrize(
    ("part", "instead", "why"),
    [
        ('<a href="/one">One</a>', '<img src="data:,">', "image-alt"),
        ("<p>", '<p style="width: 600px">', "wider than the page"),
        ("<p>", '<a href="/two">one </a><p>', "two links of one name"),
        ("<title>A page</title>", "", "document-title"),
    ],
)
def test_a_page_that_is_wrong_fails(open_page: Open, part: str, instead: str, why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        show(open_page, RIGHT.replace(part, instead))


def test_heed_is_served_over_http_with_its_files_under_its_policy(
    site: str, open_page: Open
) -> None:
    page = open_page(f"{site}/house-rules/", width=PHONE)
    assert page.locator("h1").count() == 1
    sheet = page.locator("link[rel=stylesheet]").first.get_attribute("href")
    assert sheet
    answer = page.request.get(f"{site}{sheet}")
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]
    axe.check(page)
