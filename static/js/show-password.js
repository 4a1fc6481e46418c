// Adds a checkbox that shows a new password.
import { attach } from "./attach.js";

attach("input[data-password]", (field) => {
  const label = document.createElement("label");
  const checkbox = document.createElement("input");
  label.className = "check";
  checkbox.type = "checkbox";
  checkbox.addEventListener("change", () => {
    field.type = checkbox.checked ? "text" : "password";
  });
  label.append(checkbox, "Show password");
  field.after(label);
  // Submit it as a password, or browsers would offer it for autocompletion.
  field.form.addEventListener("submit", () => {
    field.type = "password";
  });
});
