// Before the page for publishing opens, saves everything, and lists what can't be saved, with the
// reasons. The text stays backed up in the browser if someone continues without it.
import { attach } from "./attach.js";
import { saveAll } from "./autosave.js";
import { unsavedNames } from "./form-backup.js";
import { backups } from "./form-backup-store.js";
import { labelOf } from "./form-values.js";

function sectionOf(form) {
  const heading = form.closest(".sec")?.querySelector("h2");
  return heading ? heading.textContent : "Title and summary";
}

function reasonOf({ form, errors, status }, names) {
  const reasons = Object.entries(errors).map(([name, error]) =>
    (names.length === 1 && names[0] === name ? error : `${labelOf(form, name)}: ${error}`));
  return reasons.join(" ") || status.words;
}

function entryFor(saver) {
  const { form } = saver;
  const names = unsavedNames(form);
  const entry = document.createElement("li");
  const link = document.createElement("a");
  const field = fieldOf(form, Object.keys(saver.errors)[0] ?? names[0]);
  link.href = `#${field.id}`;
  link.textContent = `${sectionOf(form)}: ${names.map((name) => labelOf(form, name)).join(", ")}`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    show(field);
  });
  entry.append(link, ` ${reasonOf(saver, names)}`);
  return entry;
}

// A field for tags is hidden; its visible one follows (tag-input.js).
function fieldOf(form, name) {
  const field = form.querySelector(`[name='${name}']`);
  return field.type === "hidden" ? field.nextElementSibling.querySelector("input") : field;
}

function show(target) {
  for (const group of [target.closest("details"), target.closest(".others")].filter(Boolean)) group.open = true;
  target.focus();
}

function showList(list, savers) {
  list.querySelector("[data-list]").replaceChildren(...savers.map(entryFor));
  list.hidden = false;
  list.focus();
}

// Leaving needs no warning: the backups keep the text.
function leave(link) {
  for (const form of document.querySelectorAll("form[data-unsaved]")) {
    if (form.dataset.backedUp === "yes") form.removeAttribute("data-unsaved");
  }
  location.assign(link.href);
}

attach("[data-publish]", (link) => {
  const list = document.querySelector("[data-unsaved-list]");
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    list.hidden = true;
    const savers = await saveAll();
    await backups.all().catch(() => null);  // those of saved text are removed by now
    if (savers.length) showList(list, savers);
    else leave(link);
  });
  list.addEventListener("click", ({ target }) => {
    if (target.closest("[data-publish-anyway]")) leave(link);
    else if (target.closest("[data-close-list]")) list.hidden = true;
  });
  document.addEventListener("autosave:saved", () => {
    if (!document.querySelector("form[data-unsaved]")) list.hidden = true;
  });
});
