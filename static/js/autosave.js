// Saves a form with data-autosave shortly after the last keystroke, and retries until it succeeds.
// The server answers in JSON: {version, base, merged} when stored, {conflict, …} with both versions,
// or {errors}, with the former if the other fields were stored. The form has data-unsaved until
// everything is stored. Events on the form: "autosave:status" {state, words, summary}, "autosave:sending"
// {sent}, "autosave:saved" {sent, outline}, "conflict:shown".
import { postValues, request } from "./autosave-requests.js";
import { areSame, fillForm, labelOf, valuesOf } from "./form-values.js";

export const AUTOSAVED = "form[data-autosave]";
const PAUSE_MS = 1200;
const RETRY_MS = [2000, 4000, 8000, 15_000, 30_000];
const NEWER_MS = 300;
const savers = new WeakMap();

export function saverOf(form) {
  if (!savers.has(form)) savers.set(form, new Saver(form));
  return savers.get(form);
}

class Saver {
  constructor(form) {
    this.form = form;
    this.tries = 0;
    this.sending = null;  // the promise of the running request
    // The values of the request that was not answered yet. They are sent again unchanged until the
    // server answers: if only the answer was lost, the server recognizes the save, and newer text
    // follows in the next one.
    this.sent = null;
    this.isNewer = false;  // whether something was typed since then
    this.isDecided = false;  // whether every conflict is
    this.isRenewed = false;  // whether this save already got a new token
    this.status = { state: "saved", words: "" };
    this.errors = {};  // what the server refused, by field
  }

  noteTyping() {
    this.isNewer = true;
    this.form.setAttribute("data-unsaved", "");
    if (this.hasConflict()) return;
    if (!this.tries) this.report("saving", "Saving…");
    this.schedule(this.tries && this.sent ? RETRY_MS[0] : PAUSE_MS);
  }

  schedule(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  hasConflict() {
    return Boolean(this.form.querySelector("[data-conflict]")) && !this.isDecided;
  }

  isUnderWay() {
    return Boolean(this.sending || this.sent);
  }

  // Return a promise that resolves when the answer was handled.
  send() {
    clearTimeout(this.timer);
    if (this.sending) return this.sending;
    const isWanted = this.form.isConnected && this.form.hasAttribute("data-unsaved");
    if (!isWanted || this.hasConflict()) return Promise.resolve();
    if (!this.sent) this.takeSnapshot();
    if (!this.tries) this.report("saving", "Saving…");
    this.sending = this.deliver();
    return this.sending;
  }

  takeSnapshot() {
    this.sent = valuesOf(this.form);
    this.isNewer = false;
    this.emit("autosave:sending", { sent: this.sent });
  }

  async deliver() {
    try {
      await this.handle(await postValues(this.form, this.sent));
    } catch {
      this.fail("no connection");
    }
    this.sending = null;
    if (this.isNewer && !this.sent) this.schedule(NEWER_MS);
  }

  // Finish the running save. Return whether nothing is left to save or to decide.
  async finish() {
    await (this.sending || this.send());
    return !this.sent && !this.hasConflict();
  }

  fail(why) {
    this.report("waiting", `Not saved yet: ${why}`);
    this.retry();
  }

  retry() {
    this.schedule(RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)]);
    this.tries += 1;
  }

  async handle(response) {
    const { ok, status } = response;
    if (ok) return this.stored(await response.json());
    if (status === 409) return this.showConflict(await response.json());
    if (status === 422) return this.showErrors(await response.json());
    if (status === 401 || status === 403) return this.renewToken();
    if (status >= 500 || status === 429) return this.fail("the site can’t save right now");
    this.sent = null;
    return this.fail(status === 404 ? "this can no longer be changed, or you don’t have permission" : "the site refused it");
  }

  stored(data) {
    const { sent } = this;
    this.noteStored(data);
    this.errors = {};
    if (!this.isNewer) {
      const isMerged = Object.keys(data.merged).length > 0;
      this.form.removeAttribute("data-unsaved");
      this.report("saved", isMerged ? "Saved and merged with someone else’s changes" : "Saved");
    }
    this.emit("autosave:saved", { sent: { ...sent, ...data.merged }, outline: data.outline });
  }

  noteStored(data) {
    const { sent } = this;
    this.sent = null;
    this.tries = 0;
    this.isRenewed = false;
    this.isDecided = false;
    this.removeConflict();
    this.rebase(sent, data);
  }

  // Base the next save on what is stored now. If someone else changed a field that is being typed
  // in, the field keeps its base and the form its version, so that the server compares again.
  rebase(sent, data) {
    const { base, version } = this.form.elements;
    const values = valuesOf(this.form);
    const bases = JSON.parse(data.base);
    const oldBases = JSON.parse(base.value || "{}");
    const names = Object.keys(data.merged);
    const untouched = names.filter((name) => areSame(values[name], sent[name]));
    const typedIn = names.filter((name) => !untouched.includes(name));
    fillForm(this.form, Object.fromEntries(untouched.map((name) => [name, data.merged[name]])));
    for (const name of typedIn) bases[name] = oldBases[name];
    base.value = JSON.stringify(bases);
    if (!typedIn.length) version.value = data.version;
    if (data.address) this.moveTo(data.address);
  }

  // Once stored, a new part has its own address.
  moveTo(address) {
    this.form.action = address;
    this.form.removeAttribute("data-new");
    if (!this.form.hasAttribute("hx-post")) return;
    this.form.setAttribute("hx-post", address);
    htmx.process(this.form);
  }

  showConflict(data) {
    const { sent } = this;
    this.sent = null;
    this.tries = 0;
    this.isDecided = false;
    if (this.isNewer) return;  // the next save asks again, with the newer text
    this.rebase(sent, data);
    this.removeConflict();
    this.form.insertAdjacentHTML("afterbegin", data.conflict);
    this.emit("conflict:shown");
    this.report("conflict", this.form.querySelector("[data-conflict] h2").textContent.trim());
  }

  removeConflict() {
    for (const panel of this.form.querySelectorAll("[data-conflict]")) panel.remove();
  }

  showErrors(data) {
    const { sent } = this;
    const [[name, error]] = Object.entries(data.errors);
    const isPart = "version" in data;  // the fields without errors are stored
    if (isPart) this.noteStored(data);
    this.sent = null;
    this.tries = 0;
    this.errors = data.errors;
    const label = labelOf(this.form, name);
    if (!isPart) {
      this.report("refused", `Not saved yet. ${label}: ${error}`);
      return;
    }
    this.report("refused", `Saved except “${label}”: ${error}`, `Saved except “${label}”`);
    const stored = Object.entries(sent).filter(([each]) => !(each in data.errors));
    this.emit("autosave:saved", { sent: { ...Object.fromEntries(stored), ...data.merged }, outline: data.outline });
  }

  // The session ended, or signing in again in another tab invalidated the CSRF token.
  async renewToken() {
    const response = await request(document.body.dataset.session);
    if (response.status === 401) this.waitForSignIn("please sign in again");
    else if (response.ok) this.useToken(await response.json());
    else this.fail("the site can’t save right now");
  }

  useToken({ person, token }) {
    if (person !== document.body.dataset.person) {
      this.waitForSignIn("someone else is signed in here now");
    } else if (this.isRenewed) {
      this.fail("the site refused it");
    } else {
      this.isRenewed = true;
      for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
      this.schedule(0);
    }
  }

  waitForSignIn(why) {
    this.report("signed-out", `Not saved yet: ${why}`);
    this.retry();
  }

  report(state, words, summary = words) {
    this.status = { state, words, summary };
    this.emit("autosave:status", this.status);
  }

  emit(name, detail) {
    this.form.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

function unsavedSavers() {
  return [...document.querySelectorAll(`${AUTOSAVED}[data-unsaved]`)].map(saverOf);
}

// Save everything now. Return the savers of the forms that still have unsaved text.
export async function saveAll() {
  await Promise.all(unsavedSavers().map((saver) => saver.finish()));
  const newer = unsavedSavers().filter((saver) => saver.isNewer);
  await Promise.all(newer.map((saver) => saver.finish()));
  return unsavedSavers();
}

function retryNow() {
  for (const saver of unsavedSavers()) {
    if (saver.tries) saver.send();
  }
}

document.documentElement.classList.add("js");

for (const type of ["input", "change"]) {
  document.addEventListener(type, ({ target, detail }) => {
    const form = target.closest(AUTOSAVED);
    if (form && target.name && detail !== "filled") saverOf(form).noteTyping();
  });
}
// A backup was put back into its form.
document.addEventListener("backup:restored", ({ target, detail }) => {
  if (!target.matches(AUTOSAVED)) return;
  const saver = saverOf(target);
  saver.noteTyping();
  saver.sent = detail.sent;
  saver.schedule(0);
});
document.addEventListener("conflict:resolved", ({ target }) => {
  const saver = saverOf(target);
  saver.isDecided = true;
  saver.noteTyping();
});
document.addEventListener("autosave:now", () => {
  for (const saver of unsavedSavers()) saver.send();
});
addEventListener("online", retryNow);
addEventListener("focus", retryNow);
if ("BroadcastChannel" in window) new BroadcastChannel("retros").addEventListener("message", retryNow);
