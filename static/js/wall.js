// Turns the slides of the Fail Wall on a screen. The server renders them; this script turns them,
// asks for news, and survives days without a network.
//
// It sends events on the document to the wall's other scripts: "wall:show" (a slide is about to be
// seen), "wall:answer" (the server's time, in ms) and "wall:online" (whether the last question was
// answered). It follows "wall:next", "wall:previous", "wall:pause" (whether) and "wall:quiet"
// (whether).
const ASK_MS = 20000;
const LONGEST_ASK_MS = 60000;
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
let asking = null;
let lastAnswer = performance.now();
let answeredAt = 0;
let turnTimer = 0;
let askTimer = 0;

function tellOthers(name, detail) {
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

// Turning

function show(number) {
  const all = slides();
  at = (number + all.length) % all.length;
  const slide = all[at];
  slide.style.setProperty("--dwell", `${slide.dataset.seconds}s`);
  place(slide);
  turns += 1;
  document.body.classList.add("is-playing");
  for (const other of all) {
    other.classList.toggle("is-on", other === slide);
    if (other === slide) other.removeAttribute("aria-hidden");
    else other.setAttribute("aria-hidden", "true");
  }
  wait();
}

// Mirrored, and a little aside from where the last one was: no pixel shows the same for years.
function place(slide) {
  const angle = turns * 0.9;
  document.body.classList.toggle("is-flipped", turns % 2 === 1);
  slide.classList.toggle("flip", turns % 2 === 1);
  document.body.style.setProperty("--dx", (0.8 * Math.cos(angle)).toFixed(2));
  document.body.style.setProperty("--dy", (0.6 * Math.sin(angle)).toFixed(2));
  tellOthers("wall:show", slide);
}

function wait() {
  clearTimeout(turnTimer);
  if (!isPaused && !isQuiet) turnTimer = setTimeout(next, Number(slides()[at].dataset.seconds) * 1000);
}

function next() {
  if (news) show(takeNews());
  else if (at + 1 < slides().length) show(at + 1);
  else nextRound();
}

// The last slide stays until the next round is there.
async function nextRound() {
  clearTimeout(turnTimer);
  await ask(round + 1);
  show(news ? takeNews() : 0);
}

// Asking

function addressOf(number) {
  const settings = location.search ? `&${location.search.slice(1)}` : "";
  return `${wall.dataset.slides}?turn=${number}${settings}&showing=${shownPost()}`;
}

async function ask(number) {
  if (asking) {
    await asking;
    await ask(number);
    return;
  }
  asking = askNow(number).finally(() => { asking = null; });
  await asking;
}

async function askNow(number) {
  const abort = new AbortController();
  const timeout = setTimeout(() => abort.abort(), TIMEOUT_MS);
  clearTimeout(askTimer);
  try {
    await read(await request(number, abort.signal), number);
    fails = 0;
    lastAnswer = performance.now();
  } catch {
    fails += 1;
  }
  clearTimeout(timeout);
  tellOthers("wall:online", fails === 0);
  const pause = isGone ? GONE_MS : Math.min(ASK_MS * 2 ** fails, LONGEST_ASK_MS);
  askTimer = setTimeout(askAgain, pause * (0.8 + Math.random() * 0.4));
  showStatus();
  lookAtNews();
}

function request(number, signal) {
  const headers = { "If-None-Match": etag };
  return fetch(addressOf(number), { headers, cache: "no-store", credentials: "same-origin", signal });
}

function askAgain() {
  return ask(round);
}

async function read(answer, number) {
  const name = answer.headers.get("X-Wall-Build");
  if (answer.status === 404 && answer.headers.get("X-Wall") === "gone") {
    close();
    return;
  }
  if (!name || (answer.status !== 200 && answer.status !== 304)) throw new Error(`status ${answer.status}`);
  answeredAt = Date.parse(answer.headers.get("Date"));
  if (answeredAt) tellOthers("wall:answer", answeredAt);
  if (answer.status === 200) await readNews(answer, name, number);
  begin(number);
}

async function readNews(answer, name, number) {
  const html = await answer.text();
  const mustReload = isGone || (name !== build && mayReloadFor(name));
  etag = answer.headers.get("ETag") || "";
  news = { html, mustReload, isNextRound: number !== round };
}

// Not at every slide while a deploy is half done and an old page comes back.
function mayReloadFor(name) {
  const now = Date.now();
  try {
    const [earlier, when] = (sessionStorage.getItem(RELOADED_FOR) || "").split(" ");
    if (earlier === name && Math.abs(now - Number(when)) < RELOAD_AGAIN_MS) return false;
    sessionStorage.setItem(RELOADED_FOR, `${name} ${now}`);
  } catch {
    // Storage is blocked: then every time.
  }
  return true;
}

function begin(number) {
  round = number;
  if (wall.dataset.turn === "0") return;  // everything fits into every round
  try {
    localStorage.setItem(ROUND, number);
  } catch {
    // Storage is full or blocked: the clock counts the rounds.
  }
}

// What was taken down goes at once; everything else waits for the next slide.
function lookAtNews() {
  if (!news || news.isNextRound) return;
  const isTakenDown = !news.html.includes(`data-post="${shownPost()}"`);
  if (isGone || (isQuiet && news.mustReload) || isTakenDown) show(takeNews());
}

// Return the number of the slide to go on with: the newest that is new, or the one after the last.
function takeNews() {
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

// The link was revoked: say so, and keep nothing.
function close() {
  isGone = true;
  news = null;
  wall.innerHTML = document.querySelector("[data-gone]").innerHTML;
  try {
    localStorage.removeItem(ROUND);
  } catch {
    // Storage is blocked: it was never there.
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
  wait();
});
addEventListener("online", askAgain);

try {
  if (wall.dataset.turn !== "0") round = Number(localStorage.getItem(ROUND)) || round;
} catch {
  // Storage is blocked: the clock counts the rounds.
}
document.fonts.ready.then(() => {
  show(0);
  askAgain();
});
setInterval(showStatus, STATUS_MS);
