"""The ground of the journeys: a page that is wrong is found to be wrong."""

import pytest

from tests.browser import PHONE, Open
from tests.journeys.inspection import check

pytestmark = pytest.mark.journey

RIGHT = """<!doctype html><html lang="en-GB"><head><title>A page</title></head><body>
<main><h1>A page</h1><p>Words. <a href="/one">One</a></p></main></body></html>"""


def show(open_page: Open, html: str) -> None:
    page = open_page("about:blank", width=PHONE)
    page.set_content(html)
    check(page)


def test_a_page_that_is_right_passes(open_page: Open) -> None:
    show(open_page, RIGHT)


@pytest.mark.parametrize(
    ("part", "instead", "why"),
    [
        ('<a href="/one">One</a>', '<img src="data:,">', "image-alt"),
        ("<p>", '<p style="width: 600px">', "scrolls sideways"),
        ("<p>", '<a href="/two">One </a><p>', "links called “One”"),
        ("<title>A page</title>", "", "document-title"),
        ("<h1>A page</h1>", "<h1>A page</h1><h1>Another</h1>", "has 2 main headings"),
        ("<p>", '<p style="font-size: 13px">', "text under 15 px"),
        ("<p>", '<button class="button">Do</button><p>', "px high, least 44"),
        ("<p>", '<div class="nhsuk-error-summary" tabindex="-1">No</div><p>', "without the focus"),
        ("<p>", '<div class="nhsuk-error-summary">No</div><p>', "does not say so first"),
        ("<p>", "<script>1</script><p>", "inline style or script"),
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
    check(page)
