// Where pieces of documents go: count what is left out, send only what was changed.
(() => {
  const form = document.querySelector("[data-places]");
  if (!form) return;
  form.addEventListener("change", (event) => {
    const select = event.target.closest("select[data-first]");
    if (!select) return;
    const found = select.closest(".found-document");
    const out = [...found.querySelectorAll("select[data-first]")].filter((each) => each.value === "out");
    select.closest(".piece").classList.toggle("is-out", select.value === "out");
    found.querySelector("[data-left-out]").textContent = out.length
      ? `Left out because you said so: ${out.length}.`
      : "";
  });
})();
