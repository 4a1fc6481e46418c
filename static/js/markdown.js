// A toolbar and a preview for textareas with data-markdown; the template in the page holds the bar.
(function () {
  "use strict";
  function wrap(field, before, after) {
    var from = field.selectionStart, to = field.selectionEnd, chosen = field.value.slice(from, to);
    field.setRangeText(before + chosen + after, from, to, "end");
    if (!chosen) field.selectionStart = field.selectionEnd = from + before.length;
    tell(field);
  }
  function prefix(field, mark) {
    var from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1, to = field.selectionEnd;
    var lines = field.value.slice(from, to).split("\n").map(function (line) { return mark + line; });
    field.setRangeText(lines.join("\n"), from, to, "end");
    tell(field);
  }
  function tell(field) {
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
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
  var acts = {
    bold: function (field) { wrap(field, "**", "**"); },
    italic: function (field) { wrap(field, "*", "*"); },
    list: function (field) { prefix(field, "- "); },
    link: function (field) { wrap(field, "[", "](https://)"); },
    preview: preview
  };
  function attach(root) {
    var template = document.querySelector("template[data-markdown-toolbar]");
    if (!template) return;
    root.querySelectorAll("textarea[data-markdown]").forEach(function (field) {
      if (field.hasBar) return;
      field.hasBar = true;
      var bar = template.content.firstElementChild.cloneNode(true);
      var label = field.closest(".field").querySelector("label");
      bar.setAttribute("aria-label", "Formatting for " + label.firstChild.textContent.trim().toLowerCase());
      bar.addEventListener("click", function (event) {
        var button = event.target.closest("button");
        if (button) acts[button.dataset.act](field, button);
      });
      field.before(bar);
    });
  }
  document.addEventListener("DOMContentLoaded", function () { attach(document); });
  document.addEventListener("htmx:load", function (event) { attach(event.target); });
})();
