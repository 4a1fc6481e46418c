// Shows in each form how saving stands (the event "autosave:status" of autosave.js), sums it up at the
// foot of the page, and has screen readers say when trouble begins or ends.
const SAVING = "Saving…";
const states = new Map();  // form -> {state, words}
let trouble = "";  // that was said last
let hasSaved = false;

function isTrouble({ state }) {
  return state !== "saved" && state !== "saving";
}

function wordsFor(form, status) {
  const kept = isTrouble(status) ? form.dataset.backedUp : "";
  if (kept === "yes") return `${status.words}. Your text is backed up in this browser.`;
  if (kept === "no") return `${status.words}. This browser can’t back up your text: please keep the page open.`;
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
  if (troubled.length) return troubled[0].words;
  const isSaving = [...states.values()].some(({ state }) => state === "saving");
  return isSaving ? SAVING : `Saved at ${new Date().toTimeString().slice(0, 5)}`;
}

function sumUp() {
  const troubled = troubles();
  const words = summaryOf(troubled);
  const isWaiting = troubled.length > 0;
  const isSaving = words === SAVING;
  for (const line of document.querySelectorAll("[data-save-summary]")) write(line, words, { isWaiting, isSaving });
  if (isWaiting) sayTrouble(words);
  else if (!isSaving) sayAllSaved();
}

function sayTrouble(words) {
  if (words !== trouble) say(words);
  trouble = words;
}

function sayAllSaved() {
  if (trouble || !hasSaved) say("All changes saved.");
  trouble = "";
  hasSaved = true;
}

function say(words) {
  const announcer = document.getElementById("save-announcer");
  if (announcer) announcer.textContent = words;
}

document.addEventListener("autosave:status", (event) => {
  states.set(event.target, event.detail);
  show(event.target, event.detail);
  sumUp();
});
// Whether the browser keeps the text is known a moment later (form-backup.js).
document.addEventListener("backup:changed", (event) => {
  if (states.has(event.target)) show(event.target, states.get(event.target));
});
document.addEventListener("part-saved", sumUp);
