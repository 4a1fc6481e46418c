// Keyboard shortcuts for choosing a kickoff's lessons: J and K move between lessons; A applies a
// lesson, W watches it, and N marks it as not relevant.
import { areSingleKeysOn, isSingleKey } from "./single-keys.js";

const DISPOSITIONS = { a: "apply", w: "watch", n: "not-relevant" };
const STEPS = { j: 1, k: -1 };

function focusLesson(step) {
  const cards = [...document.querySelectorAll("#lessons .hit")].filter((card) => card.offsetParent);
  const current = document.activeElement.closest(".hit");
  const next = cards[current ? cards.indexOf(current) + step : 0];
  if (!next) return false;
  next.querySelector("h3 a").focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function choose(disposition) {
  const card = document.activeElement.closest("#lessons .hit");
  const button = card?.querySelector(`button[name=disposition][value=${disposition}]`);
  if (!button) return false;
  button.focus();
  button.click();
  return true;
}

function run(key) {
  if (key in STEPS) return focusLesson(STEPS[key]);
  return key in DISPOSITIONS && choose(DISPOSITIONS[key]);
}

// The page lists the keys while single-key shortcuts are on.
function showKeys() {
  for (const hint of document.querySelectorAll("[data-key-hint]")) hint.hidden = !areSingleKeysOn();
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.repeat || document.querySelector("dialog[open]")) return;
  if (isSingleKey(event) && run(event.key.toLowerCase())) event.preventDefault();
});
document.addEventListener("DOMContentLoaded", showKeys);
document.addEventListener("htmx:load", showKeys);
