// Notices a reveal while the page behind the link is open: what is revealed leaves the list that says
// “Only you can see this”. Asks the page itself, which stores nothing.
import { attach } from "./attach.js";

const EVERY_MS = 20000;

async function pageNow(address) {
  const response = await fetch(address).catch(() => null);
  if (!response || response.redirected || !(response.ok || response.status === 404)) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function look(form) {
  const mine = document.querySelector("[data-mine]");
  const shown = [...mine.children];
  if (document.hidden || !shown.length) return;
  const page = await pageNow(form.action);
  if (!page) return;
  const late = page.querySelector("[data-late]");
  const waiting = page.querySelector("[data-mine]");
  if (waiting && !late) return;
  const gone = shown.filter(({ id }) => !waiting || !page.getElementById(id));
  if (!gone.length) return;
  for (const row of gone) row.remove();
  document.querySelector("[data-only-you]").hidden = !mine.children.length;
  if (late && !document.querySelector("[data-late]")) {
    document.querySelector(".gather-split").before(document.importNode(late, true));
  }
  const marks = [document, page].map((it) => it.querySelector(".done-mark"));
  if (marks.every(Boolean)) marks[0].replaceWith(document.importNode(marks[1], true));
  document.querySelector("[data-status]").textContent = waiting
    ? "What you wrote was revealed."
    : "The link was closed. What you wrote is revealed by now, or waits for the next reveal.";
}

attach("form[data-inbox]", (form) => {
  setInterval(() => look(form), EVERY_MS);
  document.addEventListener("visibilitychange", () => look(form));
});
