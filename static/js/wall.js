// Turns the slides of the Fail Wall on a screen. ES2017, for television engines of 2021. What is
// shown is rendered by the server; this turns, asks for news, and survives days without a network.
//
// It tells of what it does by events on the document, for the wall's other scripts: "wall:show"
// (a slide is about to be seen), "wall:answer" (the server's time, in ms). It follows "wall:next",
// "wall:previous", "wall:pause" (detail: whether) and "wall:quiet" (detail: whether).
(function () {
  "use strict";
  var wall = document.querySelector("[data-wall]");
  var state = document.querySelector("[data-state]");
  var ASK_MS = 20000, ASK_MS_MOST = 60000, PATIENCE_MS = 10000, STALE_MS = 120000, GONE_MS = 300000;
  var ROUND = "wall round " + location.pathname, TRIED = "wall reloaded for", TRY_AGAIN_MS = 300000;
  var etag = wall.dataset.etag, build = wall.dataset.build, round = Number(wall.dataset.turn);
  var at = 0, turns = 0, fails = 0, paused = false, quiet = false, gone = false;
  var news = null, asking = null, lastAnswer = performance.now(), answeredAt = 0;
  var turnTimer = 0, askTimer = 0;

  function tellOthers(name, detail) { document.dispatchEvent(new CustomEvent(name, { detail: detail })); }
  function slides() { return wall.querySelectorAll(".slide"); }
  function names() { return Array.from(slides(), function (slide) { return slide.dataset.post; }); }
  function shown() { return slides()[at].dataset.post; }

  // Turning
  function show(number) {
    var all = slides(), slide;
    at = (number + all.length) % all.length;
    slide = all[at];
    slide.style.setProperty("--dwell", slide.dataset.seconds + "s");
    place(slide);
    turns += 1;
    document.body.classList.add("is-playing");
    all.forEach(function (other) {
      other.classList.toggle("is-on", other === slide);
      if (other === slide) other.removeAttribute("aria-hidden");
      else other.setAttribute("aria-hidden", "true");
    });
    wait();
  }
  function place(slide) {  // mirrored, and a little aside from where the last one stood
    var angle = turns * 0.9;
    document.body.classList.toggle("is-flipped", turns % 2 === 1);
    slide.classList.toggle("flip", turns % 2 === 1);
    document.body.style.setProperty("--dx", (0.8 * Math.cos(angle)).toFixed(2));
    document.body.style.setProperty("--dy", (0.6 * Math.sin(angle)).toFixed(2));
    tellOthers("wall:show", slide);
  }
  function wait() {
    clearTimeout(turnTimer);
    if (!paused && !quiet) turnTimer = setTimeout(next, Number(slides()[at].dataset.seconds) * 1000);
  }
  function next() {
    if (news) return show(take());
    if (at + 1 < slides().length) return show(at + 1);
    clearTimeout(turnTimer);  // the round is over; the last slide stays until the next one is there
    return ask(round + 1).then(function () { show(news ? take() : 0); });
  }

  // Asking
  function address(number) {
    return wall.dataset.slides + "?turn=" + number + (location.search ? "&" + location.search.slice(1) : "") + "&showing=" + shown();
  }
  function ask(number) {
    if (asking) return asking.then(function () { return ask(number); });
    var abort = new AbortController(), late = setTimeout(function () { abort.abort(); }, PATIENCE_MS);
    clearTimeout(askTimer);
    asking = fetch(address(number), { headers: { "If-None-Match": etag }, cache: "no-store", credentials: "same-origin", signal: abort.signal })
      .then(function (answer) { return read(answer, number); })
      .then(function () { fails = 0; lastAnswer = performance.now(); }, function () { fails += 1; })
      .then(function () {
        var pause = gone ? GONE_MS : Math.min(ASK_MS * Math.pow(2, fails), ASK_MS_MOST);
        clearTimeout(late);
        asking = null;
        askTimer = setTimeout(askAgain, pause * (0.8 + Math.random() * 0.4));
        tell();
        lookAtNews();
      });
    return asking;
  }
  function askAgain() { return ask(round); }
  function read(answer, number) {
    var name = answer.headers.get("X-Wall-Build");
    if (answer.status === 404 && answer.headers.get("X-Wall") === "gone") return close();
    if (!name || (answer.status !== 200 && answer.status !== 304)) throw new Error("status " + answer.status);
    answeredAt = Date.parse(answer.headers.get("Date"));
    if (answeredAt) tellOthers("wall:answer", answeredAt);
    if (answer.status === 304) return begin(number);
    return answer.text().then(function (html) {
      etag = answer.headers.get("ETag") || "";
      news = { html: html, isNextRound: number !== round, reload: gone || (name !== build && mayReloadFor(name)) };
      begin(number);
    });
  }
  function mayReloadFor(name) {  // not at every slide while a deploy is half done and an old page comes back
    var now = Date.now(), tried;
    try {
      tried = (sessionStorage.getItem(TRIED) || "").split(" ");
      if (tried[0] === name && Math.abs(now - Number(tried[1])) < TRY_AGAIN_MS) return false;
      sessionStorage.setItem(TRIED, name + " " + now);
    } catch (error) { /* forbidden: then every time */ }
    return true;
  }
  function begin(number) {
    round = number;
    if (wall.dataset.turn === "0") return;  // everything fits into every round
    try { localStorage.setItem(ROUND, number); } catch (error) { /* full or forbidden: the clock counts */ }
  }
  function lookAtNews() {  // what was taken down goes at once, all else waits for the next slide
    if (!news || news.isNextRound) return;
    if (gone || (quiet && news.reload) || news.html.indexOf('data-post="' + shown() + '"') < 0) show(take());
  }
  function take() {  // what is new comes first, else the one after the last
    var before = names(), last = shown(), isNextRound = news.isNextRound, after, fresh;
    if (news.reload) { location.reload(); return at; }
    wall.innerHTML = news.html;
    news = null;
    if (isNextRound) return 0;
    after = names();
    fresh = after.filter(function (name) { return before.indexOf(name) < 0; }).map(Number);
    return fresh.length ? after.indexOf(String(Math.max.apply(null, fresh))) : after.indexOf(last) + 1;
  }
  function close() {  // the link was revoked: say so, and keep nothing
    gone = true;
    news = null;
    wall.innerHTML = document.querySelector("[data-gone]").innerHTML;
    try { localStorage.removeItem(ROUND); } catch (error) { /* was never there */ }
    show(0);
  }
  function tell() {
    var local = answeredAt + Number(wall.dataset.utcOffset) * 60000;
    var since = answeredAt ? " since " + new Date(local).toISOString().slice(11, 16) : "";
    var away = fails > 0 && performance.now() - lastAnswer > STALE_MS;
    var words = away ? "No connection" + since + ". These are the last posts that came." : "";
    if (state.textContent !== words) state.textContent = words;
  }

  // Lasting
  function stayAwake() {
    if (navigator.wakeLock && document.visibilityState === "visible") navigator.wakeLock.request("screen").catch(function () {});
  }
  function startAnewAtNight() {  // weeks without a reload leave memory behind
    var night = new Date();
    night.setDate(night.getDate() + 1);
    night.setHours(4, Math.floor(Math.random() * 30), 0, 0);
    setTimeout(function () { if (fails === 0) location.reload(); else startAnewAtNight(); }, night - Date.now());
  }

  document.addEventListener("wall:next", next);
  document.addEventListener("wall:previous", function () { show(at - 1); });
  document.addEventListener("wall:pause", function (event) {
    paused = event.detail;
    document.body.classList.toggle("is-paused", paused);
    if (paused) clearTimeout(turnTimer); else next();
  });
  document.addEventListener("wall:quiet", function (event) { quiet = event.detail; wait(); });
  document.addEventListener("visibilitychange", stayAwake);
  addEventListener("online", askAgain);
  addEventListener("error", function () { setTimeout(function () { if (fails === 0) location.reload(); }, 60000); });

  try { if (wall.dataset.turn !== "0") round = Number(localStorage.getItem(ROUND)) || round; } catch (error) { /* the clock counts */ }
  if ("serviceWorker" in navigator) navigator.serviceWorker.register(wall.dataset.worker).catch(function () {});
  document.fonts.ready.then(function () { show(0); askAgain(); });
  startAnewAtNight();
  stayAwake();
  setInterval(tell, 15000);
})();
