// Run `behavior` once for each element that matches `selector`, including those that htmx adds
// later.
export function attach(selector, behavior) {
  const attached = new WeakSet();
  function attachIn(root) {
    const found = [...root.querySelectorAll(selector)];
    if (root !== document && root.matches(selector)) found.push(root);
    for (const element of found.filter((each) => !attached.has(each))) {
      attached.add(element);
      behavior(element);
    }
  }
  document.addEventListener("DOMContentLoaded", () => attachIn(document));
  document.addEventListener("htmx:load", (event) => attachIn(event.target));
}
