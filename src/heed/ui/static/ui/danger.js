// Before a form is sent: if its words suggest danger, the card with the people who answer now is
// shown once; pressing the button again sends. Nothing is sent or kept by this. A module.
// <form data-phrases="rules as JSON" data-judge="address of the module that reads words by them">
for (const form of document.querySelectorAll("form[data-phrases][data-judge]")) {
  const card = form.querySelector(".signposting") || document.getElementById("someone-now");
  if (!card || !card.hidden) continue;
  const rules = JSON.parse(form.dataset.phrases);
  const { mayBeInDanger } = await import(form.dataset.judge);
  form.addEventListener("submit", (event) => {
    if (!card.hidden || event.defaultPrevented) return;
    const texts = [...form.querySelectorAll("textarea")].map((field) => field.value);
    if (!texts.some((text) => mayBeInDanger(text, rules))) return;
    event.preventDefault();
    card.hidden = false;
    const seen = form.querySelector("input[name=seen_card]");
    if (seen) seen.value = "yes";
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  });
}
