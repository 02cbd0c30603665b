"""A real Chromium that can reach nothing but this machine, and writes down what goes wrong."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PHONE, DESKTOP = 360, 1280
HEIGHTS = {PHONE: 740, DESKTOP: 900}
FLAGS = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-gpu"]

Open = Callable[..., Page]


def missing(what: str, variable: str) -> None:
    """Skip the test, saying what is missing; where `variable` is set that is a failure."""
    if os.environ.get(variable) == "1":
        pytest.fail(f"{what}, and {variable} is set", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is installed."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        missing("Chromium is not installed", "HEED_REQUIRE_BROWSER")
    assert found is not None
    return found


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """One browser for the whole run."""
    # A root's Chromium runs without its sandbox or not at all.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    # The browser is driven from a loop; what Django does meanwhile waits for it on purpose.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=flags)
        yield browser
        browser.close()
        # While the browser's loop runs, Django speaks to the database over connections of their
        # own; nobody would find these again to close them.
        connections.close_all()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """Opens an address as a person would: `open_page(f"{site}/", width=PHONE)`.

    Each call is another person with cookies of their own, unless `beside=` names a page of the
    same person. The test fails at its end where a script failed, the content policy was broken or
    anything was asked of another machine.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on("console", lambda said: said.type == "error" and _note(faults, said.text))
        page.on("request", lambda asked: _refuse_far(faults, asked.url))

    def open_page(
        address: str,
        *,
        width: int = DESKTOP,
        scripts: bool = True,
        beside: Page | None = None,
        **options: Any,
    ) -> Page:
        if beside is None:
            context = chromium.new_context(
                viewport={"width": width, "height": HEIGHTS.get(width, 900)},
                java_script_enabled=scripts,
                locale="en-GB",
                timezone_id="Europe/London",
                **options,
            )
            context.set_default_timeout(10_000)
            context.on("page", watch)
            contexts.append(context)
        else:
            context = beside.context
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(dict.fromkeys(faults))


def _note(faults: list[str], said: str) -> None:
    # An answer of 4xx is a page like any other and is looked at by the test that asked for it.
    if not said.startswith("Failed to load resource: the server responded with a status of 4"):
        faults.append(f"console: {said}")


def _refuse_far(faults: list[str], url: str) -> None:
    if not url.startswith(("http://127.0.0.1:", "data:", "blob:", "about:")):
        faults.append(f"asked another machine: {url}")
