// Copying the brief or its link, and printing it; without this script there are links instead.
(function () {
  "use strict";
  function show(root) {
    root.querySelectorAll("[data-print]").forEach(function (button) { button.hidden = false; });
    if (!navigator.clipboard) return;
    root.querySelectorAll("[data-copy-from], [data-copy-link]").forEach(function (button) { button.hidden = false; });
    root.querySelectorAll("[data-without-copy]").forEach(function (link) { link.hidden = true; });
  }
  function say(button, words) {
    var label = button.querySelector("span");
    var before = label.textContent;
    label.textContent = words;
    setTimeout(function () { label.textContent = before; }, 2500);
    var status = document.getElementById("said");
    if (status) status.textContent = words;
  }
  function copy(button) {
    fetch(button.dataset.copyFrom, { credentials: "same-origin" })
      .then(function (response) {
        if (!response.ok || response.redirected) throw new Error("not the brief");
        return response.text();
      })
      .then(function (text) { return navigator.clipboard.writeText(text); })
      .then(function () { say(button, "Copied"); })
      .catch(function () { location.assign(button.dataset.copyFrom); });
  }
  function copyLink(button) {
    var link = new URL(button.dataset.copyLink, location.href).href;
    navigator.clipboard.writeText(link)
      .then(function () { say(button, "Copied"); })
      .catch(function () { location.assign(link); });
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy-from], [data-copy-link], [data-print]");
    if (!button) return;
    if (button.hasAttribute("data-print")) window.print();
    else if (button.hasAttribute("data-copy-link")) copyLink(button);
    else copy(button);
  });
  document.addEventListener("DOMContentLoaded", function () {
    show(document);
    if (location.hash === "#print" && document.querySelector("[data-print]")) window.print();
  });
  // A tray that was exchanged brings its buttons hidden, as for everybody without scripts.
  document.addEventListener("htmx:load", function (event) { show(event.target.parentElement || document); });
})();
