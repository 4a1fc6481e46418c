// A conflict shows both versions of a field side by side; a button copies one into the field below.
// Once every field is decided, autosave.js continues.
import { fillForm, valuesOf } from "./form-values.js";

const ownTexts = new WeakMap();  // section of a decided field -> my version

function offerMine(root) {
  for (const button of root.querySelectorAll("[data-decide=mine]")) button.hidden = false;
}

function theirTexts(section) {
  return [...section.querySelectorAll("[data-theirs]")].map((field) => field.value);
}

function decide(section, form, whose) {
  const name = section.dataset.field;
  if (!ownTexts.has(section)) ownTexts.set(section, valuesOf(form)[name]);
  fillForm(form, { [name]: whose === "mine" ? ownTexts.get(section) : theirTexts(section) });
  for (const button of section.querySelectorAll("[data-decide]")) {
    const isPressed = button.dataset.decide === whose;
    button.setAttribute("aria-pressed", String(isPressed));
    button.classList.toggle("on", isPressed);
  }
  const isDecided = [...form.querySelectorAll(".both")].every((each) => ownTexts.has(each));
  if (isDecided) form.dispatchEvent(new CustomEvent("conflict:resolved", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-decide]");
  const form = button?.closest("form");
  if (!form) return;
  event.preventDefault();
  decide(button.closest(".both"), form, button.dataset.decide);
});
document.addEventListener("DOMContentLoaded", () => offerMine(document));
document.addEventListener("conflict:shown", (event) => offerMine(event.target));
document.addEventListener("htmx:load", (event) => offerMine(event.target));
