// Lets people look at the password that they are choosing: a checkbox below the field.
(function () {
  "use strict";
  function offer(field) {
    var label = document.createElement("label");
    var box = document.createElement("input");
    label.className = "check";
    box.type = "checkbox";
    box.addEventListener("change", function () { field.type = box.checked ? "text" : "password"; });
    label.append(box, "Show the password");
    field.after(label);
    // Sent as a password again, so that no browser offers it among words typed before.
    field.form.addEventListener("submit", function () { field.type = "password"; });
  }
  document.querySelectorAll("input[data-password]").forEach(offer);
})();
