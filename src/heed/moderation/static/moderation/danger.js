// The same question that the server asks, asked before anything is sent. The rules come from
// the server (heed.moderation.danger), so that there is one list of them.

export function plainly(text, rules) {
  return text
    .replace(new RegExp(rules.apostrophes, "gu"), "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\p{Cf}/gu, "")
    .replace(/[.!?…]+/gu, " . ")
    .replace(/[^a-z0-9.]+/gu, " ")
    .replace(/^ +| +$/gu, "");
}

export function mayBeInDanger(text, rules) {
  return new RegExp(rules.danger, "u").test(plainly(text, rules));
}
