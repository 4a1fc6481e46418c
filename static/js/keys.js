// Where single keys are in the way (of speech input, for one), the keyboard's help turns them off.
// "/" goes to the search box from everywhere; a page with something to look at starts there.
window.singleKeys = {
  work: function () {
    try { return localStorage.getItem("single-keys") !== "off"; } catch (_) { return true; }
  },
  set: function (work) {
    try { localStorage.setItem("single-keys", work ? "on" : "off"); } catch (_) { /* for this page only */ }
  }
};
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]") || !singleKeys.work()) return;
    var field = document.querySelector("[data-focus-key='/']");
    if (!field) return;
    event.preventDefault();
    field.focus();
  });
  // A menu closes when the focus or a click goes elsewhere, or on Escape.
  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }
  ["click", "focusin"].forEach(function (kind) {
    document.addEventListener(kind, function (event) { closeMenus(event.target.closest("details.menu")); });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var open = document.querySelector("details.menu[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
  function focusProblem(root) {
    var problem = root.querySelector("[data-focus-now]");
    if (problem) problem.focus();
  }
  document.addEventListener("DOMContentLoaded", function () { focusProblem(document); });
  document.addEventListener("htmx:afterSettle", function (event) { focusProblem(event.target); });
})();
