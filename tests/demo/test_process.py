"""The demo as it is started and served: its strip, its people, its time, its mailbox."""

import re
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.demo.running import Demo, running

pytestmark = pytest.mark.own_database

STRIP = '<aside class="demo-strip"'


class Browser:
    """Asks for pages and keeps cookies, as a browser does."""

    def __init__(self, demo: Demo) -> None:
        self.address = demo.address
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def gets(self, path: str) -> tuple[int, str]:
        return self._asks(path, None)

    def posts(self, path: str, **fields: str) -> tuple[int, str]:
        return self._asks(path, urlencode(fields).encode())

    def _asks(self, path: str, sent: bytes | None) -> tuple[int, str]:
        try:
            with self._opener.open(self.address + path, sent, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            return refused.code, refused.read().decode()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(home: Path) -> Iterator[Demo]:
    with running(home) as demo:
        yield demo


def facts(page: str) -> str:
    """What the strip says in its first line."""
    found = re.search(r'<div class="demo-strip-facts">\s*<p>(.*?)</p>', page, re.DOTALL)
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", "", found[1]).split())


def test_the_strip_stands_once_on_every_page(demo):
    somebody = Browser(demo)
    _status, front = somebody.gets("/")
    (message,) = set(re.findall(r'rel="canonical" href="[^"]*(/messages/[^"]+/)"', front))

    for path in ("/", message, "/messages/", "/what-came-in/", "/demo/mailbox/", "/sign-in/"):
        status, page = somebody.gets(path)
        assert (status, page.count(STRIP)) == (200, 1), path
        assert page.index("nhsuk-skip-link") < page.index(STRIP) < page.index("<header")


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/nowhere/", None, 404),
        ("/demo/become/nobody/", {}, 404),
        ("/demo/move/", {"to": "1066"}, 404),
        ("/demo/mailbox/999999/", None, 404),
    ],
)
def test_the_strip_stands_on_pages_that_say_no(demo, path, fields, status):
    somebody = Browser(demo)
    answered = somebody.gets(path) if fields is None else somebody.posts(path, **fields)

    assert answered[0] == status
    assert answered[1].count(STRIP) == 1


def test_what_is_no_page_is_left_alone(demo):
    somebody = Browser(demo)
    assert "demo" not in somebody.gets("/messages.atom")[1].casefold()
    assert somebody.gets("/demo/move/")[0] == 405


def test_one_click_makes_somebody_of_a_visitor(demo):
    somebody = Browser(demo)
    assert "You are anybody." in facts(somebody.gets("/")[1])

    status, page = somebody.posts("/demo/become/joe/")
    assert (status, "You are Joe." in facts(page)) == (200, True)
    somebody.posts("/demo/become/anybody/")
    assert "You are anybody." in facts(somebody.gets("/")[1])


def test_a_moderator_stays_who_they_are_for_longer_than_a_session(demo):
    joe = Browser(demo)
    joe.posts("/demo/become/joe/")
    before = facts(joe.gets("/")[1])

    status, page = joe.posts("/demo/move/", to="opening", back="/queue/")
    assert status == 200
    assert "You are Joe." in facts(page)
    assert facts(page) != before
    status, page = joe.gets("/queue/")
    assert "You are Joe." in facts(page)


def test_nobody_is_led_away_by_a_move(demo):
    somebody = Browser(demo)
    status, page = somebody.posts("/demo/move/", to="soon", back="//evil.example/")
    assert (status, STRIP in page) == (200, True)


def test_a_code_to_sign_in_arrives_in_the_mailbox(demo):
    somebody = Browser(demo)
    page = somebody.gets("/sign-in/")[1]
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page))
    (field,) = re.findall(r'<input[^>]*name="(email|login)"', page)
    somebody.posts("/sign-in/", csrfmiddlewaretoken=token, **{field: "sam@saltmarsh.example"})
    somebody.posts("/demo/move/", to="soon")

    mailbox = somebody.gets("/demo/mailbox/")[1]
    (letter,) = re.findall(r'href="(/demo/mailbox/\d+/)"[^>]*>Your sign-in code', mailbox)
    assert "sam@saltmarsh.example" in mailbox
    assert re.search(r"\b\d{6}\b", somebody.gets(letter)[1])


def test_a_mail_leads_to_the_page_that_it_speaks_of(demo):
    somebody = Browser(demo)
    somebody.posts("/demo/move/", to="fortnight")
    mailbox = somebody.gets("/demo/mailbox/")[1]
    letter = re.findall(r'href="(/demo/mailbox/\d+/)"[^>]*>Your comment on', mailbox)[0]

    (private,) = re.findall(
        rf'href="{demo.address}(/your-comment/[^"]+)"', somebody.gets(letter)[1]
    )
    status, page = somebody.gets(private)
    assert (status, "What you wrote" in page) == (200, True)


def test_a_second_start_is_quick_and_goes_on_from_there(tmp_path):
    with running(tmp_path / "demo") as first:
        Browser(first).posts("/demo/move/", to="opening")
        where = facts(Browser(first).gets("/")[1])
    with running(first.home) as again:
        assert facts(Browser(again).gets("/")[1])[:20] == where[:20]
        assert again.seconds < max(10, first.seconds)
    with running(first.home, "--fresh") as fresh:
        assert "Mon 23 Nov" in facts(Browser(fresh).gets("/")[1])
