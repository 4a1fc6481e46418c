// Sends thoughts while the cursor stays in the field. Unsent text is backed up in the browser, for
// this account only and until it signs out, and is sent again until the server answers. Each thought
// has an id, so the server stores it once however often it arrives.
import { attach } from "./attach.js";
import { backups } from "./form-backup-store.js";
import { post } from "./requests.js";

const RETRY_MS = 4000;
const LESSON_MAX = 140;
const NAMES = ["kind", "text", "category", "signed", "guest_name", "client_id"];

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// The browser's backup of one inbox. One write at a time: changes during a write are saved together
// when it ends.
class InboxBackup {
  constructor(form, onFailure) {
    this.form = form;
    this.onFailure = onFailure;
    this.id = `gathering ${form.dataset.inbox}`;
    this.owner = document.body.dataset.person;
    this.typing = null;
    this.waiting = [];  // to be sent
    this.isLoaded = false;
    this.isPaused = false;
  }

  // Merge the backup with what was added since, and return the text that was being typed.
  async load() {
    const all = await backups.all().catch(() => []);
    const found = all.find(({ id }) => id === this.id);
    this.isLoaded = true;
    if (found) this.waiting.unshift(...found.waiting);
    return found?.typing;
  }

  async save() {
    this.form.toggleAttribute("data-unsaved", this.waiting.length > 0);  // for unsaved-warning.js
    if (!this.isLoaded || this.isPaused) return;
    this.isNewer = this.isWriting;
    delete this.form.dataset.backedUp;
    if (this.isWriting) return;
    this.isWriting = true;
    try {
      await this.write();
      if (!this.isNewer) this.form.dataset.backedUp = this.isEmpty() ? "" : "yes";
    } catch {
      this.onFailure();
    }
    this.isWriting = false;
    if (this.isNewer) await this.save();
  }

  isEmpty() {
    return !this.typing && !this.waiting.length;
  }

  write() {
    if (this.isEmpty()) return backups.remove(this.id);
    const { id, owner, typing, waiting } = this;
    return backups.put({ id, owner, typing, waiting });
  }

  // Back up nothing for someone who signed out in another tab (sign-out.js).
  followOtherTabs() {
    if (!("BroadcastChannel" in window)) return;
    new BroadcastChannel("retros").addEventListener("message", ({ data }) => {
      this.isPaused = data.signedOut || (this.isPaused && data.person !== this.owner);
      this.save();
    });
  }
}

class Inbox {
  constructor(form) {
    this.form = form;
    this.text = form.elements.text;
    this.status = document.querySelector("[data-status]");
    this.unsent = document.querySelector("[data-unsent]");
    this.mine = document.querySelector("[data-mine]");
    this.isSending = false;
    this.timer = 0;
    this.backup = new InboxBackup(form, () => {
      this.setStatus("This browser can’t back up what you type here. Copy longer texts before you close this page.");
    });
  }

  async open() {
    this.listen();
    this.backup.followOtherTabs();
    for (const hint of this.form.querySelectorAll("[data-script-hint]")) hint.hidden = false;
    const typing = await this.backup.load();
    if (typing && !this.text.value) this.fill(typing);
    this.backup.save();
    this.draw();
    this.send();
  }

  listen() {
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.form.addEventListener("input", () => {
      this.backup.typing = this.text.value.trim() ? this.values() : null;
      this.backup.save();
    });
    this.text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    addEventListener("online", () => {
      this.timer = 0;
      this.send();
    });
  }

  submit(event) {
    const values = this.values();
    if (!this.isComplete(values)) {
      this.backup.typing = null;
      this.backup.save();
      return;
    }
    event.preventDefault();
    this.backup.waiting.push(values);
    this.fill({ text: "", client_id: newId() });  // which, like each key, backs up
    this.draw();
    this.text.focus();
    this.send();
  }

  values() {
    const { elements } = this.form;
    return Object.fromEntries(NAMES.map((name) => [name, elements[name]?.value ?? ""]));
  }

  fill(values) {
    for (const [name, value] of Object.entries(values)) {
      if (this.form.elements[name]) this.form.elements[name].value = value;
    }
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // For an incomplete thought, the form is submitted and the server's page shows the errors.
  isComplete({ kind, text, category }) {
    const { length } = [...text.trim()];
    if (kind === "lesson") return length > 0 && length <= LESSON_MAX && category;
    return length > 0 && length <= Number(this.text.dataset.max);
  }

  // Sending

  async send() {
    clearTimeout(this.timer);
    const values = this.backup.waiting.find(({ refused }) => !refused);
    if (this.isSending || !values) return;
    this.isSending = true;
    this.setStatus("Sending…");
    try {
      const { refused: _, ...fields } = values;
      await this.handle(await post(this.form.action, this.form, fields), values);
    } catch {
      this.sendLater("No connection. Your thoughts are backed up in this browser and will be sent again.");
    }
    this.isSending = false;
    if (!this.timer) this.send();
  }

  sendLater(words) {
    this.setStatus(words);
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.send();
    }, RETRY_MS);
  }

  async handle(response, values) {
    const { ok, status } = response;
    if (ok) this.showSent(await response.text(), values);
    else if (status === 401 || status === 403) await this.renewToken();
    else if (status === 422) this.refuse(values, await response.text());
    else if (status === 404) this.refuse(values, "This link no longer works. Ask for the current link.");
    else throw new Error(`status ${status}`);
  }

  showSent(row, values) {
    const holder = document.createElement("template");
    this.remove(values.client_id);
    holder.innerHTML = row;
    // Sent again after a lost answer, the page lists it already.
    document.getElementById(holder.content.firstElementChild.id)?.remove();
    this.mine.prepend(holder.content);
    for (const hint of document.querySelectorAll("[data-empty]")) hint.remove();
    document.querySelector("[data-only-you]").hidden = false;
    this.setStatus("Saved. Only you can see it until the reveal.");
  }

  refuse(values, why) {
    values.refused = why;
    this.backup.save();
    this.draw();
    this.setStatus("One thought couldn’t be sent. It is still here.");
  }

  // Signing in again in another tab invalidates the CSRF token: take the new one if it is the same
  // person.
  async renewToken() {
    const page = await (await fetch(this.form.action)).text();
    const form = new DOMParser().parseFromString(page, "text/html").querySelector("form[data-inbox]");
    if (form?.dataset.inbox === this.form.dataset.inbox) {
      this.form.elements.csrfmiddlewaretoken.value = form.elements.csrfmiddlewaretoken.value;
    } else {
      this.sendLater("Not sent yet: please sign in again in another tab. Your thoughts are backed up in this browser.");
    }
  }

  // Unsent thoughts

  remove(id) {
    this.backup.waiting = this.backup.waiting.filter((values) => values.client_id !== id);
    this.backup.save();
    this.draw();
  }

  draw() {
    this.unsent.replaceChildren(...this.backup.waiting.map((values) => this.rowFor(values)));
  }

  rowFor(values) {
    const row = document.createElement("li");
    const words = document.createElement("p");
    const why = document.createElement("p");
    row.className = "note mine unsent";
    words.className = "words";
    words.textContent = values.text;
    why.className = "kind";
    why.textContent = values.refused || "Not sent yet";
    row.append(why, words);
    if (values.refused) row.append(this.editButtonFor(values));
    return row;
  }

  editButtonFor(values) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    button.textContent = "Edit again";
    button.addEventListener("click", () => {
      if (!this.text.value.trim()) {
        this.remove(values.client_id);
        this.fill({ ...values, client_id: newId() });
      }
      this.text.focus();
    });
    return button;
  }

  setStatus(words) {
    this.status.textContent = words;
  }
}

attach("form[data-inbox]", (form) => new Inbox(form).open());
