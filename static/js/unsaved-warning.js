// Warns before leaving a page with text that the server does not have yet.
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-unsaved]")) event.preventDefault();
});
