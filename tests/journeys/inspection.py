"""What every page has to keep: axe finds nothing, and what axe does not look for."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
OWN = (Path(__file__).parent / "inspection.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (options) => {
  const found = await axe.run(document, options);
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `axe ${rule.id}: ${rule.help}: ${node.target} ${node.html.slice(0, 160)}`));
}"""


def axe(page: Page, **options: object) -> list[str]:
    """What axe finds in each document of the page, a frame being one of its own."""
    chosen = {
        "iframes": False,
        "resultTypes": ["violations"],
        "runOnly": {"type": "tag", "values": RULES},
        **options,
    }
    found: list[str] = []
    for frame in page.frames:
        if not frame.evaluate("typeof axe === 'object'"):
            frame.evaluate(AXE)
        found += frame.evaluate(RUN, chosen)
    return found


def inspect(page: Page, *, has_scripts: bool = True) -> list[str]:
    """Everything that is wrong with the page as it stands, in sentences.

    Where scripts are off axe cannot run, and nothing moves the focus.
    """
    trouble: list[str] = page.evaluate(OWN, has_scripts)
    if not has_scripts:
        return trouble
    trouble += axe(page)
    if page.locator("meta[name=color-scheme][content='light dark']").count():
        page.emulate_media(color_scheme="dark")
        colours = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
        trouble += [f"in the dark: {one}" for one in axe(page, **colours)]
        page.emulate_media(color_scheme="light")
    return trouble


def check(page: Page) -> None:
    """Fail with everything that is wrong with the page as it stands."""
    trouble = inspect(page)
    assert not trouble, "\n".join([f"{page.url} at {page.viewport_size}", *trouble])
