// Counts the pieces of an imported document that someone chose to leave out.
import { attach } from "./attach.js";

function countLeftOut(section) {
  const selects = [...section.querySelectorAll("select[data-suggested]")];
  const count = selects.filter((select) => select.value === "out").length;
  section.querySelector("[data-left-out]").textContent = count
    ? `Left out: ${count}.`
    : "";
}

attach("[data-import-placement]", (form) => {
  form.addEventListener("change", (event) => {
    const select = event.target.closest("select[data-suggested]");
    if (!select) return;
    select.closest(".piece").classList.toggle("is-out", select.value === "out");
    countLeftOut(select.closest(".found-document"));
  });
});
