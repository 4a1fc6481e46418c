// Focuses what people have to read first: the error summary, or a conflict.
function focusIn(root) {
  root.querySelector("[data-focus-now]")?.focus();
}

document.addEventListener("DOMContentLoaded", () => focusIn(document));
document.addEventListener("htmx:afterSettle", (event) => focusIn(event.target));
