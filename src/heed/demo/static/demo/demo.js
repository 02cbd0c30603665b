// A leap of the demo's clock takes some seconds; what was pressed says so until the next page is there.
"use strict";
document.addEventListener("submit", (event) => {
  const says = event.target.dataset.moves;
  const pressed = event.submitter;
  if (!says || !pressed) return;
  if (event.target.hasAttribute("aria-busy")) {
    event.preventDefault();
    return;
  }
  event.target.setAttribute("aria-busy", "true");
  pressed.textContent = says;
});
// Whoever comes back to the page finds it as it was.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
