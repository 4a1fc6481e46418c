// What a form holds, as {name: [texts]}: read, compared and filled in by the scripts that save it.
window.formValues = (function () {
  "use strict";
  var NEVER = ["file", "password", "submit", "button", "image", "reset"];
  function fields(form) {
    return Array.from(form.elements).filter(function (field) {
      return field.name && field.name !== "csrfmiddlewaretoken" && !NEVER.includes(field.type);
    });
  }
  function isChoice(field) {
    return field.type === "radio" || field.type === "checkbox";
  }
  function of(form) {
    var values = {};
    fields(form).forEach(function (field) {
      var held = values[field.name] = values[field.name] || [];
      if (isChoice(field) && !field.checked) return;
      if (field.type === "select-multiple") {
        Array.from(field.selectedOptions).forEach(function (option) { held.push(option.value); });
      } else held.push(field.value);
    });
    return values;
  }
  // The same with what is half typed and not to be saved yet (tag-input.js).
  function typed(form) {
    var values = of(form);
    form.querySelectorAll("[data-half]").forEach(function (field) {
      values[field.name] = [[field.value, field.dataset.half].filter(Boolean).join(", ")];
    });
    return values;
  }
  // Tells the page by an input event with detail "filled", so that scripts can tell it from typing.
  function fill(form, values) {
    fields(form).forEach(function (field) {
      var given = values[field.name];
      if (!given) return;
      if (isChoice(field)) field.checked = given.includes(field.value);
      else if (field.type === "select-multiple") {
        Array.from(field.options).forEach(function (option) { option.selected = given.includes(option.value); });
      } else field.value = given[0] || "";
      field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "filled" }));
    });
  }
  function same(one, other) {
    return JSON.stringify(one || []) === JSON.stringify(other || []);
  }
  // Names of what people see and change: not what the form only carries along. A line of tags is
  // hidden behind its chips (tag-input.js).
  function visible(form) {
    var names = fields(form).filter(function (field) { return field.type !== "hidden" || field.dataset.tags; });
    return Array.from(new Set(names.map(function (field) { return field.name; })));
  }
  function label(form, name) {
    var field = form.querySelector("[name='" + name + "']");
    var box = field && field.closest(".field");
    var title = box && box.querySelector("label, legend");
    return title ? title.firstChild.textContent.trim() : (field && field.getAttribute("aria-label")) || name;
  }
  return { of: of, typed: typed, fill: fill, same: same, visible: visible, label: label };
})();
