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

// <form data-danger-rules="{…}">: if the words suggest danger, the card with the people who answer
// now is shown once before anything is sent. Pressing the button again sends; nothing is kept.
function showCardFirst(form) {
  const rules = JSON.parse(form.dataset.dangerRules);
  const card = form.querySelector(".signposting");
  const seen = form.querySelector("input[name=seen_card]");
  if (!card) return;
  form.addEventListener("submit", (event) => {
    if (!card.hidden || event.defaultPrevented) return;
    const written = [...form.querySelectorAll("textarea")].map((field) => field.value).join("\n");
    if (!mayBeInDanger(written, rules)) return;
    event.preventDefault();
    card.hidden = false;
    if (seen) seen.value = "yes";
    card.scrollIntoView({ block: "center" });
    card.focus();
  });
}

if (typeof document !== "undefined") {
  document.querySelectorAll("form[data-danger-rules]").forEach(showCardFirst);
}
