"""The vendored scripts do their work in a real browser, under the content policy of Heed."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from heed.ui import forms

STATIC = Path(__file__).parents[3] / "src/heed/ui/static"
HOST = "http://heed.test"
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"

pytestmark = pytest.mark.journey


class LaneForm(forms.Form):
    message = forms.CharField(label="Your message", rows=4, max_length_shown=20)
    lane = forms.ChoiceField(
        label="What now?",
        choices=[("post", "Post it"), ("not_posted", "Do not post it")],
        conditional={"not_posted": "reason"},
    )
    reason = forms.CharField(label="Reason", required=False)


def opened(browser: Browser, body: str, script: str) -> tuple[Page, list[str]]:
    """A page that is answered from the files here, and what its browser complained of."""
    html = (
        '<!doctype html><html lang="en"><title>Heed</title>'
        '<link rel="stylesheet" href="/vendor/nhsuk/nhsuk.css">'
        '<link rel="stylesheet" href="/vendor/prosemirror/prosemirror.css">'
        f'<body>{body}<script defer src="/vendor/{script}"></script></body></html>'
    )

    def answer(route: Route) -> None:
        path = STATIC / route.request.url.removeprefix(HOST + "/")
        if path.is_file():
            route.fulfill(path=path)
        else:
            policy = {"Content-Security-Policy": POLICY}
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=policy)

    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.route("**/*", answer)
    page.goto(HOST + "/")
    return page, complaints


def test_the_components_of_a_form_come_to_life(browser: Browser) -> None:
    form = LaneForm({"message": "x" * 30, "lane": "post"})
    body = str(form.error_summary() + form.field_groups())
    page, complaints = opened(browser, body, "nhsuk/nhsuk.js")
    assert page.locator(".nhsuk-error-summary").evaluate("box => box === document.activeElement")
    assert "10 characters too many" in page.locator(".nhsuk-character-count").inner_text()
    reason = page.get_by_label("Reason")
    assert not reason.is_visible()
    page.get_by_label("Do not post it").check()
    assert reason.is_visible()
    assert not page.locator("input[type=radio][aria-expanded]").count()
    page.get_by_role("link", name="Use 20 characters or fewer. This has 30").click()
    message = page.get_by_label("Your message")
    assert message.evaluate("box => box === document.activeElement")
    assert complaints == []


def test_everything_can_be_filled_in_without_the_script(browser: Browser) -> None:
    page, _ = opened(browser, str(LaneForm().field_groups()), "none.js")
    assert page.get_by_label("Reason").is_visible()
    assert "You can enter up to 20 characters" in page.locator("body").inner_text()


def test_the_editor_types_and_writes_markdown(browser: Browser) -> None:
    page, complaints = opened(browser, '<div id="editor"></div>', "prosemirror/prosemirror.js")
    page.evaluate(
        """() => {
          const P = window.ProseMirror, schema = P.markdownSchema;
          const bold = P.keymap({"Mod-b": P.toggleMark(schema.marks.strong)});
          const plugins = [P.history(), bold, P.keymap(P.baseKeymap)];
          window.view = new P.EditorView(document.getElementById("editor"), {
            state: P.EditorState.create({schema, plugins}),
          });
          window.view.focus();
        }"""
    )
    page.keyboard.type("Hello ")
    page.keyboard.press("Control+b")
    page.keyboard.type("crew")
    page.keyboard.press("Enter")
    page.keyboard.type("Thank you")
    written = page.evaluate("ProseMirror.defaultMarkdownSerializer.serialize(view.state.doc)")
    assert written == "Hello **crew**\n\nThank you"
    assert complaints == []
