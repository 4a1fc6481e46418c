// Turns the slides of the Fail Wall on a screen. ES2017, for television engines of 2021. What is
// shown is rendered by the server; this turns, asks for news, and survives days without a network.
(function () {
  "use strict";
  var wall = document.querySelector("[data-wall]");
  var state = document.querySelector("[data-state]");
  var button = document.querySelector("[data-pause]");
  var ASK_MS = 30000, ASK_MS_MOST = 300000, STALE_MS = 120000;
  var etag = wall.dataset.etag, build = wall.dataset.build;
  var at = 0, turns = 0, fails = 0, paused = false, news = null, lastAnswer = Date.now();
  var turnTimer = 0, askTimer = 0, awakeTimer = 0;

  function slides() { return wall.querySelectorAll(".slide"); }
  function names(list) { return Array.from(list, function (slide) { return slide.dataset.post; }); }

  function place(slide) {  // mirrored, and a little aside from where the last one stood
    var frame = slide.querySelector(".frame"), angle = turns * 0.9;
    slide.classList.toggle("flip", turns % 2 === 1);
    frame.style.setProperty("--dx", (0.8 * Math.cos(angle)).toFixed(2));
    frame.style.setProperty("--dy", (0.6 * Math.sin(angle)).toFixed(2));
    fit(frame);
  }
  function fit(frame) {  // smaller type until all of it can be read
    frame.querySelectorAll(".say, .story").forEach(function (part) {
      var size = 1;
      part.style.setProperty("--fit", "1");
      while (size > 0.4 && part.scrollHeight > part.clientHeight + 1) {
        size -= 0.04;
        part.style.setProperty("--fit", size.toFixed(2));
      }
    });
  }
  function show(number) {
    var all = slides(), slide;
    at = (number + all.length) % all.length;
    slide = all[at];
    slide.style.setProperty("--dwell", slide.dataset.seconds + "s");
    place(slide);
    turns += 1;
    all.forEach(function (other) {
      other.classList.toggle("is-on", other === slide);
      if (other === slide) other.removeAttribute("aria-hidden");
      else other.setAttribute("aria-hidden", "true");
    });
    wait();
  }
  function wait() {
    clearTimeout(turnTimer);
    if (!paused) turnTimer = setTimeout(next, Number(slides()[at].dataset.seconds) * 1000);
  }
  function next() { show(news ? take() : at + 1); }

  function take() {  // between two slides only; what is new comes first, else the one after the last
    var before = names(slides()), shown = before[at], after, fresh;
    if (news.reload) { location.reload(); return at; }
    wall.innerHTML = news.html;
    news = null;
    after = names(slides());
    fresh = after.findIndex(function (name) { return before.indexOf(name) < 0; });
    return fresh >= 0 ? fresh : after.indexOf(shown) + 1;
  }
  function ask() {
    var abort = new AbortController(), late = setTimeout(function () { abort.abort(); }, 10000);
    fetch(wall.dataset.slides, { headers: { "If-None-Match": etag }, cache: "no-store", signal: abort.signal })
      .then(function (answer) {
        var name = answer.headers.get("X-Wall-Build");
        if (answer.status === 304) return null;
        if (answer.status !== 200) throw new Error("status " + answer.status);
        etag = answer.headers.get("ETag") || "";
        return answer.text().then(function (html) { news = { html: html, reload: name !== build }; });
      })
      .then(function () { fails = 0; lastAnswer = Date.now(); }, function () { fails += 1; })
      .then(function () {
        clearTimeout(late);
        tell();
        clearTimeout(askTimer);
        askTimer = setTimeout(ask, Math.min(ASK_MS * Math.pow(2, fails), ASK_MS_MOST) * (0.8 + Math.random() * 0.4));
      });
  }
  function tell() {
    var since = new Date(lastAnswer).toTimeString().slice(0, 5);
    var words = Date.now() - lastAnswer < STALE_MS ? "" : "No connection since " + since + ". These are the last posts that came.";
    if (state.textContent !== words) state.textContent = words;
  }

  function pause(on) {
    paused = on;
    document.body.classList.toggle("is-paused", on);
    button.textContent = on ? "Go on" : "Pause";
    button.setAttribute("aria-pressed", String(on));
    if (on) clearTimeout(turnTimer); else next();
  }
  function stir() {
    document.body.classList.add("is-awake");
    clearTimeout(awakeTimer);
    awakeTimer = setTimeout(function () { document.body.classList.remove("is-awake"); }, 4000);
  }
  function stayAwake() {
    if (navigator.wakeLock && document.visibilityState === "visible") navigator.wakeLock.request("screen").catch(function () {});
  }
  function startAnewAtNight() {  // weeks without a reload leave memory behind
    var night = new Date();
    night.setDate(night.getDate() + 1);
    night.setHours(4, Math.floor(Math.random() * 30), 0, 0);
    setTimeout(function () { if (fails === 0) location.reload(); else startAnewAtNight(); }, night - Date.now());
  }

  document.addEventListener("keydown", function (event) {
    stir();
    if (event.key === " " && event.target !== button) { event.preventDefault(); pause(!paused); }
    if (event.key === "ArrowRight") next();
    if (event.key === "ArrowLeft") show(at - 1);
  });
  document.addEventListener("pointermove", stir);
  button.addEventListener("click", function () { pause(!paused); });
  document.addEventListener("visibilitychange", stayAwake);
  addEventListener("online", ask);
  addEventListener("resize", function () { fit(slides()[at].querySelector(".frame")); });

  document.fonts.ready.then(function () { show(0); });
  askTimer = setTimeout(ask, ASK_MS);
  startAnewAtNight();
  stayAwake();
  setInterval(tell, 15000);
})();
