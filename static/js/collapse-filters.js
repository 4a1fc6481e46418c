// Closes a list's filters at first on narrow screens. The server leaves data-closed-when-narrow
// away while one of them is in use.
export function collapseFilters(root) {
  if (!matchMedia("(max-width: 60rem)").matches) return;
  for (const details of root.querySelectorAll("[data-closed-when-narrow]")) details.open = false;
}

document.addEventListener("DOMContentLoaded", () => collapseFilters(document));
