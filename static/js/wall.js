// Shows the slides of the Fail Wall on a screen, one after another. The server renders them; this
// script polls for news and survives days without a network.
//
// Events it dispatches on the document: "wall:show" (the slide that is about to appear),
// "wall:answer" (the server's time, in ms) and "wall:online" (whether the last poll succeeded).
// Events it handles: "wall:next", "wall:previous", "wall:pause" and "wall:quiet" (both: on or off).
const POLL_MS = 20000;
const LONGEST_POLL_MS = 60000;
const TIMEOUT_MS = 10000;
const STALE_MS = 120000;
const GONE_MS = 300000;
const STATUS_MS = 15000;
const RELOAD_AGAIN_MS = 300000;
const ROUND = `wall round ${location.pathname}`;
const RELOADED_FOR = "wall reloaded for";
const wall = document.querySelector("[data-wall]");
const status = document.querySelector("[data-status]");
const { build } = wall.dataset;
let { etag } = wall.dataset;
let round = Number(wall.dataset.turn);
let at = 0;
let turns = 0;
let fails = 0;
let isPaused = false;
let isQuiet = false;
let isGone = false;
let news = null;
let polling = null;
let lastAnswer = performance.now();
let answeredAt = 0;
let turnTimer = 0;
let pollTimer = 0;

function emit(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}
function slides() {
  return wall.querySelectorAll(".slide");
}
function posts() {
  return [...slides()].map((slide) => slide.dataset.post);
}
function shownPost() {
  return slides()[at].dataset.post;
}

// Showing slides

function show(number) {
  const all = slides();
  at = (number + all.length) % all.length;
  const slide = all[at];
  slide.style.setProperty("--dwell", `${slide.dataset.seconds}s`);
  position(slide);
  turns += 1;
  document.body.classList.add("is-playing");
  for (const other of all) {
    other.classList.toggle("is-on", other === slide);
    if (other === slide) other.removeAttribute("aria-hidden");
    else other.setAttribute("aria-hidden", "true");
  }
  scheduleNext();
}

// Mirror every other slide and shift each a little, so that nothing burns into the display.
function position(slide) {
  const angle = turns * 0.9;
  document.body.classList.toggle("is-flipped", turns % 2 === 1);
  slide.classList.toggle("flip", turns % 2 === 1);
  document.body.style.setProperty("--dx", (0.8 * Math.cos(angle)).toFixed(2));
  document.body.style.setProperty("--dy", (0.6 * Math.sin(angle)).toFixed(2));
  emit("wall:show", slide);
}

function scheduleNext() {
  clearTimeout(turnTimer);
  if (!isPaused && !isQuiet) turnTimer = setTimeout(next, Number(slides()[at].dataset.seconds) * 1000);
}

function next() {
  if (news) show(applyNews());
  else if (at + 1 < slides().length) show(at + 1);
  else nextRound();
}

// The last slide stays until the next round has arrived.
async function nextRound() {
  clearTimeout(turnTimer);
  await poll(round + 1);
  show(news ? applyNews() : 0);
}

// Polling

function addressOf(number) {
  const settings = location.search ? `&${location.search.slice(1)}` : "";
  return `${wall.dataset.slides}?turn=${number}${settings}&showing=${shownPost()}`;
}

async function poll(number) {
  if (polling) {
    await polling;
    await poll(number);
    return;
  }
  polling = pollNow(number).finally(() => { polling = null; });
  await polling;
}

async function pollNow(number) {
  const abort = new AbortController();
  const timeout = setTimeout(() => abort.abort(), TIMEOUT_MS);
  clearTimeout(pollTimer);
  try {
    await handleAnswer(await fetchNews(number, abort.signal), number);
    fails = 0;
    lastAnswer = performance.now();
  } catch {
    fails += 1;
  }
  clearTimeout(timeout);
  emit("wall:online", fails === 0);
  const pause = isGone ? GONE_MS : Math.min(POLL_MS * 2 ** fails, LONGEST_POLL_MS);
  pollTimer = setTimeout(pollAgain, pause * (0.8 + Math.random() * 0.4));
  showStatus();
  applyUrgentNews();
}

function fetchNews(number, signal) {
  const headers = { "If-None-Match": etag };
  return fetch(addressOf(number), { headers, cache: "no-store", credentials: "same-origin", signal });
}

function pollAgain() {
  return poll(round);
}

async function handleAnswer(answer, number) {
  const name = answer.headers.get("X-Wall-Build");
  if (answer.status === 404 && answer.headers.get("X-Wall") === "gone") {
    close();
    return;
  }
  if (!name || (answer.status !== 200 && answer.status !== 304)) throw new Error(`status ${answer.status}`);
  answeredAt = Date.parse(answer.headers.get("Date"));
  if (answeredAt) emit("wall:answer", answeredAt);
  if (answer.status === 200) await readNews(answer, name, number);
  startRound(number);
}

async function readNews(answer, name, number) {
  const html = await answer.text();
  const mustReload = isGone || (name !== build && mayReloadFor(name));
  etag = answer.headers.get("ETag") || "";
  news = { html, mustReload, isNextRound: number !== round };
}

// Not at every slide: during a deploy, the reload may get the old page again.
function mayReloadFor(name) {
  const now = Date.now();
  try {
    const [earlier, when] = (sessionStorage.getItem(RELOADED_FOR) || "").split(" ");
    if (earlier === name && Math.abs(now - Number(when)) < RELOAD_AGAIN_MS) return false;
    sessionStorage.setItem(RELOADED_FOR, `${name} ${now}`);
  } catch {
    // Storage is blocked: reload every time.
  }
  return true;
}

function startRound(number) {
  round = number;
  if (wall.dataset.turn === "0") return;  // all posts are in every round
  try {
    localStorage.setItem(ROUND, number);
  } catch {
    // Storage is full or blocked: the server picks the round by the clock.
  }
}

// Remove a post that was taken down at once; other news waits for the next slide.
function applyUrgentNews() {
  if (!news || news.isNextRound) return;
  const isTakenDown = !news.html.includes(`data-post="${shownPost()}"`);
  if (isGone || (isQuiet && news.mustReload) || isTakenDown) show(applyNews());
}

// Return the number of the slide to show next: the newest post, or the one after the last.
function applyNews() {
  const before = posts();
  const last = shownPost();
  const { html, isNextRound, mustReload } = news;
  if (mustReload) {
    location.reload();
    return at;
  }
  wall.innerHTML = html;
  news = null;
  if (isNextRound) return 0;
  const after = posts();
  const fresh = after.filter((post) => !before.includes(post)).map(Number);
  return fresh.length ? after.indexOf(String(Math.max(...fresh))) : after.indexOf(last) + 1;
}

// The link was revoked: say so, and store nothing.
function close() {
  isGone = true;
  news = null;
  wall.innerHTML = document.querySelector("[data-gone]").innerHTML;
  try {
    localStorage.removeItem(ROUND);
  } catch {
    // Storage is blocked: there is nothing to remove.
  }
  show(0);
}

function showStatus() {
  const local = answeredAt + Number(wall.dataset.utcOffset) * 60000;
  const since = answeredAt ? ` since ${new Date(local).toISOString().slice(11, 16)}` : "";
  const isAway = fails > 0 && performance.now() - lastAnswer > STALE_MS;
  const words = isAway ? `No connection${since}. Showing the last posts received.` : "";
  if (status.textContent !== words) status.textContent = words;
}

document.addEventListener("wall:next", next);
document.addEventListener("wall:previous", () => show(at - 1));
document.addEventListener("wall:pause", (event) => {
  isPaused = event.detail;
  document.body.classList.toggle("is-paused", isPaused);
  if (isPaused) clearTimeout(turnTimer);
  else next();
});
document.addEventListener("wall:quiet", (event) => {
  isQuiet = event.detail;
  scheduleNext();
});
addEventListener("online", pollAgain);

try {
  if (wall.dataset.turn !== "0") round = Number(localStorage.getItem(ROUND)) || round;
} catch {
  // Storage is blocked: the server picks the round by the clock.
}
document.fonts.ready.then(() => {
  show(0);
  pollAgain();
});
setInterval(showStatus, STATUS_MS);
