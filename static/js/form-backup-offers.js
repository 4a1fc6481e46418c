// Offers to restore backups (form-backup.js) that the server never received, next to their forms,
// which open if necessary. Nothing is restored without a click. A page with data-backup-list links
// to the pages of all backups.
import { backUp, isFromThisPage, itemOf, ready } from "./form-backup.js";
import { dayAndTime, timeOfDay } from "./clock.js";
import { backups } from "./form-backup-store.js";
import { areSame, fillForm, labelOf, valuesOf, visibleNames } from "./form-values.js";
import { post } from "./requests.js";

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
const template = document.querySelector("template[data-backup-offer]");
const taken = new WeakSet();  // new forms that already have an offer

function timeOf(backup) {
  const date = new Date(backup.at);
  return date.toDateString() === new Date().toDateString() ? timeOfDay(date) : dayAndTime(date);
}

function differingNames(backup, form) {
  const values = valuesOf(form);
  return backup.changed.filter((name) => values[name] && !areSame(backup.values[name], values[name]));
}

// The values as people see them: choices by their labels.
function wordsFor(form, name, values) {
  return values.map((value) => wordFor(form, name, value)).join(", ");
}

function wordFor(form, name, value) {
  const field = [...form.querySelectorAll(`[name='${name}']`)].find((each) => each.value === value);
  if (field && ["radio", "checkbox"].includes(field.type)) return field.labels[0].textContent.trim();
  const option = form.querySelector(`select[name='${name}'] option[value='${CSS.escape(value)}']`);
  return option ? option.textContent : value;
}

// Show `after` in `place`, with the differences from `before` marked once the server answers.
async function compare(form, before, after, place) {
  place.className = "diff";
  place.textContent = after || "Empty";
  if (!before || !after) return;
  try {
    const response = await post(template.dataset.compare, form, { before, after });
    if (!response.ok) return;
    place.innerHTML = await response.text();
    place.className = "";
  } catch {
    // No connection: the text stays unmarked.
  }
}

function panelFor(backup) {
  const panel = template.content.firstElementChild.cloneNode(true);
  panel.querySelector("time").textContent = timeOf(backup);
  panel.querySelector(".acts").before(document.createElement("dl"));
  return panel;
}

// Add an entry to the panel and return the element for its text.
function addEntry(panel, title) {
  const term = document.createElement("dt");
  const description = document.createElement("dd");
  const place = document.createElement("div");
  term.textContent = title;
  description.append(place);
  panel.querySelector("dl").append(term, description);
  return place;
}

async function offer(form, backup) {
  const names = differingNames(backup, form);
  if (!names.length) {
    await backups.remove(backup.id);
    return;
  }
  const panel = panelFor(backup);
  const values = valuesOf(form);
  for (const name of names) {
    const place = addEntry(panel, labelOf(form, name));
    compare(form, wordsFor(form, name, values[name]), wordsFor(form, name, backup.values[name]), place);
  }
  panel.querySelector("[data-restore]").addEventListener("click", () => restore(form, backup, panel));
  panel.querySelector("[data-discard]").addEventListener("click", () => discard(form, backup, panel));
  form.prepend(panel);
}

async function restore(form, backup, panel) {
  const visible = visibleNames(form);
  const entries = Object.entries(backup.values).filter(
    ([name]) => backup.changed.includes(name) || !visible.includes(name),
  );
  panel.remove();
  fillForm(form, Object.fromEntries(entries));
  const fields = backup.changed.map((name) => form.querySelector(`[name='${name}']`));
  for (const details of fields.map((field) => field?.closest("details")).filter(Boolean)) details.open = true;
  form.dispatchEvent(new CustomEvent("backup:restored", { bubbles: true, detail: { sent: backup.sent } }));
  fields[0]?.focus();
  await backUp(form);
  await backups.remove(backup.id);
}

function discard(form, backup, panel) {
  panel.remove();
  backups.remove(backup.id);
  const isUntouched = form.hasAttribute("data-new") && !form.hasAttribute("data-unsaved");
  if (isUntouched) form.querySelector("[data-close]")?.click();
}

function formFor({ address, client }) {
  return [...document.querySelectorAll("form[data-backup]")].find((form) => {
    const item = itemOf(form);
    const isFree = item.address.endsWith("/new/") && !taken.has(form);
    return item.address === address && (item.client === client || isFree);
  });
}

// Open the form of a closed part, or a new form, as its link would.
async function openForm(backup) {
  const links = [...document.querySelectorAll("a[hx-get]")].filter((link) => link.pathname === backup.address);
  const link = links.find((each) => fits(each, backup)) || links[0];
  if (!link) return null;
  document.body.dataset.opening = "yes";
  document.addEventListener("htmx:afterSettle", () => { delete document.body.dataset.opening; }, { once: true });
  await htmx.ajax("GET", link.href, { source: link });
  return formFor(backup);
}

function fits(link, backup) {
  return [...new URL(link.href).searchParams].every(
    ([name, value]) => backup.values[name]?.includes(value),
  );
}

function offerToCopy(backup) {
  const panel = panelFor(backup);
  panel.querySelector("[data-form-missing]").hidden = false;
  panel.querySelector("[data-restore]").remove();
  for (const name of backup.changed) {
    const place = addEntry(panel, backup.labels?.[name] ?? name.replaceAll("_", " "));
    place.className = "diff";
    place.textContent = backup.values[name].join(", ");
  }
  panel.querySelector("[data-discard]").addEventListener("click", () => {
    panel.remove();
    backups.remove(backup.id);
  });
  (document.querySelector(".document, main .page") || document.querySelector("main")).prepend(panel);
}

async function offerAgain(backup) {
  const form = formFor(backup) || await openForm(backup);
  if (!form) {
    offerToCopy(backup);
    return;
  }
  if (form.hasAttribute("data-new")) taken.add(form);
  await offer(form, backup);
}

function list(mine) {
  const section = document.querySelector("[data-backup-list]");
  if (!section || !mine.length) return;
  for (const backup of mine) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    item.className = "row";
    link.href = backup.page;
    link.textContent = backup.title || "Untitled page";
    item.append(link, `from ${timeOf(backup)}`);
    section.querySelector("ul").append(item);
  }
  section.hidden = false;
}

async function offerAll() {
  const { person } = document.body.dataset;
  const oldest = Date.now() - KEPT_MS;
  const all = await backups.all();
  for (const { id } of all.filter(({ at }) => at < oldest)) backups.remove(id);
  const mine = all.filter(
    (backup) => backup.person === person && backup.at >= oldest && !isFromThisPage(backup.id),
  );
  list(mine);
  if (document.querySelector("form[data-resend]")) return;  // the page already shows this text
  for (const backup of mine.filter(({ page }) => page === location.pathname)) await offerAgain(backup);
}

ready.then(offerAll).catch(() => null).then(() => { template.dataset.offered = ""; });
