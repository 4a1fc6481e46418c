// Deciding on lessons by keyboard: J and K go from lesson to lesson; on one, A applies it, W watches
// it, N says that it is not relevant. Single keys can be turned off in the keyboard's help.
(function () {
  "use strict";
  var DECISIONS = { a: "apply", w: "watch", n: "not-relevant" };
  var FIELDS = "input, textarea, select, [contenteditable]";

  function cards() {
    return Array.from(document.querySelectorAll("#lessons .hit")).filter(function (card) { return card.offsetParent; });
  }
  function go(step) {
    var all = cards(), here = document.activeElement.closest(".hit");
    var next = all[here ? all.indexOf(here) + step : 0];
    if (!next) return false;
    next.querySelector("h3 a").focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }
  function decide(value) {
    var card = document.activeElement.closest("#lessons .hit");
    var button = card && card.querySelector("button[name=disposition][value=" + value + "]");
    if (!button) return false;
    button.focus();
    button.click();
    return true;
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (event.target.closest(FIELDS) || document.querySelector("dialog[open]") || !singleKeys.work()) return;
    var key = event.key.toLowerCase(), step = { j: 1, k: -1 }[key];
    if (step ? go(step) : DECISIONS[key] && decide(DECISIONS[key])) event.preventDefault();
  });
  // What the keys are stands in the page, for those who have a keyboard.
  function show() {
    document.querySelectorAll("[data-keys]").forEach(function (words) { words.hidden = !singleKeys.work(); });
  }
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("htmx:load", show);
})();
