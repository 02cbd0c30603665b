// Reads a message aloud with the device's own voice. The button stays hidden where there is none.
"use strict";
(() => {
  const voice = window.speechSynthesis;
  if (!voice || typeof SpeechSynthesisUtterance === "undefined") return;
  let reading = null;

  function say(button, word) {
    button.textContent = button.dataset[word] || button.textContent;
  }

  // Long texts are cut off by some browsers, so each paragraph is said by itself.
  function begin(button, source) {
    const parts = [...source.querySelectorAll("h1,h2,h3,h4,p,li")].map((part) => part.textContent.trim());
    const texts = (parts.length ? parts : [source.textContent.trim()]).filter(Boolean);
    reading = button;
    texts.forEach((text, at) => {
      const spoken = new SpeechSynthesisUtterance(text);
      spoken.lang = document.documentElement.lang;
      if (at === texts.length - 1) spoken.onend = () => stop();
      voice.speak(spoken);
    });
    say(button, "pause");
  }

  function stop() {
    if (reading) say(reading, "start");
    reading = null;
    voice.cancel();
  }

  document.querySelectorAll("[data-read]").forEach((button) => {
    const source = document.querySelector(button.dataset.read);
    if (!source) return;
    button.dataset.start = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => {
      if (reading !== button) {
        stop();
        begin(button, source);
      } else if (voice.paused) {
        voice.resume();
        say(button, "pause");
      } else {
        voice.pause();
        say(button, "resume");
      }
    });
  });
  window.addEventListener("pagehide", () => voice.cancel());
})();
