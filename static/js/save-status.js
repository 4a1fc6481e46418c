// Shows the save status in each form (the event "autosave:status" of autosave.js) and a summary at
// the bottom of the page, and announces to screen readers when saving fails or works again.
import { timeOfDay } from "./clock.js";

const SAVING = "Saving…";
const states = new Map();  // form -> {state, words, summary}
let trouble = "";  // the last one announced
let hasSaved = false;

function isTrouble({ state }) {
  return state !== "saved" && state !== "saving";
}

function wordsFor(form, status) {
  const backedUp = isTrouble(status) ? form.dataset.backedUp : "";
  const words = status.words.replace(/\.$/, "");
  if (backedUp === "yes") return `${words}. Your text is backed up in this browser.`;
  if (backedUp === "no") return `${words}. This browser can’t back up your text: please keep the page open.`;
  return status.words;
}

function write(line, words, { isWaiting, isSaving }) {
  line.classList.toggle("waiting", isWaiting);
  line.classList.toggle("saving", isSaving);
  const text = line.querySelector("span");
  if (text.textContent !== words) text.textContent = words;
}

function show(form, status) {
  const line = form.querySelector("[data-save-status]");
  if (!line) return;
  line.hidden = false;
  write(line, wordsFor(form, status), { isWaiting: isTrouble(status), isSaving: status.state === "saving" });
  line.querySelector("[data-sign-in]").hidden = status.state !== "signed-out";
  linkToConflict(line, form);
}

// A link to the first conflict in `root`, if there is one.
function linkToConflict(line, root) {
  const conflict = root.querySelector("[data-conflict]");
  const link = line.querySelector("[data-compare]");
  link.hidden = !conflict;
  if (conflict) link.hash = conflict.id;
}

function troubles() {
  for (const form of states.keys()) {
    if (!form.isConnected) states.delete(form);
  }
  return [...states.values()].filter(isTrouble);
}

function summaryOf(troubled) {
  if (troubled.some(({ words }) => words !== troubled[0].words)) {
    return `${troubled.length} items are not saved yet. Each one shows the reason.`;
  }
  if (troubled.length) return troubled[0].summary;
  const isSaving = [...states.values()].some(({ state }) => state === "saving");
  return isSaving ? SAVING : `Saved at ${timeOfDay(new Date())}`;
}

function updateSummary() {
  const troubled = troubles();
  const words = summaryOf(troubled);
  const isWaiting = troubled.length > 0;
  const isSaving = words === SAVING;
  for (const line of document.querySelectorAll("[data-save-summary]")) {
    write(line, words, { isWaiting, isSaving });
    linkToConflict(line, document);
  }
  if (isWaiting) announceTrouble(words);
  else if (!isSaving) announceSaved();
}

function announceTrouble(words) {
  if (words !== trouble) announce(words);
  trouble = words;
}

function announceSaved() {
  if (trouble || !hasSaved) announce("All changes saved.");
  trouble = "";
  hasSaved = true;
}

function announce(words) {
  const announcer = document.getElementById("save-announcer");
  if (announcer) announcer.textContent = words;
}

document.addEventListener("autosave:status", (event) => {
  states.set(event.target, event.detail);
  show(event.target, event.detail);
  updateSummary();
});
// Whether there is a backup is known a moment later (form-backup.js).
document.addEventListener("backup:changed", (event) => {
  if (states.has(event.target)) show(event.target, states.get(event.target));
});
document.addEventListener("part-saved", updateSummary);
