// Moves a part up or down. An open form swaps places with its neighbor and keeps the focus; a closed
// part has buttons for it.
import { announce } from "./announce.js";
import { post } from "./requests.js";

function neighborOf(part, direction) {
  const next = direction === "up" ? part.previousElementSibling : part.nextElementSibling;
  return next?.matches(".part[id]:not(.gone)") ? next : null;
}

function swap(part, direction) {
  const neighbor = neighborOf(part, direction);
  const field = document.activeElement;
  if (!neighbor) return;
  if (direction === "up") neighbor.before(part);
  else neighbor.after(part);
  field.focus();
}

async function moveOpen(part, form, direction) {
  const address = `${form.getAttribute("action").split("?")[0]}move/`;
  try {
    const response = await post(address, form, { direction, autosave: "1" });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { announcement } = await response.json();
    swap(part, direction);
    announce(announcement);
  } catch {
    announce("Not moved: no connection.");
  }
}

// Move the part that contains `target` "up" or "down". Return whether there is one.
export function movePart(target, direction) {
  const part = target.closest(".part");
  const form = part?.querySelector("form[data-autosave]");
  if (!part || part.matches(".section-form, .gone")) return false;
  if (part.closest("#list-timeline")) announce("Events are sorted by date.");
  else if (!part.matches(".open")) part.querySelector(`button[name=direction][value=${direction}]`).click();
  else if (form.hasAttribute("data-new")) announce("Save this first, then move it.");
  else moveOpen(part, form, direction);
  return true;
}
