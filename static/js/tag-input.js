// A line of tags becomes chips and a combobox that suggests tags; without this script it is typed
// with commas. The real field stays, hidden, and gets every tag once it is whole: it is what is
// saved. What is half typed stands in its data-half, so that the browser keeps it (form-backup.js).
(function () {
  "use strict";
  var PAUSE = 150, number = 0;

  function make(name, attributes, text) {
    var node = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { node.setAttribute(key, attributes[key]); });
    if (text) node.textContent = text;
    return node;
  }
  function namesIn(text) {
    return text.split(/[,，]/).map(function (name) { return name.trim().replace(/\s+/g, " "); }).filter(Boolean);
  }
  function isIn(name, names) {
    return names.some(function (one) { return one.toLowerCase() === name.toLowerCase(); });
  }

  function combobox(field) {
    var id = field.id, isSingle = field.hasAttribute("data-single"), chosen = [], at = -1, timer, asked;
    var box = make("div", { "class": "tag-field" });
    var chips = make("div", { "class": "tags", role: "list" });
    var list = make("ul", { "class": "suggested", role: "listbox", id: "suggested-" + (number += 1), "aria-label": "Suggested tags", hidden: "" });
    var said = make("p", { "class": "sr", role: "status" });
    var input = field.cloneNode();
    ["name", "data-tags", "value"].forEach(function (name) { input.removeAttribute(name); });
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    field.removeAttribute("id");
    field.type = "hidden";

    function tell() {
      field.value = isSingle ? input.value.trim() : chosen.join(", ");
      hold();
      field.telling = true;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.telling = false;
    }
    function hold() {
      field.dataset.half = isSingle ? "" : namesIn(input.value).join(", ");
    }
    function draw() {
      chips.replaceChildren.apply(chips, chosen.map(function (name) {
        var chip = make("span", { "class": "tag", role: "listitem" }, name);
        var button = make("button", { type: "button", "aria-label": "Remove " + name }, "×");
        button.addEventListener("click", function () { drop(name); input.focus(); });
        chip.append(button);
        return chip;
      }));
    }
    function add(names) {
      names.forEach(function (name) { if (!isIn(name, chosen)) chosen.push(name); });
      input.value = "";
      if (isSingle) { input.value = names[0] || ""; chosen = []; }
      close();
      draw();
      tell();
    }
    function drop(name) {
      chosen = chosen.filter(function (one) { return one !== name; });
      said.textContent = "Removed " + name;
      draw();
      tell();
    }
    function read() {
      if (isSingle) { input.value = field.value; return; }
      chosen = [];
      namesIn(field.value).forEach(function (name) { if (!isIn(name, chosen)) chosen.push(name); });
      draw();
    }

    function finish() {
      if (input.value.trim() && !isSingle) add(namesIn(input.value));
    }
    function close() {
      clearTimeout(timer);
      asked = null;
      at = -1;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function show(html) {
      list.innerHTML = html;
      list.querySelectorAll("li").forEach(function (option, index) {
        if (isIn(option.dataset.name, chosen)) option.remove();
        option.id = list.id + "-" + index;
        option.setAttribute("aria-selected", "false");
      });
      at = -1;
      list.hidden = !list.children.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      if (!list.hidden) list.scrollIntoView({ block: "nearest" });
      said.textContent = list.hidden ? "" : list.children.length + (list.children.length === 1 ? " suggestion" : " suggestions");
    }
    function ask() {
      var words = asked = input.value.trim();
      fetch(field.dataset.tags + "?q=" + encodeURIComponent(words), { headers: { "HX-Request": "true" }, credentials: "same-origin" })
        .then(function (response) { return response.ok ? response.text() : ""; })
        .catch(function () { return ""; })
        .then(function (html) { if (asked === words && document.activeElement === input) show(html); });
    }
    function point(step) {
      var options = list.children;
      if (at >= 0) options[at].setAttribute("aria-selected", "false");
      at = (at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length;
      options[at].setAttribute("aria-selected", "true");
      options[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[at].id);
    }

    input.addEventListener("input", function () {
      if (/[,，]/.test(input.value) && !isSingle) { add(namesIn(input.value)); return; }
      if (isSingle) tell();
      else hold();
      clearTimeout(timer);
      if (!input.value.trim()) { close(); return; }
      timer = setTimeout(ask, PAUSE);
    });
    input.addEventListener("keydown", function (event) {
      var isOpen = !list.hidden;
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (isOpen) point(event.key === "ArrowDown" ? 1 : -1);
        else ask();
      } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && (at >= 0 || (input.value.trim() && !isSingle))) {
        event.preventDefault();
        add(at >= 0 ? [list.children[at].dataset.name] : namesIn(input.value));
      } else if (event.key === "Escape" && isOpen) {
        event.stopPropagation();
        close();
      } else if (event.key === "Backspace" && !input.value && chosen.length) {
        drop(chosen[chosen.length - 1]);
      }
    });
    input.addEventListener("blur", function () {
      close();
      finish();
    });
    field.form.addEventListener("submit", finish, true);  // by a key, without leaving the field
    list.addEventListener("mousedown", function (event) {
      var option = event.target.closest("li");
      event.preventDefault();
      if (option) add([option.dataset.name]);
    });
    // Somebody else may write into the real field: a text that the browser kept, for one.
    field.addEventListener("input", function () { if (!field.telling) read(); });

    input.value = "";
    read();
    field.after(box);
    box.append(chips, input, list, said);
    if (id) input.id = id;
  }

  function attach(root) {
    root.querySelectorAll("input[data-tags]").forEach(function (field) {
      if (field.type !== "hidden") combobox(field);
    });
  }
  document.addEventListener("DOMContentLoaded", function () { attach(document); });
  document.addEventListener("htmx:load", function (event) { attach(event.target); });
})();
