// Copies the text of a field: <button data-copy="#field" data-copied="Copied" hidden>.
"use strict";
(() => {
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy]").forEach((button) => {
    const field = document.querySelector(button.dataset.copy);
    if (!field) return;
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => {
      navigator.clipboard.writeText("value" in field ? field.value : field.textContent).then(
        () => { button.textContent = button.dataset.copied || button.textContent; },
        () => { if (field.select) field.select(); },
      );
    });
  });
})();
