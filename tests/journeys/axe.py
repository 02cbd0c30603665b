"""What every page has to bear: axe finds nothing, nothing runs out sideways, links say where to."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
RULES = [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice",
    "experimental",
]  # fmt: skip

LINKS = """
() => {
  const seen = new Map(), wrong = [];
  for (const link of document.querySelectorAll("a[href]")) {
    if (!link.getClientRects().length) continue;
    const said = (link.getAttribute("aria-label") || link.innerText
      || link.querySelector("img")?.alt || "").replace(/\\s+/g, " ").trim().toLowerCase();
    const to = link.href.replace(/#.*/, "");
    if (!seen.has(said)) seen.set(said, to);
    else if (seen.get(said) !== to) wrong.push(`“${said}” leads to ${seen.get(said)} and ${to}`);
  }
  return wrong;
}
"""
WIDE = """
() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll("body *")]
    .filter(part => part.getBoundingClientRect().right > room + 0.5)
    .slice(0, 5).map(part => part.outerHTML.slice(0, 120));
}
"""
LOOK = """
async rules => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: rules}});
  return found.violations.map(one => [
    one.id, one.help, one.nodes.slice(0, 5).map(node => `${node.target} ${node.failureSummary}`)]);
}
"""


def check(page: Page) -> None:
    """Fail with everything that is wrong with the page as it stands."""
    wrong = [f"two links of one name: {link}" for link in page.evaluate(LINKS)]
    wrong += [f"wider than the page: {part}" for part in page.evaluate(WIDE)]
    wrong += _look(page)
    if not page.title().strip():
        wrong.append("the page has no title")
    assert not wrong, "\n".join([f"{page.url} at {page.viewport_size}", *wrong])


def _look(page: Page) -> list[str]:
    # Put in by the test's own hand, from outside the page: the content policy is not loosened.
    if not page.evaluate("() => typeof axe === 'object'"):
        page.evaluate(AXE.read_text("utf-8"))
    return [
        f"{rule}: {why}\n    " + "\n    ".join(nodes)
        for rule, why, nodes in page.evaluate(LOOK, RULES)
    ]
