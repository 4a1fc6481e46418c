// "/" focuses the search field.
import { isSingleKey } from "./single-keys.js";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || !isSingleKey(event)) return;
  const field = document.querySelector("[data-focus-key='/']");
  if (!field) return;
  event.preventDefault();
  field.focus();
});
