// What the editor holds, as the Markdown that `heed.edition.words` renders: the same document comes
// back from it. Only forms that the message knows are written; every other mark is escaped.
"use strict";
window.HeedMarkdown = (() => {
  const SPACE = /\s/u;
  const WORD = /[\p{L}\p{N}]/u;
  const MARKS = /[\p{P}\p{S}]/u;

  // A paragraph as single signs, each with its strength and its link; a line break is "\n".
  function signs(block) {
    const found = [];
    block.forEach((node) => {
      const strong = node.marks.some((mark) => mark.type.name === "strong");
      const link = node.marks.find((mark) => mark.type.name === "link");
      const href = link ? link.attrs.href : "";
      if (node.isText) for (const sign of node.text) found.push({ sign, strong, href });
      else found.push({ sign: "\n", strong: false, href: "" });
    });
    return found;
  }

  // One space for several, none at the ends of a line; two breaks part two paragraphs.
  function lines(found) {
    const kept = [];
    for (const each of found) {
      const last = kept[kept.length - 1];
      const isBreak = each.sign === "\n";
      if (!isBreak && SPACE.test(each.sign)) {
        if (last && !SPACE.test(last.sign)) kept.push({ ...each, sign: " " });
        continue;
      }
      if (isBreak && last && last.sign === " ") kept.pop();
      kept.push(each);
    }
    while (kept.length && SPACE.test(kept[kept.length - 1].sign)) kept.pop();
    while (kept.length && SPACE.test(kept[0].sign)) kept.shift();
    const parts = [[]];
    kept.forEach((each, at) => {
      if (each.sign !== "\n") parts[parts.length - 1].push(each);
      else if (kept[at - 1].sign === "\n") {
        if (parts[parts.length - 1].length) parts.push([]);
      } else if (kept[at + 1].sign !== "\n") parts[parts.length - 1].push(each);
    });
    return parts;
  }

  // Strong words begin and end with a letter where CommonMark would not see the stars otherwise.
  function settle(part) {
    for (let from = 0; from < part.length; from += 1) {
      if (!part[from].strong) continue;
      let to = from;
      while (to < part.length && part[to].strong && part[to].href === part[from].href) to += 1;
      const end = to;
      const beside = (at) => part[at] && part[at].href === part[from].href && WORD.test(part[at].sign);
      let start = from;
      while (start < to && (SPACE.test(part[start].sign) || (MARKS.test(part[start].sign) && beside(start - 1)))) {
        part[start].strong = false;
        start += 1;
      }
      while (to > start && (SPACE.test(part[to - 1].sign) || (MARKS.test(part[to - 1].sign) && beside(to)))) {
        to -= 1;
        part[to].strong = false;
      }
      from = end - 1;
    }
    return part;
  }

  function escaped(part, at) {
    const { sign } = part[at];
    if (/[\\*[\]<]/.test(sign)) return `\\${sign}`;
    if (sign === "_") {
      const inside = [at - 1, at + 1].every((near) => part[near] && WORD.test(part[near].sign));
      return inside ? sign : `\\${sign}`;
    }
    return sign;
  }

  // What would be a list, a heading or a quote at the beginning of a line.
  function begun(line) {
    return line
      .replace(/^(#{1,6}|[-+])(?= |$)/, "\\$1")
      .replace(/^>/, "\\>")
      .replace(/^(\d{1,9})([.)])(?= |$)/, "$1\\$2");
  }

  function address(href) {
    const odd = { " ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "\\": "%5C", "\n": "" };
    return href.replace(/[ ()<>\\\n]/g, (sign) => odd[sign]).replace(/&(?=#?\w+;)/g, "\\&");
  }

  function inline(part) {
    let out = "";
    for (let at = 0; at < part.length; ) {
      const { href } = part[at];
      let inner = "";
      let isStrong = false;
      for (; at < part.length && part[at].href === href; at += 1) {
        if (part[at].strong !== isStrong) inner += "**";
        isStrong = part[at].strong;
        inner += escaped(part, at);
      }
      if (isStrong) inner += "**";
      out += href ? `[${inner}](${address(href)})` : inner;
    }
    return out;
  }

  function paragraphs(block) {
    return lines(signs(block))
      .map((part) => inline(settle(part)).split("\n").map(begun).join("\n"))
      .filter((text) => text !== "");
  }

  function heading(block) {
    const text = paragraphs(block).join(" ").replace(/\n/g, " ").replace(/(^|\s)(#+)$/, "$1\\$2");
    return text ? [`${"#".repeat(block.attrs.level)} ${text}`] : [];
  }

  const indented = (text, first, rest) =>
    text.split("\n").map((line, at) => ((at ? rest : first) + line).trimEnd()).join("\n");

  function list(block, isOther) {
    const items = [];
    block.forEach((item) => {
      const inner = blocks(item);
      if (inner) items.push(inner);
    });
    return items.map((inner, at) => {
      const number = block.type.name === "ordered_list" ? (block.attrs.order || 1) + at : 0;
      const mark = block.type.name === "ordered_list" ? `${number}${isOther ? ")" : "."} ` : isOther ? "* " : "- ";
      return indented(inner, mark, " ".repeat(mark.length));
    }).join("\n");
  }

  function blocks(parent) {
    const isItem = parent.type.name === "list_item";
    let out = "";
    let last = "";
    let isOther = false;
    parent.forEach((block) => {
      const kind = block.type.name;
      const made = [];
      if (kind === "paragraph") made.push(...paragraphs(block));
      else if (kind === "heading") made.push(...heading(block));
      else if (kind === "blockquote") made.push(indented(blocks(block), "> ", "> "));
      else {
        isOther = kind === last ? !isOther : false;
        made.push(list(block, isOther));
      }
      const full = made.filter((text) => text.trim() && text !== ">");
      if (!full.length) return;
      // A list inside a list stands close to its item, where Markdown lets it interrupt the words.
      const isClose = isItem && last === "paragraph" && (kind === "bullet_list" || (kind === "ordered_list" && block.attrs.order === 1));
      out += (out && (isClose ? "\n" : "\n\n")) + full.join("\n\n");
      last = kind;
    });
    return out;
  }

  return { fromDocument: (document) => blocks(document) };
})();
