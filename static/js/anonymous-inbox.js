// Adds thoughts without leaving the field. What is typed or not sent yet is kept in the browser, for
// this account alone until it signs out, and sent again until it is answered; its number makes
// repetitions harmless.
(function () {
  "use strict";
  var RETRY = 4000, ONCE_MORE = [401, 403];
  var form = document.querySelector("form[data-gathering]");
  if (!form) return;
  var id = "gathering " + form.dataset.gathering, person = document.body.dataset.person;
  var text = form.elements.text, says = document.querySelector("[data-say]");
  var unsent = document.querySelector("[data-unsent]"), mine = document.querySelector("[data-mine]");
  var kept = { typing: null, waiting: [] }, sending = false, timer = 0;
  var writing = false, isNewer = false, isBegun = false, isSignedOut = false;

  // One write at a time; what comes in between is written once, as it is then.
  function keep() {
    form.toggleAttribute("data-unsaved", kept.waiting.length > 0);  // unsaved-warning.js asks
    if (!isBegun || isSignedOut) return;
    isNewer = writing;
    delete form.dataset.kept;
    if (writing) return;
    writing = true;
    write()
      .then(function () { if (!isNewer) form.dataset.kept = isEmpty() ? "" : "yes"; }, function () {
        say("This browser can’t keep what you type here. Copy longer texts before you close it.");
      })
      .then(function () { writing = false; if (isNewer) keep(); });
  }
  function isEmpty() { return !kept.typing && !kept.waiting.length; }
  function write() {
    if (isEmpty()) return keptTexts.drop(id);
    return keptTexts.put({ id: id, owner: person, typing: kept.typing, waiting: kept.waiting });
  }
  function begin(texts) {
    var found = texts.find(function (one) { return one.id === id; });
    isBegun = true;
    if (found) {
      kept.waiting = found.waiting.concat(kept.waiting);
      if (found.typing && !text.value) fill(found.typing);
    }
    keep();
    draw();
    send();
  }
  function say(words) { says.textContent = words; }
  function newId() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 15 | 64; bytes[8] = bytes[8] & 63 | 128;
    var hex = Array.from(bytes, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
  function typed() {
    var values = {};
    ["kind", "text", "category", "signed", "client_id"].forEach(function (name) {
      values[name] = form.elements[name] ? form.elements[name].value : "";
    });
    return values;
  }
  function fill(values) {
    Object.keys(values).forEach(function (name) { if (form.elements[name]) form.elements[name].value = values[name]; });
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  // Problems that the page can see by itself are left to the page that the server answers with.
  function isWhole(values) {
    var length = Array.from(values.text.trim()).length, isLesson = values.kind === "lesson";
    return length > 0 && length <= (isLesson ? 140 : Number(text.dataset.max)) && (!isLesson || values.category);
  }

  function draw() {
    unsent.replaceChildren.apply(unsent, kept.waiting.map(function (values) {
      var row = document.createElement("li"), words = document.createElement("p"), why = document.createElement("p");
      row.className = "note mine unsent";
      words.className = "words"; words.textContent = values.text;
      why.className = "kind"; why.textContent = values.refused || "Not sent yet";
      row.append(why, words);
      if (values.refused) row.append(again(values));
      return row;
    }));
  }
  function again(values) {
    var button = document.createElement("button");
    button.type = "button"; button.className = "btn small"; button.textContent = "Put it back into the field";
    button.addEventListener("click", function () {
      if (text.value.trim()) return text.focus();
      drop(values.client_id);
      fill(Object.assign({}, values, { client_id: newId() }));
      return text.focus();
    });
    return button;
  }
  function drop(id) {
    kept.waiting = kept.waiting.filter(function (one) { return one.client_id !== id; });
    keep(); draw();
  }

  function body(values) {
    var data = new FormData();
    Object.keys(values).forEach(function (name) { if (name !== "refused") data.append(name, values[name]); });
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return data;
  }
  function send() {
    clearTimeout(timer);
    var values = kept.waiting.find(function (one) { return !one.refused; });
    if (sending || !values) return;
    sending = true;
    say("Sending…");
    fetch(form.action, { method: "POST", body: body(values), credentials: "same-origin", headers: { "HX-Request": "true" } })
      .then(function (response) { return answered(response, values); })
      .catch(function () { later("No connection. Your thoughts are kept in this browser and sent again."); })
      .then(function () { sending = false; if (!timer) send(); });
  }
  function later(words) {
    say(words);
    timer = setTimeout(function () { timer = 0; send(); }, RETRY);
  }
  function answered(response, values) {
    if (response.ok) return response.text().then(function (row) { stored(row, values); });
    if (ONCE_MORE.includes(response.status)) return signedInAgain();
    if (response.status === 422 || response.status === 404) {
      return response.text().then(function (words) {
        values.refused = response.status === 422 ? words : "This link opens nothing any more. Ask for the one of now.";
        keep(); draw(); say("One thought could not be sent. It is kept here.");
      });
    }
    throw new Error("status " + response.status);
  }
  function stored(row, values) {
    drop(values.client_id);
    var holder = document.createElement("template");
    holder.innerHTML = row;
    mine.prepend(holder.content);
    document.querySelectorAll("[data-none]").forEach(function (words) { words.remove(); });
    say("Kept. Only you see it until the reveal.");
  }
  // After signing in again in another tab: a new token against forgery, if it is the same person.
  function signedInAgain() {
    return fetch(form.action, { credentials: "same-origin" })
      .then(function (response) { return response.text(); })
      .then(function (page) {
        var fresh = new DOMParser().parseFromString(page, "text/html").querySelector("form[data-gathering]");
        if (!fresh || fresh.dataset.gathering !== form.dataset.gathering) {
          return later("Not sent yet: please sign in again in another tab. Your thoughts are kept in this browser.");
        }
        form.elements.csrfmiddlewaretoken.value = fresh.elements.csrfmiddlewaretoken.value;
        return null;
      });
  }

  form.addEventListener("submit", function (event) {
    var values = typed();
    if (!isWhole(values)) { kept.typing = null; keep(); return; }
    event.preventDefault();
    kept.waiting.push(values);
    fill({ text: "", client_id: newId() });  // and so, as after each key, what is kept is written
    draw();
    text.focus();
    send();
  });
  form.addEventListener("input", function () {
    kept.typing = text.value.trim() ? typed() : null;
    keep();
  });
  text.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  });
  addEventListener("online", function () { timer = 0; send(); });

  form.querySelectorAll("[data-with-script]").forEach(function (words) { words.hidden = false; });
  keptTexts.all().catch(function () { return []; }).then(begin);
  // form-backup.js says what other tabs do: nothing is kept of somebody who signed out.
  if (window.BroadcastChannel) {
    new BroadcastChannel("retros").addEventListener("message", function (event) {
      isSignedOut = event.data.signedOut || (isSignedOut && event.data.person !== person);
      keep();
    });
  }
})();
