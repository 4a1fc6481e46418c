// Says how long a text is once it nears the limit in data-max. Nothing is cut.
(function () {
  "use strict";
  function count(field) {
    var words = field.counter, length = Array.from(field.value).length, max = Number(field.dataset.max);
    words.textContent = length + " of " + max;
    words.hidden = length < max * 0.7;
    words.classList.toggle("over", length > max);
  }
  function attach(root) {
    root.querySelectorAll("textarea[data-max], input[data-max]").forEach(function (field) {
      if (field.counter) return;
      field.counter = document.createElement("span");
      field.counter.className = "counter";
      field.counter.setAttribute("aria-hidden", "true");
      var label = field.closest(".field") && field.closest(".field").querySelector("label");
      if (label) label.after(field.counter);
      count(field);
    });
  }
  document.addEventListener("input", function (event) { if (event.target.counter) count(event.target); });
  document.addEventListener("DOMContentLoaded", function () { attach(document); });
  document.addEventListener("htmx:load", function (event) { attach(event.target); });
})();
