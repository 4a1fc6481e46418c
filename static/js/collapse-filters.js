// Closes a list's filters at first on narrow screens. The server leaves data-collapse-when-narrow
// away while one of them is in use.
export function collapseFilters(root) {
  if (!matchMedia("(max-width: 60rem)").matches) return;
  for (const details of root.querySelectorAll("[data-collapse-when-narrow]")) details.open = false;
}

document.addEventListener("DOMContentLoaded", () => collapseFilters(document));
