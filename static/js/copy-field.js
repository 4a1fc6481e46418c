// A button with data-copy="id" copies the text of that field, and says that it did.
(function () {
  "use strict";
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    var field = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", function () {
      field.select();
      // Without https the clipboard is closed to scripts; the old way still works there.
      var done = navigator.clipboard ? navigator.clipboard.writeText(field.value) : Promise.resolve(document.execCommand("copy"));
      done.then(function () { button.querySelector("span").textContent = "Copied"; });
    });
  });
})();
