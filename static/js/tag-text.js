// A line of tags as text, as in retros/models/tags.py: a tag that holds a separator stands in quotes.
const SEPARATORS = ",，،、;；؛";
const TAG = new RegExp(`\\s*"([^"]*)"\\s*(?=[${SEPARATORS}]|$)|([^${SEPARATORS}]+)`, "g");

export function holdsSeparator(text) {
  return [...text].some((letter) => SEPARATORS.includes(letter));
}

export function tagsIn(text) {
  return [...text.matchAll(TAG)].map(([, quoted, plain]) => (quoted || plain || "").trim().replace(/\s+/g, " ")).filter(Boolean);
}

export function textOf(tags) {
  return tags.map((tag) => (holdsSeparator(tag) ? `"${tag}"` : tag)).join(", ");
}
