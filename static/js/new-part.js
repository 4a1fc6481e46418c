// Focuses the forms of parts when they open, and removes one that closes without being saved, after
// asking if it has unsaved text. Event on the form: "autosave:discarded".
import { announce } from "./announce.js";

function drop(form) {
  const part = form.closest(".part");
  const add = part.parentElement.parentElement.querySelector("a.add");
  form.dispatchEvent(new CustomEvent("autosave:discarded", { bubbles: true }));
  part.remove();
  add?.focus();
}

document.addEventListener("click", (event) => {
  const form = event.target.closest("[data-close]")?.closest("form[data-autosave][hx-post]");
  if (!form) return;
  event.preventDefault();
  const isSaved = form.elements.version.value > 0;
  const question = "Your text isn’t saved yet. Discard it?";
  if (isSaved) form.requestSubmit();  // it closes
  else if (!form.hasAttribute("data-unsaved") || confirm(question)) drop(form);
});
document.addEventListener("part-saved", ({ detail }) => {
  document.getElementById(detail.focus)?.focus();
  announce(detail.announcement);
});
// A form that someone opened gets the focus.
document.addEventListener("htmx:load", ({ target }) => {
  if (document.body.dataset.opening || !target.matches(".part.open")) return;
  const field = target.querySelector("textarea, input:not([type=hidden])");
  if (field && !target.querySelector("[data-focus-now]")) field.focus();
});
