// Replace the selection of `field` by `text`. Only this old command lets the browser's undo take it
// away again, in one step; it needs the focus.
export function insertText(field, text) {
  field.focus();
  endTyping(field);
  insert(field, text);
  endTyping(field);
}

// Otherwise undo would also take what was typed right before or after. A selection that moves ends it.
function endTyping(field) {
  const { selectionStart, selectionEnd, selectionDirection } = field;
  const away = selectionStart ? 0 : field.value.length;
  field.setSelectionRange(away, away);
  field.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
}

function insert(field, text) {
  if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Return what has to stand before and after a block of Markdown at the selection of `field`, so that
// blank lines are around it.
export function blankLinesAround({ value, selectionStart, selectionEnd }) {
  const before = value.slice(0, selectionStart);
  const after = value.slice(selectionEnd);
  const missingBefore = before.trim() ? 2 - /\n{0,2}$/.exec(before)[0].length : 0;
  const missingAfter = 2 - /^\n{0,2}/.exec(after)[0].length;
  return ["\n".repeat(missingBefore), "\n".repeat(missingAfter)];
}
