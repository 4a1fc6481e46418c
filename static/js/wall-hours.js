// Day and night: light or dark by the hour, and quiet hours with a dark screen. By the clock of the
// server, since that of a display is often wrong; by its own only until the server has answered.
(function () {
  "use strict";
  var wall = document.querySelector("[data-wall]");
  var LOOK_MS = 10000, DAY = [7 * 60, 19 * 60];
  var quiet = wall.dataset.quiet ? wall.dataset.quiet.split("-").map(Number) : null;
  var ahead = Date.now() - performance.now();  // of the time since this page began, in ms

  function minute() {
    return Math.floor((ahead + performance.now()) / 60000 + Number(wall.dataset.utcOffset) + 1440) % 1440;
  }
  function isWithin(hours, now) {
    return hours[0] < hours[1] ? now >= hours[0] && now < hours[1] : now >= hours[0] || now < hours[1];
  }
  function look() {
    var now = minute(), body = document.body, isQuiet = quiet !== null && isWithin(quiet, now);
    if (wall.dataset.theme === "day") {
      body.classList.toggle("is-light", isWithin(DAY, now));
      body.classList.toggle("is-dark", !isWithin(DAY, now));
    }
    if (isQuiet !== body.classList.contains("is-quiet")) {
      body.classList.toggle("is-quiet", isQuiet);
      document.dispatchEvent(new CustomEvent("wall:quiet", { detail: isQuiet }));
    }
  }

  document.addEventListener("wall:answer", function (event) {
    ahead = event.detail - performance.now();
    look();
  });
  document.addEventListener("DOMContentLoaded", look);
  setInterval(look, LOOK_MS);
})();
