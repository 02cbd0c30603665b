// What is pasted from Word, Outlook, Google Docs or a page keeps headings, lists, links, strong
// words and quotes. Everything else of its form is dropped, and none of its words are.
"use strict";
window.HeedPaste = (() => {
  const DROPPED = "style, script, meta, link, title, xml, head, template, iframe, object, svg, img, input, button, select, o\\:p:empty";
  const style = (element) => (element.dataset.style || "").replace(/\s+/g, " ");
  const weight = (element) => (/(?:^|;) ?font-weight: ?([a-z0-9]+)/i.exec(style(element)) || [])[1];
  const isHeavy = (given) => /^(bold|bolder|[6-9]00)$/i.test(given || "");

  function unwrap(element) {
    element.replaceWith(...element.childNodes);
  }

  function renamed(element, name) {
    const made = element.ownerDocument.createElement(name);
    made.append(...element.childNodes);
    element.replaceWith(made);
    return made;
  }

  function withoutComments(root) {
    const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    found.forEach((comment) => comment.remove());
  }

  // Word writes a list as paragraphs that say "mso-list: l0 level2", each with its mark in a span.
  function wordLists(root) {
    const isItem = (element) => element.tagName === "P" && /mso-list: ?l\d+ level\d/i.test(style(element));
    root.querySelectorAll("p").forEach((first) => {
      if (!first.isConnected || !isItem(first)) return;
      const open = [];
      for (let item = first; item && isItem(item); ) {
        const next = item.nextElementSibling;
        const level = Number(/level(\d)/i.exec(style(item))[1]);
        const mark = takenMark(item);
        while (open.length && open[open.length - 1].level > level) open.pop();
        let place = open[open.length - 1];
        const name = /^\(?[0-9a-z]{1,4}[.)]/i.test(mark) ? "ol" : "ul";
        if (!place || place.level < level) {
          const made = root.ownerDocument.createElement(name);
          const parent = place && place.list.lastElementChild;
          if (parent) parent.append(made);
          else item.before(made);
          place = { level, list: made };
          open.push(place);
        }
        place.list.append(renamed(item, "li"));
        item = next;
      }
    });
  }

  function takenMark(item) {
    const ignored = [...item.querySelectorAll("span")].find((span) => /mso-list: ?ignore/i.test(style(span)));
    const mark = ignored ? ignored.textContent.trim() : "";
    if (ignored) ignored.remove();
    return mark;
  }

  function strongWords(root) {
    root.querySelectorAll("b, strong").forEach((element) => {
      const given = weight(element);
      if (given && !isHeavy(given)) unwrap(element);
    });
    root.querySelectorAll("span, font").forEach((element) => {
      if (isHeavy(weight(element)) && !element.closest("h1, h2, h3, h4, h5, h6, b, strong")) renamed(element, "strong");
    });
    root.querySelectorAll("h1 b, h1 strong, h2 b, h2 strong, h3 b, h3 strong, h4 b, h4 strong").forEach(unwrap);
  }

  // Outlook's gate stands before each link; what it guards is written inside its address.
  function links(root) {
    root.querySelectorAll("a[href]").forEach((element) => {
      let href = element.getAttribute("href").trim();
      try {
        const parsed = new URL(href);
        if (/\.safelinks\.protection\.outlook\.com$/i.test(parsed.hostname)) href = parsed.searchParams.get("url") || href;
        else if (/(^|\.)google\.com$/i.test(parsed.hostname) && parsed.pathname === "/url") href = parsed.searchParams.get("q") || href;
      } catch {
        href = "";
      }
      if (/^(https?:\/\/[^\s/]|mailto:[^\s@]+@)/i.test(href)) element.setAttribute("href", href);
      else unwrap(element);
    });
  }

  // Google wraps a list item's words in a paragraph, and nests a list beside its item.
  function looseLists(root) {
    root.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol").forEach((inner) => {
      const before = inner.previousElementSibling;
      if (before && before.tagName === "LI") before.append(inner);
    });
  }

  // Two line breaks are how mail programs part two paragraphs.
  function doubleBreaks(root) {
    root.querySelectorAll("br + br").forEach((second) => {
      const first = second.previousSibling;
      const parent = second.parentNode;
      if (!first || first.nodeName !== "BR" || !/^(P|DIV|SPAN|BODY)$/.test(parent.nodeName)) return;
      const gap = root.ownerDocument.createElement("p");
      first.remove();
      second.replaceWith(gap);
      if (parent.nodeName === "P") renamed(parent, "div");
    });
  }

  // A page under our content policy may not even read styles and handlers: they are renamed first.
  function quiet(html) {
    return html
      .replace(/<style[\s\S]*?<\/style>/gi, "")
      .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son[a-z]+\s*=/gi, " data-on="));
  }

  function cleaned(html) {
    const root = new window.DOMParser().parseFromString(quiet(html), "text/html").body;
    withoutComments(root);
    root.querySelectorAll(DROPPED).forEach((element) => element.remove());
    root.querySelectorAll("p[class*=MsoTitle], p[role=heading], div[role=heading]").forEach((element) => renamed(element, "h2"));
    wordLists(root);
    strongWords(root);
    links(root);
    looseLists(root);
    doubleBreaks(root);
    root.querySelectorAll("td, th, caption, dt, dd").forEach((element) => renamed(element, "p"));
    return root.innerHTML.replace(/\u00a0|&nbsp;/g, " ").replace(/[\u200b\u200e\u200f\ufeff\u202a-\u202e\u2066-\u2069\u00ad]/g, "");
  }

  return { cleaned };
})();
