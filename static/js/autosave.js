// Saves a form a moment after the last key, says in words how it stands, and warns before leaving.
// A form with data-autosave answers such a save in JSON: {version} or {errors}.
(function () {
  "use strict";
  var PAUSE = 1200, RETRY = 5000, MARKER = "autosave";
  var waiting = new Map();  // form -> {timer, sending, dirty, saved}

  document.documentElement.classList.add("js");

  function of(form) {
    if (!waiting.has(form)) waiting.set(form, { timer: 0, sending: null, dirty: false, saved: false });
    return waiting.get(form);
  }
  function say(words, isWaiting) {
    document.querySelectorAll("[data-save-state]").forEach(function (line) {
      line.classList.toggle("waiting", Boolean(isWaiting));
      line.querySelector("span").textContent = words;
    });
  }
  function anyDirty() {
    waiting.forEach(function (_, form) { if (!form.isConnected) waiting.delete(form); });
    return Array.from(waiting.values()).some(function (one) { return one.dirty; });
  }
  function saved() {
    if (anyDirty()) return;
    say("Saved at " + new Date().toTimeString().slice(0, 5));
  }
  function later(form, pause) {
    var one = of(form);
    clearTimeout(one.timer);
    one.timer = setTimeout(function () { send(form); }, pause);
  }
  function firstError(form, errors) {
    var name = Object.keys(errors)[0];
    var label = name && form.querySelector("[name='" + name + "']");
    var field = label && label.closest(".field");
    var title = field && field.querySelector("label, legend");
    return (title ? title.firstChild.textContent.trim() + ": " : "") + (errors[name] || "");
  }
  function answer(form, response, one) {
    if (response.status === 200) {
      return response.json().then(function (data) {
        form.elements.version.value = data.version;
        one.saved = true;
        if (!one.again) one.dirty = false;
        saved();
      });
    }
    if (response.status === 409) {
      say("Somebody else changed this: see both", true);
      one.dirty = false;
      form.requestSubmit();
      return null;
    }
    if (response.status === 422) {
      return response.json().then(function (data) {
        say("Not saved yet. " + firstError(form, data.errors), true);
      });
    }
    if (response.status === 401 || response.status === 403) {
      say("Not saved yet: please sign in again in another tab", true);
      return later(form, RETRY);
    }
    throw new Error("status " + response.status);
  }
  function send(form) {
    var one = of(form);
    clearTimeout(one.timer);
    if (!form.isConnected || !one.dirty) return;
    if (one.sending) { one.again = true; return; }
    one.again = false;
    say("Saving…");
    var body = new FormData(form);
    body.append(MARKER, "1");
    var headers = { "HX-Request": "true", "HX-Current-URL": location.href };
    one.sending = fetch(form.action, { method: "POST", body: body, headers: headers, credentials: "same-origin" })
      .then(function (response) { return answer(form, response, one); })
      .catch(function () {
        say("Not saved yet: no connection", true);
        later(form, RETRY);
      })
      .then(function () {
        one.sending = null;
        if (one.again) send(form);
      });
  }

  ["input", "change"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var form = event.target.closest("form[data-autosave]");
      if (!form || !event.target.name) return;
      var one = of(form);
      one.dirty = true;
      if (one.sending) one.again = true;
      later(form, PAUSE);
    });
  });
  addEventListener("online", function () {
    waiting.forEach(function (one, form) { if (one.dirty) send(form); });
  });
  addEventListener("beforeunload", function (event) {
    if (anyDirty()) event.preventDefault();
  });

  // A save by button waits for the one that is under way, so that it never meets itself.
  function calm(form) {
    var one = of(form);
    clearTimeout(one.timer);
    one.again = false;
    return one.sending;
  }
  document.addEventListener("htmx:confirm", function (event) {
    var form = event.target.closest("form[data-autosave]");
    if (!form || event.target !== form) return;
    var sending = calm(form);
    if (!sending) return;
    event.preventDefault();
    sending.then(function () { event.detail.issueRequest(true); });
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("form[data-autosave]:not([hx-post])")) return;
    var sending = calm(form);
    of(form).dirty = false;
    if (!sending) return;
    event.preventDefault();
    sending.then(function () { form.submit(); });
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.target;
    if (!form.matches || !form.matches("form[data-autosave]") || event.detail.requestConfig.verb !== "post") return;
    if (event.detail.successful) { of(form).dirty = false; saved(); }
    else if (!event.detail.xhr.status) { say("Not saved yet: no connection", true); later(form, RETRY); }
  });

  // Leaving a new form: what was saved becomes a part; what was typed is not dropped unasked.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-close]");
    var form = link && link.closest("form[data-autosave]");
    if (!form || !form.hasAttribute("hx-post")) return;
    event.preventDefault();
    var one = of(form);
    if (one.saved) return form.requestSubmit();
    if (one.dirty && !confirm("What you typed here is not saved yet. Leave it?")) return null;
    waiting.delete(form);
    form.closest(".part").remove();
    return null;
  });
  document.addEventListener("part-placed", function (event) {
    var target = document.getElementById(event.detail.focus);
    if (target) target.focus();
    saved();
  });
  // A form that was just opened is for typing in.
  document.addEventListener("htmx:load", function (event) {
    var field = event.target.querySelector && event.target.matches(".part.open") && event.target.querySelector("textarea, input:not([type=hidden])");
    if (field && !event.target.querySelector("[data-focus-now]")) field.focus();
  });
})();
