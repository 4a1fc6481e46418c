// Uploads pictures that are pasted, dropped or chosen in a textarea with data-pictures. A
// placeholder in the text marks the place of each until the server answers. Below the field it asks
// for the descriptions that are missing.
import { attach } from "./attach.js";
import { blankLinesAround, insertText } from "./insert-text.js";
import { post } from "./requests.js";

const UNDESCRIBED = /!\[\]\(\/attachments\//g;
const AT_ONCE = 10;
const TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif"];
const messages = new WeakMap();  // field -> its line for errors
let count = 0;

// Keep the caret where it is in the text around. Without the focus, the browser can't undo it.
function replaceText(field, text, from, to) {
  if (document.activeElement !== field) {
    field.setRangeText(text, from, to, "preserve");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  const growth = text.length - (to - from);
  const [start, end] = [field.selectionStart, field.selectionEnd].map((at) => {
    if (at >= to) return at + growth;
    return Math.min(at, from);
  });
  field.setSelectionRange(from, to);
  insertText(field, text);
  field.setSelectionRange(start, end);
}

function newMessage(field) {
  const message = document.createElement("p");
  message.className = "err upload-error";
  message.setAttribute("role", "alert");
  field.after(message);
  messages.set(field, message);
  return message;
}

function showMessage(field, words) {
  const message = messages.get(field) ?? newMessage(field);
  message.textContent = words;
  message.hidden = !words;
}

function insertPlaceholder(field) {
  count += 1;
  const placeholder = `![Uploading picture ${count}…]()`;
  field.setSelectionRange(field.selectionEnd, field.selectionEnd);
  const [before, after] = blankLinesAround(field);
  insertText(field, before + placeholder + after);
  return { placeholder, before, after };
}

// If nothing was typed meanwhile, the description comes next.
function putPicture(field, { placeholder, after }, markdown) {
  const at = field.value.indexOf(placeholder);
  if (at < 0) return;  // removed from the text meanwhile
  const end = at + placeholder.length;
  const isWaiting = document.activeElement === field && field.selectionStart === end + after.length;
  replaceText(field, markdown, at, end);
  if (isWaiting) field.setSelectionRange(at + 2, at + 2);
}

function takeOut(field, { placeholder, before, after }) {
  const at = field.value.indexOf(placeholder);
  if (at < 0) return;
  const end = at + placeholder.length + after.length;
  const isLast = !field.value.slice(end);
  replaceText(field, "", isLast ? at - before.length : at, end);
}

// Return {markdown} for the uploaded picture, or {error} for people to read.
async function store(field, file) {
  if (!TYPES.includes(file.type)) return { error: "Only pictures can be added: PNG, JPEG, WebP and GIF." };
  const fields = { file: new File([file], "picture", { type: file.type }), alt: "" };
  try {
    const response = await post(field.dataset.pictures, field.form, fields);
    if (response.status === 201 || response.status === 422) return await response.json();
    if (response.status === 401) {
      return { error: "Please sign in again in another tab, then add the picture again." };
    }
    return { error: "The picture could not be added. Please try again." };
  } catch {
    return { error: "No connection: the picture was not added. Please try again." };
  }
}

async function upload(field, file) {
  const place = insertPlaceholder(field);
  showMessage(field, "");
  const { markdown, error } = await store(field, file);
  if (markdown) putPicture(field, place, markdown);
  else takeOut(field, place);
  if (error) showMessage(field, error);
}

// Descriptions

function askForDescriptions(field, line) {
  const { length } = field.value.match(UNDESCRIBED) ?? [];
  line.hidden = !length;
  if (length) line.querySelector("[data-said]").textContent = length === 1 ? "A picture has no description." : `${length} pictures have no description.`;
}

attach("textarea[data-pictures]", (field) => {
  const template = document.querySelector("template[data-describe]");
  if (!template) return;
  const line = document.importNode(template.content.firstElementChild, true);
  line.querySelector("button").addEventListener("click", () => {
    const at = field.value.search(UNDESCRIBED);
    field.focus();
    if (at >= 0) field.setSelectionRange(at + 2, at + 2);
  });
  field.after(line);
  field.addEventListener("input", () => askForDescriptions(field, line));
  askForDescriptions(field, line);
});

function uploadAll(field, files) {
  field.focus();
  for (const file of [...files].slice(0, AT_ONCE)) upload(field, file);
}

function fieldOf(event) {
  return event.target.closest?.("textarea[data-pictures]");
}

document.addEventListener("paste", (event) => {
  const field = fieldOf(event);
  const data = event.clipboardData;
  // Paste anything that also has text (a table, a paragraph of a document) as text.
  if (!field || !data?.files.length || data.getData("text/plain")) return;
  event.preventDefault();
  uploadAll(field, data.files);
});

for (const type of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(type, (event) => {
    const field = fieldOf(event);
    if (!field || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    field.classList.toggle("dropping", type === "dragover");
    if (type === "drop") uploadAll(field, event.dataTransfer.files);
  });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-picture]");
  if (!button) return;
  const field = document.getElementById(button.closest("markdown-toolbar").getAttribute("for"));
  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.accept = TYPES.join(",");
  chooser.multiple = true;
  chooser.addEventListener("change", () => uploadAll(field, chooser.files));
  chooser.click();
});
