// Moves the focus to what has to be read first: the summary of errors, or a conflict.
function focusIn(root) {
  root.querySelector("[data-focus-now]")?.focus();
}

document.addEventListener("DOMContentLoaded", () => focusIn(document));
document.addEventListener("htmx:afterSettle", (event) => focusIn(event.target));
