// Writing by keyboard. Each shortcut stands once, here: the help that "?" shows is drawn from this
// list. Alt with Shift on a Mac types letters and selects text, so there it is Control with Command.
(function () {
  "use strict";
  var isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  var FIELDS = "input, textarea, select, [contenteditable]";

  function command(key) {
    return {
      keys: [isMac ? "⌘" : "Ctrl", key === "s" ? "S" : key],
      fit: function (event) {
        return event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey && isKey(event, key);
      }
    };
  }
  function chord(key, shown) {
    return {
      keys: (isMac ? ["Control", "⌘"] : ["Alt", "Shift"]).concat(shown),
      fit: function (event) {
        var held = isMac ? [true, true, false, false] : [false, false, true, true];
        var now = [event.ctrlKey, event.metaKey, event.altKey, event.shiftKey];
        return String(now) === String(held) && isKey(event, key);
      }
    };
  }
  function plain(key, shown, isSingle) {
    return {
      keys: [shown],
      fit: function (event) {
        if (event.ctrlKey || event.metaKey || event.altKey || event.key !== key) return false;
        return !isSingle || (!event.target.closest(FIELDS) && singleKeys.work());
      }
    };
  }
  // By what is printed on the key; where that is no Latin letter, by where it lies.
  function isKey(event, key) {
    var pressed = event.key.toLowerCase();
    if (key.length > 1) return event.key === key;
    return pressed === key || (!/^[a-z]$/.test(pressed) && event.code === "Key" + key.toUpperCase());
  }

  var SHORTCUTS = [
    { by: command("Enter"), words: "Done, and another one of the same kind", button: "Add another", run: addNext },
    { by: command("s"), words: "Save now", button: "wait, it saves by itself", run: saveNow },
    { by: plain("Escape", "Esc"), words: "Close this form and keep what you typed", button: "Done", run: close },
    { by: chord("ArrowUp", "↑"), words: "Move this one up", button: "the arrows beside it", run: function (event) { return parts.move(event.target, "up"); } },
    { by: chord("ArrowDown", "↓"), words: "Move this one down", button: "the arrows beside it", run: function (event) { return parts.move(event.target, "down"); } },
    { by: chord("j", "J"), words: "Go to the next section", button: "the list of sections", run: function () { return jump(1); } },
    { by: chord("k", "K"), words: "Go to the section before", button: "the list of sections", run: function () { return jump(-1); } },
    { by: plain("?", "?", true), words: "Show this list", button: "Keyboard", run: showHelp }
  ];

  function addNext(event) {
    var form = event.target.closest(".part.open form");
    var place = event.target.closest(".obs > div, .sec");
    var button = form ? form.querySelector("button[name=next]") : place && place.querySelector("a.add");
    if (!button) return false;
    return button.click();
  }
  function saveNow() {
    if (!document.querySelector("form[data-autosave]")) return false;
    if (!document.querySelector("form[data-unsaved]")) document.getElementById("said").textContent = "Everything is saved.";
    return document.dispatchEvent(new CustomEvent("save-now"));
  }
  function close(event) {
    var form = event.target.closest(".part.open form[hx-post]");
    if (!form || form.querySelector("[data-conflict]")) return false;
    var isUntouched = form.hasAttribute("data-new") && !form.hasAttribute("data-unsaved");
    return form.querySelector(isUntouched ? "[data-close]" : "[data-done]").click();
  }
  function jump(step) {
    var links = Array.from(document.querySelectorAll("[data-rail] a[href^='#']")).filter(function (link) { return link.offsetParent; });
    links = links.filter(function (link) { return link.hash !== "#others"; });
    var here = document.activeElement.closest(".sec[id], #form-headline");
    var at = links.findIndex(function (link) {
      return here ? here.contains(document.getElementById(link.hash.slice(1))) : link.hasAttribute("aria-current");
    });
    var link = links[at + step];
    if (!link) return links.length ? undefined : false;
    var section = document.getElementById(link.hash.slice(1));
    var target = section.querySelector("h2") || section.querySelector("textarea");
    if (!target.matches("textarea")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    return section.scrollIntoView();
  }

  function showHelp() {
    var dialog = document.getElementById("keyboard");
    if (!dialog) return false;
    dialog.querySelector("[data-single-keys]").checked = singleKeys.work();
    return dialog.showModal();
  }
  function line(shortcut) {
    var keys = document.createElement("dt"), words = document.createElement("dd"), small = document.createElement("small");
    shortcut.by.keys.forEach(function (name, at) {
      var key = document.createElement("kbd");
      key.textContent = name;
      keys.append(at ? " + " : "", key);
    });
    small.textContent = "Or: " + shortcut.button;
    words.append(shortcut.words, small);
    return [keys, words];
  }

  document.addEventListener("keydown", function (event) {
    // While an input method composes, its keys are its own; a dialog has keys of its own, too.
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    if (document.querySelector("dialog[open]") || !event.target.closest) return;
    var shortcut = SHORTCUTS.find(function (one) { return one.by.fit(event); });
    if (shortcut && shortcut.run(event) !== false) event.preventDefault();
  });
  document.addEventListener("DOMContentLoaded", function () {
    var dialog = document.getElementById("keyboard");
    if (!dialog) return;
    dialog.querySelector("[data-shortcuts]").append(...SHORTCUTS.flatMap(line));
    dialog.querySelector("[data-single-keys]").addEventListener("change", function (event) { singleKeys.set(event.target.checked); });
    document.querySelectorAll("[data-keyboard]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", showHelp);
    });
  });
})();
