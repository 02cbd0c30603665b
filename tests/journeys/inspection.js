// What every page has to keep, looked at in the page itself. Returns sentences; none is good.
(hasScripts) => {
  const trouble = [];
  const root = document.documentElement;
  const clean = (text) => (text || "").replace(/\s+/g, " ").trim();
  const isSeen = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return box.width > 1 && box.height > 1 && style.visibility !== "hidden" &&
      !element.closest("[hidden], .trap") && element.checkVisibility();
  };
  const called = (element) =>
    `<${element.tagName.toLowerCase()}${element.className ? ` class="${element.className}"` : ""}> ` +
    `“${clean(element.textContent).slice(0, 50)}”`;

  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")]
      .filter((one) => isSeen(one) && one.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(-2).map(called);
    trouble.push(`scrolls sideways: ${root.scrollWidth} of ${root.clientWidth} px, ${wide}`);
  }

  const headings = [...document.querySelectorAll("h1")].filter(isSeen);
  if (headings.length !== 1) trouble.push(`has ${headings.length} main headings`);

  const summary = document.querySelector(".nhsuk-error-summary");
  if (summary && !document.title.startsWith("⟦") && !document.title.startsWith("Error: ")) {
    trouble.push(`has an error, and its title does not say so first: “${document.title}”`);
  }
  if (summary && hasScripts && !summary.contains(document.activeElement)) {
    trouble.push(`has an error summary without the focus, which is on ` +
      called(document.activeElement).slice(0, 80));
  }

  const targets = new Map();
  for (const link of document.querySelectorAll("a[href]")) {
    if (!isSeen(link)) continue;
    const name = clean(link.getAttribute("aria-label") || link.textContent) ||
      clean(link.querySelector("img")?.alt);
    if (!targets.has(name)) targets.set(name, new Set());
    targets.get(name).add(link.href);
  }
  for (const [name, found] of targets) {
    if (!name) trouble.push(`has a link without a name: ${[...found]}`);
    if (found.size > 1) trouble.push(`has links called “${name}” that lead to ${[...found]}`);
  }

  const isInText = (element) => {
    if (getComputedStyle(element).display !== "inline") return false;
    const around = clean(element.parentElement.textContent);
    return around.length > clean(element.textContent).length + 1;
  };
  const main = ".nhsuk-button, .button, .nhsuk-input, .nhsuk-textarea, .nhsuk-select, .ProseMirror";
  for (const control of document.querySelectorAll("a[href], button, summary, input, select, textarea, .ProseMirror")) {
    if (!isSeen(control) || control.closest(".nhsuk-skip-link")) continue;
    const box = control.getBoundingClientRect();
    const least = control.matches(main) ? 44 : 24;
    if (box.height < least - 0.5 && !isInText(control)) {
      trouble.push(`has a control ${box.height.toFixed(1)} px high, least ${least}: ${called(control)}`);
    }
    if (box.width < 23.5 && !isInText(control)) {
      trouble.push(`has a control ${box.width.toFixed(1)} px wide: ${called(control)}`);
    }
  }

  const small = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!clean(walker.currentNode.data) || holder.closest("script, style, template, noscript")) continue;
    if (isSeen(holder) && parseFloat(getComputedStyle(holder).fontSize) < 15) small.add(called(holder));
  }
  for (const one of small) trouble.push(`has text under 15 px: ${one}`);

  if (document.querySelector("[style]:not(.ProseMirror *), script:not([src]), style")) {
    trouble.push("has an inline style or script");
  }
  return trouble;
}
