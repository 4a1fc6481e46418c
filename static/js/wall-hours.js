// Light by day and dark by night, and a black screen in quiet hours. Uses the server's clock, because
// a display's clock is often wrong; its own only until the server has answered.
const CHECK_MS = 10000;
const DAY = [7 * 60, 19 * 60];  // in minutes
const wall = document.querySelector("[data-wall]");
const quietHours = wall.dataset.quiet ? wall.dataset.quiet.split("-").map(Number) : null;
let startedAt = Date.now() - performance.now();  // when this page began, by the better clock

function minuteOfDay() {
  const now = startedAt + performance.now();
  return Math.floor(now / 60000 + Number(wall.dataset.utcOffset) + 1440) % 1440;
}

function isWithin([from, until], minute) {
  if (from < until) return minute >= from && minute < until;
  return minute >= from || minute < until;
}

function check() {
  const minute = minuteOfDay();
  const isQuiet = quietHours !== null && isWithin(quietHours, minute);
  const { classList } = document.body;
  if (wall.dataset.theme === "day") {
    classList.toggle("is-light", isWithin(DAY, minute));
    classList.toggle("is-dark", !isWithin(DAY, minute));
  }
  if (isQuiet === classList.contains("is-quiet")) return;
  classList.toggle("is-quiet", isQuiet);
  document.dispatchEvent(new CustomEvent("wall:quiet", { detail: isQuiet }));
}

document.addEventListener("wall:answer", (event) => {
  startedAt = event.detail - performance.now();
  check();
});
document.addEventListener("DOMContentLoaded", check);
setInterval(check, CHECK_MS);
