// A button with data-copy="id" copies the text of that field.
import { attach } from "./attach.js";

function copy(field) {
  if (navigator.clipboard) return navigator.clipboard.writeText(field.value);
  // The clipboard API needs https; this older command works without.
  return Promise.resolve(document.execCommand("copy"));
}

attach("[data-copy]", (button) => {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    await copy(field);
    button.querySelector("span").textContent = "Copied";
  });
});
