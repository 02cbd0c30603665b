"""Somebody at a real browser. Each page that they come to is inspected."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from heed.people.models import Person
from tests.journeys.inspection import inspect
from tests.people import sign_in

SIZES = {"phone": (360, 740), "desk": (1280, 900)}
SHOTS = os.environ.get("HEED_SCREENSHOTS", "")


FOCUSED = """() => {
  const here = document.activeElement;
  const label = here.labels?.[0] ?? here;
  return (here.getAttribute("aria-label") || label.textContent || "").replace(/\\s+/g, " ").trim();
}"""
IS_FOCUS_SEEN = """() => {
  const here = document.activeElement;
  const seen = [here, here.nextElementSibling, ...(here.labels ?? []), ...here.children]
    .filter(Boolean);
  return seen.some((one) => ["", "::before"].some((part) => {
    const style = getComputedStyle(one, part || null);
    return style.outlineStyle !== "none" || style.boxShadow !== "none";
  }));
}"""


class Visitor:
    """A person with a browser of their own; what it remembers is theirs alone."""

    def __init__(
        self,
        browser: Browser,
        site: str,
        size: str,
        *,
        has_scripts: bool = True,
        has_styles: bool = True,
        ignore_https_errors: bool = False,
    ) -> None:
        width, height = SIZES[size]
        self.site = site
        self.size = size
        self.trouble: list[str] = []
        self.titles: dict[str, str] = {}
        # Where they may be led besides: a directory to sign in with.
        self.neighbour = site
        self._documents: set[str] = set()
        self._has_scripts, self._has_styles = has_scripts, has_styles
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            base_url=site,
            java_script_enabled=has_scripts,
            locale="en-GB",
            timezone_id="Europe/London",
            ignore_https_errors=ignore_https_errors,
        )
        self.context.set_default_timeout(10_000)
        self.page: Page = self.context.new_page()
        self.page.on("request", self._watch_request)
        self.page.on("console", self._watch_console)
        self.page.on("pageerror", lambda error: self._note(f"script error: {error}"))
        if not has_styles:
            self.page.route("**/*.css", lambda route: route.abort())

    def _note(self, trouble: str) -> None:
        self.trouble.append(f"{self.path} ({self.size}): {trouble}")

    def _watch_request(self, request: Request) -> None:
        if request.is_navigation_request():
            self._documents.add(request.url.partition("#")[0])
        if not request.url.startswith((self.site, self.neighbour, "data:", "blob:")):
            self._note(f"asked for {request.url}")

    def _watch_console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        # A page that says "no" is a page: the browser mentions its status, and nothing is wrong.
        if "Failed to load resource" in message.text:
            if message.location["url"] in self._documents:
                return
            if not self._has_styles and ".css" in message.location["url"]:
                return
        self._note(f"console: {message.text}")

    @property
    def path(self) -> str:
        """Where they are."""
        return self.page.url.removeprefix(self.site)

    def signs_in_as(self, person: Person) -> "Visitor":
        """Give the browser the session that this person would have."""
        client = sign_in(Client(), person)
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": self.site}]
        )
        return self

    # Going from page to page
    def opens(self, path: str, *, status: int = 200) -> "Visitor":
        """Go to an address, and look."""
        answer = self.page.goto(path)
        if answer is not None:
            assert answer.status == status, f"{path} answered {answer.status}"
        return self.looks()

    def follows(self, name: str, **which: object) -> "Visitor":
        """Follow a link, and look where it leads."""
        return self.goes_by(self.one("link", name, **which))

    def presses(self, name: str, **which: object) -> "Visitor":
        """Press a button that leads to a page, and look at it."""
        return self.goes_by(self.one("button", name, **which))

    def goes_by(self, way: Locator) -> "Visitor":
        """Click on what leads to a page, and look at it once all of it is there."""
        with self._comes_to_a_page():
            way.click()
        return self.looks()

    @contextmanager
    def _comes_to_a_page(self) -> Iterator[None]:
        with self.page.expect_navigation(wait_until="load"):
            yield

    def looks(self) -> "Visitor":
        """Inspect the page that they have come to."""
        # What is measured is measured in Heed's own letters.
        if self._has_scripts:
            self.page.evaluate("document.fonts.ready.then(() => true)")
        else:
            self.page.wait_for_load_state("networkidle")
        for trouble in inspect(self.page, has_scripts=self._has_scripts):
            self._note(trouble)
        return self

    def shoots(self, name: str) -> "Visitor":
        """Keep a picture of the whole page, where HEED_SCREENSHOTS names a folder."""
        if SHOTS:
            path = Path(SHOTS) / f"{name}-{self.size}.png"
            self.page.screenshot(path=path, full_page=True)
        return self

    # What they do on a page
    def one(self, role: str, name: str, **which: object) -> Locator:
        """The one thing of this role with exactly this name."""
        return self.page.get_by_role(role, name=name, exact=True, **which).first  # type: ignore[arg-type]

    def writes(self, label: str, words: str) -> "Visitor":
        """Fill in the box with this label."""
        self.page.get_by_label(label, exact=True).fill(words)
        return self

    def chooses(self, label: str) -> "Visitor":
        """Choose the option, or tick the box, with this label."""
        self.page.get_by_label(label, exact=True).check()
        return self

    # By keyboard alone
    def tabs_to(self, name: str) -> "Visitor":
        """Press Tab until the focus is on what is called so, and can be seen to be there."""
        for _press in range(120):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(FOCUSED) == name:
                assert self.page.evaluate(IS_FOCUS_SEEN), f"no focus can be seen on “{name}”"
                return self
        raise AssertionError(f"the keyboard never came to “{name}”")

    def types(self, words: str) -> "Visitor":
        """Type into what has the focus."""
        self.page.keyboard.insert_text(words)
        return self

    def types_key(self, key: str) -> "Visitor":
        """Press a key."""
        self.page.keyboard.press(key)
        return self

    def goes_on_with(self, key: str) -> "Visitor":
        """Press a key that leads to a page, and look at it."""
        with self._comes_to_a_page():
            self.page.keyboard.press(key)
        return self.looks()

    # What they see
    def sees(self, *words: str) -> "Visitor":
        """Every one of these stands on the page, where it can be seen."""
        for one in words:
            expect(self.page.get_by_text(one).locator("visible=true").first).to_be_visible()
        return self

    def does_not_see(self, *words: str) -> "Visitor":
        """None of these stands on the page."""
        for one in words:
            expect(self.page.get_by_text(one).locator("visible=true")).to_have_count(0)
        return self

    def heading(self) -> str:
        """The main heading."""
        return re.sub(r"\s+", " ", self.page.locator("h1").inner_text()).strip()

    def error(self) -> str:
        """What the error summary says."""
        return self.page.locator(".nhsuk-error-summary").inner_text()

    def source(self) -> str:
        """What the server sent for this page, to the last comment."""
        return self.context.request.get(self.page.url).text()
