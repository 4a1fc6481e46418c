// Copies a kickoff's brief as Markdown, or a link to it. Without clipboard access the page links to
// the Markdown instead.
import { announce } from "./announce.js";
import { attach } from "./attach.js";

const CONFIRMED_MS = 2500;

function confirmCopied(button) {
  const label = button.querySelector("span");
  const usual = label.textContent;
  label.textContent = "Copied";
  announce("Copied");
  setTimeout(() => { label.textContent = usual; }, CONFIRMED_MS);
}

async function markdownAt(address) {
  const response = await fetch(address);
  if (!response.ok || response.redirected) throw new Error("not the brief");
  return response.text();
}

// Copy what `read` returns. If that fails, open `address` so that people can copy it themselves.
function offerCopy(button, address, read) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(await read());
      confirmCopied(button);
    } catch {
      location.assign(address);
    }
  });
}

if (navigator.clipboard) {
  attach("[data-copy-from]", (button) => {
    const address = button.dataset.copyFrom;
    offerCopy(button, address, () => markdownAt(address));
  });
  attach("[data-copy-link]", (button) => {
    const link = new URL(button.dataset.copyLink, location.href).href;
    offerCopy(button, link, () => link);
  });
  attach("[data-copy-fallback]", (link) => { link.hidden = true; });
}
