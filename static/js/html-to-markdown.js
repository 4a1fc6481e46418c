// HTML from the clipboard as Markdown: headings, lists, links, bold, italic, quotes, code and tables
// of web pages, Word, spreadsheets and Google Docs. Nothing else of it gets through but its text: the
// HTML is parsed in a document that runs and loads nothing.
import { inlineText, runsOf, styleOf } from "./html-inline.js";
import { listMarkdown, listsOf, wordItem } from "./html-lists.js";
import { tableMarkdown } from "./html-tables.js";

const BLOCKS = [
  "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
  "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
  "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
].join(",");
const DROPPED = [
  "audio", "button", "canvas", "embed", "head", "iframe", "img", "input", "link", "math", "meta", "noframes", "noscript",
  "object", "picture", "script", "select", "style", "svg", "template", "textarea", "title", "video", "[hidden]",
  "[data-css*='display:none' i]", "[data-css*='display: none' i]", "[data-css*='mso-hide' i]",
].join(",");
const LONGEST = 2_000_000;
const NESTING = /<(\/?)(?:a|b|code|div|em|font|i|ol|s|small|span|strong|u|ul)(?=[\s>/])/gi;
const DEEPEST = 1000;  // the browser's parser takes seconds for thousands

// Return {text, startsBlock, endsBlock}, or null if there is no more to keep than plain text.
export function markdownOf(html) {
  if (html.length > LONGEST || isTooDeep(html)) return null;
  const { body } = new DOMParser().parseFromString(withoutActiveParts(html), "text/html");
  for (const element of body.querySelectorAll(DROPPED)) element.remove();
  const blocks = blocksOf(body, {}).filter(({ text }) => text);
  if (!blocks.some(({ isFormatted }) => isFormatted)) return null;
  return {
    text: blocks.map(({ text }) => text).join("\n\n"),
    startsBlock: !blocks[0].isParagraph,
    endsBlock: !blocks.at(-1).isParagraph,
  };
}

function isTooDeep(html) {
  let depth = 0;
  for (const [, isEnd] of html.matchAll(NESTING)) {
    depth = isEnd ? Math.max(0, depth - 1) : depth + 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^"'<>])*>/gi;
const ATTRIBUTE = /([^\s"'<>/=]+)(\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))/g;

// None of it would run; but the browser would report each as blocked by the page's CSP, and crash on
// thousands of nested templates. Styles tell what is bold: they stay readable under another name.
function withoutActiveParts(html) {
  return html
    .replace(/<(\/?)(?:style|template)(?=[\s>/])/gi, "<$1noframes")
    .replace(TAG, (tag) => tag.replace(ATTRIBUTE, inactive));
}

function inactive(attribute, name, value) {
  if (/^style$/i.test(name)) return `data-css${value}`;
  return /^on/i.test(name) ? "" : attribute;
}

function isBlock(node) {
  return node.nodeType === Node.ELEMENT_NODE && (node.matches(BLOCKS) || node.querySelector(BLOCKS));
}

// The blocks in `container`, as [{text, isFormatted, isParagraph}].
function blocksOf(container, style) {
  const blocks = [];
  let inline = [];
  let items = [];  // of a list that Word wrote as paragraphs
  const flush = () => {
    blocks.push(...paragraphsOf(inline));
    if (items.length) blocks.push(formatted(listMarkdown(items)));
    inline = [];
    items = [];
  };
  for (const node of container.childNodes) {
    if (!isBlock(node)) {
      const runs = runsOf(node, style);
      const isBlank = runs.every(({ text }) => !text?.trim());
      if (items.length && !isBlank) flush();
      if (!items.length) inline.push(...runs);
      continue;
    }
    const item = wordItem(node);
    if (!item || inline.some(({ text }) => text?.trim())) flush();
    if (item) items.push({ ...item, text: inlineText(runsOf(node, style)) });
    else blocks.push(...blockOf(node, style));
  }
  flush();
  return blocks;
}

function formatted(text) {
  return { text, isFormatted: true, isParagraph: false };
}

// Two line breaks in a row end a paragraph.
function paragraphsOf(runs) {
  const paragraphs = [[]];
  for (const run of runs) {
    const current = paragraphs.at(-1);
    if (run.isBreak && current.at(-1)?.isBreak) paragraphs.push([]);
    else current.push(run);
  }
  return paragraphs.map((each) => ({
    text: inlineText(each),
    isFormatted: each.some(({ text, bold, italic, strike, code, href }) =>
      text?.trim() && (bold || italic || strike || code || href)),
    isParagraph: true,
  })).filter(({ text }) => text);
}

function blockOf(element, style) {
  const level = headingLevel(element);
  const inner = styleOf(element, style);
  if (level) return [headingOf(element, level, style)];
  if (element.matches("ul, ol")) return [formatted(listMarkdown(listsOf(element, inner, blocksOf)))];
  if (element.matches("pre")) return [codeBlock(element.textContent)];
  if (element.matches("hr")) return [formatted("---")];
  if (element.matches("blockquote")) return quoteOf(element, inner);
  if (element.matches("table")) {
    const text = tableMarkdown(element);
    if (text) return [formatted(text)];
  }
  return blocksOf(element, inner);
}

function headingLevel(element) {
  const byTag = /^H([1-6])$/.exec(element.tagName);
  const byWord = /\bMso(?:Heading|Title)([1-6]?)\b/.exec(element.className);
  const byRole = element.getAttribute("role") === "heading" && element.getAttribute("aria-level");
  const level = byTag?.[1] || (byWord && (byWord[1] || "1")) || byRole;
  return level ? Math.min(Math.max(Number(level) || 1, 1), 6) : 0;
}

function headingOf(element, level, style) {
  const runs = runsOf(element, style).map((run) => ({ ...run, bold: false, ...(run.isBreak && { isBreak: false, text: " " }) }));
  const text = inlineText(runs);
  return { text: text && `${"#".repeat(level)} ${text}`, isFormatted: true, isParagraph: false };
}

function quoteOf(element, style) {
  const inside = blocksOf(element, style).map(({ text }) => text).filter(Boolean).join("\n\n");
  return inside ? [formatted(inside.replace(/^/gm, "> ").replace(/^> $/gm, ">"))] : [];
}

function codeBlock(text) {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  const code = text.replace(/^\n+/, "").trimEnd();
  return { text: code && `${fence}\n${code}\n${fence}`, isFormatted: true, isParagraph: false };
}
