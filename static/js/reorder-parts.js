// Moves a part while somebody writes in it: its open form changes places with its neighbour, and
// the caret stays where it is. Closed parts are moved by their own buttons.
(function () {
  "use strict";

  function say(words) { document.getElementById("said").textContent = words; }

  function neighbourOf(part, isUp) {
    var next = isUp ? part.previousElementSibling : part.nextElementSibling;
    return next && next.matches(".part[id]:not(.gone)") ? next : null;
  }
  function change(part, isUp) {
    var neighbour = neighbourOf(part, isUp), field = document.activeElement;
    if (!neighbour) return;
    if (isUp) neighbour.before(part);
    else neighbour.after(part);
    field.focus();
  }
  function send(form, direction) {
    var body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("direction", direction);
    body.append("autosave", "1");
    return fetch(form.getAttribute("action").split("?")[0] + "move/", { method: "POST", body: body, headers: { "HX-Request": "true" }, credentials: "same-origin" });
  }

  // `move(target, "up" or "down")`: whether there was something to move.
  window.parts = {
    move: function (target, direction) {
      var part = target.closest(".part"), form = part && part.querySelector("form[data-autosave]");
      if (!part || part.matches(".section-form, .gone")) return false;
      if (part.closest("#list-timeline")) return say("Moments stand in the order of their dates.");
      if (!part.matches(".open")) return part.querySelector("button[name=direction][value=" + direction + "]").click();
      if (form.hasAttribute("data-new")) return say("It has no place yet: it is not saved.");
      return send(form, direction).then(function (response) {
        if (!response.ok) throw new Error("status " + response.status);
        return response.json();
      }).then(function (data) {
        change(part, direction === "up");
        say(data.said);
      }).catch(function () { say("It was not moved: no connection."); });
    }
  };
})();
