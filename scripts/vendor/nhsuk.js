// Starts the behaviour of the NHS components that Heed's forms use, and of no others.
import { Button } from "nhsuk-frontend/dist/nhsuk/components/button/button.mjs";
import { CharacterCount } from "nhsuk-frontend/dist/nhsuk/components/character-count/character-count.mjs";
import { Checkboxes } from "nhsuk-frontend/dist/nhsuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "nhsuk-frontend/dist/nhsuk/components/error-summary/error-summary.mjs";
import { Radios } from "nhsuk-frontend/dist/nhsuk/components/radios/radios.mjs";
import { SkipLink } from "nhsuk-frontend/dist/nhsuk/components/skip-link/skip-link.mjs";

// A radio has no expanded state (WAI-ARIA 1.2); what it opens follows it in the order of reading.
class QuietRadios extends Radios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute("aria-expanded");
  }
}

const COMPONENTS = [Button, CharacterCount, Checkboxes, ErrorSummary, QuietRadios, SkipLink];

function start() {
  // The NHS template sets these two with an inline script, which the content policy forbids.
  document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
  for (const Component of COMPONENTS) {
    for (const element of document.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
      try {
        new Component(element);
      } catch (error) {
        // One broken component must not take the others with it.
        console.warn(error);
      }
    }
  }
}

if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", start);
} else {
  start();
}
