// Turns a field for tags, or for people, into chips and a combobox with suggestions; without this script people
// separate tags by commas or semicolons. The original field is hidden and gets each tag once it is complete. A tag
// that is still being typed is in its data-half-typed, for form-backup.js.
import { attach } from "./attach.js";
import { holdsSeparator, tagsIn, textOf } from "./tag-text.js";

const PAUSE_MS = 150;
const COMPOSING = 229;  // the keyCode of a key that an input method takes, in every browser
let count = 0;

function make(name, attributes, text = "") {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}

function includes(tags, tag) {
  return tags.some((each) => each.toLowerCase() === tag.toLowerCase());
}

// The visible field: a copy of the original one, without its name.
function comboboxFor(field, list) {
  const input = field.cloneNode();
  for (const name of ["name", "data-tags", "value"]) input.removeAttribute(name);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.value = "";
  return input;
}

class TagInput {
  constructor(field) {
    count += 1;
    this.field = field;
    this.isSingle = field.hasAttribute("data-single");
    this.tags = [];
    this.active = -1;  // the index of the highlighted suggestion
    this.chips = make("div", { class: "tags", role: "list" });
    this.list = make("ul", {
      class: "suggested", role: "listbox", id: `suggested-${count}`, "aria-label": `Suggested ${field.dataset.suggests || "tags"}`, hidden: "",
    });
    this.announcer = make("p", { class: "sr", role: "status" });
    this.input = comboboxFor(field, this.list);
  }

  replaceField() {
    const box = make("div", { class: "tag-field" });
    this.field.removeAttribute("id");
    this.field.type = "hidden";
    this.read();
    this.field.after(box);
    box.append(this.chips, this.input, this.list, this.announcer);
    this.listen();
  }

  listen() {
    // What an input method composes is not written yet: its Enter and its commas choose words.
    this.input.addEventListener("input", (event) => {
      if (!event.isComposing) this.noteTyping();
    });
    this.input.addEventListener("compositionend", () => this.noteTyping());
    this.input.addEventListener("keydown", (event) => {
      if (!event.isComposing && event.keyCode !== COMPOSING) this.press(event);
    });
    // What is typed counts once it is in the original field, which then says that it changed.
    this.input.addEventListener("change", (event) => {
      event.stopPropagation();
      this.complete();
    });
    this.input.addEventListener("blur", () => {
      this.close();
      this.complete();
    });
    this.list.addEventListener("mousedown", (event) => {
      const option = event.target.closest("li");
      event.preventDefault();
      if (option) this.add([option.dataset.name]);
    });
    // Enter may submit the form while the field still has the focus.
    this.field.form.addEventListener("submit", () => this.complete(), true);
    // Other scripts may fill the original field, for example when a backup is restored.
    this.field.addEventListener("input", () => {
      if (!this.isWriting) this.read();
    });
  }

  // The original field

  read() {
    if (this.isSingle) {
      this.input.value = this.field.value;
      return;
    }
    this.tags = [];
    this.addNew(tagsIn(this.field.value));
    this.draw();
  }

  write() {
    this.field.value = this.isSingle ? this.input.value.trim() : textOf(this.tags);
    this.noteHalfTyped();
    this.isWriting = true;
    for (const type of ["input", "change"]) this.field.dispatchEvent(new Event(type, { bubbles: true }));
    this.isWriting = false;
  }

  noteHalfTyped() {
    const typed = this.input.value.trim();
    if (this.isSingle) this.field.dataset.halfTyped = typed === this.field.value ? "" : typed;
    else this.field.dataset.halfTyped = textOf(tagsIn(typed));
  }

  // Tags

  add(tags) {
    this.input.value = this.isSingle ? tags[0] || "" : "";
    if (!this.isSingle) this.addNew(tags);
    this.close();
    this.draw();
    this.write();
  }

  addNew(tags) {
    for (const tag of tags) {
      if (!includes(this.tags, tag)) this.tags.push(tag);
    }
  }

  remove(tag) {
    this.tags = this.tags.filter((each) => each !== tag);
    this.announcer.textContent = `Removed ${tag}`;
    this.draw();
    this.write();
  }

  complete() {
    const typed = this.input.value.trim();
    if (!this.isSingle && typed) this.add(tagsIn(typed));
    if (this.isSingle && typed !== this.field.value) this.write();
  }

  draw() {
    this.chips.replaceChildren(...this.tags.map((tag) => this.chipFor(tag)));
  }

  chipFor(tag) {
    const chip = make("span", { class: "tag", role: "listitem" }, tag);
    const button = make("button", { type: "button", "aria-label": `Remove ${tag}` }, "×");
    button.addEventListener("click", () => {
      this.remove(tag);
      this.input.focus();
    });
    chip.append(button);
    return chip;
  }

  // Typing

  noteTyping() {
    if (holdsSeparator(this.input.value) && !this.isSingle) {
      this.add(tagsIn(this.input.value));
      return;
    }
    this.noteHalfTyped();
    clearTimeout(this.timer);
    if (this.input.value.trim()) this.timer = setTimeout(() => this.suggest(), PAUSE_MS);
    else this.close();
  }

  press(event) {
    const isOpen = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen) this.move(event.key === "ArrowDown" ? 1 : -1);
      else this.suggest();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      this.enter(event);
    } else if (event.key === "Escape" && isOpen) {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && !this.input.value && this.tags.length) {
      this.remove(this.tags.at(-1));
    }
  }

  enter(event) {
    const isTyped = this.input.value.trim() && !this.isSingle;
    if (this.active < 0 && !isTyped) return;
    event.preventDefault();
    if (this.active >= 0) this.add([this.list.children[this.active].dataset.name]);
    else this.complete();
  }

  // Suggestions

  async suggest() {
    const text = this.input.value.trim();
    const html = await this.suggestionsFor(text);
    if (this.requested === text && document.activeElement === this.input) this.open(html);
  }

  async suggestionsFor(text) {
    this.requested = text;
    const address = `${this.field.dataset.tags}?q=${encodeURIComponent(text)}`;
    try {
      const response = await fetch(address, { headers: { "HX-Request": "true" } });
      return response.ok ? await response.text() : "";
    } catch {
      return "";
    }
  }

  open(html) {
    this.list.innerHTML = html;
    for (const [index, option] of this.list.querySelectorAll("li").entries()) {
      if (includes(this.tags, option.dataset.name)) option.remove();
      option.id = `${this.list.id}-${index}`;
      option.setAttribute("aria-selected", "false");
    }
    const { length } = this.list.children;
    this.active = -1;
    this.list.hidden = !length;
    this.input.setAttribute("aria-expanded", String(length > 0));
    if (length) this.list.scrollIntoView({ block: "nearest" });
    this.announcer.textContent = length ? `${length} ${length === 1 ? "suggestion" : "suggestions"}` : "";
  }

  move(step) {
    const options = this.list.children;
    options[this.active]?.setAttribute("aria-selected", "false");
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    this.active = (from + step + options.length) % options.length;
    options[this.active].setAttribute("aria-selected", "true");
    options[this.active].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[this.active].id);
  }

  close() {
    clearTimeout(this.timer);
    this.requested = null;
    this.active = -1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

attach("input[data-tags]", (field) => {
  if (field.type !== "hidden") new TagInput(field).replaceField();
});
