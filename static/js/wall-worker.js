// Caches the page of a screen with its static files, so that it can load while the server is down.
// The scope is that page alone. A classic script: service workers support modules only from
// Chromium 91 on.
//
// A page is served only once all files that it names are cached, so that a half-finished deploy
// shows the old page instead of a broken one. News makes the cached page outdated: it is fetched
// again at once, so that posts which were taken down disappear from the cache too.
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

// Fetch the page, cache it with its parts, and return it.
async function cachePage(page) {
  const answer = await fetchFresh(page);
  if (isGone(answer)) {
    await deleteCache();
    return answer;
  }
  if (!answer.ok || answer.redirected) throw new Error(`status ${answer.status}`);
  const [store, html] = await Promise.all([caches.open(STORE), answer.clone().text()]);
  const parts = partsOf(html);
  await Promise.all(parts.map((part) => cachePart(store, part)));
  await deleteOtherParts(store, parts);
  await store.put(page, answer.clone());
  return answer;
}

function partsOf(html) {
  const parts = new Set();
  for (let found = PARTS.exec(html); found; found = PARTS.exec(html)) parts.add(found[1]);
  return [...parts];
}

async function cachePart(store, part) {
  if (await store.match(part)) return;
  const answer = await fetchFresh(part);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  await store.put(part, answer);
}

async function deleteOtherParts(store, parts) {
  const keys = await store.keys();
  const old = keys.filter((key) => {
    const { pathname, search } = new URL(key.url);
    return pathname.startsWith("/static/") && !parts.includes(pathname + search);
  });
  await Promise.all(old.map((key) => store.delete(key)));
}

async function refreshOpenPages() {
  try {
    const open = await self.clients.matchAll({ includeUncontrolled: true });
    const ours = open.filter((client) => client.url.split("?")[0] === self.registration.scope);
    await Promise.all(ours.map((client) => cachePage(client.url)));
  } catch {
    // The cache stays as it is.
  }
}

function deleteCache() {
  return caches.delete(STORE);
}

async function cached(request) {
  const store = await caches.open(STORE);
  return store.match(request);
}

async function pageFor(request) {
  try {
    return await cachePage(request.url);
  } catch (error) {
    const page = await cached(request.url);
    if (page) return page;
    throw error;
  }
}

async function followNews(polled) {
  try {
    const answer = await polled;
    if (answer.status === 200) await refreshOpenPages();
    else if (isGone(answer)) await deleteCache();
  } catch {
    // The server is down: the cache stays as it is.
  }
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim().then(refreshOpenPages));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(pageFor(request));
  } else if (pathname.startsWith("/static/")) {
    event.respondWith(cached(request.url).then((part) => part || fetch(request)));
  } else if (pathname.endsWith("/slides/")) {
    const polled = fetch(request);
    event.respondWith(polled);
    event.waitUntil(followNews(polled));
  }
});
