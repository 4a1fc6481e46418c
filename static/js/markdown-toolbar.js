// A toolbar and a preview for textareas with data-markdown; the template in the page holds the bar,
// the element in vendor/ writes the marks.
(function () {
  "use strict";
  var KEYS = { b: "md-bold", i: "md-italic", k: "md-link" };

  function preview(field, button) {
    var shown = field.nextElementSibling, isOn = button.getAttribute("aria-pressed") === "true";
    if (shown && shown.classList.contains("preview")) shown.remove();
    button.setAttribute("aria-pressed", String(!isOn));
    if (isOn) return;
    var body = new FormData();
    body.append("text", field.value);
    body.append("csrfmiddlewaretoken", field.form.elements.csrfmiddlewaretoken.value);
    fetch(button.dataset.address, { method: "POST", body: body, credentials: "same-origin" })
      .then(function (response) { return response.ok ? response.text() : Promise.reject(); })
      .catch(function () { return "<p>The preview needs a connection.</p>"; })
      .then(function (html) {
        var box = document.createElement("div");
        box.className = "preview";
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", "Preview");
        box.innerHTML = html;
        field.after(box);
      });
  }
  function attach(root) {
    var template = document.querySelector("template[data-markdown-toolbar]");
    if (!template) return;
    root.querySelectorAll("textarea[data-markdown]").forEach(function (field) {
      if (field.hasBar) return;
      field.hasBar = true;
      var bar = document.importNode(template.content.firstElementChild, true);
      var label = field.closest(".field").querySelector("label");
      bar.setAttribute("for", field.id);
      bar.setAttribute("aria-label", "Formatting for " + label.firstChild.textContent.trim().toLowerCase());
      bar.querySelector("[data-picture]").hidden = !field.dataset.pictures;
      bar.addEventListener("click", function (event) {
        var button = event.target.closest("[data-address]");
        if (button) preview(field, button);
      });
      field.addEventListener("keydown", function (event) {
        var name = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
        if (!name) return;
        event.preventDefault();
        bar.querySelector(name).click();
      });
      field.before(bar);
    });
  }
  document.addEventListener("DOMContentLoaded", function () { attach(document); });
  document.addEventListener("htmx:load", function (event) { attach(event.target); });
})();
