// The lists of html-to-markdown.js. Their items come flat, each with its level: web pages nest lists,
// Google Docs puts them beside each other, and Word writes paragraphs.

// The items of a list, as [{level, isOrdered, start, text}].
export function listsOf(list, style, blocksOf, level = 1) {
  const isOrdered = list.matches("ol");
  const start = Number(list.getAttribute("start")) || 1;
  return [...list.children].flatMap((child) => {
    if (child.matches("ul, ol")) return listsOf(child, style, blocksOf, level + 1);
    const nested = [...child.children].filter((each) => each.matches("ul, ol"));
    for (const each of nested) each.remove();
    const text = blocksOf(child, style).map((block) => block.text).filter(Boolean).join("\n\n");
    const own = Number(child.getAttribute("aria-level") || child.dataset.ariaLevel) || level;
    const item = { level: Math.max(level, own), isOrdered, start, text };
    return [...(text ? [item] : []), ...nested.flatMap((each) => listsOf(each, style, blocksOf, level + 1))];
  });
}

// The level and kind of a paragraph that is an item of a list in Word, or null.
export function wordItem(element) {
  const level = /mso-list\s*:\s*\w+\s+level(\d)/i.exec(element.getAttribute("data-css") || "")?.[1];
  if (!level) return null;
  const marks = [...element.querySelectorAll("span")].filter((span) =>
    /mso-list\s*:\s*ignore/i.test(span.getAttribute("data-css") || ""));
  const mark = marks.map((span) => span.textContent).join("").trim();
  return { level: Number(level), isOrdered: /^\(?(\d+|[a-z]{1,4})[.)]/i.test(mark), start: parseInt(mark, 10) || 1 };
}

export function listMarkdown(items) {
  const open = [];  // the lists that are open, the outermost first: {isOrdered, number, width}
  const lines = items.map((item) => {
    const depth = Math.min(item.level, open.length + 1);
    open.length = Math.min(open.length, depth);
    const same = open[depth - 1];
    if (same && same.isOrdered === item.isOrdered) same.number += 1;
    else open[depth - 1] = { isOrdered: item.isOrdered, number: item.start };
    const list = open[depth - 1];
    const mark = list.isOrdered ? `${list.number}. ` : "- ";
    list.width = mark.length;
    const indent = " ".repeat(open.slice(0, -1).reduce((sum, { width }) => sum + width, 0));
    const rest = indent + " ".repeat(mark.length);
    return indent + mark + item.text.replace(/\n(?=[^\n])/g, `\n${rest}`);
  });
  return lines.join("\n");
}
