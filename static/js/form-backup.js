// Backs up the text of forms with data-backup in the browser until the server has it. A backup has
// only what differs from the page as it was loaded, and belongs to the person who is signed in.
// form-backup-offers.js offers to restore it. Event on the form: "backup:changed", with "yes", "no"
// (the browser refused) or "" (not needed).
import { attach } from "./attach.js";
import { backups } from "./form-backup-store.js";
import { areSame, labelOf, typedValuesOf, valuesOf, visibleNames } from "./form-values.js";

const { person } = document.body.dataset;
const onServer = new WeakMap();  // form -> the values that the server has
const requested = new WeakMap();  // form -> the values that htmx sent
const unanswered = new WeakMap();  // form -> the values that autosave sent
const ids = new Map();
const formIds = new WeakMap();
const writing = new Map();  // form -> whether it changed since the running write began
let isPaused = false;  // while this person is signed out

export function itemOf(form) {
  return {
    address: new URL(form.action).pathname,
    client: form.elements.client_id?.value ?? "",
  };
}

// One id for each page and item: a form that replaces another one by htmx gets the same.
function idOf(form) {
  const item = JSON.stringify(itemOf(form));
  const id = formIds.get(form) || ids.get(item) || newId();
  formIds.set(form, id);
  ids.set(item, id);
  return id;
}

function newId() {
  return Date.now().toString(36) + Math.random().toString(36).slice(2);
}

export function isFromThisPage(id) {
  return [...ids.values()].includes(id);
}

// The names of fields that differ from what the server has. What it has of a form that came back
// with errors isn't known, so an empty field of it is not named.
export function unsavedNames(form) {
  const values = typedValuesOf(form);
  const stored = onServer.get(form) ?? {};
  return changedNames(form, values).filter((name) => name in stored || values[name].some(Boolean));
}

function changedNames(form, values) {
  const stored = onServer.get(form) ?? {};
  return visibleNames(form).filter((name) => !areSame(values[name], stored[name]));
}

function backupOf(form) {
  const values = typedValuesOf(form);
  const changed = changedNames(form, values);
  return {
    ...itemOf(form),
    id: idOf(form),
    person,
    page: location.pathname,
    title: document.title.replace(/ – Retros$/, ""),
    at: Date.now(),
    values,
    changed,
    labels: Object.fromEntries(changed.map((name) => [name, labelOf(form, name)])),
    sent: unanswered.get(form) ?? null,
  };
}

function report(form, state) {
  form.dataset.backedUp = state;
  // Forms with autosave have their own status line.
  if (state === "no" && !form.querySelector("[data-save-status], [role=status]")) {
    form.append(document.querySelector("template[data-backup-failed]").content.cloneNode(true));
  }
  form.dispatchEvent(new CustomEvent("backup:changed", { bubbles: true, detail: state }));
}

// One write at a time for each form: changes during a write are saved together when it ends.
export async function backUp(form) {
  if (isPaused || !form.isConnected) return;
  if (writing.has(form)) {
    writing.set(form, true);
    return;
  }
  const backup = backupOf(form);
  const isChanged = backup.changed.length > 0;
  if (!form.hasAttribute("data-autosave")) form.toggleAttribute("data-unsaved", isChanged);
  writing.set(form, false);
  try {
    await (isChanged ? backups.put(backup) : backups.remove(backup.id));
    report(form, isChanged ? "yes" : "");
  } catch {
    report(form, "no");
  }
  const isNewer = writing.get(form);
  writing.delete(form);
  if (isNewer) await backUp(form);
}

async function noteStored(form, values) {
  onServer.set(form, { ...onServer.get(form), ...values });
  unanswered.delete(form);
  if (changedNames(form, typedValuesOf(form)).length) {
    await backUp(form);
    return;
  }
  if (writing.has(form)) writing.set(form, false);
  if (!form.hasAttribute("data-autosave")) form.removeAttribute("data-unsaved");
  try {
    await backups.remove(idOf(form));
    report(form, "");
  } catch {
    // The backup stays and will be offered again.
  }
}

// The answer to a plain form is another page, or none. A cookie names the backups that have arrived
// at the server (retros/middleware.py).
async function removeArrived() {
  const cookie = document.cookie.match(/(?:^|; )received_backups=([0-9a-z.]+)/);
  if (!cookie) return;
  document.cookie = "received_backups=; path=/; max-age=0; samesite=lax";
  try {
    await Promise.all(cookie[1].split(".").map(backups.remove));
  } catch {
    // The backups stay and will be offered again.
  }
}

export function pauseBackups() {
  isPaused = true;
}

attach("form[data-backup]", (form) => {
  // A form that came back with errors or a conflict has text that the server doesn't have.
  onServer.set(form, form.hasAttribute("data-unsaved") ? {} : valuesOf(form));
  if (form.hasAttribute("data-unsaved")) backUp(form);
});
for (const type of ["input", "change"]) {
  document.addEventListener(type, (event) => {
    const form = event.target.closest("form[data-backup]");
    if (form) backUp(form);
  });
}

// Resolves when the page's forms are watched and backups that arrived are removed.
export const ready = new Promise((resolve) => {
  document.addEventListener("DOMContentLoaded", () => resolve(removeArrived()));
});

// Forms with autosave

document.addEventListener("autosave:sending", ({ target, detail }) => {
  unanswered.set(target, detail.sent);
  backUp(target);
});
document.addEventListener("autosave:saved", ({ target, detail }) => noteStored(target, detail.sent));
document.addEventListener("autosave:discarded", ({ target }) => backups.remove(idOf(target)));

// Forms that htmx submits

function formOf({ detail }) {
  const { elt, verb } = detail.requestConfig ?? {};
  return verb === "post" && elt.matches("form[data-backup]") ? elt : null;
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formOf(event);
  if (form) requested.set(form, valuesOf(form));
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = formOf(event);
  if (form && event.detail.xhr.status < 300) noteStored(form, requested.get(form));
});

// Plain forms

document.addEventListener("submit", ({ target: form }) => {
  if (!form.matches("form[data-backup]:not([hx-post])")) return;
  const field = form.querySelector("input[name=backup_id]") || document.createElement("input");
  field.type = "hidden";
  field.name = "backup_id";
  field.value = idOf(form);
  form.append(field);
  if (!form.hasAttribute("data-autosave")) form.removeAttribute("data-unsaved");
});

// Other tabs: back up nothing for someone who signed out in one of them (sign-out.js).

const channel = "BroadcastChannel" in window ? new BroadcastChannel("retros") : null;
channel?.postMessage({ person });
channel?.addEventListener("message", ({ data }) => {
  if (data.signedOut) {
    isPaused = true;
  } else if (data.person === person && isPaused) {
    isPaused = false;
    for (const form of document.querySelectorAll("form[data-backup][data-unsaved]")) backUp(form);
  }
});
