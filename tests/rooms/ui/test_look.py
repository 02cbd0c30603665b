"""The look: what the tokens measure, and what invented pages do in a real browser."""

import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.rooms.ui.prototype import JOE, STATIC, page, served

CSS = (STATIC / "ui" / "site.css").read_text("utf-8")
AXE = Path(__file__).parents[2] / "vendor" / "axe.min.js"
NAMES = ["front", "parts", "queue", "poster"]
# Words on a ground, from the least that any text may have to what the main pairs reach.
PAIRS = [
    ("ink", "paper", 14.0),
    ("soft", "paper", 7.0),
    ("soft", "wash", 6.0),
    ("tide", "paper", 9.0),
    ("deep", "paper", 12.0),
    ("clay", "paper", 7.0),
    ("on-tide", "tide", 7.0),
    ("error", "paper", 4.5),
    ("edge", "paper", 4.5),
    ("edge", "wash", 3.0),
    ("on-focus", "focus", 11.0),
]


def tokens(selector: str) -> dict[str, str]:
    """The colours that a block of the style sheet sets."""
    block = re.search(rf"(?:^|\s){re.escape(selector)} \{{(.*?)\}}", CSS, re.DOTALL)
    assert block
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", block[1]))


def brightness(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(two * 2 for two in colour[1:])
    channels = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself_is_right():
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize(("words", "ground", "least"), PAIRS)
def test_words_stand_out_from_their_ground(palette, words, ground, least):
    light = tokens("body")
    colours = light if palette == "light" else {**light, **tokens(".night")}
    assert contrast(colours[words], colours[ground]) >= least


def test_the_nhs_colours_can_be_read_too():
    assert contrast(tokens(".nhs")["press"], "#ffffff") >= 4.5
    assert contrast(tokens(".nhs")["press-deep"], "#ffffff") >= 7


def test_the_sheet_is_light_still_and_from_here():
    assert len(gzip.compress(CSS.encode(), 9)) <= 6 * 1024
    for never in (
        "transition",
        "animation",
        "italic",
        "sticky",
        "fixed",
        "http:",
        "https:",
        "smooth;",
    ):
        assert never not in CSS
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", CSS))
    assert used <= set(re.findall(r"--([a-z0-9-]+):", CSS))


def test_every_file_that_the_sheet_asks_for_is_there():
    for address in re.findall(r"url\((.*?)\)", CSS):
        assert (STATIC / "ui" / address).resolve().is_file(), address


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    pages = {f"/{name}": page(name, who=JOE if name == "queue" else None) for name in NAMES}
    pages["/nhs"] = page("parts", nhs_identity=lambda: True)
    with served(pages) as address:
        yield address


def look_at(browser: Browser, address: str, width: int, scheme: str = "light") -> Page:
    """The page at this width; fails where the browser complains or asks anybody else."""
    seen = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    complaints: list[str] = []
    seen.on("console", lambda message: complaints.append(message.text))
    seen.on("pageerror", lambda error: complaints.append(str(error)))
    seen.on("requestfailed", lambda request: complaints.append(request.url))
    seen.goto(address)
    seen.evaluate("document.fonts.ready")
    assert complaints == []
    return seen


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("name", [*NAMES, "nhs"])
def test_nothing_has_to_be_scrolled_sideways(browser, address, name, width):
    seen = look_at(browser, f"{address}/{name}", width)
    assert seen.evaluate("document.documentElement.scrollWidth") <= width
    seen.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", [*NAMES, "nhs"])
def test_axe_finds_nothing(browser, address, name, width, scheme):
    seen = look_at(browser, f"{address}/{name}", width, scheme)
    # Through the debugger's door, which the page's own policy does not bind.
    seen.evaluate(AXE.read_text("utf-8"))
    found = seen.evaluate("axe.run({resultTypes: ['violations']})")
    seen.close()
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def test_people_speak_in_serif_and_heed_speaks_in_sans(browser, address):
    seen = look_at(browser, f"{address}/front", 1280)
    faces = seen.evaluate(
        "selectors => selectors.map(s => getComputedStyle(document.querySelector(s)).fontFamily)",
        [".title", ".words p", ".lead", ".reply .words p", ".eyes, .quiet", "h2:not(.lead)"],
    )
    loaded = seen.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length")
    seen.close()
    assert [face.split(",")[0].strip('"') for face in faces] == [
        *["Source Serif 4"] * 4,
        *["Source Sans 3"] * 2,
    ]
    assert loaded == 3


def test_only_the_pages_of_the_night_turn_dark(browser, address):
    ground = "getComputedStyle(document.body).backgroundColor"
    for name, dark in (("front", "rgb(18, 25, 26)"), ("queue", "rgb(253, 252, 248)")):
        seen = look_at(browser, f"{address}/{name}", 360, "dark")
        assert seen.evaluate(ground) == dark
        seen.close()


def test_what_is_pressed_on_a_phone_is_large_enough(browser, address):
    seen = look_at(browser, f"{address}/queue", 360)
    heights = seen.evaluate(
        "[...document.querySelectorAll('.nhsuk-radios__input, .nhsuk-button, .masthead-menu')]"
        ".map(e => Math.round(e.getBoundingClientRect().height))"
    )
    seen.close()
    assert min(heights) >= 44


def test_a_message_prints_on_one_sheet_and_the_rest_on_the_next(browser, address):
    seen = look_at(browser, f"{address}/front", 1280)
    printed = seen.pdf(prefer_css_page_size=True)
    seen.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
    assert io.BytesIO(printed).read(5) == b"%PDF-"
