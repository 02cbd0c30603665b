// Keeps what somebody is writing on their own device until it has arrived: the long texts of
// <form data-keep="…"> alone, never a name or an address. An element with data-sent="…" says that
// the text has arrived. A text is forgotten after thirty days; with data-keep-in="tab" it is kept in
// the tab alone and gone when that is closed, for what nobody else at this device should find.
"use strict";
(() => {
  const PREFIX = "heed draft ";
  const DAYS = 30;
  let device, tab;
  try {
    device = window.localStorage;
    tab = window.sessionStorage;
    device.getItem(PREFIX);
  } catch {
    return;
  }
  const attempt = (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  const read = (store, key) => attempt(() => JSON.parse(store.getItem(PREFIX + key)));
  const oldest = Date.now() - DAYS * 86400000;

  Object.keys(device).filter((name) => name.startsWith(PREFIX)).forEach((name) => {
    const kept = attempt(() => JSON.parse(device.getItem(name)));
    if (!kept || kept.at < oldest) device.removeItem(name);
  });
  document.querySelectorAll("[data-sent]").forEach((sent) => {
    [device, tab].forEach((store) => store.removeItem(PREFIX + sent.dataset.sent));
  });

  document.querySelectorAll("form[data-keep]").forEach((form) => {
    const key = form.dataset.keep;
    const store = form.dataset.keepIn === "tab" ? tab : device;
    const texts = [...form.querySelectorAll("textarea[name], input.words[name]")];
    const kept = (read(store, key) || {}).texts || {};
    let restored = false;
    texts.forEach((text) => {
      // What the server gave back is newer than what the device kept.
      if (text.value.trim() || !kept[text.name]) return;
      text.value = kept[text.name];
      text.dispatchEvent(new Event("input", { bubbles: true }));
      restored = true;
    });
    const note = form.querySelector("[data-kept-note]");
    if (note && restored) note.hidden = false;

    form.addEventListener("input", () => {
      const written = Object.fromEntries(texts.filter((text) => text.value.trim()).map((text) => [text.name, text.value]));
      attempt(() => {
        if (Object.keys(written).length) {
          store.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), texts: written }));
        } else {
          store.removeItem(PREFIX + key);
        }
      });
    });
  });
})();
