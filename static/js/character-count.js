// Shows the length of a text once it approaches the limit in data-max. Nothing is cut off.
import { attach } from "./attach.js";

const SHOWN_FROM = 0.7;  // of the limit

attach("textarea[data-max], input[data-max]", (field) => {
  const counter = document.createElement("span");
  counter.className = "counter";
  counter.setAttribute("aria-hidden", "true");
  field.closest(".field")?.querySelector("label")?.after(counter);

  function count() {
    const length = [...field.value].length;
    const max = Number(field.dataset.max);
    counter.textContent = `${length} of ${max}`;
    counter.hidden = length < max * SHOWN_FROM;
    counter.classList.toggle("over", length > max);
  }
  field.addEventListener("input", count);
  count();
});
