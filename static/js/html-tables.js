// The tables of html-to-markdown.js.
import { inlineText, runsOf } from "./html-inline.js";

const MOST_CELLS = 10_000;

// Return "" for a table that only lays out a page, or that is a single column.
export function tableMarkdown(table) {
  if (table.getAttribute("role") === "presentation" || table.querySelector("table")) return "";
  const rows = withoutEmptyColumns(gridOf(table).filter((row) => row.some(Boolean)));
  if (!rows.length || rows[0].length < 2) return "";
  return tableOf(rows);
}

export function tableOf([head, ...rows]) {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

// The cells by row, as text; one that spans others is followed by empty ones.
function gridOf(table) {
  const grid = [];
  let cells = 0;
  for (const [index, row] of [...table.rows].entries()) {
    grid[index] ??= [];
    for (const cell of row.cells) {
      const column = firstFree(grid[index]);
      const across = Math.min(cell.colSpan, 100);
      const down = Math.min(cell.rowSpan, table.rows.length - index);
      cells += across * down;
      if (cells > MOST_CELLS) throw new RangeError("This table is too large.");
      for (let i = 0; i < down; i += 1) {
        grid[index + i] ??= [];
        for (let j = 0; j < across; j += 1) grid[index + i][column + j] = "";
      }
      grid[index][column] = textOf(cell);
    }
  }
  const width = Math.max(0, ...grid.map(({ length }) => length));
  return grid.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? ""));
}

function firstFree(row) {
  const free = row.findIndex((cell) => cell === undefined);
  return free < 0 ? row.length : free;
}

function textOf(cell) {
  const isHead = cell.matches("th");
  const runs = [...cell.childNodes].flatMap((node) => [...runsOf(node, {}), { text: blockEnd(node) }]);
  const plain = runs.map((run) => (run.isBreak ? { text: " " } : { ...run, bold: run.bold && !isHead }));
  return inlineText(plain).replaceAll("|", "\\|");
}

function blockEnd(node) {
  return node.nodeType === Node.ELEMENT_NODE && node.matches("p, div, li, ul, ol") ? " " : "";
}

function withoutEmptyColumns(rows) {
  const used = rows[0]?.map((_, column) => rows.some((row) => row[column])) ?? [];
  return rows.map((row) => row.filter((_, column) => used[column]));
}
