// The inline part of html-to-markdown.js: runs of text, each with its style, and their Markdown.
const ADDRESSES = ["http:", "https:", "mailto:"];
const MARKS = [["strike", "~~"], ["bold", "**"], ["italic", "*"]];

// The style that `element` gives to what is in it, on top of `style`.
export function styleOf(element, style) {
  const css = element.getAttribute("data-css") || "";
  const value = (name) => new RegExp(`(?:^|[;\\s])${name}\\s*:\\s*([^;]+)`, "i").exec(css)?.[1].trim().toLowerCase();
  const weight = value("font-weight");
  const slant = value("font-style");
  return {
    bold: weight ? /^bold|^[6-9]00/.test(weight) : style.bold || element.matches("b, strong"),
    italic: slant ? slant !== "normal" : style.italic || element.matches("i, em, cite, dfn, var"),
    strike: style.strike || element.matches("s, del, strike") || /line-through/i.test(value("text-decoration(?:-line)?") || ""),
    code: style.code || element.matches("code, kbd, samp, tt"),
    href: addressOf(element) || style.href,
  };
}

function addressOf(element) {
  if (!element.matches("a[href]")) return "";
  try {
    const address = new URL(element.getAttribute("href"));
    if (!ADDRESSES.includes(address.protocol)) return "";
    return address.href.replaceAll("(", "%28").replaceAll(")", "%29");
  } catch {
    return "";
  }
}

// The runs in `node`: {text, bold, italic, strike, code, href} or {isBreak}.
export function runsOf(node, style) {
  if (node.nodeType === Node.TEXT_NODE) return [{ ...style, text: node.data.replace(/[\s\u00a0]+/g, " ") }];
  if (node.nodeType !== Node.ELEMENT_NODE || /mso-list\s*:\s*ignore/i.test(node.getAttribute("data-css") || "")) return [];
  if (node.matches("br")) return [{ isBreak: true }];
  const inner = styleOf(node, style);
  return [...node.childNodes].flatMap((child) => runsOf(child, inner));
}

export function inlineText(runs) {
  const lines = [[]];
  for (const group of groupsOf(runs)) {
    if (group.isBreak) lines.push([]);
    else add(group, lines.at(-1));
  }
  return lines.map((parts) => escapeStart(parts.join("").trim())).join("\n").trim();
}

function add(group, parts) {
  const before = parts.at(-1) ?? " ";
  const markdown = markdownOf(group, before.endsWith(" "));
  if (!markdown) return;
  if (group.href && before.endsWith("!")) parts[parts.length - 1] = `${before.slice(0, -1)}\\!`;  // no picture
  parts.push(markdown);
}

// Neighbors with the same style are one run; spaces are marked by nobody.
function groupsOf(runs) {
  const groups = [];
  for (const run of runs) {
    const last = groups.at(-1);
    const isSame = last && !run.isBreak && !last.isBreak && styleKey(last) === styleKey(run);
    if (isSame) last.text += run.text;
    else groups.push({ ...run });
  }
  return groups;
}

function styleKey({ bold, italic, strike, code, href }) {
  return [bold, italic, strike, code, href].map((each) => each || "").join();
}

function markdownOf({ text, href, code, ...style }, isSpaced) {
  const words = text.replace(/ +/g, " ");
  const core = words.trim();
  const lead = words.startsWith(" ") && !isSpaced ? " " : "";
  if (!core) return lead;
  let marked = code ? codeOf(core) : escape(core);
  for (const [name, mark] of MARKS) {
    if (style[name]) marked = mark + marked + mark;
  }
  if (href) marked = linkTo(href, core, marked);
  return lead + marked + (words.endsWith(" ") ? " " : "");
}

function linkTo(href, words, marked) {
  if (words === href) return `<${href}>`;
  return `[${marked.replace(/(?<!\\)[[\]]/g, "\\$&")}](${href})`;
}

function codeOf(text) {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const gap = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return fence + gap + text + gap + fence;
}

// What would be Markdown, or HTML, is text.
export function escape(text) {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\")
    .replace(/[*`]/g, "\\$&")
    .replace(/\](?=[([:])/g, "\\]")
    .replace(/(?<![\p{L}\p{N}_])_|_(?![\p{L}\p{N}_])/gu, "\\_")
    .replace(/<(?=[A-Za-z/!?])/g, "\\<")
    .replace(/&(?=#?\w{1,31};)/g, "\\&")
    .replace(/~(?=~)/g, "\\~");
}

function escapeStart(line) {
  return line
    .replace(/^(#{1,6})(?=\s|$)/, "\\$1")
    .replace(/^(>|[-+](?=\s|$)|[-=]{2,}|:?-+:?\s*\|)/, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}
