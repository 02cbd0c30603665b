// Everything on a page that somebody reads or hears and that is not another person's words: of the
// page itself, or of the one whose HTML is given.
(html) => {
  const page = html ? new DOMParser().parseFromString(html, "text/html") : document;
  const found = [];
  const mayBeOther = (element) => {
    const marked = element.closest("[translate]");
    const isMarked = marked && marked.getAttribute("translate") === "no";
    const words = element.closest(".words");
    const isWords = words && !(marked && words.contains(marked) && !isMarked);
    return isMarked || isWords || element.closest("code, kbd, script, style, textarea");
  };
  const add = (kind, text, element) => {
    const said = (text || "").replace(/\s+/g, " ").trim();
    if (said && !mayBeOther(element)) found.push([kind, said]);
  };
  const look = (root) => {
    const walker = page.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (node.parentElement) add("text", node.data, node.parentElement);
        continue;
      }
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.matches("textarea")) add("placeholder", node.placeholder, node.parentElement);
      for (const name of ["alt", "title", "aria-label", "placeholder", "aria-description", "aria-roledescription"]) {
        if (node.hasAttribute(name)) add(name, node.getAttribute(name), node);
      }
      if (node.matches("input[type=submit], input[type=button]")) add("value", node.value, node);
      for (const { name, value } of node.attributes) {
        if (/^data-(said|copied|pause|resume|start|neutral|button|words|i18n)/.test(name)) add(name, value, node);
      }
      if (node.tagName === "TEMPLATE" && !mayBeOther(node)) look(node.content);
    }
  };
  look(page.body);
  add("title", page.title, page.documentElement);
  return found;
}
