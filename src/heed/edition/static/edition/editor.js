// Makes the box of the message an editor in its place. The box itself stays the field that is sent:
// it holds Markdown, kept up to date with every change, and is all there is where scripts are off.
"use strict";
(() => {
  const form = document.querySelector("form.write");
  const box = form && form.querySelector("#id_text");
  const P = window.ProseMirror;
  if (!box || !P) return;

  const schema = new P.Schema({
    nodes: {
      doc: { content: "block+" },
      paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
      heading: {
        attrs: { level: { default: 2 } },
        content: "inline*",
        group: "block",
        defining: true,
        parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: level < 3 ? 2 : 3 } })),
        toDOM: (node) => [`h${node.attrs.level}`, 0],
      },
      blockquote: { content: "block+", group: "block", defining: true, parseDOM: [{ tag: "blockquote" }], toDOM: () => ["blockquote", 0] },
      bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
      ordered_list: {
        attrs: { order: { default: 1 } },
        content: "list_item+",
        group: "block",
        parseDOM: [{ tag: "ol", getAttrs: (list) => ({ order: Number(list.getAttribute("start")) || 1 }) }],
        toDOM: (node) => (node.attrs.order === 1 ? ["ol", 0] : ["ol", { start: node.attrs.order }, 0]),
      },
      list_item: { content: "paragraph block*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
      text: { group: "inline" },
      hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
    },
    marks: {
      link: {
        attrs: { href: {} },
        inclusive: false,
        parseDOM: [{ tag: "a[href]", getAttrs: (link) => ({ href: link.getAttribute("href") }) }],
        toDOM: (mark) => ["a", { href: mark.attrs.href, rel: "noopener" }, 0],
      },
      strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
    },
  });
  const { nodes, marks } = schema;
  const fromHtml = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const root = document.createElement("div");
    root.append(holder.content);
    return P.DOMParser.fromSchema(schema).parse(root);
  };
  const toHtml = (doc) => {
    const root = document.createElement("div");
    root.append(P.DOMSerializer.fromSchema(schema).serializeFragment(doc.content));
    return root.innerHTML;
  };

  // Commands
  const isIn = (state, type) => {
    for (let depth = state.selection.$from.depth; depth > 0; depth -= 1) {
      if (state.selection.$from.node(depth).type === type) return true;
    }
    return false;
  };
  const heading = (state, dispatch) =>
    state.selection.$from.parent.type === nodes.heading
      ? P.setBlockType(nodes.paragraph)(state, dispatch)
      : P.setBlockType(nodes.heading, { level: 2 })(state, dispatch);
  const listed = (type) => (state, dispatch) => {
    if (!isIn(state, nodes.list_item)) return P.wrapInList(type)(state, dispatch);
    if (isIn(state, type)) return P.liftListItem(nodes.list_item)(state, dispatch);
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth -= 1) {
      if ([nodes.bullet_list, nodes.ordered_list].includes($from.node(depth).type)) {
        if (dispatch) dispatch(state.tr.setNodeMarkup($from.before(depth), type));
        return true;
      }
    }
    return false;
  };
  const quote = (state, dispatch) => (isIn(state, nodes.blockquote) ? P.lift(state, dispatch) : P.wrapIn(nodes.blockquote)(state, dispatch));
  const line = (state, dispatch) => {
    if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
    return true;
  };
  const strong = P.toggleMark(marks.strong);
  const linkAround = (state) => {
    const { $from, from, to, empty } = state.selection;
    const mark = marks.link.isInSet(empty ? $from.marks() : $from.marksAcross(state.selection.$to) || []) || marks.link.isInSet(($from.nodeAfter || {}).marks || []);
    if (!mark || !empty) return { mark, from, to };
    let start = $from.start();
    let found = { mark, from, to };
    $from.parent.forEach((node, offset) => {
      const at = $from.start() + offset;
      if (mark.isInSet(node.marks) && at <= from && at + node.nodeSize >= from) found = { mark, from: Math.max(start, at), to: at + node.nodeSize };
    });
    return found;
  };
  const addressOf = (typed) => {
    const given = typed.trim();
    if (/^https?:\/\/[^\s/]+\.?[^\s]*$/i.test(given)) return given;
    if (/^(mailto:)?[^\s@:/]+@[^\s@]+\.[^\s@]+$/i.test(given)) return given.replace(/^(mailto:)?/i, "mailto:");
    if (/^[^\s@:/]+\.[^\s@:.]{2,}(\/\S*)?$/.test(given)) return `https://${given}`;
    return "";
  };

  // The editor in place of the box
  const label = form.querySelector(`label[for="${box.id}"]`);
  label.id = label.id || "message-label";
  const tools = document.getElementById("editor-tools").content.cloneNode(true);
  const bar = tools.querySelector("[role=toolbar]");
  const linkBox = tools.querySelector("#link-box");
  const place = document.createElement("div");
  place.className = "editor";
  place.append(bar, linkBox);
  box.before(place);
  const describedBy = box.getAttribute("aria-describedby");
  const hasError = box.getAttribute("aria-invalid") || box.classList.contains("nhsuk-textarea--error");
  const id = box.id;
  box.id = `${id}-sent`;
  box.hidden = true;

  const pasteLink = new P.Plugin({
    props: {
      transformPastedHTML: window.HeedPaste.cleaned,
      handlePaste(view, event) {
        const text = event.clipboardData ? event.clipboardData.getData("text/plain").trim() : "";
        if (view.state.selection.empty || !/^https?:\/\/\S+$/i.test(text)) return false;
        const { from, to } = view.state.selection;
        view.dispatch(view.state.tr.addMark(from, to, marks.link.create({ href: text })));
        return true;
      },
    },
  });
  const rules = P.inputRules({
    rules: [
      P.wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
      P.wrappingInputRule(/^\s*([-*])\s$/, nodes.bullet_list),
      P.wrappingInputRule(/^(\d+)\.\s$/, nodes.ordered_list, (found) => ({ order: Number(found[1]) }), (found, node) => node.childCount + node.attrs.order === Number(found[1])),
      P.textblockTypeInputRule(/^(#{2,3})\s$/, nodes.heading, (found) => ({ level: found[1].length })),
    ],
  });
  const keys = P.keymap({
    "Mod-b": strong,
    "Mod-k": () => openLink(),
    "Mod-z": P.undo,
    "Mod-y": P.redo,
    "Shift-Mod-z": P.redo,
    "Mod-Alt-2": heading,
    "Shift-Mod-8": listed(nodes.bullet_list),
    "Shift-Mod-7": listed(nodes.ordered_list),
    "Shift-Mod-9": quote,
    "Mod-]": P.sinkListItem(nodes.list_item),
    "Mod-[": P.liftListItem(nodes.list_item),
    Enter: P.splitListItem(nodes.list_item),
    "Shift-Enter": line,
  });

  const view = new P.EditorView(place, {
    state: fresh(fromHtml(document.getElementById("editor-words").innerHTML)),
    attributes: {
      id,
      class: "words",
      role: "textbox",
      "aria-multiline": "true",
      "aria-labelledby": label.id,
      ...(describedBy ? { "aria-describedby": describedBy } : {}),
      ...(hasError ? { "aria-invalid": "true" } : {}),
      spellcheck: "true",
      translate: "no",
    },
    dispatchTransaction(change) {
      view.updateState(view.state.apply(change));
      if (change.docChanged) {
        box.value = window.HeedMarkdown.fromDocument(view.state.doc);
        box.dispatchEvent(new Event("input", { bubbles: true }));
      }
      show();
    },
  });
  label.removeAttribute("for");
  label.addEventListener("click", () => view.focus());

  function fresh(doc) {
    return P.EditorState.create({ doc, plugins: [rules, keys, P.keymap(P.baseKeymap), P.history(), pasteLink] });
  }

  // Tools
  const acts = {
    heading,
    strong,
    list: listed(nodes.bullet_list),
    numbers: listed(nodes.ordered_list),
    quote,
    link: () => openLink(),
    undo: P.undo,
  };
  const buttons = [...bar.querySelectorAll("button")];
  buttons.forEach((button, at) => {
    button.tabIndex = at ? -1 : 0;
    // The selection in the words stays where it is while a button is pressed.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      acts[button.dataset.do](view.state, view.dispatch, view);
      if (button.dataset.do !== "link") view.focus();
    });
  });
  bar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const target = buttons[(next + buttons.length) % buttons.length];
    buttons.forEach((button) => { button.tabIndex = button === target ? 0 : -1; });
    target.focus();
  });

  function show() {
    const { state } = view;
    const pressed = {
      heading: state.selection.$from.parent.type === nodes.heading,
      strong: state.selection.empty ? Boolean(marks.strong.isInSet(state.storedMarks || state.selection.$from.marks())) : state.doc.rangeHasMark(state.selection.from, state.selection.to, marks.strong),
      list: isIn(state, nodes.bullet_list),
      numbers: isIn(state, nodes.ordered_list),
      quote: isIn(state, nodes.blockquote),
      link: Boolean(linkAround(state).mark),
    };
    buttons.forEach((button) => {
      const name = button.dataset.do;
      if (name in pressed) button.setAttribute("aria-pressed", String(pressed[name]));
      if (name === "undo") button.setAttribute("aria-disabled", String(P.undoDepth(state) === 0));
    });
  }

  // Links: a small box between the tools and the words
  const linkButton = buttons.find((button) => button.dataset.do === "link");
  const addressBox = linkBox.querySelector("input");
  const trouble = linkBox.querySelector("[role=alert]");
  function openLink() {
    const { mark } = linkAround(view.state);
    addressBox.value = mark ? mark.attrs.href.replace(/^mailto:/i, "") : "";
    linkBox.querySelector("[data-link=off]").hidden = !mark;
    say(false);
    linkBox.hidden = false;
    linkButton.setAttribute("aria-expanded", "true");
    addressBox.focus();
    return true;
  }
  function closeLink() {
    linkBox.hidden = true;
    linkButton.setAttribute("aria-expanded", "false");
    view.focus();
  }
  function say(isWrong) {
    trouble.hidden = !isWrong;
    addressBox.classList.toggle("nhsuk-input--error", isWrong);
    if (isWrong) addressBox.setAttribute("aria-describedby", trouble.id);
    else addressBox.removeAttribute("aria-describedby");
  }
  function setLink() {
    const href = addressOf(addressBox.value);
    if (!href) {
      say(true);
      addressBox.focus();
      return;
    }
    const { from, to } = linkAround(view.state);
    const mark = marks.link.create({ href });
    const change = view.state.tr;
    if (from === to) change.replaceSelectionWith(schema.text(addressBox.value.trim(), [mark]), false);
    else change.removeMark(from, to, marks.link).addMark(from, to, mark);
    view.dispatch(change);
    closeLink();
  }
  linkBox.addEventListener("click", (event) => {
    const act = event.target.dataset.link;
    if (act === "set") setLink();
    if (act === "leave") closeLink();
    if (act === "off") {
      const { from, to } = linkAround(view.state);
      view.dispatch(view.state.tr.removeMark(from, to, marks.link));
      closeLink();
    }
  });
  linkBox.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === addressBox) {
      event.preventDefault();
      setLink();
    }
    if (event.key === "Escape") closeLink();
  });
  // The address is no field of the form.
  addressBox.addEventListener("input", (event) => event.stopPropagation());

  show();
  form.heedEditor = {
    html: () => toHtml(view.state.doc),
    setHtml(html) {
      view.updateState(fresh(fromHtml(html)));
      box.value = window.HeedMarkdown.fromDocument(view.state.doc);
      show();
    },
    view,
    fromHtml,
    schema,
  };
})();
