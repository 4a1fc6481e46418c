// The search page while somebody types: what is found follows the words and the filters, the
// address follows what is found, and the way back shows it again. Without this script it is a form.
// One request at a time: a newer one waits for the answer, and only the newest of them is asked.
(function () {
  "use strict";
  var PAUSE = 250, SETTLED = 3000;

  function searching(form) {
    var found = document.getElementById("found"), said = document.getElementById("found-said");
    var field = form.elements.q, shown = location.pathname + location.search;
    var isAsking = false, waiting, typed, settled, isTyped = false;

    function address() {
      var asked = new URLSearchParams();
      new FormData(form).forEach(function (value, name) {
        if (value.trim() && !(name === "sort" && value === "relevance")) asked.append(name, value);
      });
      return form.getAttribute("action") + (String(asked) ? "?" + asked : "");
    }
    function ask(address, how) {
      clearTimeout(typed);
      clearTimeout(settled);
      waiting = { address: address, how: how };
      if (!isAsking) next();
    }
    function next() {
      var now = waiting, headers = { "HX-Request": "true" };
      if (!now) return;
      waiting = null;
      isAsking = true;
      if (now.how === "typing") headers["Search-Typing"] = "true";
      fetch(now.address, { headers: headers, credentials: "same-origin" })
        .then(function (response) {
          if (!response.ok || response.redirected) throw response.status;
          return response.text();
        })
        .then(function (html) { show(html, now); }, function (status) { fail(status, now); })
        .then(function () { isAsking = false; next(); });
    }
    // Signed out meanwhile, or too long a text: the whole page says what it is.
    function fail(status, now) {
      if (typeof status === "number") location.assign(now.address);
      else said.textContent = "The site can’t be reached. What you typed is still here.";
    }

    function show(html, now) {
      if (waiting && waiting.how === "back") return;
      var focused = document.activeElement, id = focused.id, isInside = found.contains(focused);
      var open = Array.from(found.querySelectorAll("details[id]"), function (one) { return [one.id, one.open]; });
      found.innerHTML = html;
      open.forEach(function (one) {
        var details = document.getElementById(one[0]);
        if (details) details.open = one[1];
      });
      if (!open.length && matchMedia("(max-width: 60rem)").matches) {
        found.querySelectorAll("[data-closed-when-narrow]").forEach(function (details) { details.open = false; });
      }
      if (isInside) focusAgain(id);
      document.title = found.firstElementChild.dataset.title;
      said.textContent = document.getElementById("found-title").textContent;
      remember(now);
      if (now.how === "typing" && found.querySelector("[data-nothing]")) {
        settled = setTimeout(function () { ask(now.address, "settled"); }, SETTLED);
      }
    }
    function focusAgain(id) {
      var target = id && document.getElementById(id);
      if (!target) {
        target = document.getElementById("found-title");
        target.tabIndex = -1;
      }
      target.focus({ preventScroll: true });
    }
    // Typing changes one entry of the history; what was arrived at, chosen or submitted stays one.
    function remember(now) {
      var isNew = now.address !== shown;
      shown = now.address;
      if (now.how === "back") { isTyped = false; return; }
      if (isNew) {
        if (now.how !== "choice" && (isTyped || !location.search)) history.replaceState(null, "", shown);
        else history.pushState(null, "", shown);
      }
      isTyped = now.how === "typing" || (isTyped && now.how === "settled");
    }
    function follow(link) {
      var ending = link.dataset.ending;
      field.value = new URL(link.href).searchParams.get("q") || "";
      if (ending !== undefined) field.focus();
      ask(link.pathname + link.search, ending === undefined ? "choice" : "submit");
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      ask(address(), "submit");
    });
    field.addEventListener("input", function () {
      clearTimeout(typed);
      clearTimeout(settled);
      typed = setTimeout(function () {
        if (address() !== shown || isAsking) ask(address(), "typing");
      }, PAUSE);
    });
    found.addEventListener("change", function (event) {
      if (event.target.form === form) ask(address(), "choice");
    });
    found.addEventListener("click", function (event) {
      var link = event.target.closest("a[href^='?']");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      follow(link);
      if (link.rel) window.scrollTo(0, 0);
    });
    window.addEventListener("popstate", function () {
      var here = location.pathname + location.search;
      if (here === shown && !waiting && !isAsking) return;
      field.value = new URLSearchParams(location.search).get("q") || "";
      ask(here, "back");
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    var form = document.querySelector("form[data-searching]");
    if (form) searching(form);
  });
})();
