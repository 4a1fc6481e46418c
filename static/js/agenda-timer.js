// Counts the minutes of a step down, without asking the server; said aloud at the start, when a
// minute is left, and at the end. A page that is loaded again goes on counting.
(function () {
  "use strict";
  var root = document.querySelector("[data-agenda]");
  if (!root) return;
  var key = "agenda " + root.dataset.agenda, says = root.querySelector("[data-announce]");
  var steps = Array.from(root.querySelectorAll("[data-step]")), now = null, ticking = 0;

  function nameOf(step) { return step.querySelector("h2").firstChild.textContent.trim(); }
  function shown(seconds) { return Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0"); }
  function keep() {
    try {
      if (now) sessionStorage.setItem(key, JSON.stringify({ step: now.step.dataset.step, ends: now.ends }));
      else sessionStorage.removeItem(key);
    } catch (error) { /* only a reload forgets */ }
  }
  function label(step, words) { step.querySelector("[data-clock] button span").textContent = words; }
  function stop() {
    clearInterval(ticking);
    if (now) {
      now.step.classList.remove("is-now");
      label(now.step, "Start the clock");
      now.step.querySelector("[data-left]").textContent = "";
    }
    now = null;
    keep();
  }
  function begin(step, ends) {
    stop();
    now = { step: step, ends: ends, saidLast: ends - Date.now() <= 60000 };
    step.classList.add("is-now");
    label(step, "Stop the clock");
    keep();
    ticking = setInterval(tick, 500);
    tick();
  }
  function tick() {
    var seconds = Math.max(0, Math.ceil((now.ends - Date.now()) / 1000));
    now.step.querySelector("[data-left]").textContent = seconds ? shown(seconds) : "Time is up";
    if (!now.saidLast && seconds <= 60) { now.saidLast = true; says.textContent = "One minute left: " + nameOf(now.step); }
    if (!seconds) { clearInterval(ticking); says.textContent = "Time is up: " + nameOf(now.step); }
  }
  steps.forEach(function (step) {
    var clock = step.querySelector("[data-clock]");
    clock.hidden = false;
    clock.querySelector("button").addEventListener("click", function () {
      if (now && now.step === step) return stop();
      begin(step, Date.now() + Number(step.dataset.minutes) * 60000);
      says.textContent = nameOf(step) + ": " + step.dataset.minutes + " minutes";
      return null;
    });
  });
  var print = root.querySelector("[data-print]");
  print.hidden = false;
  print.addEventListener("click", function () { window.print(); });
  try {
    var kept = JSON.parse(sessionStorage.getItem(key));
    var step = kept && steps.find(function (one) { return one.dataset.step === kept.step; });
    if (step) begin(step, kept.ends);
  } catch (error) { /* nothing to go on with */ }
})();
