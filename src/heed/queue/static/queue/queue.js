// What a script adds to the queue: the button says what will happen, the usual words stand in the
// box, and one key each. Everything works without it.
(() => {
  const form = document.querySelector("form.decision");
  const chosen = (name) => form && form.querySelector(`input[name="${name}"]:checked`);
  const said = (prefix, value) => form.getAttribute(`data-${prefix}-${value.replaceAll("_", "-")}`);

  if (form) {
    const button = form.querySelector("#decide");
    const words = form.querySelector('textarea[name="words"]');
    let usual = "";
    const show = () => {
      const outcome = chosen("outcome");
      const says = (outcome && said("button", outcome.value)) || form.dataset.neutral;
      // A button that is written anew under a finger that presses it is not pressed.
      if (button.textContent.trim() !== says) button.textContent = says;
      const reason = chosen("reason");
      if (words && reason && (words.value.trim() === "" || words.value === usual)) {
        usual = said("words", reason.value);
        words.value = usual;
      }
    };
    form.addEventListener("change", show);
    show();
  }

  const keys = document.querySelector(".keys");
  const tick = document.getElementById("use-keys");
  if (!keys || !tick) return;
  const REMEMBERED = "heed-queue-keys";
  const remembered = () => {
    try { return localStorage.getItem(REMEMBERED) !== "off"; } catch { return true; }
  };
  keys.hidden = false;
  tick.checked = remembered();
  tick.addEventListener("change", () => {
    try { localStorage.setItem(REMEMBERED, tick.checked ? "on" : "off"); } catch { /* not kept */ }
  });

  const OUTCOMES = { p: ["post", "give", "let_it_stay"], r: ["reply"], a: ["ask"], g: ["pass_on"], d: ["do_not_post", "take_down"] };
  const choose = (values) => {
    const radio = form && values.map((value) => form.querySelector(`input[name="outcome"][value="${value}"]`)).find(Boolean);
    if (!radio) return;
    radio.click();
    const opened = document.getElementById(radio.getAttribute("aria-controls") || "");
    const first = opened && opened.querySelector("input, textarea");
    (first || form.querySelector("#decide")).focus();
  };
  const go = (address) => { if (address) location.assign(address); };
  const isTyping = (element) =>
    element.matches("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])");

  document.addEventListener("keydown", (event) => {
    if (!tick.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.isComposing || event.defaultPrevented || isTyping(event.target)) return;
    const desk = document.querySelector(".queue");
    if (event.key in OUTCOMES) choose(OUTCOMES[event.key]);
    else if (event.key === "j") go(desk.dataset.after);
    else if (event.key === "k") go(desk.dataset.before);
    else if (event.key === "u") {
      const undo = document.querySelector("#done button, .queue-decided button");
      if (undo) undo.click();
    } else return;
    event.preventDefault();
  });
})();
