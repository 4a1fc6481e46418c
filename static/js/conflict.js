// Both texts of a conflict are beside each other: a button takes one of them into the field below.
// Once each field is decided the form goes on saving (autosave.js).
(function () {
  "use strict";
  function show(root) {
    root.querySelectorAll("[data-decide=mine]").forEach(function (button) { button.hidden = false; });
  }
  function theirsIn(section) {
    return Array.from(section.querySelectorAll("[data-theirs]"), function (field) { return field.value; });
  }
  function keep(section, form, whose) {
    var values = {}, name = section.dataset.field;
    if (!section.mine) section.mine = formValues.of(form)[name];
    values[name] = whose === "mine" ? section.mine : theirsIn(section);
    formValues.fill(form, values);
    section.querySelectorAll("[data-decide]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.decide === whose));
      button.classList.toggle("on", button.dataset.decide === whose);
    });
    var open = Array.from(form.querySelectorAll(".both")).filter(function (other) { return !other.mine; });
    if (!open.length) form.dispatchEvent(new CustomEvent("conflict:decided", { bubbles: true }));
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-decide]");
    var form = button && button.closest("form");
    if (!form) return;
    event.preventDefault();
    keep(button.closest(".both"), form, button.dataset.decide);
  });
  document.addEventListener("DOMContentLoaded", function () { show(document); });
  document.addEventListener("conflict:shown", function (event) { show(event.target); });
  document.addEventListener("htmx:load", function (event) { show(event.target); });
})();
