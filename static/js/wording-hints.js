// A quiet hint beside a field with data-wording, a moment after the last key. Nothing is kept:
// which hints were hidden is forgotten with the page, and a hint never holds up a save.
(function () {
  "use strict";
  // Longer than the gap between two keys of somebody who types slowly, which is no pause; with the
  // answer the hint is there within 300 ms.
  var PAUSE = 230;
  var address = document.currentScript.dataset.address;
  var hidden = new Set();  // ids of fields whose hints somebody hid
  var asking = null, timer = 0;

  document.documentElement.classList.add("js");  // hides the hints that the form came with

  function cardOf(field) {
    if (field.wording) return field.wording;
    var card = document.querySelector("template[data-wording-card]").content.firstElementChild.cloneNode(true);
    var live = document.createElement("p");
    live.className = "sr";
    live.setAttribute("role", "status");
    card.id = field.id + "-hint";
    card.hidden = true;
    field.wording = { card: card, live: live, hints: [], at: 0 };
    field.after(live, card);
    card.addEventListener("click", function (event) { press(field, event.target.closest("button")); });
    card.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      hide(field);
    });
    return field.wording;
  }
  function press(field, button) {
    if (!button) return;
    if (button.matches("[data-hide]")) hide(field);
    else if (button.matches("[data-next]")) { field.wording.at += 1; show(field); }
    else if (field.wording.added) takeOut(field);
    else start(field);
  }
  function hide(field) {
    hidden.add(field.id);
    close(field);
    field.focus();
  }
  function describe(field, isShown) {
    var ids = (field.getAttribute("aria-describedby") || "").split(" ").filter(function (id) { return id && id !== field.wording.card.id; });
    if (isShown) ids.push(field.wording.card.id);
    if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
    else field.removeAttribute("aria-describedby");
  }
  function close(field) {
    if (!field.wording) return;
    field.wording.card.hidden = true;
    field.wording.live.textContent = "";
    describe(field, false);
  }
  function say(field, words, reason, instead, action) {
    var card = field.wording.card, fill = function (name, text) { card.querySelector(name).textContent = text; };
    fill("[data-words]", words && "“" + words + "”");
    fill("[data-reason]", reason);
    fill("[data-instead]", instead);
    fill("[data-use]", action);
    card.querySelector("[data-words]").hidden = !words;
    card.querySelector(".instead").hidden = !instead;
    card.querySelector("[data-next]").hidden = !instead || field.wording.hints.length < 2;
    card.hidden = false;
    var told = words ? "Hint: “" + words + "”. " + reason : reason;
    if (field.wording.live.textContent !== told) field.wording.live.textContent = told;
    describe(field, true);
  }
  function show(field) {
    var state = field.wording, hint = state.hints[state.at % state.hints.length];
    state.added = null;
    say(field, hint.words, hint.reason, hint.instead, "Start from this");
  }

  // The hint for what was just written is shown first: the last one before the caret.
  function take(field, hints) {
    if (!hints.length) return close(field);
    var state = cardOf(field), caret = Array.from(field.value.slice(0, field.selectionEnd)).length;
    var before = hints.filter(function (hint) { return hint.end <= caret; });
    state.hints = hints;
    state.at = Math.max(0, before.length - 1);
    return show(field);
  }
  function look(field) {
    var text = field.value;
    if (hidden.has(field.id) || text === (field.lookedAt || "")) return;
    if (asking) asking.abort();
    asking = new AbortController();
    var body = new URLSearchParams({ text: text });  // not FormData, which would turn \n into \r\n
    if ("namesAreFine" in field.dataset) body.append("names", "fine");
    fetch(address, {
      method: "POST",
      body: body,
      credentials: "same-origin",
      signal: asking.signal,
      headers: { "HX-Request": "true", "X-CSRFToken": field.form.elements.csrfmiddlewaretoken.value }
    })
      .then(function (response) { return response.ok ? response.json() : { hints: [] }; })
      .then(function (answer) {
        if (field.value !== text || hidden.has(field.id)) return;
        field.lookedAt = text;
        take(field, answer.hints);
      })
      .catch(function () {});  // no connection: the line about saving says so
  }

  // The rewording goes behind the sentence: nobody's words are taken away.
  function start(field) {
    var state = field.wording, hint = state.hints[state.at % state.hints.length], text = field.value;
    var from = Array.from(text).slice(0, hint.end).join("").length;
    if (text !== field.lookedAt) from = field.selectionEnd;
    var rest = text.slice(from), ends = rest.match(/[.!?]+["”’)]*(?=\s|$)|\s*\n|\s*$/);
    var at = from + ends.index + (ends[0].trim() ? ends[0].length : 0);
    var words = (at ? " " : "") + hint.instead, gap = words.indexOf("…");
    field.focus();
    field.setSelectionRange(at, at);
    insert(field, words);
    if (gap >= 0) field.setSelectionRange(at + gap, at + gap + 1);
    state.added = { at: at, words: words };
    field.lookedAt = field.value;
    say(field, "", "Added behind your sentence, which is still there.", "", "Take it out again");
  }
  function takeOut(field) {
    var added = field.wording.added, end = added.at + added.words.length;
    field.focus();
    if (field.value.slice(added.at, end) === added.words) {
      field.setSelectionRange(added.at, end);
      insert(field, "");
    }
    field.lookedAt = field.value;
    show(field);
  }
  // The old command, since it alone lets the browser's own undo take the words out again.
  function insert(field, words) {
    if (document.execCommand(words ? "insertText" : "delete", false, words)) return;
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("input", function (event) {
    var field = event.target;
    if (!field.matches("[data-wording]")) return;
    clearTimeout(timer);
    timer = setTimeout(function () { look(field); }, PAUSE);
  });
  // What was sent leaves its field, and no hint stays behind.
  document.addEventListener("submit", function (event) {
    clearTimeout(timer);
    event.target.querySelectorAll("[data-wording]").forEach(function (field) {
      close(field);
      field.lookedAt = "";
    });
  });
  document.addEventListener("focusin", function (event) {
    if (event.target.matches("[data-wording]")) look(event.target);
  });
})();
