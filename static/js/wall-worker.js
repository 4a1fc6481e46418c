// Keeps the page of a screen, with all that it is made of, for when the server is away while it
// loads. Served beside that page, whose addresses alone it answers for. A classic script, since
// workers know modules only from Chromium 91 on.
//
// A page is handed over only once everything that it names has come, so that a deploy which is half
// done shows yesterday's page and not a broken one. News means that the kept page is old: it is
// fetched again at once, so that what was taken down goes from here too.
"use strict";
const STORE = `wall ${self.registration.scope}`;
const TIMEOUT_MS = 15000;
const PARTS = /(?:href|src)="(\/static\/[^"#]+)/g;

async function fetchFresh(address) {
  const abort = new AbortController();
  const timeout = setTimeout(() => abort.abort(), TIMEOUT_MS);
  try {
    return await fetch(address, { cache: "no-store", credentials: "same-origin", signal: abort.signal });
  } finally {
    clearTimeout(timeout);
  }
}

function isGone(answer) {
  return answer.status === 404 && answer.headers.get("X-Wall") === "gone";
}

// Return the page as it is now, once it and its parts are kept.
async function keep(page) {
  const answer = await fetchFresh(page);
  if (isGone(answer)) {
    await forget();
    return answer;
  }
  if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
  const [store, html] = await Promise.all([caches.open(STORE), answer.clone().text()]);
  const parts = partsOf(html);
  await Promise.all(parts.map((part) => keepPart(store, part)));
  await forgetPartsExcept(store, parts);
  await store.put(page, answer.clone());
  return answer;
}

function partsOf(html) {
  const parts = new Set();
  for (let found = PARTS.exec(html); found; found = PARTS.exec(html)) parts.add(found[1]);
  return [...parts];
}

async function keepPart(store, part) {
  if (await store.match(part)) return;
  const answer = await fetchFresh(part);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  await store.put(part, answer);
}

async function forgetPartsExcept(store, parts) {
  const keys = await store.keys();
  const old = keys.filter((key) => {
    const { pathname, search } = new URL(key.url);
    return pathname.startsWith("/static/") && !parts.includes(pathname + search);
  });
  await Promise.all(old.map((key) => store.delete(key)));
}

async function keepOpenPages() {
  try {
    const open = await self.clients.matchAll({ includeUncontrolled: true });
    const ours = open.filter((client) => client.url.split("?")[0] === self.registration.scope);
    await Promise.all(ours.map((client) => keep(client.url)));
  } catch {
    // What is kept already stays.
  }
}

function forget() {
  return caches.delete(STORE);
}

async function kept(request) {
  const store = await caches.open(STORE);
  return store.match(request);
}

async function pageFor(request) {
  try {
    return await keep(request.url);
  } catch (error) {
    const page = await kept(request.url);
    if (page) return page;
    throw error;
  }
}

async function followNews(asked) {
  try {
    const answer = await asked;
    if (answer.status === 200) await keepOpenPages();
    else if (isGone(answer)) await forget();
  } catch {
    // The server is away: what is kept stays.
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim().then(keepOpenPages));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(pageFor(request));
  } else if (pathname.startsWith("/static/")) {
    event.respondWith(kept(request.url).then((part) => part || fetch(request)));
  } else if (pathname.endsWith("/slides/")) {
    const asked = fetch(request);
    event.respondWith(asked);
    event.waitUntil(followNews(asked));
  }
});
