// Keeps the page of a player, with all that it is made of, for when the server is away while it
// loads. Served beside that page, whose addresses alone it answers for. ES2017.
//
// A page is handed over only once everything that it names has come, so that a deploy which is half
// done shows yesterday's page and not a broken one. News means that the kept page is old: it is
// fetched again at once, so that what was taken down goes from here too.
"use strict";
var STORE = "wall " + self.registration.scope, PATIENCE_MS = 15000;
var MADE_OF = /(?:href|src)="(\/static\/[^"#]+)/g;

function fetched(address) {
  var abort = new AbortController(), late = setTimeout(function () { abort.abort(); }, PATIENCE_MS);
  return fetch(address, { cache: "no-store", credentials: "same-origin", signal: abort.signal })
    .then(function (answer) { clearTimeout(late); return answer; }, function (error) { clearTimeout(late); throw error; });
}
function isGone(answer) { return answer.status === 404 && answer.headers.get("X-Wall") === "gone"; }

function keep(page) {  // the page as it is now, once it and its parts are kept
  return fetched(page).then(function (answer) {
    if (isGone(answer)) return forget().then(function () { return answer; });
    if (!answer.ok || answer.redirected) throw new Error("status " + answer.status);
    return Promise.all([caches.open(STORE), answer.clone().text()]).then(function (both) {
      return keepParts(both[0], partsOf(both[1]))
        .then(function () { return both[0].put(page, answer.clone()); })
        .then(function () { return answer; });
    });
  });
}
function partsOf(html) {
  var parts = [], found = MADE_OF.exec(html);
  while (found) {
    if (parts.indexOf(found[1]) < 0) parts.push(found[1]);
    found = MADE_OF.exec(html);
  }
  return parts;
}
function keepParts(store, parts) {
  return Promise.all(parts.map(function (part) {
    return store.match(part).then(function (kept) {
      if (kept) return null;
      return fetched(part).then(function (answer) {
        if (!answer.ok) throw new Error("status " + answer.status);
        return store.put(part, answer);
      });
    });
  })).then(function () { return store.keys(); }).then(function (keys) {
    return Promise.all(keys.map(function (key) {
      var address = new URL(key.url), part = address.pathname + address.search;
      return part.indexOf("/static/") === 0 && parts.indexOf(part) < 0 ? store.delete(key) : null;
    }));
  });
}
function keepOpenPages() {
  return self.clients.matchAll({ includeUncontrolled: true }).then(function (open) {
    return Promise.all(open.filter(isOurs).map(function (client) { return keep(client.url); }));
  }).catch(function () { /* the pages that are kept stay */ });
}
function isOurs(client) { return client.url.split("?")[0] === self.registration.scope; }
function forget() { return caches.delete(STORE); }
function kept(request) {
  return caches.open(STORE).then(function (store) { return store.match(request); });
}

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) {
  event.waitUntil(self.clients.claim().then(keepOpenPages));
});
self.addEventListener("fetch", function (event) {
  var request = event.request, path = new URL(request.url).pathname, answer;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(keep(request.url).catch(function (error) {
      return kept(request.url).then(function (page) { if (page) return page; throw error; });
    }));
  } else if (path.indexOf("/static/") === 0) {
    event.respondWith(kept(request.url).then(function (part) { return part || fetch(request); }));
  } else if (/\/slides\/$/.test(path)) {
    answer = fetch(request);
    event.respondWith(answer);
    event.waitUntil(answer.then(function (got) {
      if (got.status === 200) return keepOpenPages();
      return isGone(got) ? forget() : null;
    }, function () { return null; }));
  }
});
