// Submitting a form with data-autosave by its button. The submit waits for a running autosave, so
// that the two never conflict.
import { AUTOSAVED, saverOf } from "./autosave.js";
import { TIMEOUT_MS } from "./autosave-requests.js";

const focused = new WeakMap();  // form -> the field that had the focus when it was sent

function formOf({ detail }) {
  const { verb, elt } = detail.requestConfig || detail;
  return verb === "post" && elt.matches(AUTOSAVED) ? elt : null;
}

function lock(form) {  // text typed now would be lost
  focused.set(form, form.contains(document.activeElement) && document.activeElement);
  form.inert = true;
}

function unlock(form) {
  form.inert = false;
  if (focused.get(form)) focused.get(form).focus();
}

// Forms that htmx submits

document.addEventListener("htmx:confirm", async (event) => {
  if (!event.target.matches(AUTOSAVED)) return;
  const saver = saverOf(event.target);
  clearTimeout(saver.timer);
  if (!saver.isUnderWay()) return;
  event.preventDefault();
  if (await saver.finish()) event.detail.issueRequest(true);
});
document.addEventListener("htmx:configRequest", (event) => {
  if (formOf(event)) event.detail.timeout = TIMEOUT_MS;
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  const saver = saverOf(form);
  clearTimeout(saver.timer);
  saver.isDecided = true;
  form.setAttribute("data-unsaved", "");
  saver.takeSnapshot();
  saver.report("saving", "Saving…");
  lock(form);
});
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (formOf(event) && event.detail.xhr.status === 401) event.preventDefault();
});
document.addEventListener("htmx:afterRequest", async (event) => {
  const form = formOf(event);
  if (!form?.isConnected || !form.inert) return;
  const { status } = event.detail.xhr;
  const saver = saverOf(form);
  unlock(form);
  if (status !== 401 && status !== 403) {
    saver.fail(status ? "the site can’t save right now" : "no connection");
    return;
  }
  try {
    await saver.renewToken();
  } catch {
    saver.fail("no connection");
  }
});

// Plain forms

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches(`${AUTOSAVED}:not([hx-post])`)) return;
  const saver = saverOf(form);
  clearTimeout(saver.timer);
  if (!saver.isUnderWay()) {
    form.removeAttribute("data-unsaved");
    return;
  }
  event.preventDefault();
  if (!await saver.finish()) return;
  form.removeAttribute("data-unsaved");
  form.submit();
});
