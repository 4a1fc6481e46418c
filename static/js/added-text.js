// A text that was added to a field, followed while people type around it and in it, so that it can
// be taken away without a word of theirs.
import { insertText } from "./insert-text.js";

export class AddedText {
  constructor(field, start, text) {
    this.field = field;
    this.value = field.value;
    this.pieces = [[start, start + text.length]];  // what is left of it, as [start, end]
    this.follow = () => this.noteInput();
    field.addEventListener("input", this.follow);
  }

  get isGone() {
    return !this.pieces.length;
  }

  noteInput() {
    const { from, to, growth } = changeBetween(this.value, this.field);
    this.value = this.field.value;
    this.pieces = this.pieces.flatMap(([start, end]) => [
      [start, Math.min(end, from)],
      [Math.max(start, to) + growth, end + growth],
    ]).filter(([start, end]) => start < end);
  }

  stopFollowing() {
    this.field.removeEventListener("input", this.follow);
  }

  remove() {
    this.stopFollowing();
    if (this.isGone) return;
    const { field } = this;
    const start = this.pieces[0][0];
    const end = this.pieces.at(-1)[1];
    const kept = this.pieces.slice(1).map(([from], index) => field.value.slice(this.pieces[index][1], from));
    const words = kept.join(" ").trim();
    const gap = words && start && /\S/.test(field.value[start - 1]) ? " " : "";
    field.focus();
    field.setSelectionRange(start, end);
    insertText(field, gap + words);
  }
}

// The part of `before` that was replaced, from `from` to `to`, and by how much the text grew. The
// caret stands behind what was typed; what follows it is as it was.
function changeBetween(before, { value, selectionEnd }) {
  let rest = value.length - selectionEnd;
  while (rest && before.slice(-rest) !== value.slice(-rest)) rest -= 1;
  const shorter = Math.min(before.length, value.length) - rest;
  let from = 0;
  while (from < shorter && before[from] === value[from]) from += 1;
  return { from, to: before.length - rest, growth: value.length - before.length };
}
