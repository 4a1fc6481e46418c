// "Learned again" and "Not the same" beside a lesson's statement: one press, the form stays open.
// Without this script each is a button that saves the form.
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-same-as]");
    var form = button && button.closest("form[data-autosave]");
    if (!form) return;
    event.preventDefault();
    var field = form.querySelector("input[name=same_as]"), statement = form.elements.statement;
    field.value = button.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    statement.focus();
    htmx.trigger(statement, "alike");
  });
})();
