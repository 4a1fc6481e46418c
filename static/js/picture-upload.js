// Uploads pictures that are pasted, dropped or chosen in a textarea with data-pictures. A
// placeholder in the text marks the place of each until the server answers.
import { post } from "./requests.js";

const ALT = "Describe the picture";
const AT_ONCE = 10;
const TYPES = ["image/png", "image/jpeg", "image/webp", "image/gif"];
const messages = new WeakMap();  // field -> its line for errors
let count = 0;

function replaceText(field, text, from, to) {
  const { selectionStart, selectionEnd } = field;
  const growth = text.length - (to - from);
  field.setRangeText(text, from, to, "preserve");
  // Keep the caret where it is in text after the picture.
  if (document.activeElement === field && selectionStart > to) {
    field.setSelectionRange(selectionStart + growth, selectionEnd + growth);
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
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
  const at = field.selectionEnd;
  const before = field.value.slice(0, at);
  const text = (before && !before.endsWith("\n") ? "\n\n" : "") + placeholder;
  replaceText(field, text, at, at);
  field.setSelectionRange(at + text.length, at + text.length);
  return placeholder;
}

function replacePlaceholder(field, placeholder, text) {
  const at = field.value.indexOf(placeholder);
  if (at < 0) return;  // removed from the text meanwhile
  const isWaiting = document.activeElement === field && field.selectionStart === at + placeholder.length;
  replaceText(field, text, at, at + placeholder.length);
  const alt = text.indexOf(ALT);
  if (isWaiting && alt >= 0) field.setSelectionRange(at + alt, at + alt + ALT.length);
}

// Return {markdown} for the uploaded picture, or {error} for people to read.
async function store(field, file) {
  if (!TYPES.includes(file.type)) return { error: "Only pictures can be added: PNG, JPEG, WebP and GIF." };
  const fields = { file: new File([file], "picture", { type: file.type }), alt: ALT };
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
  const placeholder = insertPlaceholder(field);
  showMessage(field, "");
  const { markdown, error } = await store(field, file);
  replacePlaceholder(field, placeholder, markdown ?? "");
  if (error) showMessage(field, error);
}

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
