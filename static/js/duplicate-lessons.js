// "Learned again" and "Not the same" beside a lesson's statement take effect without closing the
// form. Without this script each button submits it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-duplicate-of]");
  const form = button?.closest("form[data-autosave]");
  if (!form) return;
  event.preventDefault();
  const field = form.querySelector("input[name=duplicate_of]");
  const statement = form.elements.statement;
  field.value = button.value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  statement.focus();
  htmx.trigger(statement, "similar-lessons");
});
