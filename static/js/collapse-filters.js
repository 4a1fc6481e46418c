// Collapses a list's filters on narrow screens. The server omits data-collapse-when-narrow while a
// filter is in use.
export function collapseFilters(root) {
  if (!matchMedia("(max-width: 60rem)").matches) return;
  for (const details of root.querySelectorAll("[data-collapse-when-narrow]")) details.open = false;
}

document.addEventListener("DOMContentLoaded", () => collapseFilters(document));
