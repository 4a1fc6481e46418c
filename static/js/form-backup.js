// Keeps in the browser what stands in forms with data-keep until the server has it. Only what
// differs from the page as it came is kept, for the person whose page it is. form-backup-offers.js offers
// it again. Event on the form: "kept" with "yes", "no" or "".
(function () {
  "use strict";
  var seen = new WeakMap();     // form -> the values that the server has
  var asked = new WeakMap();    // form -> the values that a request by htmx carried
  var unanswered = new WeakMap();
  var ids = new Map(), idOfForm = new WeakMap(), writing = new Map();
  var person = document.body.dataset.person, isClosed = false;
  if (!person) return;

  function itemOf(form) {
    var own = form.elements.client_id;
    return { address: new URL(form.action).pathname, client: own ? own.value : "" };
  }
  // One a page and item: when htmx exchanges a form, its successor goes on under the same.
  function idOf(form) {
    var item = JSON.stringify(itemOf(form));
    var id = idOfForm.get(form) || ids.get(item) || Date.now().toString(36) + Math.random().toString(36).slice(2);
    idOfForm.set(form, id);
    ids.set(item, id);
    return id;
  }
  function isOwn(id) {
    return Array.from(ids.values()).includes(id);
  }
  function changed(form, values) {
    var before = seen.get(form) || {};
    return formValues.visible(form).filter(function (name) { return !formValues.same(values[name], before[name]); });
  }
  function textOf(form) {
    var values = formValues.typed(form);
    return Object.assign(itemOf(form), {
      id: idOf(form), person: person, page: location.pathname, title: document.title.replace(/ – Retros$/, ""), at: Date.now(),
      values: values, changed: changed(form, values), sent: unanswered.get(form) || null
    });
  }
  function emit(form, state) {
    form.dataset.kept = state;
    // Forms that are saved while typing say it in their line about saving.
    if (state === "no" && !form.querySelector("[data-state], [role=status]")) {
      form.append(document.querySelector("template[data-not-kept]").content.cloneNode(true));
    }
    form.dispatchEvent(new CustomEvent("kept", { bubbles: true, detail: state }));
  }
  // One write at a time for each form; what comes in between is written once, as it is then.
  function keep(form) {
    if (isClosed || !form.isConnected) return Promise.resolve();
    if (writing.has(form)) {
      writing.set(form, true);
      return Promise.resolve();
    }
    var text = textOf(form);
    if (!form.hasAttribute("data-autosave")) form.toggleAttribute("data-unsaved", text.changed.length > 0);
    writing.set(form, false);
    return (text.changed.length ? keptTexts.put(text) : keptTexts.drop(text.id))
      .then(function () { emit(form, text.changed.length ? "yes" : ""); }, function () { emit(form, "no"); })
      .then(function () {
        var isNewer = writing.get(form);
        writing.delete(form);
        return isNewer ? keep(form) : null;
      });
  }
  function has(form, values) {
    seen.set(form, Object.assign({}, seen.get(form), values));
    unanswered.delete(form);
    if (changed(form, formValues.typed(form)).length) return keep(form);
    if (writing.has(form)) writing.set(form, false);
    if (!form.hasAttribute("data-autosave")) form.removeAttribute("data-unsaved");
    return keptTexts.drop(idOf(form)).then(function () { emit(form, ""); }, function () { return null; });
  }
  function attach(root) {
    var found = Array.from(root.querySelectorAll ? root.querySelectorAll("form[data-keep]") : []);
    if (root.matches && root.matches("form[data-keep]")) found.push(root);
    found.forEach(function (form) {
      if (seen.has(form)) return;
      // A form that came back with errors or a conflict holds what the server does not have.
      seen.set(form, form.hasAttribute("data-unsaved") ? {} : formValues.of(form));
      if (form.hasAttribute("data-unsaved")) keep(form);
    });
  }

  ["input", "change"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var form = event.target.closest("form[data-keep]");
      if (form) keep(form);
    });
  });
  document.addEventListener("autosave:sending", function (event) {
    unanswered.set(event.target, event.detail.sent);
    keep(event.target);
  });
  document.addEventListener("autosave:saved", function (event) { has(event.target, event.detail.sent); });
  document.addEventListener("autosave:dropped", function (event) { keptTexts.drop(idOf(event.target)); });

  function formOf(event) {
    var form = event.detail.requestConfig && event.detail.requestConfig.elt;
    return form && form.matches("form[data-keep]") && event.detail.requestConfig.verb === "post" ? form : null;
  }
  document.addEventListener("htmx:beforeRequest", function (event) {
    var form = formOf(event);
    if (form) asked.set(form, formValues.of(form));
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    var form = formOf(event);
    if (form && event.detail.xhr.status < 300) has(form, asked.get(form));
  });

  // A plain form learns by a cookie that it arrived (retros/middleware.py): the answer to it is
  // another page, or none.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("form[data-keep]:not([hx-post])")) return;
    var field = form.querySelector("input[name=kept]") || document.createElement("input");
    field.type = "hidden";
    field.name = "kept";
    field.value = idOf(form);
    form.append(field);
    if (!form.hasAttribute("data-autosave")) form.removeAttribute("data-unsaved");
  });
  function arrived() {
    var found = document.cookie.match(/(?:^|; )kept=([0-9a-z.]+)/);
    if (!found) return Promise.resolve();
    document.cookie = "kept=; path=/; max-age=0; samesite=lax";
    return Promise.all(found[1].split(".").map(keptTexts.drop));
  }

  var channel = window.BroadcastChannel && new BroadcastChannel("retros");
  if (channel) {
    channel.postMessage({ person: person });
    channel.addEventListener("message", function (event) {
      if (event.data.signedOut) isClosed = true;
      else if (event.data.person === person && isClosed) {
        isClosed = false;
        document.querySelectorAll("form[data-keep][data-unsaved]").forEach(keep);
      }
    });
  }
  // For a page that is left: signing out asks before it clears everything.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("form[data-sign-out]")) return;
    event.preventDefault();
    keptTexts.all().then(function (texts) {
      // Thoughts for a gathering (anonymous-inbox.js) have an owner: they are offered at their link alone.
      var mine = texts.filter(function (text) { return (text.person || text.owner) === person; }).length;
      var question = "Text that is not saved is kept in this browser. Signing out removes it. Sign out?";
      if (mine && !confirm(question)) return null;
      isClosed = true;
      return keptTexts.clear().then(function () {
        if (channel) channel.postMessage({ signedOut: true });
        signOut(form);
      });
    }).catch(function () { signOut(form); });
  });
  function signOut(form) {
    document.querySelectorAll("form[data-unsaved]").forEach(function (one) { one.removeAttribute("data-unsaved"); });
    form.submit();
  }

  document.addEventListener("DOMContentLoaded", function () {
    attach(document);
    arrived().catch(function () { return null; }).then(function () {
      document.dispatchEvent(new CustomEvent("kept:ready", { detail: { keep: keep, itemOf: itemOf, isOwn: isOwn } }));
    });
  });
  document.addEventListener("htmx:load", function (event) { attach(event.target); });
})();
