// What this person has read of a path: kept in this browser, never sent.
import { attach } from "./attach.js";

const keyOf = (path) => `retros-path ${document.body.dataset.person} ${path}`;

function ticksOf(path) {
  try {
    return new Set(JSON.parse(localStorage.getItem(keyOf(path))) ?? []);
  } catch {
    return new Set();  // storage is off, or holds something else
  }
}

function keep(path, ticks) {
  try {
    localStorage.setItem(keyOf(path), JSON.stringify([...ticks]));
  } catch { /* full or off: the ticks last until the page is left */ }
}

// The page of a path: a checkbox at each stop.
attach("[data-ticks]", (hint) => {
  const path = hint.dataset.ticks;
  const ticks = ticksOf(path);
  hint.hidden = false;
  for (const label of document.querySelectorAll("[data-tick]")) {
    const box = label.querySelector("input");
    const stop = label.closest("li");
    box.checked = ticks.has(label.dataset.tick);
    stop.classList.toggle("is-read", box.checked);
    label.hidden = false;
    box.addEventListener("change", () => {
      ticks[box.checked ? "add" : "delete"](label.dataset.tick);
      stop.classList.toggle("is-read", box.checked);
      keep(path, ticks);
    });
  }
});

// A card of a path: how many of its stops were read.
attach("[data-path]", (words) => {
  const ticks = ticksOf(words.dataset.path);
  const read = words.dataset.stops.trim().split(/\s+/).filter((stop) => ticks.has(stop)).length;
  words.textContent = `${read} read`;
  words.hidden = !read;
});
