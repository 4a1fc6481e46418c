// Names the fields whose text is backed up in this browser and was never saved: on a page with
// data-unsaved-on, the address under which they are edited.
import { backups } from "./form-backup-store.js";

async function list(section) {
  const { person } = document.body.dataset;
  const mine = (await backups.all()).filter(
    (backup) => backup.person === person && backup.page?.startsWith(section.dataset.unsavedOn),
  );
  const labels = mine.flatMap(({ changed, labels: names }) =>
    changed.map((name) => names?.[name] ?? name.replaceAll("_", " ")));
  section.querySelector("[data-list]").replaceChildren(...[...new Set(labels)].map((label) => {
    const entry = document.createElement("li");
    entry.textContent = label;
    return entry;
  }));
  section.hidden = !labels.length;
}

const section = document.querySelector("[data-unsaved-on]");
if (section) list(section).catch(() => null);
