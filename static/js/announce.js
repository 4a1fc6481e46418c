// Announce `words` to screen readers, if the page has a live region for it.
export function announce(words) {
  const status = document.getElementById("announcer");
  if (status) status.textContent = words;
}
