// Keyboard shortcuts for the editor. The help dialog is generated from SHORTCUTS.
import { announce } from "./announce.js";
import { attach } from "./attach.js";
import { chord, HINT_KEYS, IS_MAC, isKey } from "./key-chords.js";
import { movePart } from "./reorder-parts.js";
import { areSingleKeysOn, isSingleKey, setSingleKeys } from "./single-keys.js";

function command(key, label) {
  return {
    keys: [IS_MAC ? "⌘" : "Ctrl", label],
    matches: (event) =>
      event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey && isKey(event, key),
  };
}

function plain(key, label) {
  return {
    keys: [label],
    matches: (event) => !event.ctrlKey && !event.metaKey && !event.altKey && event.key === key,
  };
}

function single(key) {
  return { keys: [key], matches: (event) => event.key === key && isSingleKey(event) };
}

// `run` returns false if there is nothing to do; the browser then handles the key.
const SHORTCUTS = [
  { press: command("Enter", "Enter"), words: "Finish and add another", otherwise: "Add another", run: addNext },
  { press: command("s", "S"), words: "Save now", otherwise: "wait, changes save automatically", run: saveNow },
  { press: plain("Escape", "Esc"), words: "Close the form and keep your changes", otherwise: "Done", run: closeForm },
  { press: chord("ArrowUp", "↑"), words: "Move up", otherwise: "the arrow buttons", run: (event) => movePart(event.target, "up") },
  { press: chord("ArrowDown", "↓"), words: "Move down", otherwise: "the arrow buttons", run: (event) => movePart(event.target, "down") },
  { press: chord("j", "J"), words: "Go to the next section", otherwise: "the list of sections", run: () => goToSection(1) },
  { press: chord("k", "K"), words: "Go to the previous section", otherwise: "the list of sections", run: () => goToSection(-1) },
  { press: HINT_KEYS, words: "Go to the wording hint (Esc leads back)", otherwise: "the mouse", run: () => false },
  { press: single("?"), words: "Show this list", otherwise: "Keyboard shortcuts", run: showHelp },
];

function addNext(event) {
  const form = event.target.closest(".part.open form");
  const button = form
    ? form.querySelector("button[name=next]")
    : event.target.closest(".obs > div, .sec")?.querySelector("a.add");
  button?.click();
  return Boolean(button);
}

function saveNow() {
  if (!document.querySelector("form[data-autosave]")) return false;
  if (!document.querySelector("form[data-unsaved]")) announce("All changes saved.");
  document.dispatchEvent(new CustomEvent("autosave:now"));
  return true;
}

function closeForm(event) {
  const form = event.target.closest(".part.open form[hx-post]");
  if (!form || form.querySelector("[data-conflict]")) return false;
  const isUntouched = form.hasAttribute("data-new") && !form.hasAttribute("data-unsaved");
  form.querySelector(isUntouched ? "[data-close]" : "[data-done]").click();
  return true;
}

function goToSection(step) {
  const links = [...document.querySelectorAll("[data-section-nav] a[href^='#']")].filter(
    (link) => link.offsetParent && link.hash !== "#others",
  );
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)));
  const here = document.activeElement.closest(".sec[id], #form-headline");
  const current = here
    ? sections.findIndex((section) => here.contains(section))
    : links.findIndex((link) => link.hasAttribute("aria-current"));
  focusSection(sections[current + step]);
  return links.length > 0;
}

function focusSection(section) {
  if (!section) return;
  const target = section.querySelector("h2") || section.querySelector("textarea");
  if (!target.matches("textarea")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  section.scrollIntoView();
}

function showHelp() {
  const dialog = document.getElementById("keyboard");
  if (!dialog) return false;
  dialog.querySelector("[data-single-keys]").checked = areSingleKeysOn();
  dialog.showModal();
  return true;
}

function helpFor({ press, words, otherwise }) {
  const keys = document.createElement("dt");
  const description = document.createElement("dd");
  const small = document.createElement("small");
  press.keys.forEach((label, index) => {
    const key = document.createElement("kbd");
    key.textContent = label;
    keys.append(index ? " + " : "", key);
  });
  small.textContent = `Or: ${otherwise}`;
  description.append(words, small);
  return [keys, description];
}

document.addEventListener("keydown", (event) => {
  // Leave the keys to an input method that is composing, and to an open dialog.
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
  if (document.querySelector("dialog[open]") || !event.target.closest) return;
  const shortcut = SHORTCUTS.find(({ press }) => press.matches(event));
  if (shortcut && shortcut.run(event) !== false) event.preventDefault();
});

attach("#keyboard", (dialog) => {
  dialog.querySelector("[data-shortcuts]").append(...SHORTCUTS.flatMap(helpFor));
  dialog.querySelector("[data-single-keys]").addEventListener("change", (event) => {
    setSingleKeys(event.target.checked);
  });
});
attach("[data-keyboard]", (button) => {
  button.hidden = false;
  button.addEventListener("click", showHelp);
});
