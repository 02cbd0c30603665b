"""The editor in a real browser: what is typed or pasted arrives, and nothing is ever lost."""

import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from heed.edition.actions import publishing, writing
from heed.edition.models import Edition, Revision
from heed.edition.pictures import redrawn
from heed.edition.words import to_html
from tests.journeys.inspection import check
from tests.rooms.edition.writers import MONDAY, WORDS, Writers, writers

__all__ = ["writers"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PASTES = Path(__file__).parent / "pastes"


@pytest.fixture
def there(chromium: Browser, plain_site: str, writers: Writers) -> Iterator[Writers]:
    """Ama's draft, on the site as it is served; no script fails and no policy is broken."""
    writers.site = plain_site
    yield writers
    assert not writers.faults


def window(chromium: Browser, there: Writers, name: str = "ama", **options) -> BrowserContext:
    """A browser of its own in which somebody is signed in."""
    context = chromium.new_context(**options)
    context.set_default_timeout(10_000)
    sign_in(context, there, name)
    return context


def sign_in(context: BrowserContext, there: Writers, name: str = "ama") -> None:
    cookie = django_settings.SESSION_COOKIE_NAME
    value = there.as_(name).cookies[cookie].value
    context.add_cookies([{"name": cookie, "value": value, "url": there.site}])


def open_editor(context: BrowserContext, there: Writers) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: there.faults.append(str(error)))
    page.on("console", lambda said: "Security" in said.text and there.faults.append(said.text))
    page.goto(f"{there.site}/write/{there.draft.pk}/")
    expect(page.get_by_role("textbox", name="Your message")).to_be_visible()
    return page


def words_box(page: Page):
    return page.get_by_role("textbox", name="Your message")


def type_at_end(page: Page, text: str) -> None:
    words_box(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_have_text(re.compile("^Saved at "))


def newest(there: Writers) -> Revision:
    revision = there.again().revision
    assert revision is not None
    return revision


def all_saved(page: Page) -> None:
    """The server has every word: none waits on this device any more."""
    # The page's policy lets no text be run as a script, so that the page cannot be told to wait.
    for _look in range(100):
        if page.evaluate("localStorage.length") == 0:
            return
        page.wait_for_timeout(100)
    raise AssertionError("words still wait on the device")


def test_typing_saves_itself_and_the_hints_follow(chromium: Browser, there: Writers) -> None:
    page = open_editor(window(chromium, there), there)
    type_at_end(page, " Going forward we will come.")
    saved(page)
    assert newest(there).text.endswith("a chair Going forward we will come.")
    assert newest(there).by == there.people["ama"]
    expect(page.locator("[data-hints]")).to_contain_text("“Going forward” could be “from now on”.")
    assert (
        page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('heed message'))") == []
    )


def test_two_windows_keep_both_texts(chromium: Browser, there: Writers) -> None:
    context = window(chromium, there)
    first, second = open_editor(context, there), open_editor(context, there)
    first.get_by_label("Title").fill("From the first window")
    saved(first)
    second.get_by_label("Title").fill("From the second window")
    expect(second.locator("[data-aside]")).to_contain_text("kept beside it")
    second.get_by_role("link", name="See both").click()
    expect(second.get_by_role("heading", level=1)).to_have_text(re.compile("two versions"))
    second.get_by_role("button", name="Use the one beside it").click()
    expect(second.get_by_label("Title")).to_have_value("From the second window")
    titles = set(Revision.objects.filter(edition=there.draft).values_list("title", flat=True))
    assert {"From the first window", "From the second window"} <= titles


def test_signed_out_while_writing(chromium: Browser, there: Writers) -> None:
    context = window(chromium, there)
    page = open_editor(context, there)
    Session.objects.all().delete()
    type_at_end(page, " Not lost.")
    expect(page.locator("[data-trouble]")).to_contain_text("You are signed out")
    expect(page.get_by_role("link", name="Sign in, in another tab")).to_be_visible()
    assert "Not lost." not in newest(there).text
    sign_in(context, there)
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(page)
    assert newest(there).text.endswith("Not lost.")
    expect(page.get_by_role("link", name="Sign in, in another tab")).to_be_hidden()


def test_offline_then_closed_then_back(chromium: Browser, there: Writers) -> None:
    context = window(chromium, there)
    page = open_editor(context, there)
    context.set_offline(True)
    type_at_end(page, " From the ferry.")
    expect(page.locator("[data-trouble]")).to_contain_text("on this device")
    page.get_by_label("Title").fill("Written on the ferry")
    context.set_offline(False)
    page.goto("about:blank")
    page.goto(f"{there.site}/write/{there.draft.pk}/")
    expect(page.get_by_label("Title")).to_have_value("Written on the ferry")
    all_saved(page)
    assert newest(there).text.endswith("From the ferry.")
    assert newest(there).title == "Written on the ferry"
    assert not Revision.objects.filter(edition=there.draft, is_aside=True).exists()


def test_what_was_still_on_its_way_when_the_page_closed_is_no_second_version(
    chromium: Browser, there: Writers
) -> None:
    context = window(chromium, there)
    page = open_editor(context, there)
    on_its_way = []

    def hold(route) -> None:
        on_its_way.append(route.request)
        route.abort()

    page.route("**/autosave/", hold)
    page.get_by_label("Title").fill("Sent, and slow")
    expect(page.locator("[data-trouble]")).to_contain_text("on this device")
    page.get_by_label("Title").fill("Sent, and slow, and then more")
    # Nothing more gets through while it closes.
    page.evaluate("() => { window.fetch = () => Promise.reject(); }")
    page.goto("about:blank")
    page.unroute("**/autosave/")
    slow = on_its_way[0]

    def arrives_first(route) -> None:
        if on_its_way:
            on_its_way.clear()
            kind = {"Content-Type": slow.headers["content-type"]}
            answer = context.request.post(slow.url, headers=kind, data=slow.post_data_buffer)
            assert answer.ok
        route.continue_()

    page.route("**/autosave/", arrives_first)
    page.goto(f"{there.site}/write/{there.draft.pk}/")
    expect(page.get_by_label("Title")).to_have_value("Sent, and slow, and then more")
    all_saved(page)
    assert not on_its_way
    assert newest(there).title == "Sent, and slow, and then more"
    assert not Revision.objects.filter(edition=there.draft, is_aside=True).exists()


def test_a_server_in_trouble(chromium: Browser, there: Writers) -> None:
    context = window(chromium, there)
    page = open_editor(context, there)
    page.route("**/autosave/", lambda route: route.fulfill(status=500, body="no"))
    type_at_end(page, " Once more.")
    expect(page.locator("[data-trouble]")).to_contain_text("could not be saved just now")
    page.unroute("**/autosave/")
    page.reload()
    expect(words_box(page)).to_contain_text("Once more.")
    saved(page)
    assert newest(there).text.endswith("Once more.")


def test_an_answer_that_never_arrived_is_no_second_version(
    chromium: Browser, there: Writers
) -> None:
    page = open_editor(window(chromium, there), there)

    def lose_the_answer(route) -> None:
        route.fetch()
        route.abort()

    page.route("**/autosave/", lose_the_answer)
    page.get_by_label("Title").fill("Sent once")
    expect(page.locator("[data-trouble]")).to_contain_text("on this device")
    page.unroute("**/autosave/")
    page.get_by_label("Title").fill("Sent once, then more")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("[data-trouble]")).to_be_hidden()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Title")).to_have_value("Sent once, then more")
    assert newest(there).title == "Sent once, then more"
    assert not Revision.objects.filter(edition=there.draft, is_aside=True).exists()


def test_the_tools_by_keyboard_alone(chromium: Browser, there: Writers) -> None:
    page = open_editor(window(chromium, there), there)
    words_box(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Come and see")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+b")
    page.keyboard.press("Control+k")
    box = page.get_by_label("Web address or email address")
    expect(box).to_be_focused()
    page.keyboard.type("javascript:alert(1)")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Write an address")).to_be_visible()
    box.fill("www.example.org/plan")
    page.keyboard.press("Enter")
    expect(words_box(page)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    bar = page.get_by_role("toolbar")
    expect(bar.get_by_role("button", name="Heading")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(bar.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("End")
    expect(bar.get_by_role("button", name="Undo")).to_be_focused()
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).press("Enter")
    assert newest(there).text == "[**Come and see**](https://www.example.org/plan)"


@pytest.mark.parametrize("source", ["word", "outlook", "google-docs", "web-page"])
def test_a_paste_keeps_its_form_and_all_its_words(
    chromium: Browser, there: Writers, source: str
) -> None:
    page = open_editor(window(chromium, there), there)
    words_box(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.evaluate(
        """(html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            const box = document.querySelector(".ProseMirror");
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        (PASTES / f"{source}.html").read_text(),
    )
    expect(page.locator("textarea[name=text]")).to_have_value(
        (PASTES / f"{source}.md").read_text().strip()
    )


ROUND = """(html) => {
    const { fromHtml } = document.querySelector("form.write").heedEditor;
    return HeedMarkdown.fromDocument(fromHtml(html));
}"""
# Strong words may lose a space or a stop at their ends, which nobody can see, and no letter.
SEEN = """(html) => {
    const { fromHtml, schema } = document.querySelector("form.write").heedEditor;
    const doc = fromHtml(html);
    let strong = "";
    doc.descendants((node) => {
        if (node.isText && schema.marks.strong.isInSet(node.marks)) strong += node.text.replace(/[^\\p{L}\\p{N}]/gu, "");
    });
    const { tr } = document.querySelector("form.write").heedEditor.view.state.constructor.create({ doc });
    return { strong, rest: tr.removeMark(0, doc.content.size, schema.marks.strong).doc.toString() };
}"""


def test_every_document_comes_back_from_the_server_as_it_was(
    chromium: Browser, there: Writers
) -> None:
    page = open_editor(window(chromium, there), there)
    for number, html in enumerate(documents(300)):
        markdown = page.evaluate(ROUND, html)
        back = str(to_html(markdown))
        assert page.evaluate(SEEN, back) == page.evaluate(SEEN, html), f"{number}: {markdown}"
        assert page.evaluate(ROUND, back) == markdown, number


def documents(count: int) -> list[str]:
    """Documents of every form, with words that look like marks; the same ones in every run."""
    from random import Random

    chance = Random(2026)
    odd = [
        "come", "*", "_so_", "a_b", "**", "#", "##", "-", "+", "1.", "2)", "3.5", "&gt;", "&lt;b&gt;", "&amp;",
        "&amp;copy;", "[x]", "(y)", "[x](https://z.example)", "![a]", "`c`", "\\\\", "\\*", "---", "===",
        "~~", "|", "https://x.example", "&lt;script&gt;", "'", "“said”", "é", "ŵ", "😀", "...", "!", "a*b",
    ]  # fmt: skip
    links = [
        "https://x.example/",
        "https://x.example/a_b?c=1&amp;d=2",
        "mailto:ama@saltmarsh.example",
    ]

    def line(depth: int = 0) -> str:
        parts = []
        for _part in range(chance.randint(1, 4)):
            text = " ".join(chance.choice(odd) for _word in range(chance.randint(1, 3)))
            roll = chance.random()
            if roll < 0.2:
                text = f"<strong>come {text} on</strong>"
            elif roll < 0.35 and not depth:
                text = f'<a href="{chance.choice(links)}">{line(1)}</a>'
            parts.append(text)
        return " ".join(parts)

    def block(depth: int) -> str:
        kind = chance.choice("ppphhqul" if depth < 3 else "pph")
        if kind == "h":
            level = chance.choice("23")
            return f"<h{level}>{line()}</h{level}>"
        if kind == "q":
            return f"<blockquote>{blocks(depth + 1)}</blockquote>"
        if kind in "ul":
            items = "".join(
                f"<li><p>{line()}</p>{blocks(depth + 1, most=1) if chance.random() < 0.4 else ''}</li>"
                for _item in range(chance.randint(1, 3))
            )
            start = chance.choice([1, 1, 3])
            return f"<ul>{items}</ul>" if kind == "u" else f'<ol start="{start}">{items}</ol>'
        return f"<p>{line()}<br>{line()}</p>" if chance.random() < 0.2 else f"<p>{line()}</p>"

    def blocks(depth: int, most: int = 3) -> str:
        return "".join(block(depth) for _block in range(chance.randint(1, most)))

    return [blocks(0, 4) for _document in range(count)]


def test_without_scripts_the_box_is_a_box(chromium: Browser, there: Writers) -> None:
    context = window(chromium, there, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{there.site}/write/{there.draft.pk}/")
    page.get_by_label("Your message").fill("Plain **words**.\r\n\r\n- one")
    page.get_by_role("button", name="Save", exact=True).click()
    assert newest(there).text == "Plain **words**.\n\n- one"
    page.get_by_role("button", name=re.compile("^Publish on Tue 24 Nov, 9am")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "It goes out on Tuesday 24 November, 9am"
    )
    assert there.again().state == Edition.State.SCHEDULED


def test_the_publish_button_waits_for_a_save_on_its_way(chromium: Browser, there: Writers) -> None:
    page = open_editor(window(chromium, there), there)
    page.get_by_label("Title").fill("Quick")
    page.evaluate("document.querySelector('#id_title').blur()")
    page.get_by_role("button", name=re.compile("^Publish on")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "It goes out on Tuesday 24 November, 9am"
    )
    assert newest(there).title == "Quick"
    assert not Revision.objects.filter(edition=there.draft, is_aside=True).exists()


def test_nothing_of_the_start_is_changed_by_opening(chromium: Browser, there: Writers) -> None:
    page = open_editor(window(chromium, there), there)
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS.text)
    shown = BeautifulSoup(words_box(page).inner_html(), "html.parser")
    assert [tag.name for tag in shown.find_all(["h2", "strong", "li"])] == [
        "h2",
        "strong",
        "li",
        "li",
    ]


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_an_author_bears_inspection(
    chromium: Browser, there: Writers, width: int
) -> None:
    ama = window(chromium, there, viewport={"width": width, "height": 800}).new_page()
    joe = window(chromium, there, "joe", viewport={"width": width, "height": 800}).new_page()
    path = f"{there.site}/write/{there.draft.pk}/"
    drawn = redrawn(Image.linear_gradient("L").resize((1200, 800)).convert("RGB"))
    people = there.people
    picture = writing.keep_picture(edition=there.draft, by=people["ama"], **asdict(drawn))
    there.save(replace(WORDS, picture_id=picture.pk, picture_alt="A kettle"), based_on=2)
    there.save(replace(WORDS, title="I came"), based_on=2, by="dora")

    def look(page: Page, *addresses: str) -> None:
        for address in addresses:
            page.goto(address)
            page.wait_for_load_state("networkidle")
            check(page)

    look(ama, f"{there.site}/write/", path, f"{path}preview/", f"{path}as-readers-see-it/",
         f"{path}versions/", f"{path}versions/?older=1&newer=3", f"{path}versions/2/",
         f"{path}two/4/", f"{path}second-eyes/")  # fmt: skip
    publishing.ask_for_check(
        edition=there.draft, checker=people["joe"], address=path, by=people["ama"], at=MONDAY
    )
    look(ama, path)
    look(joe, f"{there.site}/write/", f"{path}check/")
    publishing.finish_check(
        edition=there.draft, is_ready=False, words="A word.", by=people["joe"], at=MONDAY
    )
    look(joe, f"{path}check/")
    look(ama, path)
    publishing.publish(edition=there.draft, by=people["ama"], at=MONDAY)
    look(ama, path, f"{there.site}/write/")
    publishing.open_due(at=MONDAY + timedelta(days=1))
    look(ama, path, f"{path}correct/", f"{there.site}/write/")
