// Reading, comparing and filling the values of a form, as {name: [texts]}.
const NOT_VALUES = ["file", "password", "submit", "button", "image", "reset"];

function fieldsOf(form) {
  return [...form.elements].filter(
    ({ name, type }) => name && name !== "csrfmiddlewaretoken" && !NOT_VALUES.includes(type),
  );
}

function isChoice(field) {
  return field.type === "radio" || field.type === "checkbox";
}

function textsOf(field) {
  if (isChoice(field)) return field.checked ? [field.value] : [];
  if (field.type === "select-multiple") return [...field.selectedOptions].map((option) => option.value);
  return [field.value];
}

export function valuesOf(form) {
  const values = {};
  for (const field of fieldsOf(form)) (values[field.name] ??= []).push(...textsOf(field));
  return values;
}

// Also with tags that are still being typed and not to be saved yet (tag-input.js).
export function typedValuesOf(form) {
  const values = valuesOf(form);
  for (const field of form.querySelectorAll("[data-half-typed]")) {
    const { halfTyped, single } = field.dataset;
    values[field.name] = [single !== undefined && halfTyped ? halfTyped : [field.value, halfTyped].filter(Boolean).join(", ")];
  }
  return values;
}

// Each field dispatches an input event with the detail "filled", to distinguish it from typing.
export function fillForm(form, values) {
  for (const field of fieldsOf(form)) {
    const texts = values[field.name];
    if (texts) fillField(field, texts);
  }
}

function fillField(field, texts) {
  if (isChoice(field)) field.checked = texts.includes(field.value);
  else if (field.type === "select-multiple") {
    for (const option of field.options) option.selected = texts.includes(option.value);
  } else field.value = texts[0] || "";
  field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "filled" }));
}

export function areSame(texts, others) {
  return JSON.stringify(texts ?? []) === JSON.stringify(others ?? []);
}

// The names of fields that people can change. A field for tags has the type hidden, but shows its
// tags as chips (tag-input.js).
export function visibleNames(form) {
  const visible = fieldsOf(form).filter((field) => field.type !== "hidden" || field.dataset.tags);
  return [...new Set(visible.map((field) => field.name))];
}

export function labelOf(form, name) {
  const field = form.querySelector(`[name='${name}']`);
  const label = field?.closest(".field")?.querySelector("label, legend");
  if (label) return label.firstChild.textContent.trim();
  return field?.getAttribute("aria-label") || name;
}
