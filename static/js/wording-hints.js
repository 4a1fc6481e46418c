// Shows a hint next to a field with data-wording shortly after the last keystroke. Hidden hints come
// back when the page is loaded again, and hints never delay saving. Tab passes them by, to the next
// field: HINT_KEYS lead to them, and what is typed there goes into the field.
import { AddedText } from "./added-text.js";
import { insertText } from "./insert-text.js";
import { HINT_KEYS } from "./key-chords.js";

// The pause is longer than a slow typist's gap between two keys, and short enough that the hint
// appears within 300 ms, including the time for the answer.
const PAUSE_MS = 230;
const template = document.querySelector("template[data-wording-card]");
const hiddenIds = new Set();  // of fields whose hints someone hid
const hintsByField = new WeakMap();
let asking = null;
let timer = 0;

function hintsOf(field) {
  if (!hintsByField.has(field)) hintsByField.set(field, new WordingHints(field));
  return hintsByField.get(field);
}

function nameOf({ rule, words }) {
  return `${rule}: ${words}`;
}

function codePoints(text) {
  return Array.from(text).length;
}

class WordingHints {
  constructor(field) {
    this.field = field;
    this.checkedText = "";
    this.hints = [];
    this.index = 0;
    this.added = null;  // the rewording that was put into the text
  }

  get isHidden() {
    return hiddenIds.has(this.field.id);
  }

  async check() {
    const text = this.field.value;
    if (this.isHidden || text === this.checkedText) return;
    asking?.abort();
    asking = new AbortController();
    try {
      const hints = await this.hintsFor(text, asking.signal);
      if (this.field.value !== text || this.isHidden) return;
      this.checkedText = text;
      this.setHints(hints);
    } catch {
      // No connection: the save status says so.
    }
  }

  async hintsFor(text, signal) {
    const body = new URLSearchParams({ text });  // not FormData, which would turn \n into \r\n
    if ("namesAreFine" in this.field.dataset) body.append("names", "fine");
    const token = this.field.form.elements.csrfmiddlewaretoken.value;
    const headers = { "HX-Request": "true", "X-CSRFToken": token };
    const response = await fetch(template.dataset.address, { method: "POST", body, headers, signal });
    return response.ok ? (await response.json()).hints : [];
  }

  // Start with the hint for what was just written: the last one before the caret.
  setHints(hints) {
    if (!hints.length) {
      this.close();
      return;
    }
    // What was added can be taken away until there is something new to say.
    const isKnown = hints.every((hint) => this.hints.some((each) => nameOf(each) === nameOf(hint)));
    if (this.added && !this.added.isGone && isKnown) return;
    const caret = codePoints(this.field.value.slice(0, this.field.selectionEnd));
    const before = hints.filter(({ end }) => end <= caret);
    this.hints = hints;
    this.index = Math.max(0, before.length - 1);
    this.show();
  }

  get hint() {
    return this.hints[this.index % this.hints.length];
  }

  // The card

  build() {
    this.card = template.content.firstElementChild.cloneNode(true);
    this.announcer = document.createElement("p");
    this.announcer.className = "sr";
    this.announcer.setAttribute("role", "status");
    this.card.id = `${this.field.id}-hint`;
    this.field.after(this.announcer, this.card);
    this.card.querySelector("[data-keys]").append(...HINT_KEYS.keys.map(keyFor));
    this.card.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.card.addEventListener("mousedown", (event) => event.preventDefault());  // the field keeps the focus
    this.card.addEventListener("keydown", (event) => this.pressKey(event));
    this.card.addEventListener("focusin", () => this.letTabIn(true));
    this.card.addEventListener("focusout", ({ relatedTarget }) => this.letTabIn(this.card.contains(relatedTarget)));
  }

  pressKey(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.hide();
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.field.focus();  // which then gets the letter
    }
  }

  letTabIn(isIn) {
    for (const button of this.card.querySelectorAll("button")) button.tabIndex = isIn ? 0 : -1;
  }

  enter() {
    if (!this.card || this.card.hidden) return false;
    this.card.querySelector("button:not([hidden])").focus();
    return true;
  }

  press(button) {
    if (!button) return;
    if (button.matches("[data-hide]")) this.hide();
    else if (button.matches("[data-next]")) this.showNext();
    else if (this.added) this.undo();
    else this.use();
  }

  show() {
    const { words, reason, instead } = this.hint;
    this.added?.stopFollowing();
    this.added = null;
    this.render({ words, reason, instead, action: "Use this" });
  }

  showNext() {
    this.index += 1;
    this.show();
  }

  render({ words = "", reason, instead = "", action }) {
    if (!this.card) this.build();
    const part = (name) => this.card.querySelector(`[data-${name}]`);
    part("words").textContent = words && `“${words}”`;
    part("words").hidden = !words;
    part("reason").textContent = reason;
    part("suggestion").textContent = instead;
    part("suggestion").closest(".instead").hidden = !instead;
    part("use").textContent = action;
    part("next").hidden = !instead || this.hints.length < 2;
    const count = `${(this.index % this.hints.length) + 1} of ${this.hints.length}`;
    part("count").textContent = count;
    part("count").hidden = part("next").hidden;
    this.card.hidden = false;
    const name = part("count").hidden ? "Hint" : `Hint ${count}`;
    const announcement = words ? `${name}: “${words}”. ${reason}` : reason;
    if (this.announcer.textContent !== announcement) this.announcer.textContent = announcement;
    this.describeField(true);
  }

  hide() {
    hiddenIds.add(this.field.id);
    this.close();
    this.field.focus();
  }

  close() {
    if (!this.card) return;
    if (this.card.contains(document.activeElement)) this.field.focus();
    this.card.hidden = true;
    this.announcer.textContent = "";
    this.describeField(false);
  }

  describeField(isShown) {
    const described = this.field.getAttribute("aria-describedby") || "";
    const ids = described.split(" ").filter((id) => id && id !== this.card.id);
    if (isShown) ids.push(this.card.id);
    if (ids.length) this.field.setAttribute("aria-describedby", ids.join(" "));
    else this.field.removeAttribute("aria-describedby");
  }

  // The suggestion is added after the sentence: nobody's words are replaced.

  use() {
    const at = this.endOfSentence();
    const words = (at ? " " : "") + this.hint.instead;
    const gap = words.indexOf("…");
    this.field.focus();
    this.field.setSelectionRange(at, at);
    insertText(this.field, words);
    this.added = new AddedText(this.field, at, words);
    if (gap >= 0) this.field.setSelectionRange(at + gap, at + gap + 1);
    this.checkedText = this.field.value;
    this.render({ reason: "Added after your sentence, which is unchanged.", action: "Undo" });
  }

  endOfSentence() {
    const text = this.field.value;
    const isChanged = text !== this.checkedText;
    const hintEnd = Array.from(text).slice(0, this.hint.end).join("").length;
    const from = isChanged ? this.field.selectionEnd : hintEnd;
    const end = text.slice(from).match(/[.!?]+["”’)]*(?=\s|$)|\s*\n|\s*$/);
    return from + end.index + (end[0].trim() ? end[0].length : 0);
  }

  undo() {
    this.added.remove();
    this.checkedText = this.field.value;
    this.show();
  }
}

function keyFor(label) {
  const key = document.createElement("kbd");
  key.textContent = label;
  return key;
}

document.documentElement.classList.add("js");  // hides the hints that the form came with

document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-wording]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => hintsOf(target).check(), PAUSE_MS);
});
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-wording]")) hintsOf(target).check();
});
document.addEventListener("keydown", (event) => {
  if (!HINT_KEYS.matches(event) || !event.target.matches?.("[data-wording]")) return;
  if (hintsOf(event.target).enter()) event.preventDefault();
});
// Submitting empties a field; remove its hint.
document.addEventListener("submit", ({ target }) => {
  clearTimeout(timer);
  for (const field of target.querySelectorAll("[data-wording]")) {
    hintsOf(field).close();
    hintsOf(field).checkedText = "";
  }
});
