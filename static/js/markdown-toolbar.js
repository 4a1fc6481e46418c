// A toolbar and a preview for textareas with data-markdown. The page has the toolbar in a template;
// the custom element in vendor/ inserts the Markdown, except that of tables.
import { attach } from "./attach.js";
import { tableOf } from "./html-tables.js";
import { blankLinesAround, insertText } from "./insert-text.js";
import { post } from "./requests.js";

const TABLE = [["First column", "Second column", "Third column"], ["", "", ""], ["", "", ""]];
const KEYS = { b: "md-bold", i: "md-italic", k: "md-link" };

async function previewOf(field, address) {
  try {
    const response = await post(address, field.form, { text: field.value });
    if (response.ok) return await response.text();
  } catch {
    // No connection.
  }
  return "<p>The preview couldn’t be loaded. Check your connection.</p>";
}

async function togglePreview(field, button) {
  const wasShown = button.getAttribute("aria-pressed") === "true";
  if (field.nextElementSibling?.classList.contains("preview")) field.nextElementSibling.remove();
  button.setAttribute("aria-pressed", String(!wasShown));
  if (wasShown) return;
  const preview = document.createElement("div");
  preview.className = "preview";
  preview.setAttribute("role", "region");
  preview.setAttribute("aria-label", "Preview");
  preview.innerHTML = await previewOf(field, button.dataset.address);
  field.after(preview);
}

// Selected rows with tabs between their cells become the table; otherwise an empty one is added.
function insertTable(field) {
  const selected = field.value.slice(field.selectionStart, field.selectionEnd);
  const isTable = selected.includes("\t");
  const rows = selected.split("\n").filter((row) => row.trim()).map((row) => row.replaceAll("|", "\\|").split("\t"));
  if (!isTable) field.setSelectionRange(field.selectionEnd, field.selectionEnd);
  const [before, after] = blankLinesAround(field);
  const at = field.selectionStart + before.length + 2;
  insertText(field, before + tableOf(isTable ? rows : TABLE) + after);
  if (!isTable) field.setSelectionRange(at, at + TABLE[0][0].length);
}

function toolbarFor(field, template) {
  const toolbar = document.importNode(template.content.firstElementChild, true);
  const label = field.closest(".field").querySelector("label");
  toolbar.setAttribute("for", field.id);
  toolbar.setAttribute("aria-label", `Formatting for ${label.firstChild.textContent.trim().toLowerCase()}`);
  toolbar.querySelector("[data-picture]").hidden = !field.dataset.pictures;
  return toolbar;
}

attach("textarea[data-markdown]", (field) => {
  const template = document.querySelector("template[data-markdown-toolbar]");
  if (!template) return;
  const toolbar = toolbarFor(field, template);
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-address]");
    if (button) togglePreview(field, button);
    if (event.target.closest("[data-table]")) insertTable(field);
  });
  field.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const name = KEYS[event.key.toLowerCase()];
    if (!name) return;
    event.preventDefault();
    toolbar.querySelector(name).click();
  });
  field.before(toolbar);
});
