"""What a phone's browser loads with an empty cache: page, style sheets, letters, scripts, pictures."""

import sys
from collections import Counter
from shutil import which
from typing import Any

from benchmarks.installation import DOMAIN, Installation
from benchmarks.results import Row, table

PHONE = {"width": 360, "height": 780}
FIRST = "The first page: this week’s message with 50 comments"
KINDS = ("Document", "Stylesheet", "Font", "Script", "Image")


def run(port: int, rounds: int) -> str:
    """The table; bytes are the same each time, so that once is enough."""
    from playwright.sync_api import sync_playwright

    chromium = which("chromium") or which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is not installed, and this is measured in it.")
    with Installation() as installation, sync_playwright() as playwright:
        told = installation.ask("seeding", 0)
        installation.serve(port)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        rows = [
            row(what, loaded(browser, f"http://{DOMAIN}:{port}{path}", told["sessions"].get(who)))
            for what, path, who in pages(told)
        ]
        browser.close()
    return table(rows)


def pages(told: dict[str, Any]) -> list[tuple[str, str, str]]:
    message = f"/messages/{told['slug']}/"
    return [
        (FIRST, "/", ""),
        ("The page of a message", message, ""),
        ("The comment form on a page of its own", f"{message}comment/", ""),
        ("The archive", "/messages/", ""),
        ("The author’s editor", told["editor"], "author"),
        ("The moderators’ queue", "/queue/", "moderator"),
    ]


def loaded(browser: Any, address: str, session: str | None) -> Counter[str]:
    """Bytes over the wire, heads of answers included, by what they were for."""
    context = browser.new_context(viewport=PHONE, extra_http_headers={"X-Forwarded-Proto": "https"})
    if session:
        cookie = {"name": "heed_session", "value": session, "domain": DOMAIN, "path": "/"}
        context.add_cookies([{**cookie, "secure": True}])
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    kinds: dict[str, str] = {}
    bytes_of: Counter[str] = Counter()
    devtools.on(
        "Network.responseReceived", lambda said: kinds.update({said["requestId"]: said["type"]})
    )
    devtools.on(
        "Network.loadingFinished",
        lambda said: bytes_of.update(
            {kinds.get(said["requestId"], "Other"): said["encodedDataLength"]}
        ),
    )
    answer = page.goto(address, wait_until="networkidle")
    if answer.status != 200 or page.url != address:
        sys.exit(f"{address} was answered with {answer.status}, at {page.url}.")
    context.close()
    return bytes_of


def row(what: str, bytes_of: Counter[str]) -> Row:
    parts = ", ".join(
        f"{kind.lower()} {bytes_of[kind] / 1000:.1f}" for kind in KINDS if bytes_of[kind]
    )
    rest = sum(size for kind, size in bytes_of.items() if kind not in KINDS)
    if rest:
        parts += f", other {rest / 1000:.1f}"
    whole = sum(bytes_of.values()) / 1000
    goal = "≤ 100 kB" if what == FIRST else ""
    return Row(what, (whole,), "kB", goal, parts, digits=1)
