// Saves the message by itself, three seconds after the last change and when the page is left. What
// the server has not confirmed stays on the device, whatever happens to the session or the line.
"use strict";
(() => {
  const PAUSE = 3000;
  const TRY_AGAIN = [5000, 10000, 20000, 40000, 60000];
  // Another tab that is alive saves its own words; one older than this is gone.
  const GONE = 20000;
  const store = device();
  const place = document.querySelector("[data-device]");
  if (!place) return;
  const prefix = place.dataset.device;
  const form = place.matches("form") ? place : null;
  if (!form) {
    // The message is on its way: what was sent with it has arrived.
    kept().filter(({ value }) => value.sent).forEach(({ key }) => store.removeItem(key));
    return;
  }

  const part = (name) => form.querySelector(`[data-${name}]`);
  const says = form.dataset;
  const own = prefix + tab();
  const fields = [...form.elements].filter((field) => field.name && !/^(csrfmiddlewaretoken|file|do|based_on|slot|other_.*)$/.test(field.name));
  const base = form.elements.based_on;
  const ticket = form.elements.csrfmiddlewaretoken;
  let saved = words();
  let isSaving = false;
  let timer = 0;
  let tries = 0;
  // What was sent and never answered: it may have arrived, so it is sent again before anything newer.
  let inDoubt = null;
  let submitter = null;
  // A button has sent everything: nothing is sent again while the next page comes.
  let isSent = false;

  function device() {
    try {
      window.localStorage.getItem("heed");
      return window.localStorage;
    } catch {
      return { getItem: () => null, setItem() {}, removeItem() {}, length: 0, key: () => null };
    }
  }

  function tab() {
    try {
      const name = window.sessionStorage.getItem("heed tab") || String(Math.random()).slice(2);
      window.sessionStorage.setItem("heed tab", name);
      return name;
    } catch {
      return "";
    }
  }

  function kept() {
    const found = [];
    for (let at = 0; at < store.length; at += 1) {
      const key = store.key(at);
      if (!key.startsWith(prefix)) continue;
      try {
        found.push({ key, value: JSON.parse(store.getItem(key)) });
      } catch {
        found.push({ key, value: {} });
      }
    }
    return found;
  }

  function words() {
    const pairs = new FormData(form);
    const found = {};
    for (const name of new Set(fields.map((field) => field.name))) {
      if (pairs.has(name)) found[name] = String(pairs.get(name)).replace(/\r\n/g, "\n");
    }
    return JSON.stringify(found);
  }

  function keep(more = {}) {
    const now = words();
    if (now === saved && !inDoubt) {
      store.removeItem(own);
      return;
    }
    const value = { at: Date.now(), base: base.value, words: now, inDoubt, html: form.heedEditor ? form.heedEditor.html() : "", ...more };
    try {
      store.setItem(own, JSON.stringify(value));
    } catch { /* The device is full: the next save still carries everything. */ }
  }

  // Saying what happened: seen at once, spoken only when it is news.
  let spoken = "";
  function speak(text) {
    if (text !== spoken) part("live").textContent = text;
    spoken = text;
  }
  function trouble(text, { signIn = false } = {}) {
    part("trouble").textContent = text;
    part("trouble").hidden = !text;
    part("sign-in").hidden = !signIn;
    part("saved").hidden = Boolean(text);
    if (text) speak(text);
  }

  function later(wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, wait);
  }
  function again() {
    later(TRY_AGAIN[Math.min(tries, TRY_AGAIN.length - 1)]);
    tries += 1;
  }

  function payload(sent, on) {
    const body = new FormData();
    Object.entries(JSON.parse(sent)).forEach(([name, value]) => body.set(name, value));
    body.set("based_on", on);
    body.set("csrfmiddlewaretoken", ticket.value);
    return body;
  }

  async function save({ isLeaving = false } = {}) {
    window.clearTimeout(timer);
    const now = words();
    if (isSaving || (isSent && isLeaving) || (now === saved && !inDoubt)) return;
    isSaving = true;
    const sent = inDoubt || now;
    inDoubt = sent;
    keep();
    let answer = null;
    try {
      answer = await window.fetch(says.autosave, { method: "POST", body: payload(sent, base.value), credentials: "same-origin", redirect: "manual", keepalive: isLeaving });
    } catch {
      trouble(says.saidKept);
      again();
    }
    if (answer) await read(answer, sent);
    isSaving = false;
    if (submitter) send();
  }

  async function read(answer, sent) {
    if (answer.ok) {
      arrived(await answer.json(), sent);
    } else if (answer.status === 403 || answer.type === "opaqueredirect") {
      inDoubt = null;
      await signedOut();
    } else if (answer.status === 422 || answer.status === 409) {
      inDoubt = null;
      trouble((await answer.json()).sentence);
    } else if (answer.status === 404) {
      inDoubt = null;
      trouble(says.saidGone);
    } else {
      trouble(says.saidTrouble);
      again();
    }
    keep();
  }

  function arrived(told, sent) {
    inDoubt = null;
    tries = 0;
    saved = sent;
    base.value = told.number;
    trouble("");
    part("saved").textContent = told.said;
    speak(told.said);
    part("hints").replaceChildren(...told.hints.map((hint) => Object.assign(document.createElement("li"), { textContent: hint })));
    const beside = part("aside");
    beside.hidden = !told.aside;
    if (told.aside) {
      beside.firstElementChild.textContent = told.aside.said;
      beside.lastElementChild.textContent = told.aside.link;
      beside.lastElementChild.href = told.aside.address;
      speak(told.aside.said);
    }
    if (words() !== saved) later(PAUSE);
  }

  // The session is over, or only its ticket is: signing in anywhere gives both back.
  async function signedOut() {
    let fresh = null;
    try {
      const answer = await window.fetch(says.autosave, { credentials: "same-origin", redirect: "manual" });
      if (answer.ok) fresh = (await answer.json()).ticket;
    } catch { /* Still away. */ }
    if (fresh && tries < TRY_AGAIN.length) {
      ticket.value = fresh;
      tries += 1;
      later(0);
      return;
    }
    trouble(says.saidOut, { signIn: true });
    later(30000);
  }

  function restore() {
    const mine = kept().filter(({ key, value }) => key === own || !value.at || Date.now() - value.at > GONE);
    for (const { key, value } of mine) {
      const hasArrived = part("older") && key === own && value.sent && value.base !== base.value;
      if (!value.words || value.words === saved || hasArrived) {
        store.removeItem(key);
      } else if (value.base === base.value || value.inDoubt === saved) {
        fill(value);
        if (key !== own) store.removeItem(key);
      } else {
        beside(key, value);
      }
    }
  }

  function fill(value) {
    const found = JSON.parse(value.words);
    fields.forEach((field) => {
      if (field.type === "checkbox") field.checked = field.name in found;
      else if (field.type === "radio") field.checked = field.value === found[field.name];
      else if (field.name in found) field.value = found[field.name];
    });
    if (form.heedEditor && value.html) form.heedEditor.setHtml(value.html);
    // It may still be on its way; unless the page has it already, it goes before what came after it.
    inDoubt = value.inDoubt && value.inDoubt !== saved ? value.inDoubt : null;
    trouble(says.saidBack);
    keep();
    later(0);
  }

  // Words that rest on an older version than the page: the server keeps them beside it.
  async function beside(key, value) {
    try {
      const answer = await window.fetch(says.autosave, { method: "POST", body: payload(value.words, value.base), credentials: "same-origin", redirect: "manual" });
      if (answer.status === 409 && part("older")) older(key, value);
      if (!answer.ok) return;
      const told = await answer.json();
      store.removeItem(key);
      if (told.aside) arrivedBeside(told.aside);
    } catch { /* They stay on the device for another time. */ }
  }
  // Where the server keeps nothing beside: a button puts them into the boxes and sends them, and the
  // page that comes back shows both.
  function older(key, value) {
    const note = part("older");
    note.hidden = false;
    speak(note.firstChild.textContent.trim());
    note.querySelector("button").addEventListener("click", () => {
      const found = JSON.parse(value.words);
      fields.forEach((field) => {
        if (field.name in found && field.type !== "checkbox") field.value = found[field.name];
      });
      base.value = value.base;
      store.removeItem(key);
    });
  }
  function arrivedBeside(aside) {
    const note = part("aside");
    note.hidden = false;
    note.firstElementChild.textContent = says.saidBeside;
    note.lastElementChild.textContent = aside.link;
    note.lastElementChild.href = aside.address;
    speak(says.saidBeside);
  }

  function send() {
    const pressed = submitter;
    submitter = null;
    form.requestSubmit(pressed);
  }

  form.addEventListener("input", () => {
    isSent = false;
    keep();
    later(PAUSE);
  });
  form.addEventListener("change", () => later(PAUSE));
  form.addEventListener("focusout", () => {
    if (words() !== saved) later(300);
  });
  // A button waits for a save that is on its way, so that one person's words never meet themselves.
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    if (isSaving) {
      event.preventDefault();
      submitter = event.submitter;
      return;
    }
    isSent = true;
    keep({ sent: true });
  });
  document.addEventListener("visibilitychange", () => save({ isLeaving: document.visibilityState === "hidden" }));
  window.addEventListener("pagehide", () => save({ isLeaving: true }));
  window.addEventListener("online", () => later(0));
  window.addEventListener("focus", () => {
    if (!part("sign-in").hidden) later(0);
  });
  restore();
})();
