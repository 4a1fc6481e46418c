// Pastes formatted text into a textarea with data-markdown as Markdown. What has no formatting, comes
// from a code editor or is pasted with Ctrl+Shift+V is left to the browser.
import { markdownOf } from "./html-to-markdown.js";
import { blankLinesAround, insertText } from "./insert-text.js";

let isPlain = false;

function convert(html) {
  try {
    return markdownOf(html);
  } catch {
    return null;  // nested too deeply, or a table too large: the browser pastes the text
  }
}

document.addEventListener("keydown", (event) => {
  isPlain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "v";
});
document.addEventListener("paste", (event) => {
  const field = event.target.closest?.("textarea[data-markdown]");
  const data = event.clipboardData;
  if (!field || isPlain || event.defaultPrevented || !data || data.types.includes("vscode-editor-data")) return;
  const markdown = convert(data.getData("text/html"));
  if (!markdown) return;
  event.preventDefault();
  const [before, after] = blankLinesAround(field);
  const isLast = field.selectionEnd === field.value.length;
  const lead = markdown.startsBlock ? before : "";
  insertText(field, lead + markdown.text + (markdown.endsBlock && !isLast ? after : ""));
});
