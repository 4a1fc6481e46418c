// Keyboard shortcuts for deciding on proposed lessons: A accepts, D dismisses, J and K move, N goes to
// the next retrospective; in the form, Ctrl+Enter adds the lesson and Escape goes back.
import { attach } from "./attach.js";
import { areSingleKeysOn, isSingleKey } from "./single-keys.js";

const STEPS = { j: 1, k: -1 };

function cards() {
  return [...document.querySelectorAll("[data-proposal]")];
}

function current() {
  return document.activeElement.closest("[data-proposal]") || cards()[0];
}

function move(step) {
  const next = cards()[cards().indexOf(current()) + step];
  next?.querySelector("[data-accept]").focus();
  return Boolean(next);
}

function click(element) {
  element?.click();
  return Boolean(element);
}

function decide(key) {
  if (key in STEPS) return move(STEPS[key]);
  if (key === "a") return click(current()?.querySelector("[data-accept]"));
  if (key === "d") return click(current()?.querySelector("[data-dismiss]"));
  return key === "n" && click(document.querySelector("[data-next]"));
}

attach("[data-proposals]", () => {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.repeat || !isSingleKey(event)) return;
    if (decide(event.key.toLowerCase())) event.preventDefault();
  });
});

attach("[data-accept-form]", (form) => {
  if (!form.hasAttribute("data-unsaved")) form.elements.statement.focus();
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.repeat) return;
    if (event.key === "Enter" && event.ctrlKey !== event.metaKey) form.requestSubmit();
    else if (event.key === "Escape") click(document.querySelector("[data-back]"));
    else return;
    event.preventDefault();
  });
});

// The page lists the keys while single-key shortcuts are on.
attach("[data-key-hint]", (hint) => {
  hint.hidden = !areSingleKeysOn();
});
