"""The small scripts: each does one thing, and the page does without it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.rooms.ui.prototype import page, served


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served({f"/{name}": page(name) for name in ("scripts", "sent")}) as address:
        yield address


@pytest.fixture
def seen(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    seen = context.new_page()
    seen.goto(f"{address}/scripts", wait_until="networkidle")
    yield seen
    context.close()


def test_a_draft_stays_on_the_device_until_it_has_arrived(seen, address):
    seen.fill("#name", "Lorna Pettifer")
    seen.fill("#email", "lorna@saltmarsh.example")
    seen.fill("#text", "The kettle at Thornsea")
    kept = seen.evaluate("JSON.stringify(localStorage)")
    assert "kettle" in kept
    assert "Lorna" not in kept
    assert "saltmarsh" not in kept

    seen.reload(wait_until="networkidle")
    expect(seen.locator("#text")).to_have_value("The kettle at Thornsea")
    expect(seen.locator("[data-kept-note]")).to_be_visible()

    seen.get_by_role("button", name="Send it").click()
    seen.wait_for_url("**/sent?**")
    expect(seen.locator("h1")).to_be_visible()
    assert seen.evaluate("localStorage.length") == 0


def test_an_emptied_text_is_forgotten_and_an_old_one_too(seen):
    seen.fill("#text", "Something")
    seen.fill("#text", "")
    assert seen.evaluate("localStorage.length") == 0
    seen.evaluate(
        "localStorage.setItem('heed draft old', JSON.stringify({at: 1, texts: {text: 'x'}}))"
    )
    seen.reload(wait_until="networkidle")
    assert seen.evaluate("localStorage.length") == 0


def test_words_of_danger_show_who_answers_now_and_can_still_be_sent(seen):
    card = seen.locator(".signposting")
    seen.fill("#text", "Some nights I want to End It All.")
    expect(card).to_be_hidden()
    seen.get_by_role("button", name="Send it").click()
    expect(card).to_be_visible()
    expect(card).to_be_focused()
    expect(card.get_by_role("link", name="116 123")).to_have_attribute("href", "tel:116123")
    expect(seen.locator("#text")).to_have_value("Some nights I want to End It All.")
    seen.get_by_role("button", name="Send it").click()
    seen.wait_for_url("**/sent?**")


def test_other_words_are_sent_at_once(seen):
    seen.fill("#text", "The kettle at Thornsea")
    seen.get_by_role("button", name="Send it").click()
    seen.wait_for_url("**/sent?**")


def test_an_address_is_copied(seen):
    seen.get_by_role("button", name="Copy it").click()
    expect(seen.get_by_role("button", name="Copied")).to_be_visible()
    assert seen.evaluate("navigator.clipboard.readText()") == "https://heed.example/mine/7"


def test_the_message_is_read_paused_and_read_on(browser, address):
    # A voice that says nothing, so that the test hears what it was given.
    voice = """
      window.said = []; window.paused = false;
      window.SpeechSynthesisUtterance = function (text) { this.text = text; };
      Object.defineProperty(window, 'speechSynthesis', {value: {
        get paused() { return window.paused; },
        speak(spoken) { window.said.push(spoken.text); window.last = spoken; },
        pause() { window.paused = true; }, resume() { window.paused = false; },
        cancel() { window.paused = false; },
      }});
    """
    context = browser.new_context()
    context.add_init_script(voice)
    seen = context.new_page()
    seen.goto(f"{address}/scripts", wait_until="networkidle")
    button = seen.locator("[data-read]")
    for words in ("Hear it read", "Pause", "Go on"):
        expect(button).to_have_text(words)
        button.click()
    expect(button).to_have_text("Pause")
    assert seen.evaluate("window.said") == ["One.", "Two."]
    seen.evaluate("window.last.onend()")
    expect(button).to_have_text("Hear it read")
    context.close()


def test_without_scripts_nothing_is_missing_but_the_extras(browser, address):
    context = browser.new_context(java_script_enabled=False)
    seen = context.new_page()
    seen.goto(f"{address}/scripts")
    for extra in ("[data-read]", "[data-copy]", ".signposting"):
        expect(seen.locator(extra)).to_be_hidden()
    seen.fill("#text", "The kettle at Thornsea")
    seen.get_by_role("button", name="Send it").click()
    seen.wait_for_url("**/sent?**")
    context.close()
