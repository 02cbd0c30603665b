// Called by vendor.py inside the temporary folder: builds the style sheet and the two bundles.
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { transform } from "lightningcss";
import postcss from "postcss";
import * as sass from "sass";

// Parts of kept components that no page of Heed shows.
const UNUSED = new RegExp(
  [
    "--reverse", "--login", "--brand", "--code", "search", "password", "image", "nhsuk-card",
    "nhsuk-panel", "nhsuk-scroll", "nhsuk-expander", "table__sort", "table__panel", "aria-sort",
    "data-sort", "table__heading-tab", "table-container", "table-panel", "file-upload__(?!input)",
    "nhsuk-caption", "nhsuk-icon", "link--", "list--tick", "list--cross", "button--icon",
    "summary__title", "input__(prefix|suffix|wrapper)", "label--xl", "caption--xl",
    "legend--xl", "input--large", "wrapper--large", "nhsuk-body", "nhsuk-heading", "lede-text",
    // Bare lists and tables are Heed's own: only what carries an NHS class is styled here.
    "^(ul|ol|table)\\b",
  ].join("|"),
);
// Colours that the package computes with, so that a token can stand for them only afterwards.
const TOKENS = [
  [/#fff9c4/g, "var(--paper)"],
  [/#d5281b|#951c13|#dd5349/g, "var(--error)"],
  [/#005eb8|#007f3b|#337ec6|#0055a6|#004b93|#00662f|#669ed4/g, "var(--tide)"],
  [/#002f5c|#00401e/g, "var(--deep)"],
];

function stylesheet() {
  const { css } = sass.compile("nhsuk.scss", {
    loadPaths: ["node_modules"], logger: sass.Logger.silent,
  });
  const root = postcss.parse(css);
  root.walkComments((comment) => comment.remove());
  root.walkAtRules("media", (rule) => {
    // Print has one style sheet, Heed's own; the NHS one adds the address to every link.
    if (/print/.test(rule.params)) rule.remove();
    else rule.params = rule.params.replace(/,\s*\(-ms-high-contrast: active\)/, "");
  });
  root.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => !UNUSED.test(selector));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  root.walkAtRules((rule) => rule.nodes && rule.nodes.length === 0 && rule.remove());
  let text = root.toString();
  for (const [colour, token] of TOKENS) text = text.replace(colour, token);
  const targets = { chrome: 100 << 16, firefox: 100 << 16, safari: 15 << 16 };
  return transform({ filename: "nhsuk.css", code: Buffer.from(text), minify: true, targets }).code;
}

function bundle(name, options = {}) {
  return build({
    entryPoints: [`${name}.js`], outfile: `out/${name}.js`, bundle: true, minify: true,
    format: "iife", target: "es2020", charset: "utf8", legalComments: "none", ...options,
  });
}

const licence = "/*! nhsuk-frontend, MIT licence: see LICENCE beside this file */\n";
writeFileSync("out/nhsuk.css", licence + stylesheet());
await bundle("nhsuk", { banner: { js: licence.trim() } });
await bundle("prosemirror", {
  globalName: "ProseMirror", alias: { "markdown-it": "./no-markdown-it.js" },
  banner: { js: "/*! ProseMirror, MIT licence: see LICENCE beside this file */" },
});
const view = readFileSync("node_modules/prosemirror-view/style/prosemirror.css", "utf8");
writeFileSync("out/prosemirror.css", transform({
  filename: "prosemirror.css", code: Buffer.from(view), minify: true,
}).code);
