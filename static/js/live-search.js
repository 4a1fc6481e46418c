// Updates the results while someone types or changes filters, and the address with them, so that
// the back button shows earlier results. Without this script the page is a plain form. One request
// at a time: during a request only the latest change waits, and is requested next.
import { attach } from "./attach.js";
import { collapseFilters } from "./collapse-filters.js";

const TYPING_PAUSE_MS = 250;
const SETTLED_MS = 3000;  // after this long without results or typing, the server logs the search as unanswered

function openStates(root) {
  return [...root.querySelectorAll("details[id]")].map((details) => [details.id, details.open]);
}

function restoreOpenStates(states) {
  for (const [id, isOpen] of states) {
    const details = document.getElementById(id);
    if (details) details.open = isOpen;
  }
}

function focusAgain(id) {
  let target = id && document.getElementById(id);
  if (!target) {
    target = document.getElementById("results-title");
    target.tabIndex = -1;
  }
  target.focus({ preventScroll: true });
}

class LiveSearch {
  constructor(form) {
    this.form = form;
    this.field = form.elements.q;
    this.results = document.getElementById("search-results");
    this.announcer = document.getElementById("results-announcer");
    this.shown = location.pathname + location.search;
    this.isSearching = false;
    this.isTyped = false;  // whether the current history entry came from typing
    this.waiting = null;   // the next request: {address, cause}
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.search(this.address(), "submit");
    });
    this.field.addEventListener("input", () => this.noteTyping());
    this.results.addEventListener("change", (event) => {
      if (event.target.form === this.form) this.search(this.address(), "choice");
    });
    this.results.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='?']");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.follow(link);
      if (link.rel) scrollTo(0, 0);
    });
    addEventListener("popstate", () => this.goBack());
  }

  address() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (value.trim() && !(name === "sort" && value === "relevance")) query.append(name, value);
    }
    return this.form.getAttribute("action") + (String(query) ? `?${query}` : "");
  }

  noteTyping() {
    this.clearTimers();
    this.typing = setTimeout(() => {
      if (this.address() !== this.shown || this.isSearching) this.search(this.address(), "typing");
    }, TYPING_PAUSE_MS);
  }

  follow(link) {
    const isCompletion = "completion" in link.dataset;
    this.field.value = new URL(link.href).searchParams.get("q") || "";
    if (isCompletion) this.field.focus();
    this.search(link.pathname + link.search, isCompletion ? "submit" : "choice");
  }

  goBack() {
    const here = location.pathname + location.search;
    if (here === this.shown && !this.waiting && !this.isSearching) return;
    this.field.value = new URLSearchParams(location.search).get("q") || "";
    this.search(here, "back");
  }

  clearTimers() {
    clearTimeout(this.typing);
    clearTimeout(this.settling);
  }

  search(address, cause) {
    this.clearTimers();
    this.waiting = { address, cause };
    if (!this.isSearching) this.searchNext();
  }

  async searchNext() {
    this.isSearching = true;
    while (this.waiting) {
      const request = this.waiting;
      this.waiting = null;
      await this.load(request);
    }
    this.isSearching = false;
  }

  async load(request) {
    const headers = { "HX-Request": "true" };
    if (request.cause === "typing") headers["Search-Typing"] = "true";
    let html = "";
    try {
      const response = await fetch(request.address, { headers });
      if (response.ok && !response.redirected) html = await response.text();
    } catch {
      this.announcer.textContent = "Can’t reach the server. What you typed is still here.";
      return;
    }
    if (html) this.show(html, request);
    else location.assign(request.address);  // signed out, or the text is too long: that page explains
  }

  show(html, request) {
    if (this.waiting?.cause === "back") return;
    const focused = document.activeElement;
    const hadFocus = this.results.contains(focused);
    const states = openStates(this.results);
    this.results.innerHTML = html;
    restoreOpenStates(states);
    if (!states.length) collapseFilters(this.results);
    if (hadFocus) focusAgain(focused.id);
    document.title = this.results.firstElementChild.dataset.title;
    this.announcer.textContent = document.getElementById("results-title").textContent;
    this.remember(request);
    if (request.cause === "typing" && this.results.querySelector("[data-no-results]")) {
      this.settling = setTimeout(() => this.search(request.address, "settled"), SETTLED_MS);
    }
  }

  // Typing replaces its own history entry; loading, choosing and submitting add one.
  remember({ address, cause }) {
    const isNew = address !== this.shown;
    this.shown = address;
    if (cause === "back") {
      this.isTyped = false;
      return;
    }
    if (isNew && cause !== "choice" && (this.isTyped || !location.search)) {
      history.replaceState(null, "", address);
    } else if (isNew) {
      history.pushState(null, "", address);
    }
    this.isTyped = cause === "typing" || (this.isTyped && cause === "settled");
  }
}

attach("form[data-live-search]", (form) => new LiveSearch(form).listen());
