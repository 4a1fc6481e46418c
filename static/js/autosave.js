// Saves a form a moment after the last key, and goes on trying until the server has it.
// A form with data-autosave answers such a save in JSON: {version, base, merged} when it is stored,
// {conflict, …} with both texts, or {errors}. While something is not stored the form carries
// data-unsaved. Events on the form: "save-state" {state, words}, "autosave:sending" and
// "autosave:saved" {sent}, "autosave:dropped".
(function () {
  "use strict";
  var PAUSE = 1200, TIMEOUT = 15000, RETRIES = [2000, 4000, 8000, 15000, 30000];
  var AUTOSAVED = "form[data-autosave]";
  var forms = new WeakMap();

  document.documentElement.classList.add("js");

  // `sent` are the values that a request carried whose answer is not here yet. They are sent again
  // unchanged until there is one: a save that landed although its answer was lost is found to be
  // stored already, and what was typed meanwhile follows on top of it.
  function of(form) {
    if (!forms.has(form)) forms.set(form, { timer: 0, tries: 0, sending: null, sent: null, newer: false });
    return forms.get(form);
  }
  function emit(form, name, detail) {
    form.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: detail }));
  }
  function tell(form, state, words) {
    emit(form, "save-state", { state: state, words: words });
  }
  function later(form, pause) {
    var one = of(form);
    clearTimeout(one.timer);
    one.timer = setTimeout(function () { send(form); }, pause);
  }
  function again(form) {
    var one = of(form);
    later(form, RETRIES[Math.min(one.tries, RETRIES.length - 1)]);
    one.tries += 1;
  }
  function isUndecided(form) {
    return Boolean(form.querySelector("[data-conflict]")) && !of(form).decided;
  }
  function request(address, options) {
    var abort = new AbortController();
    var timer = setTimeout(function () { abort.abort(); }, TIMEOUT);
    options.headers = { "HX-Request": "true", "HX-Current-URL": location.href, Accept: "application/json" };
    options.credentials = "same-origin";
    options.signal = abort.signal;
    return fetch(address, options).finally(function () { clearTimeout(timer); });
  }
  function post(form, values) {
    var body = new FormData();
    Object.keys(values).forEach(function (name) {
      values[name].forEach(function (text) { body.append(name, text); });
    });
    body.append("autosave", "1");
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return request(form.action, { method: "POST", body: body });
  }

  function send(form) {
    var one = of(form);
    clearTimeout(one.timer);
    if (one.sending) return one.sending;
    if (!form.isConnected || !form.hasAttribute("data-unsaved") || isUndecided(form)) return Promise.resolve();
    if (!one.sent) take(form, one);
    if (!one.tries) tell(form, "saving", "Saving…");
    one.sending = post(form, one.sent)
      .then(function (response) { return answer(form, one, response); })
      .catch(function () { lost(form, "no connection"); })
      .then(function () {
        one.sending = null;
        if (one.newer && !one.sent) later(form, 300);
      });
    return one.sending;
  }
  function take(form, one) {
    one.sent = formValues.of(form);
    one.newer = false;
    emit(form, "autosave:sending", { sent: one.sent });
  }
  function lost(form, why) {
    tell(form, "waiting", "Not saved yet: " + why);
    again(form);
  }
  function answer(form, one, response) {
    if (response.ok) return response.json().then(function (data) { stored(form, one, data); });
    if (response.status === 409) return response.json().then(function (data) { conflict(form, one, data); });
    if (response.status === 422) return response.json().then(function (data) { refused(form, one, data.errors); });
    if (response.status === 401 || response.status === 403) return renew(form, one);
    if (response.status >= 500 || response.status === 429) return lost(form, "the site can’t save just now");
    one.sent = null;
    return lost(form, response.status === 404 ? "this can’t be changed any more, or not by you" : "the site does not take it");
  }
  function stored(form, one, data) {
    var sent = one.sent, merged = Object.keys(data.merged).length > 0;
    one.sent = null;
    one.tries = 0;
    one.renewed = one.decided = false;
    form.querySelectorAll("[data-conflict]").forEach(function (panel) { panel.remove(); });
    goOnFrom(form, sent, data);
    if (!one.newer) {
      form.removeAttribute("data-unsaved");
      tell(form, "saved", merged ? "Saved, together with what somebody else changed" : "Saved");
    }
    emit(form, "autosave:saved", { sent: Object.assign({}, sent, data.merged) });
  }
  // The next save is based on what is stored now. A field that somebody else changed while it is
  // being typed in keeps its old base, and the form its old version: then the server compares again.
  function goOnFrom(form, sent, data) {
    var now = formValues.of(form), base = JSON.parse(data.base), seen = JSON.parse(form.elements.base.value || "{}");
    var fresh = {}, late = [];
    Object.keys(data.merged).forEach(function (name) {
      if (formValues.same(now[name], sent[name])) fresh[name] = data.merged[name];
      else late.push(name);
    });
    formValues.fill(form, fresh);
    late.forEach(function (name) { base[name] = seen[name]; });
    form.elements.base.value = JSON.stringify(base);
    if (!late.length) form.elements.version.value = data.version;
    if (data.address) moveTo(form, data.address);
  }
  // A new part has an address of its own once it is stored.
  function moveTo(form, address) {
    form.action = address;
    form.removeAttribute("data-new");
    if (!form.hasAttribute("hx-post")) return;
    form.setAttribute("hx-post", address);
    htmx.process(form);
  }
  function conflict(form, one, data) {
    var sent = one.sent;
    one.sent = null;
    one.tries = 0;
    one.decided = false;
    if (one.newer) return;  // ask again with what was typed since
    goOnFrom(form, sent, data);
    form.querySelectorAll("[data-conflict]").forEach(function (panel) { panel.remove(); });
    form.insertAdjacentHTML("afterbegin", data.conflict);
    emit(form, "conflict:shown");
    tell(form, "conflict", "Somebody else changed this: see both");
  }
  function refused(form, one, errors) {
    var name = Object.keys(errors)[0];
    one.sent = null;
    one.tries = 0;
    tell(form, "refused", "Not saved yet. " + formValues.label(form, name) + ": " + errors[name]);
  }

  // Signed out meanwhile, or signed in again in another tab, which makes older tokens void.
  function renew(form, one) {
    return request(document.body.dataset.here, {}).then(function (response) {
      if (response.status === 401) {
        tell(form, "signed-out", "Not saved yet: please sign in again");
        return again(form);
      }
      if (!response.ok) return lost(form, "the site can’t save just now");
      return response.json().then(function (here) { retake(form, one, here); });
    });
  }
  function retake(form, one, here) {
    if (here.person !== document.body.dataset.person) {
      tell(form, "signed-out", "Not saved yet: somebody else is signed in here now");
      return again(form);
    }
    if (one.renewed) return lost(form, "the site does not take it");
    one.renewed = true;
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach(function (field) { field.value = here.token; });
    return later(form, 0);
  }

  function typed(form) {
    var one = of(form);
    one.newer = true;
    form.setAttribute("data-unsaved", "");
    if (isUndecided(form)) return;
    if (!one.tries) tell(form, "saving", "Saving…");
    later(form, one.tries && one.sent ? RETRIES[0] : PAUSE);
  }
  ["input", "change"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var form = event.target.closest(AUTOSAVED);
      if (form && event.target.name && event.detail !== "filled") typed(form);
    });
  });
  // Text that was kept in the browser and put back into its form.
  document.addEventListener("kept:put-back", function (event) {
    if (!event.target.matches(AUTOSAVED)) return;
    typed(event.target);
    of(event.target).sent = event.detail.sent;
    later(event.target, 0);
  });
  document.addEventListener("conflict:decided", function (event) {
    of(event.target).decided = true;
    typed(event.target);
  });
  function retryNow() {
    document.querySelectorAll(AUTOSAVED + "[data-unsaved]").forEach(function (form) {
      if (of(form).tries) send(form);
    });
  }
  document.addEventListener("save-now", function () {
    document.querySelectorAll(AUTOSAVED + "[data-unsaved]").forEach(send);
  });
  addEventListener("online", retryNow);
  addEventListener("focus", retryNow);
  if (window.BroadcastChannel) new BroadcastChannel("retros").addEventListener("message", retryNow);

  // A save by button waits for the one that is under way, so that it never meets itself.
  function settled(form) {
    var one = of(form);
    return (one.sending || send(form)).then(function () { return !one.sent && !isUndecided(form); });
  }
  function isUnderWay(form) {
    return Boolean(of(form).sending || of(form).sent);
  }
  function ofRequest(event) {
    var config = event.detail.requestConfig || event.detail;
    return config.verb === "post" && config.elt.matches(AUTOSAVED) ? config.elt : null;
  }
  document.addEventListener("htmx:confirm", function (event) {
    var form = event.target;
    if (!form.matches(AUTOSAVED)) return;
    clearTimeout(of(form).timer);
    if (!isUnderWay(form)) return;
    event.preventDefault();
    settled(form).then(function (isClear) { if (isClear) event.detail.issueRequest(true); });
  });
  document.addEventListener("htmx:configRequest", function (event) {
    if (ofRequest(event)) event.detail.timeout = TIMEOUT;
  });
  document.addEventListener("htmx:beforeRequest", function (event) {
    var form = ofRequest(event);
    if (!form) return;
    var one = of(form);
    clearTimeout(one.timer);
    one.decided = true;
    form.setAttribute("data-unsaved", "");
    take(form, one);
    tell(form, "saving", "Saving…");
    one.focused = form.contains(document.activeElement) && document.activeElement;
    form.inert = true;  // what would be typed now would be in neither text
  });
  document.addEventListener("htmx:beforeOnLoad", function (event) {
    if (ofRequest(event) && event.detail.xhr.status === 401) event.preventDefault();
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = ofRequest(event), status = event.detail.xhr.status;
    if (!form || !form.isConnected || !form.inert) return;
    form.inert = false;
    if (of(form).focused) of(form).focused.focus();
    if (status === 401 || status === 403) renew(form, of(form)).catch(function () { lost(form, "no connection"); });
    else lost(form, status ? "the site can’t save just now" : "no connection");
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches(AUTOSAVED + ":not([hx-post])")) return;
    clearTimeout(of(form).timer);
    if (!isUnderWay(form)) return form.removeAttribute("data-unsaved");
    event.preventDefault();
    return settled(form).then(function (isClear) {
      if (!isClear) return;
      form.removeAttribute("data-unsaved");
      form.submit();
    });
  });

  // Leaving a new form: what was saved becomes a part; what was typed is not dropped unasked.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-close]");
    var form = link && link.closest(AUTOSAVED);
    if (!form || !form.hasAttribute("hx-post")) return;
    event.preventDefault();
    if (form.elements.version.value > 0) return form.requestSubmit();
    if (form.hasAttribute("data-unsaved") && !confirm("What you typed here is not saved yet. Leave it?")) return;
    emit(form, "autosave:dropped");
    var part = form.closest(".part"), add = part.parentElement.parentElement.querySelector("a.add");
    part.remove();
    if (add) add.focus();
  });
  document.addEventListener("part-placed", function (event) {
    var target = document.getElementById(event.detail.focus);
    if (target) target.focus();
    document.getElementById("said").textContent = event.detail.said;
  });
  // A form that somebody opened is for typing in.
  document.addEventListener("htmx:load", function (event) {
    if (document.body.dataset.opening || !event.target.matches || !event.target.matches(".part.open")) return;
    var field = event.target.querySelector("textarea, input:not([type=hidden])");
    if (field && !event.target.querySelector("[data-focus-now]")) field.focus();
  });
})();
