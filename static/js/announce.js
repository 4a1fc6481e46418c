// Have screen readers say `words`, where the page has a status line for that.
export function announce(words) {
  const status = document.getElementById("announcer");
  if (status) status.textContent = words;
}
